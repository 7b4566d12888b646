#pragma once

#include "models/domain/asset.h"

#include <vector>

namespace rackhouse
{

/// One part of a machine as a person sees it, whoever reported it.
struct MergedComponent {
    Component shown;      ///< of both reports what each knows better; `detail` holds both
    bool byBmc = false;   ///< the BMC reports it
    bool byAgent = false; ///< the agent in the RAM system reports it
};

/// Puts the BMC's and the agent's report of one part together: by serial, by MAC address, or in
/// order of slot where neither has one and both count the same. What only one of them reports stays
/// as it is.
std::vector<MergedComponent> mergeReports(const std::vector<Component>& components);

} // namespace rackhouse
