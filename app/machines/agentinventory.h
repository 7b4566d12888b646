#pragma once

#include "models/domain/asset.h"
#include "models/topology/lldp.h"

#include <QJsonObject>

#include <vector>

namespace rackhouse
{

/// What the agent's inventory task found, in the words of the books.
struct AgentInventory {
    Machine facts; ///< the fields that hardware tells; the rest is default
    std::vector<Component> components;
    QList<LldpNeighbor> neighbors;

    /// Lenient: what is missing or odd is absent, numbers lie between 0 and 2^50. Pure.
    static AgentInventory read(const QJsonObject& inventory);
};

} // namespace rackhouse
