#pragma once

#include "app/agent/inventory/roots.h"
#include "app/agent/outcome.h"
#include "app/agent/taskcontext.h"

namespace rackhouse::agent
{

/// Everything that the machine says of itself, as the README's `inventory` task describes it.
Json takeInventory(const Roots& roots, TaskContext& task);

/// What a registration tells: {version, macs, uuid, serial}.
Json describeSelf(const Roots& roots);

} // namespace rackhouse::agent
