#pragma once

#include "app/agent/outcome.h"

#include <map>

namespace rackhouse::agent
{

/// What NVIDIA's management library says of each GPU, by PCI address ("0000:17:00.0"): {model,
/// serial, uuid, memory_bytes}. Empty where the library or the driver is not there. The library is
/// loaded at run time: the agent has to run without it.
std::map<std::string, Json> readNvml();

} // namespace rackhouse::agent
