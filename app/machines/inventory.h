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
/// What a collector in the system of a machine says of its adapters: replaces those of an
/// inspection, and keeps what that found out besides ("net", "pci").
Result<void> replaceAdapters(Writer& writer, const MachineId& machine,
                             const std::vector<Component>& adapters, Instant now);
/// Components and facts of an in-band inventory, with the time of inspection.
Result<void> storeInventory(Writer& writer, const MachineId& machine,
                            const AgentInventory& inventory, Instant now);

} // namespace rackhouse
