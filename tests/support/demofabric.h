#pragma once

#include "models/domain/fabric.h"
#include "models/domain/fabricfacts.h"
#include "models/topology/fabricgraph.h"

#include <vector>

namespace rackhouse
{

/// The rows of one fabric.
struct DemoFabric {
    Fabric fabric;
    std::vector<FabricNode> nodes;
    std::vector<FabricLink> links;
    std::vector<FabricCounters> counters;
    std::vector<FabricHealth> health;

    /// The rows of a fabric that was read, as a site keeps them.
    static DemoFabric of(const FabricGraph& graph, Instant now);
    /// A rail-optimised one drawn by rule: `units` scalable units of `hosts` hosts, `rails` rails,
    /// eight spines, two cables from each leaf to each spine.
    static DemoFabric make(int units, int hosts, int rails, Instant now);
    /// What goes wrong on real floors: two cables exchanged, a leaf that is missing, one with few
    /// uplinks, cards without a name.
    void spoil();
    /// What perfquery and ibswinfo print of a few of its nodes: a link with errors, one that is
    /// congested, a quiet one; a switch with a fan that stands still, one with a dead supply.
    void tellFacts(Instant now);

private:
    int addNode(FabricNodeKind kind, const QString& name, const QString& host,
                const QString& adapter);
    void addLink(int a, int aPort, int b, int bPort);
    int find(const QString& name) const;
    void unplug(const FabricNodeId& node);
    void count(const char* name, qint64 port, const QJsonObject& now, const QJsonObject& before,
               Instant at);
    FabricHealth healthOf(const char* name, Instant at) const;
};

} // namespace rackhouse
