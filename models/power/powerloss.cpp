#include "models/power/powerpicture.h"

#include <QSet>

#include <algorithm>
#include <functional>
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
    using Carriers = std::function<std::vector<int>(const Supply&)>;

    /// `carriers` says which inputs carry a supply from now on.
    Shifting(const std::vector<Supply>& supplies, Carriers carriers)
        : m_supplies(supplies), m_carriers(std::move(carriers))
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
        const std::vector<int> inputs = m_carriers(below);
        for (const int input : inputs)
            shift(input, nowW / double(inputs.size()), plateW / double(inputs.size()));
    }

    const std::map<int, Load>& changed() const { return m_changed; }

private:
    const std::vector<Supply>& m_supplies;
    Carriers m_carriers;
    std::map<int, Load> m_moving;
    std::map<int, Load> m_changed;
};

} // namespace

std::vector<int> PowerPicture::carriersOf(const Supply& supply, const QSet<int>& dead) const
{
    std::vector<int> live;
    std::vector<int> carrying;
    for (const int input : supply.inputs) {
        if (dead.contains(input))
            continue;
        live.push_back(input);
        if (!m_supplies[std::size_t(input)].standby)
            carrying.push_back(input);
    }
    std::vector<int>& carriers = carrying.empty() ? live : carrying;
    if (supply.transfers && live.size() > 1)
        // A standby one may be the preferred one; without that, any other is better.
        carriers = {live.front() == supply.inputs.front() ? live.front() : carriers.front()};
    return carriers;
}

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

    Shifting shifting(m_supplies, [&](const Supply& supply) { return carriersOf(supply, dead); });
    // What its inputs carried of a supply moves to those that carry it now.
    const auto move = [&](const Supply& at) {
        const std::vector<int> before = carriersOf(at);
        for (const int input : before) {
            if (!dead.contains(input))
                shifting.shift(input, -at.load.nowW / double(before.size()),
                               -at.load.plateW / double(before.size()));
        }
    };
    for (const int supply : loss.supplies)
        move(m_supplies[std::size_t(supply)]);
    std::sort(partly.begin(), partly.end());
    partly.erase(std::unique(partly.begin(), partly.end()), partly.end());
    for (const int supply : partly) {
        const Supply& at = m_supplies[std::size_t(supply)];
        if (dead.contains(supply) || carriersOf(at) == carriersOf(at, dead))
            continue;
        move(at);
        shifting.shiftInputs(at, at.load.nowW, at.load.plateW);
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
