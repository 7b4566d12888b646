#include "widgets/racks/bayhealth.h"

#include "models/base/naturalorder.h"
#include "models/domain/componentmerge.h"

#include <algorithm>

namespace rackhouse
{

BayHealth BayHealth::of(const std::vector<Component>& parts)
{
    std::vector<MergedComponent> merged = mergeReports(parts);
    std::stable_sort(merged.begin(), merged.end(), [](const auto& a, const auto& b) {
        return comesBefore(a.shown.slot, b.shown.slot);
    });
    BayHealth bays;
    for (const MergedComponent& part : merged) {
        const Component& shown = part.shown;
        if (shown.kind == ComponentKind::Gpu)
            bays.gpus.push_back(shown.health);
        else if (shown.kind == ComponentKind::Drive)
            bays.drives.push_back(shown.health);
        else if (shown.kind == ComponentKind::Psu)
            bays.psus.push_back(shown.health);
        else
            continue;
        if (shown.health == Health::Warning || shown.health == Health::Critical)
            bays.bad << shown.slot;
    }
    return bays;
}

} // namespace rackhouse
