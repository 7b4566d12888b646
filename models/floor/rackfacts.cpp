#include "models/floor/rackfacts.h"

#include "models/domain/placement.h"

#include <algorithm>

namespace rackhouse
{

namespace
{
constexpr qint64 tallestRack = 200;
} // namespace

void RackFacts::Care::add(Instant when)
{
    if (!when.isSet())
        ++never;
    else if (!oldest.isSet() || when.ms < oldest.ms)
        oldest = when;
}

Health RackFacts::worst() const
{
    for (const Health state : {Health::Critical, Health::Warning, Health::Unknown}) {
        if (healthy(state) > 0)
            return state;
    }
    return healthy(Health::Ok) > 0 ? Health::Ok : Health::Unknown;
}

Health RackFacts::worstLeak() const
{
    for (const Health state : {Health::Critical, Health::Warning, Health::Ok}) {
        if (leaking(state) > 0)
            return state;
    }
    return Health::Unknown;
}

RackFactsBuilder::RackFactsBuilder(qint64 heightUnits, Instant staleBefore)
    : m_staleBefore(staleBefore),
      m_halves(static_cast<std::size_t>(2 * std::clamp<qint64>(heightUnits, 0, tallestRack)), Free)
{
}

void RackFactsBuilder::take(double position, double units, Use use)
{
    const int count = static_cast<int>(m_halves.size());
    const int bottom = std::clamp(qRound(2 * (position - 1)), 0, count);
    const int top = std::clamp(qRound(2 * (position - 1 + units)), bottom, count);
    for (int half = bottom; half < top; ++half) {
        Use& now = m_halves[static_cast<std::size_t>(half)];
        now = std::max(now, use);
    }
}

void RackFactsBuilder::add(const Machine& machine)
{
    // What has never said anything is unknown, not stale.
    const bool stale = machine.observedAt.isSet() && machine.observedAt.ms < m_staleBefore.ms;
    ++m_facts.machines;
    if (takesUnits(machine))
        take(static_cast<double>(machine.position), static_cast<double>(machine.heightUnits), Used);
    addPower(machine, stale);
    if (machine.inletC > m_facts.inletC) {
        m_facts.inletC = machine.inletC;
        m_facts.inletStale = stale;
    }
    if (machine.hottestC > m_facts.hottestC) {
        m_facts.hottestC = machine.hottestC;
        m_facts.hottestStale = stale;
    }
    const auto health = static_cast<std::size_t>(machine.health);
    const auto leak = static_cast<std::size_t>(machine.leak);
    ++m_facts.health[health];
    m_facts.healthStale[health] += stale ? 1 : 0;
    ++m_facts.leaks[leak];
    m_facts.leaksStale[leak] += stale ? 1 : 0;
    m_facts.gpus += machine.gpuCount;
    m_facts.revenueParts += rackhouse::revenueParts(machine);
    m_facts.wipes.add(machine.wipedAt);
    m_facts.inspections.add(machine.inspectedAt);
}

void RackFactsBuilder::add(const Rent& rent)
{
    m_facts.freeGpus += rent.freeGpus;
    m_facts.rentedGpus += rent.rentedGpus;
    m_facts.revenue.add(rent.aMonth);
}

void RackFactsBuilder::addPower(const Machine& machine, bool stale)
{
    if (machine.powerW > 0 || machine.power == PowerState::Off) {
        ++m_facts.measured;
        m_facts.powerStale += stale ? 1 : 0;
        m_facts.measuredW += static_cast<double>(std::max<qint64>(0, machine.powerW));
    } else if (machine.plateW > 0) {
        ++m_facts.byPlate;
        m_facts.plateW += static_cast<double>(machine.plateW);
    } else {
        ++m_facts.powerUnknown;
    }
}

void RackFactsBuilder::add(const Asset& asset)
{
    if (asset.kind == AssetKind::Blank)
        return;
    const bool reservation = asset.kind == AssetKind::Reservation;
    if (takesUnits(asset))
        take(asset.position, asset.heightUnits, reservation ? Reserved : Used);
    if (reservation)
        return;
    ++m_facts.assets;
    if (const qint64 watts = plateLoadW(asset); watts > 0) {
        ++m_facts.byPlate;
        m_facts.plateW += static_cast<double>(watts);
    }
}

RackFacts RackFactsBuilder::facts() const
{
    RackFacts facts = m_facts;
    facts.usedUnits = static_cast<double>(std::count(m_halves.begin(), m_halves.end(), Used)) / 2;
    facts.reservedUnits =
        static_cast<double>(std::count(m_halves.begin(), m_halves.end(), Reserved)) / 2;
    return facts;
}

} // namespace rackhouse
