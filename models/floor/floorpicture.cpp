#include "models/floor/floorpicture.h"

#include "models/base/naturalorder.h"

#include <algorithm>

namespace rackhouse
{

FloorPicture::FloorPicture(Source source) : m_isFiltered(source.isFiltered), m_now(source.now)
{
    m_racks.reserve(source.racks.size());
    for (Rack& rack : source.racks) {
        m_rackNumbers.insert(rack.id.text(), static_cast<int>(m_racks.size()));
        m_racks.push_back({std::move(rack), 0, 0, {}});
    }
    makeHalls(source.halls);
    sumUp(source);
    compareRevenue();
}

void FloorPicture::makeHalls(const std::vector<Hall>& halls)
{
    QHash<QString, std::size_t> numbers;
    for (const Hall& hall : halls) {
        numbers.insert(hall.name, m_halls.size());
        m_halls.push_back({HallPlan::of(hall), {}, {}});
    }
    for (const RackEntry& entry : m_racks) {
        if (numbers.contains(entry.rack.hall))
            continue;
        numbers.insert(entry.rack.hall, m_halls.size());
        HallPlan plan;
        plan.name = entry.rack.hall;
        m_halls.push_back({plan, {}, {}});
    }
    std::sort(m_halls.begin(), m_halls.end(), [](const HallEntry& a, const HallEntry& b) {
        // Racks of no hall come last.
        return a.plan.name.isEmpty() != b.plan.name.isEmpty()
                   ? b.plan.name.isEmpty()
                   : comesBefore(a.plan.name, b.plan.name);
    });
    for (std::size_t hall = 0; hall < m_halls.size(); ++hall)
        numbers.insert(m_halls[hall].plan.name, hall);
    for (std::size_t rack = 0; rack < m_racks.size(); ++rack) {
        const std::size_t hall = numbers.value(m_racks[rack].rack.hall);
        m_racks[rack].hall = static_cast<int>(hall);
        m_racks[rack].number = static_cast<int>(m_halls[hall].racks.size());
        m_halls[hall].racks.push_back(static_cast<int>(rack));
    }
    for (HallEntry& hall : m_halls) {
        std::vector<const Rack*> racks;
        for (const int rack : hall.racks)
            racks.push_back(&m_racks[static_cast<std::size_t>(rack)].rack);
        hall.layout = HallLayout(hall.plan, racks);
    }
}

void FloorPicture::sumUp(const Source& source)
{
    std::vector<RackFactsBuilder> builders;
    builders.reserve(m_racks.size());
    for (const RackEntry& entry : m_racks)
        builders.emplace_back(entry.rack.heightUnits, source.staleBefore);
    const Rents rents(source.allocations, source.settings, m_now);
    for (const Machine& machine : source.machines) {
        const bool matches = m_isFiltered && source.matching.contains(machine.id.text());
        m_matches += matches ? 1 : 0;
        const int rack = indexOfRack(machine.rackId.text());
        if (rack < 0) {
            ++m_withoutRack;
            continue;
        }
        RackFactsBuilder& builder = builders[static_cast<std::size_t>(rack)];
        builder.add(machine);
        builder.add(rents.of(machine));
        if (matches)
            builder.addMatch();
    }
    for (const Asset& asset : source.assets) {
        if (const int rack = indexOfRack(asset.rackId.text()); rack >= 0)
            builders[static_cast<std::size_t>(rack)].add(asset);
    }
    for (std::size_t rack = 0; rack < m_racks.size(); ++rack) {
        m_racks[rack].facts = builders[rack].facts();
        m_racks[rack].facts.supply = source.supplies.value(m_racks[rack].rack.id.text());
    }
}

/// All racks are shaded in one currency, by the share of what the best of them brings.
void FloorPicture::compareRevenue()
{
    for (const RackEntry& entry : m_racks)
        m_revenue.add(entry.facts.revenue);
    Money most{0, m_revenue.mainCurrency()};
    for (const RackEntry& entry : m_racks)
        most.minor = std::max(most.minor, entry.facts.revenue.in(most.currency).minor);
    for (RackEntry& entry : m_racks)
        entry.facts.mostRevenue = most;
}

const HallLayout::Place& FloorPicture::place(int rack) const
{
    const RackEntry& entry = this->rack(rack);
    return hall(entry.hall).layout.places()[static_cast<std::size_t>(entry.number)];
}

int FloorPicture::indexOfHall(const QString& name) const
{
    for (std::size_t hall = 0; hall < m_halls.size(); ++hall) {
        if (m_halls[hall].plan.name == name)
            return static_cast<int>(hall);
    }
    return -1;
}

MeasureValue FloorPicture::measure(FloorMeasure measure, int rack) const
{
    return measureOf(measure, this->rack(rack).rack, this->rack(rack).facts, m_now);
}

} // namespace rackhouse
