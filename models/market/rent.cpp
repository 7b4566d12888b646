#include "models/market/rent.h"

namespace rackhouse
{

Rents::Rents(const std::vector<Allocation>& allocations, const std::vector<SiteSettings>& settings,
             Instant now)
    : m_holdings(allocations, now), m_month(monthOf(now, billingZone(settings)))
{
}

Rent Rents::of(const Machine& machine) const
{
    Rent rent;
    for (const Allocation* allocation : m_holdings.of(machine.id)) {
        if (allocation->kind != AllocationKind::Rental)
            continue;
        rent.rentedGpus += gpusOf(*allocation, machine.gpuCount);
        rent.aMonth.add(revenueOfMonth(*allocation, machine.gpuCount, m_month));
    }
    if (machine.state == MachineState::Available)
        rent.freeGpus = m_holdings.freeGpus(machine.id, machine.gpuCount);
    return rent;
}

} // namespace rackhouse
