#pragma once

#include "models/domain/fabric.h"
#include "models/topology/fabricgraph.h"

#include <vector>

namespace rackhouse
{

/// The rows of one fabric.
struct DemoFabric {
    Fabric fabric;
    std::vector<FabricNode> nodes;
    std::vector<FabricLink> links;

    /// The rows of a fabric that was read, as a site keeps them.
    static DemoFabric of(const FabricGraph& graph, Instant now);
    /// A rail-optimised one drawn by rule: `units` scalable units of `hosts` hosts, `rails` rails,
    /// eight spines, two cables from each leaf to each spine.
    static DemoFabric make(int units, int hosts, int rails, Instant now);
    /// What goes wrong on real floors: two cables exchanged, a leaf that is missing, one with few
    /// uplinks, cards without a name.
    void spoil();

private:
    int addNode(FabricNodeKind kind, const QString& name, const QString& host,
                const QString& adapter);
    void addLink(int a, int aPort, int b, int bPort);
    int find(const QString& name) const;
    void unplug(const FabricNodeId& node);
};

} // namespace rackhouse
