#pragma once

#include "models/base/result.h"
#include "models/domain/switchfacts.h"

#include <map>

namespace rackhouse
{

/// What a switch says of itself and of its ports in one round of questions. Without ids and times:
/// those come with the rows.
struct SwitchWords {
    SwitchFacts facts;
    std::map<QString, SwitchPort> ports; ///< by name
    std::map<QString, QStringList> macs; ///< that were learned, by the interface

    /// What follows from all that was told, once it was: its health, and which MACs are learned at
    /// ports that servers are at.
    void conclude();
};

/// Takes in one answer, whichever of these it is:
/// of Arista eAPI `show version`, `show hostname`, `show interfaces`, `show interfaces
/// transceiver`, `show mac address-table` and `show system environment temperature`, `cooling` and
/// `power`, each in or without its JSON-RPC; of NVUE /interface with `link`, /platform, /system and
/// /platform/environment; of OpenConfig (SONiC) /interfaces and /platform. Ports without hardware
/// of their own (VLANs, bundles, loopbacks) are left out. Errors: "switch-unreadable" (none of
/// these), "topology-too-large" (limit).
Result<void> readSwitchWords(const QByteArray& answer, SwitchWords& words);

/// Mbit/s that a module of that kind runs at: "400GBASE-DR4", "1000BASE-T"; 0: its name does not
/// say.
qint64 speedOfMedia(const QString& media);

} // namespace rackhouse
