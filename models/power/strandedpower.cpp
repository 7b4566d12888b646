#include "models/power/powerpicture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

// Power that is paid for and cannot be sold: the other side could not take it over, the limit of
// the rack is lower, or there is no room left for what would draw it. Counted by name plate, as one
// plans. What stages have to spare is handed out to the racks below, so that each watt of a panel
// counts once however many racks hang from it, and is not stranded while one of them can use it.

namespace rackhouse
{

namespace
{

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// PDUs of a rack, by side. What has a cord on each side may draw what the weakest carries alone.
using Sides = std::map<QString, std::vector<int>>;

struct Taker {
    std::size_t rack = 0;
    Sides sides;
    double most = kNoLimit;
};

/// What each supply could still carry in the worst case, less what racks have taken of it.
class Spare
{
public:
    explicit Spare(const PowerPicture& picture) : m_picture(picture)
    {
        for (const PowerPicture::Supply& supply : picture.supplies())
            m_left.push_back(supply.capacityW > 0
                                 ? std::max(0.0, supply.capacityW - supply.failoverPlateW)
                                 : kNoLimit);
    }

    /// Infinite where no limit is known.
    double reach(const Sides& sides, double most = kNoLimit) const
    {
        for (const auto& side : sides) {
            Taken taken;
            most = reach(side.second, most, taken);
        }
        return most;
    }

    /// What each of them gets: first an equal share of what is theirs together, then of the rest.
    std::vector<double> share(const std::vector<Taker>& takers)
    {
        std::vector<double> got;
        const std::map<int, int> pdus = pdusBelow(takers);
        for (const Taker& taker : takers)
            got.push_back(std::min(taker.most, fairShare(taker, pdus)));
        for (std::size_t i = 0; i < takers.size(); ++i)
            got[i] = take(takers[i].sides, got[i]);
        for (std::size_t i = 0; i < takers.size(); ++i)
            got[i] += take(takers[i].sides, takers[i].most - got[i]);
        return got;
    }

private:
    using Taken = std::map<int, double>; ///< watts, by supply

    const std::vector<int>& stages(int pdu) const
    {
        std::vector<int>& path = m_paths[pdu];
        if (path.empty()) {
            path = m_picture.above(pdu);
            path.push_back(pdu);
        }
        return path;
    }

    double reach(const std::vector<int>& pdus, double most, Taken& taken) const
    {
        double sum = 0;
        for (const int pdu : pdus) {
            double watts = most - sum;
            for (const int stage : stages(pdu))
                watts = std::min(watts, m_left[std::size_t(stage)] - taken[stage]);
            if (std::isinf(watts))
                return watts;
            for (const int stage : stages(pdu))
                taken[stage] += watts;
            sum += watts;
        }
        return sum;
    }

    double take(const Sides& sides, double most)
    {
        const double watts = reach(sides, most);
        if (std::isinf(watts))
            return 0;
        Taken all; // a stage above several sides carries it once
        for (const auto& side : sides) {
            Taken taken;
            reach(side.second, watts, taken);
            for (const auto& [stage, share] : taken)
                all[stage] = std::max(all[stage], share);
        }
        for (const auto& [stage, share] : all)
            m_left[std::size_t(stage)] = std::max(0.0, m_left[std::size_t(stage)] - share);
        return watts;
    }

    std::map<int, int> pdusBelow(const std::vector<Taker>& takers) const
    {
        std::map<int, int> pdus;
        for (const Taker& taker : takers) {
            for (const auto& side : taker.sides) {
                for (const int pdu : side.second) {
                    for (const int stage : stages(pdu))
                        pdus[stage] += 1;
                }
            }
        }
        return pdus;
    }

    double fairShare(const Taker& taker, const std::map<int, int>& pdus) const
    {
        double least = kNoLimit;
        for (const auto& side : taker.sides) {
            double sum = 0;
            for (const int pdu : side.second) {
                double share = kNoLimit;
                for (const int stage : stages(pdu))
                    share = std::min(share, m_left[std::size_t(stage)] / pdus.at(stage));
                sum += share;
            }
            least = std::min(least, sum);
        }
        return least;
    }

    const PowerPicture& m_picture;
    std::vector<double> m_left;
    mutable std::map<int, std::vector<int>> m_paths; ///< a PDU and all above it
};

double headroom(const PowerPicture::RackLoad& rack)
{
    return rack.limitW > 0 ? std::max(0.0, rack.limitW - rack.load.plateW) : kNoLimit;
}

} // namespace

void PowerPicture::addStranded()
{
    QHash<RackId, Sides> sides;
    for (std::size_t i = 0; i < m_supplies.size(); ++i) {
        // What no feed leads to has nothing to give.
        if (!m_supplies[i].rackId.isEmpty() && !m_supplies[i].inputs.empty())
            sides[m_supplies[i].rackId][sideOf(int(i))].push_back(int(i));
    }
    Spare spare(*this);
    std::vector<Taker> users;
    std::vector<Taker> all;
    std::vector<Taker> singles; ///< each side of a rack on its own
    for (std::size_t i = 0; i < m_racks.size(); ++i) {
        RackLoad& rack = m_racks[i];
        const Sides own = sides.value(rack.id);
        for (const auto& side : own) {
            rack.sides << side.first;
            singles.push_back({i, {side}});
        }
        if (own.empty() || std::isinf(spare.reach(own)))
            continue;
        rack.usableW = rack.freeUnits == 0 ? 0 : spare.reach(own, headroom(rack));
        users.push_back({i, own, *rack.usableW});
        all.push_back({i, own});
    }
    spare.share(users);
    // What none of those could use.
    const std::vector<double> unused = spare.share(all);
    for (std::size_t i = 0; i < all.size(); ++i) {
        RackLoad& rack = m_racks[all[i].rack];
        rack.strandedUnitsW = rack.freeUnits == 0 ? std::min(unused[i], headroom(rack)) : 0;
        rack.strandedLimitW = unused[i] - rack.strandedUnitsW;
    }
    const std::vector<double> oneSided = spare.share(singles);
    for (std::size_t i = 0; i < singles.size(); ++i)
        m_racks[singles[i].rack].strandedFailoverW += oneSided[i];
}

} // namespace rackhouse
