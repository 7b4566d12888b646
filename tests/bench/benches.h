#pragma once

#include "tests/bench/bench.h"

#include <span>

namespace rackhouse::bench
{

/// Every benchmark, in the order of --list.
std::span<const Bench> benches();

Result<void> storeWrite(const Print& print);

} // namespace rackhouse::bench
