#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/domain/asset.h"

#include <QJsonObject>

#include <vector>

namespace rackhouse
{

class Writer;

/// What the agent's inventory task found, in the words of the books.
struct AgentInventory {
    Machine facts; ///< the fields that hardware tells; the rest is default
    std::vector<Component> components;

    /// Lenient: what is missing or odd is absent. Pure.
    static AgentInventory read(const QJsonObject& inventory);
};

/// Writes what one source says of a machine: replaces its components of that source.
Result<void> replaceComponents(Writer& writer, const MachineId& machine, Source source,
                               std::vector<Component> components, Instant now);
/// Components and facts of an in-band inventory, with the time of inspection.
Result<void> storeInventory(Writer& writer, const MachineId& machine,
                            const AgentInventory& inventory, Instant now);

} // namespace rackhouse
