#include "models/power/powerpicture.h"

#include <QSet>

#include <algorithm>
#include <map>

// A part of the power is taken away. Only what hangs from it is looked at, so that asking it of
// every feed of a large site stays cheap.

namespace rackhouse
{

namespace
{

using Supply = PowerPicture::Supply;
using Load = PowerPicture::Load;

int liveOf(const std::vector<int>& ends, const QSet<int>& dead)
{
    return int(
        std::count_if(ends.begin(), ends.end(), [&dead](int end) { return !dead.contains(end); }));
}

/// Moves load between the supplies that are left, up to the grid: what is to move is gathered, then
/// goes up once, each supply behind all that it feeds.
class Shifting
{
public:
    Shifting(const std::vector<Supply>& supplies, const QSet<int>& dead)
        : m_supplies(supplies), m_dead(dead)
    {
    }

    void shift(int supply, double nowW, double plateW)
    {
        Load& more = m_moving[supply];
        more.nowW += nowW;
        more.plateW += plateW;
    }

    void goUp(const std::vector<int>& order)
    {
        for (const int supply : order) {
            const auto moving = m_moving.find(supply);
            if (moving == m_moving.end())
                continue;
            const Load more = moving->second;
            const Supply& at = m_supplies[std::size_t(supply)];
            Load& load = m_changed.try_emplace(supply, at.load).first->second;
            load.nowW = std::max(0.0, load.nowW + more.nowW);
            load.plateW = std::max(0.0, load.plateW + more.plateW);
            shiftInputs(at, more.nowW, more.plateW);
        }
    }

    void shiftInputs(const Supply& below, double nowW, double plateW)
    {
        const int live = liveOf(below.inputs, m_dead);
        for (const int input : below.inputs) {
            if (!m_dead.contains(input))
                shift(input, nowW / live, plateW / live);
        }
    }

    const std::map<int, Load>& changed() const { return m_changed; }

private:
    const std::vector<Supply>& m_supplies;
    const QSet<int>& m_dead;
    std::map<int, Load> m_moving;
    std::map<int, Load> m_changed;
};

} // namespace

bool PowerPicture::isRedundant(const Device& device, const QSet<int>& dead) const
{
    const QSet<int> ends(device.cords.begin(), device.cords.end());
    return std::all_of(ends.begin(), ends.end(), [&](int end) {
        QSet<int> without = dead;
        without.insert(end);
        return dead.contains(end) ||
               liveOf(device.cords, without) - device.doubtful() >= device.needed;
    });
}

PowerPicture::Loss PowerPicture::lossOf(std::vector<int> lost) const
{
    Loss loss;
    loss.supplies = std::move(lost);
    QSet<int> dead(loss.supplies.begin(), loss.supplies.end());
    std::vector<int> partly; ///< supplies that lose some of their inputs
    QSet<int> hit;           ///< devices that lose a cord
    for (std::size_t i = 0; i < loss.supplies.size(); ++i) {
        const Supply& supply = m_supplies[std::size_t(loss.supplies[i])];
        hit.unite(QSet<int>(supply.devices.begin(), supply.devices.end()));
        for (const int output : supply.outputs) {
            if (liveOf(m_supplies[std::size_t(output)].inputs, dead) > 0) {
                partly.push_back(output);
            } else if (!dead.contains(output)) {
                dead.insert(output);
                loss.supplies.push_back(output);
            }
        }
    }

    Shifting shifting(m_supplies, dead);
    for (const int supply : loss.supplies) {
        const Supply& at = m_supplies[std::size_t(supply)];
        const double share = 1.0 / double(std::max<std::size_t>(1, at.inputs.size()));
        for (const int input : at.inputs) {
            if (!dead.contains(input))
                shifting.shift(input, -at.load.nowW * share, -at.load.plateW * share);
        }
    }
    std::sort(partly.begin(), partly.end());
    partly.erase(std::unique(partly.begin(), partly.end()), partly.end());
    for (const int supply : partly) {
        const Supply& at = m_supplies[std::size_t(supply)];
        if (dead.contains(supply))
            continue;
        const double moved = double(at.inputs.size() - std::size_t(liveOf(at.inputs, dead))) /
                             double(at.inputs.size());
        shifting.shiftInputs(at, at.load.nowW * moved, at.load.plateW * moved);
    }
    std::vector<int> devices(hit.begin(), hit.end());
    std::sort(devices.begin(), devices.end());
    for (const int index : devices) {
        const Device& device = m_devices[std::size_t(index)];
        const int live = liveOf(device.cords, dead);
        if (live == int(device.cords.size()))
            continue; // what was plugged in there had failed before
        if (live == 0) {
            loss.dark.push_back(index);
            continue;
        }
        if (live - device.doubtful() < device.needed)
            loss.starved.push_back(index);
        else if (isRedundant(device, {}) && !isRedundant(device, dead))
            loss.bare.push_back(index);
        const double more = 1.0 / live - 1.0 / double(device.cords.size());
        for (const int cord : device.cords) {
            if (!dead.contains(cord))
                shifting.shift(cord, device.nowW * more, device.planW() * more);
        }
    }
    shifting.goUp(m_order);
    for (const auto& [supply, load] : shifting.changed()) {
        const Supply& at = m_supplies[std::size_t(supply)];
        loss.changed.insert(supply, load);
        if (at.capacityW > 0 && load.nowW > at.capacityW)
            loss.over.push_back(supply);
        if (at.capacityW > 0 && load.plateW > at.capacityW)
            loss.overAtPlate.push_back(supply);
    }
    return loss;
}

} // namespace rackhouse
