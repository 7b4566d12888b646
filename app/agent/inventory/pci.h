#pragma once

#include "app/agent/inventory/roots.h"
#include "app/agent/outcome.h"

namespace rackhouse::agent
{

/// Every PCI function, with its link and the bridge above it.
Json listPci(const Roots& roots);
/// GPUs and accelerators: by PCI class and vendor always, with serial and memory where the vendor's
/// driver is loaded (NVML).
Json listGpus(const Json& pci, std::string_view pciIds);

} // namespace rackhouse::agent
