#pragma once

#include "models/domain/asset.h"

#include <vector>

namespace rackhouse
{

/// How the parts are that sit in the bays of a machine, in the order of their slots.
struct BayHealth {
    std::vector<Health> gpus = {};
    std::vector<Health> drives = {};
    std::vector<Health> psus = {};
    QStringList bad = {}; ///< slots of those that are not well

    /// From what its BMC and the agent reported.
    static BayHealth of(const std::vector<Component>& parts);
};

} // namespace rackhouse
