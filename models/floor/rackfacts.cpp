#include "models/floor/rackfacts.h"

#include "models/domain/placement.h"

#include <algorithm>

namespace rackhouse
{

namespace
{
constexpr qint64 tallestRack = 200;

Health worstOf(const std::array<int, 4>& machines)
{
    for (const Health state : {Health::Critical, Health::Warning, Health::Ok}) {
        if (machines[static_cast<std::size_t>(state)] > 0)
            return state;
    }
    return Health::Unknown;
}
} // namespace

Health RackFacts::worst() const
{
    return worstOf(health);
}

Health RackFacts::worstLeak() const
{
    return worstOf(leaks);
}

RackFactsBuilder::RackFactsBuilder(qint64 heightUnits)
    : m_halves(static_cast<std::size_t>(2 * std::clamp<qint64>(heightUnits, 0, tallestRack)), Free)
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
    ++m_facts.machines;
    if (takesUnits(machine))
        take(static_cast<double>(machine.position), static_cast<double>(machine.heightUnits), Used);
    if (machine.powerW > 0) {
        ++m_facts.measured;
        m_facts.powerW += static_cast<double>(machine.powerW);
    } else if (machine.plateW > 0) {
        ++m_facts.byPlate;
        m_facts.powerW += static_cast<double>(machine.plateW);
    } else {
        ++m_facts.powerUnknown;
    }
    m_facts.inletC = std::max(m_facts.inletC, machine.inletC);
    ++m_facts.health[static_cast<std::size_t>(machine.health)];
    ++m_facts.leaks[static_cast<std::size_t>(machine.leak)];
    m_facts.gpus += machine.gpuCount;
    if (machine.state == MachineState::Available)
        m_facts.freeGpus += machine.gpuCount;
    const Instant checked = std::max(machine.wipedAt, machine.inspectedAt,
                                     [](Instant a, Instant b) { return a.ms < b.ms; });
    if (!checked.isSet())
        ++m_facts.neverChecked;
    else if (!m_facts.oldestCheck.isSet() || checked.ms < m_facts.oldestCheck.ms)
        m_facts.oldestCheck = checked;
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
    // What a PDU or a power shelf hands on is the load of the others.
    const bool passesOn = asset.kind == AssetKind::Pdu || asset.kind == AssetKind::PowerShelf;
    if (asset.plateW > 0 && !passesOn) {
        ++m_facts.byPlate;
        m_facts.powerW += static_cast<double>(asset.plateW);
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
