#pragma once

#include "app/machines/bootsteps.h"

namespace rackhouse
{

/// inspect: network-boot, await-agent, inventory, power-off. A machine that was discovered becomes
/// available; any other goes back to the state it had.
JobDefinition inspectJob(BootSteps& steps);

/// power: one step. params {action: "on" | "off" | "force-off" | "cycle"}. Moves no state.
JobDefinition powerJob(BootSteps& steps);

} // namespace rackhouse
