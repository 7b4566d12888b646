#pragma once

#include "models/domain/allocation.h"
#include "models/domain/asset.h"

#include <vector>

namespace rackhouse
{

/// What the machines of a site are held for: most of them rented by the hour or the month, some
/// kept for later, in maintenance or for an own job; one bills in another currency, one rental has
/// ended.
std::vector<Allocation> demoRentals(const std::vector<Machine>& machines, Instant now);

} // namespace rackhouse
