#pragma once

#include "models/base/result.h"

#include <QList>
#include <QString>

namespace rackhouse
{

/// What a device heard at one of its ports.
struct LldpNeighbor {
    QString localPort;    ///< "eth0", "Ethernet1/1", as the device itself calls it
    QString chassis;      ///< of the neighbour: a MAC in lower case with colons, or what it says
    QString name;         ///< system name of the neighbour; empty: not told
    QString port;         ///< of the neighbour: its id, a MAC as above
    QString portText;     ///< description of that port; empty: not told
    QString address = {}; ///< to manage the neighbour at, the first that it tells; empty: none

    bool operator==(const LldpNeighbor&) const = default;
};

/// The neighbours in what a device printed or answered, whichever of these it is:
/// `lldpctl -f json` and `-f json0`, Arista eAPI (`show lldp neighbors [detail]`), NVUE
/// (`nv show interface lldp -o json`), OpenConfig (SONiC), and the tables and details of EOS, NX-OS
/// and Junos on a terminal. A neighbour that is told twice is there once; two neighbours at one
/// port are both there.
/// Errors: "lldp-unreadable" (none of these), "topology-too-large" (limit).
Result<QList<LldpNeighbor>> readLldp(const QByteArray& text);

/// A MAC in any of its writings ("001c.73ee.c046", "00-1C-73-EE-C0-46") in lower case with colons;
/// other text as it is, trimmed.
QString plainMac(const QString& text);

/// A port's name as two devices can be compared by it: "Et3/1" and "Ethernet3/1" are the same.
QString plainPort(const QString& text);

} // namespace rackhouse
