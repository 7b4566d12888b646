#pragma once

#include "app/machines/agentinventory.h"
#include "models/base/clock.h"
#include "models/base/result.h"

namespace rackhouse
{

class Writer;

/// Writes what one source says of a machine: replaces its components of that source.
Result<void> replaceComponents(Writer& writer, const MachineId& machine, Source source,
                               std::vector<Component> components, Instant now);
/// Components and facts of an in-band inventory, with the time of inspection.
Result<void> storeInventory(Writer& writer, const MachineId& machine,
                            const AgentInventory& inventory, Instant now);

} // namespace rackhouse
