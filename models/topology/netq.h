#pragma once

#include "models/base/result.h"
#include "models/domain/asset.h"
#include "models/domain/wiring.h"
#include "models/topology/deviceindex.h"

#include <QList>

#include <variant>
#include <vector>

namespace rackhouse
{

/// The most bytes of a file of NetQ or NMX that are read.
constexpr qint64 kMostNetqBytes = 64LL << 20;

/// The topology graph of NVIDIA NetQ: which port of which device is cabled to which.
struct NetqGraph {
    struct Device {
        QString name;
        bool isSwitch = false;
    };
    /// Ends are rows of `devices`.
    struct Cable {
        int a = -1;
        QString aPort; ///< "swp17s0"
        int b = -1;
        QString bPort;
    };
    std::vector<Device> devices;
    std::vector<Cable> cables;
    int skipped = 0; ///< links that lack a port, or end at a device that is not there

    /// What either end of each cable would tell of the other, by the names of devices alone.
    std::vector<Neighbor> neighbors() const;
};

/// Where a host stands in its NVLink domain, as NVIDIA NMX tells it (`compute-nodes`).
struct NvlinkHost {
    QString name;
    QString id;            ///< that NMX knows it by
    QString domain;        ///< UUID
    QString chassisSerial; ///< empty: not told
    Health health = Health::Unknown;
    qint64 chassis = -1; ///< numbers; -1: not told
    qint64 slot = -1;
    qint64 tray = -1;
    qint64 host = -1;
    qint64 gpus = 0;

    /// As a part of its machine: the slot of the chassis, its serial and the domain.
    Component toComponent() const;
};

using NetqText = std::variant<NetqGraph, std::vector<NvlinkHost>>;

/// What a JSON file of NetQ or NMX tells, whichever of the two it is; one object or a list.
/// Errors: "netq-unreadable", "topology-too-large" (limit in MB).
Result<NetqText> readNetq(const QByteArray& text);

/// The neighbours that count: a device knows its own ports best. What NetQ tells of a device gives
/// way where that tells something itself, or where the device at the other end tells of its port
/// there, and comes before that only where it is later by more than an hour. The rows live as long
/// as `told`.
std::vector<const Neighbor*> countingNeighbors(const std::vector<Neighbor>& told,
                                               const DeviceIndex& devices);

} // namespace rackhouse
