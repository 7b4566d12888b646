#pragma once

#include "app/machines/bootsteps.h"

namespace rackhouse
{

/// inspect: read-power, network-boot, await-agent, inventory, restart, power-off. A machine that
/// was discovered becomes available; any other goes back to the state it had. A provisioned one
/// needs params {confirm: its serial} and goes back to its system, on or off as it was found; any
/// other is switched off.
JobDefinition inspectJob(BootSteps& steps);

/// power: one step. params {action: "on" | "off" | "force-off" | "cycle"}. Moves no state.
JobDefinition powerJob(BootSteps& steps);

} // namespace rackhouse
