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
    placeHalls();
    sumUp(source);
}

void FloorPicture::makeHalls(const std::vector<Hall>& halls)
{
    QHash<QString, std::size_t> numbers;
    for (const Hall& hall : halls) {
        // Of several sites at once, halls of one name are one.
        if (numbers.contains(hall.name))
            continue;
        numbers.insert(hall.name, m_halls.size());
        m_halls.push_back({hall, HallPlan::of(hall), {}, {}});
    }
    for (const RackEntry& entry : m_racks) {
        if (numbers.contains(entry.rack.hall))
            continue;
        numbers.insert(entry.rack.hall, m_halls.size());
        Hall hall;
        hall.name = entry.rack.hall;
        m_halls.push_back({hall, HallPlan::of(hall), {}, {}});
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

void FloorPicture::placeHalls()
{
    // A hall of which nothing is known yet has a name to be read.
    const QRectF unknown(0, 0, 6000, 4000);
    std::vector<SiteLayout::Part> parts;
    for (const HallEntry& hall : m_halls) {
        const QRectF outline = hall.layout.outline();
        parts.push_back({&hall.plan, outline.isEmpty() ? unknown : outline});
    }
    m_site = SiteLayout(parts);
}

void FloorPicture::sumUp(const Source& source)
{
    // Units are added up below: those of several racks are not the same ones.
    std::vector<RackFactsBuilder> halls(m_halls.size(), RackFactsBuilder(0, source.staleBefore));
    std::vector<RackFactsBuilder> builders;
    builders.reserve(m_racks.size());
    for (const RackEntry& entry : m_racks)
        builders.emplace_back(entry.rack.heightUnits, source.staleBefore);
    const Rents rents(source.allocations, source.settings, m_now);
    BestRent best;
    for (const Machine& machine : source.machines) {
        const Rent rent = rents.of(machine);
        best.add(machine, rent);
        const bool matches = m_isFiltered && source.matching.contains(machine.id.text());
        m_matches += matches ? 1 : 0;
        const int rack = indexOfRack(machine.rackId.text());
        if (rack < 0) {
            ++m_withoutRack;
            continue;
        }
        RackFactsBuilder& builder = builders[static_cast<std::size_t>(rack)];
        RackFactsBuilder& hall = halls[static_cast<std::size_t>(this->rack(rack).hall)];
        builder.add(machine);
        hall.add(machine);
        builder.add(rent);
        hall.add(rent);
        if (matches) {
            builder.addMatch();
            hall.addMatch();
        }
    }
    for (const Asset& asset : source.assets) {
        const int rack = indexOfRack(asset.rackId.text());
        if (rack < 0)
            continue;
        builders[static_cast<std::size_t>(rack)].add(asset);
        halls[static_cast<std::size_t>(this->rack(rack).hall)].add(asset);
    }
    m_bestRent = best.ofOneGpu();
    for (std::size_t hall = 0; hall < m_halls.size(); ++hall) {
        m_halls[hall].facts = halls[hall].facts();
        m_halls[hall].facts.bestRent = m_bestRent;
    }
    for (std::size_t rack = 0; rack < m_racks.size(); ++rack) {
        m_racks[rack].facts = builders[rack].facts();
        m_racks[rack].facts.bestRent = m_bestRent;
        m_revenue.add(m_racks[rack].facts.revenue);
        m_racks[rack].facts.supply = source.supplies.value(m_racks[rack].rack.id.text());
        HallEntry& hall = m_halls[static_cast<std::size_t>(m_racks[rack].hall)];
        hall.heightUnits += m_racks[rack].rack.heightUnits;
        hall.facts.usedUnits += m_racks[rack].facts.usedUnits;
        hall.facts.reservedUnits += m_racks[rack].facts.reservedUnits;
    }
}

const HallLayout::Place& FloorPicture::place(int rack) const
{
    const RackEntry& entry = this->rack(rack);
    return hall(entry.hall).layout.places()[static_cast<std::size_t>(entry.number)];
}

QRectF FloorPicture::areaOnSite(int rack) const
{
    const std::size_t hall = static_cast<std::size_t>(this->rack(rack).hall);
    return place(rack).area.translated(m_site.places()[hall].origin);
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

MeasureValue FloorPicture::hallMeasure(FloorMeasure measure, int hall) const
{
    Rack all;
    all.heightUnits = this->hall(hall).heightUnits;
    return measureOf(measure, all, this->hall(hall).facts, m_now);
}

} // namespace rackhouse
