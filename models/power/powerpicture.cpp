#include "models/power/powerpicture.h"

#include "models/domain/placement.h"
#include "models/power/powerbuild.h"

#include <QSet>

#include <algorithm>

namespace rackhouse
{

PowerPicture::Load& PowerPicture::Load::operator+=(const Load& other)
{
    nowW += other.nowW;
    plateW += other.plateW;
    devices += other.devices;
    unmeasured += other.unmeasured;
    plateless += other.plateless;
    return *this;
}

PowerPicture::PowerPicture(Books books)
{
    PowerBuild(*this, books).build();
    addLoads();
    addFailovers();
    addRacks(books);
    addStranded();
    addFindings();
}

namespace
{

/// What a device counts as where it hangs, apart from the watts.
PowerPicture::Load countOf(const PowerPicture::Device& device)
{
    PowerPicture::Load load;
    load.devices = 1;
    load.unmeasured = device.measured ? 0 : 1;
    load.plateless = device.plateW > 0 ? 0 : 1;
    return load;
}

} // namespace

int PowerPicture::Device::doubtful() const
{
    const int working = psus - int(failed.size());
    return psus > 0 ? std::max(0, int(cords.size()) - working) : 0;
}

void PowerPicture::addLoads()
{
    for (const Device& device : m_devices) {
        const double share = 1.0 / double(std::max<std::size_t>(1, device.cords.size()));
        for (const int cord : device.cords) {
            m_supplies[std::size_t(cord)].load.nowW += device.nowW * share;
            m_supplies[std::size_t(cord)].load.plateW += device.planW() * share;
        }
    }
    std::vector<QSet<int>> below(m_supplies.size()); ///< devices, each counted once
    for (const int at : m_order) {
        Supply& supply = m_supplies[std::size_t(at)];
        QSet<int>& own = below[std::size_t(at)];
        own.unite(QSet<int>(supply.devices.begin(), supply.devices.end()));
        for (const int output : supply.outputs) {
            const Supply& next = m_supplies[std::size_t(output)];
            const std::vector<int> carriers = carriersOf(next);
            if (std::find(carriers.begin(), carriers.end(), at) != carriers.end()) {
                supply.load.nowW += next.load.nowW / double(carriers.size());
                supply.load.plateW += next.load.plateW / double(carriers.size());
            }
            own.unite(below[std::size_t(output)]);
        }
        for (const int index : own)
            supply.load += countOf(m_devices[std::size_t(index)]);
    }
}

void PowerPicture::addFailovers()
{
    for (Supply& supply : m_supplies) {
        supply.failoverW = supply.load.nowW;
        supply.failoverPlateW = supply.load.plateW;
    }
    // Where several would do the same, the one of the same stage is named: breaker for breaker.
    const auto take = [this](double after, int lost, const Supply& supply, double& most,
                             QString& by) {
        constexpr double rounding = 0.5; ///< of the shares
        const auto alike = [&](const Supply& other) {
            return other.kind == supply.kind && other.feedKind == supply.feedKind;
        };
        const Supply& other = m_supplies[std::size_t(lost)];
        const int known = supplyOf(by);
        const bool nearer = known >= 0 && after > most - rounding && alike(other) &&
                            !alike(m_supplies[std::size_t(known)]);
        if (after <= most + rounding && !nearer)
            return;
        most = std::max(most, after);
        by = other.id;
    };
    for (std::size_t lost = 0; lost < m_supplies.size(); ++lost) {
        const Loss loss = lossOf(int(lost));
        for (auto it = loss.changed.begin(); it != loss.changed.end(); ++it) {
            Supply& supply = m_supplies[std::size_t(it.key())];
            take(it->nowW, int(lost), supply, supply.failoverW, supply.failoverBy);
            take(it->plateW, int(lost), supply, supply.failoverPlateW, supply.failoverPlateBy);
        }
    }
}

void PowerPicture::addRacks(const Books& books)
{
    QHash<RackId, std::size_t> places;
    std::vector<std::vector<bool>> taken; ///< half units
    for (const Rack& rack : books.racks) {
        places.insert(rack.id, m_racks.size());
        RackLoad load;
        load.id = rack.id;
        load.name = rack.name;
        load.limitW = double(std::max<qint64>(0, rack.powerLimitW));
        m_racks.push_back(load);
        taken.emplace_back(std::size_t(std::clamp<qint64>(rack.heightUnits, 0, 1000)) * 2, false);
    }
    for (const Device& device : m_devices) {
        if (device.kind != EndKind::Machine && device.plugs.empty())
            continue;
        Load load = countOf(device);
        load.nowW = device.nowW;
        load.plateW = device.planW();
        m_total += load;
        if (device.cords.empty())
            m_uncabledW += device.nowW;
        const auto place = places.find(device.rackId);
        if (place == places.end())
            continue;
        m_racks[*place].load += load;
        if (device.kind == EndKind::Machine && device.plugs.empty())
            m_uncabled += 1;
    }
    const auto take = [&](const auto& row) {
        const auto place = places.find(row.rackId);
        if (place == places.end() || !takesUnits(row))
            return;
        const Occupant occupant = Occupant::of(row);
        auto& halves = taken[*place];
        for (int half = std::max(0, occupant.bottom);
             half < std::min(int(halves.size()), occupant.top()); ++half)
            halves[std::size_t(half)] = true;
    };
    std::for_each(books.machines.begin(), books.machines.end(), take);
    std::for_each(books.assets.begin(), books.assets.end(), take);
    for (std::size_t rack = 0; rack < m_racks.size(); ++rack) {
        for (std::size_t half = 0; half + 1 < taken[rack].size(); half += 2)
            m_racks[rack].freeUnits += !taken[rack][half] && !taken[rack][half + 1];
    }
}

const PowerPicture::RackLoad* PowerPicture::rackOf(const QString& id) const
{
    const auto rack = std::find_if(m_racks.begin(), m_racks.end(),
                                   [&id](const RackLoad& load) { return load.id.text() == id; });
    return rack == m_racks.end() ? nullptr : &*rack;
}

std::vector<int> PowerPicture::suppliesOf(const QString& side) const
{
    std::vector<int> found;
    for (std::size_t i = 0; i < m_supplies.size(); ++i) {
        if (m_supplies[i].side == side)
            found.push_back(int(i));
    }
    return found;
}

std::vector<int> PowerPicture::rootsOf(const QString& side) const
{
    std::vector<int> found = suppliesOf(side);
    const auto isFed = [&](int supply) {
        const auto& inputs = m_supplies[std::size_t(supply)].inputs;
        return std::any_of(inputs.begin(), inputs.end(),
                           [&](int input) { return m_supplies[std::size_t(input)].side == side; });
    };
    found.erase(std::remove_if(found.begin(), found.end(), isFed), found.end());
    return found;
}

PowerPicture::Load PowerPicture::loadOf(const QString& side) const
{
    Load load;
    for (const int root : rootsOf(side)) {
        // Between two sides, as a transfer switch stands: the feeds above it carry the same load.
        const Supply& supply = m_supplies[std::size_t(root)];
        if (!side.isEmpty() || supply.inputs.empty())
            load += supply.load;
    }
    return load;
}

std::vector<int> PowerPicture::above(int supply) const
{
    std::vector<int> stages;
    QSet<int> seen;
    std::vector<int> next = m_supplies[std::size_t(supply)].inputs;
    while (!next.empty()) {
        std::vector<int> further;
        for (const int stage : next) {
            if (seen.contains(stage))
                continue;
            seen.insert(stage);
            stages.push_back(stage);
            const auto& inputs = m_supplies[std::size_t(stage)].inputs;
            further.insert(further.end(), inputs.begin(), inputs.end());
        }
        next = std::move(further);
    }
    return stages;
}

} // namespace rackhouse
