#pragma once

#include "models/domain/asset.h"
#include "models/domain/fabric.h"
#include "models/topology/deviceindex.h"

namespace rackhouse
{

/// One end of a connection, as the wire shows it.
struct WireEnd {
    QString device;    ///< id; empty: not in the books
    QString name;      ///< of the device, or what it calls itself
    QString port;      ///< as the books would call it
    QStringList ports; ///< all names that it may go by there; what it was told by comes first
    QString chassis =
        {}; ///< that the neighbour tells, where no inspection found that in its device

    bool isOfDevice(const WireEnd& other) const;
    bool sharesPort(const WireEnd& other) const;
    /// Whether nothing speaks against that both are one port, which may be told by its MAC once and
    /// by its name once.
    bool isSameAs(const WireEnd& other) const;
};

/// `a` is in the books.
struct WireLink {
    WireEnd a;
    WireEnd b;
    Instant heardAt = {}; ///< by LLDP; not set: it is of a scan

    /// Whether a port hears itself.
    bool isEcho() const { return !a.device.isEmpty() && a.isOfDevice(b) && a.sharesPort(b); }
};

/// What a port of a machine is called besides: "mlx5_0" is "ib0" to the network, and the other way
/// round. By the id of the machine and that name.
using PortTwins = QHash<std::pair<QString, QString>, QString>;

/// Out of the ports that an inspection found, which tell their network interfaces.
PortTwins portTwins(const std::vector<Component>& adapters);

struct WireRows {
    const std::vector<Neighbor>& neighbors;
    const std::vector<FabricNode>& nodes;
    const std::vector<FabricLink>& links;
    PortTwins twins = {};
};

/// What devices of the books hear, of all media. A switch of a fabric is found by its name, an
/// adapter by its machine; its port by the adapter's name ("mlx5_0") or GUID.
std::vector<WireLink> wireLinks(const WireRows& rows, const DeviceIndex& devices);

/// Ports of a device that are heard by the same means: the numbered ones of a switch of a fabric by
/// its scan, and "mgmt0" by LLDP; adapters of a machine by the scan, and "eth0" by LLDP.
enum class PortFamily { Named, Numbered, Adapter };
PortFamily familyOf(const QString& port);

} // namespace rackhouse
