#pragma once

#include "models/domain/asset.h"
#include "models/domain/fabric.h"
#include "models/domain/floor.h"
#include "models/domain/switchfacts.h"
#include "models/domain/wiring.h"
#include "models/topology/fabricgraph.h"

namespace rackhouse
{

/// Switches that belong together and what is plugged into them, as LLDP tells it.
struct EthernetFabric {
    struct Books {
        std::vector<Machine> machines;
        std::vector<Asset> assets;
        std::vector<Neighbor> neighbors;
        std::vector<Component> nics;        ///< of the machines: their speed and MAC
        std::vector<SwitchPort> ports = {}; ///< of the switches, as they tell of them
    };

    /// Its id names its first switch, so that it stays over changes: "ethernet:leaf-01".
    Fabric fabric;
    std::vector<FabricNode> nodes; ///< a row each of `graph`
    FabricGraph graph;
    QHash<int, AssetId> assets; ///< that switches are in the books, by node

    /// The largest first. Switches belong together that a cable connects, and those that are named
    /// alike and serve the same hosts: a rail without spines is no network of its own.
    ///
    /// A device is a host where the books have it as a machine or as an asset that is no switch;
    /// where they do not know it, a switch is what machines hear, and what has ports that are named
    /// like those of switches. A switch that is silent about a host tells nothing: the host's
    /// system may be off. Of two switches, or of a host that was asked as late, it is a finding.
    ///
    /// An end runs at what its switch tells of the port, or the inspection of the machine of its
    /// NIC. What one end told long before the other, or a switch long before the cable was heard,
    /// says nothing of now and is left out.
    static std::vector<EthernetFabric> of(const Books& books);
};

} // namespace rackhouse
