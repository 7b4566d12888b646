#pragma once

#include "tests/bench/bench.h"

#include <span>

namespace rackhouse::bench
{

/// Every benchmark, in the order of --list.
std::span<const Bench> benches();

Result<void> changesLag(const Print& print);
Result<void> demoStart(const Print& print);
Result<void> dhcpOffers(const Print& print);
Result<void> guiFabric(const Print& print);
Result<void> guiHall(const Print& print);
Result<void> guiLive(const Print& print);
Result<void> guiTable(const Print& print);
Result<void> guiRackOpen(const Print& print);
Result<void> guiStart(const Print& print);
Result<void> httpFile(const Print& print);
Result<void> tftpRead(const Print& print);
Result<void> redfishCrawl(const Print& print);
Result<void> storeWrite(const Print& print);

} // namespace rackhouse::bench
