#include "models/power/powerpicture.h"

#include <algorithm>
#include <limits>
#include <utility>

// Power that is paid for and cannot be sold: the other side could not take it over, or there is no
// room left for what would draw it. Counted by name plate, as one plans.

namespace rackhouse
{

/// What a supply and the stages above it could still carry in the worst case; infinite where no
/// limit is known.
double PowerPicture::spareW(int supply) const
{
    double spare = std::numeric_limits<double>::infinity();
    std::vector<int> stages = above(supply);
    stages.push_back(supply);
    for (const int stage : stages) {
        const Supply& at = m_supplies[std::size_t(stage)];
        if (at.capacityW > 0)
            spare = std::min(spare, std::max(0.0, at.capacityW - at.failoverPlateW));
    }
    return spare;
}

void PowerPicture::addStranded()
{
    QHash<RackId, std::vector<int>> pdus;
    for (std::size_t i = 0; i < m_supplies.size(); ++i) {
        if (!m_supplies[i].rackId.isEmpty())
            pdus[m_supplies[i].rackId].push_back(int(i));
    }
    for (RackLoad& rack : m_racks) {
        std::vector<double> spares;
        for (const int pdu : pdus.value(rack.id)) {
            if (const double spare = spareW(pdu); spare < std::numeric_limits<double>::infinity())
                spares.push_back(spare);
        }
        if (spares.empty())
            continue;
        // A device with a cord in each of them may draw what the weakest could carry alone.
        const double weakest = *std::min_element(spares.begin(), spares.end());
        for (const double spare : spares)
            rack.strandedFailoverW += spare - weakest;
        rack.usableW = weakest;
        if (rack.limitW > 0)
            rack.usableW = std::clamp(rack.limitW - rack.load.plateW, 0.0, weakest);
        if (rack.freeUnits == 0)
            rack.strandedUnitsW = std::exchange(rack.usableW, 0.0);
    }
}

} // namespace rackhouse
