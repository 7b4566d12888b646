#pragma once

#include "tests/support/syntheticsite.h"

namespace rackhouse
{

/// Enters a large site with a fabric of 1,024 hosts, its cables, and the power of its first hall.
Result<void> fillLargeSite(Replica& replica, const SyntheticSite& site, Instant now);

} // namespace rackhouse
