#pragma once

#include "app/agent/inventory/roots.h"
#include "app/agent/session.h"

namespace rackhouse::agent
{

/// The runner of every task kind of the protocol on this machine.
TaskRunner makeTaskRunner(Roots roots);

} // namespace rackhouse::agent
