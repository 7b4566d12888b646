#include "models/market/rent.h"

#include <algorithm>

namespace rackhouse
{

qint64 revenueParts(const Machine& machine)
{
    return std::max<qint64>(1, machine.gpuCount);
}

void BestRent::add(const Machine& machine, const Rent& rent)
{
    if (rent.aMonth.isEmpty())
        return;
    m_all.add(rent.aMonth);
    m_rented.push_back({rent.aMonth, machine.gpuCount});
}

Money BestRent::ofOneGpu() const
{
    const QString currency = m_all.mainCurrency();
    qint64 ofGpu = 0;
    qint64 ofOther = 0;
    for (const Part& part : m_rented) {
        qint64& best = part.gpus > 0 ? ofGpu : ofOther;
        best = std::max(best, part.aMonth.in(currency).minor / std::max<qint64>(1, part.gpus));
    }
    return {ofGpu > 0 ? ofGpu : ofOther, currency};
}

double shareOfBest(const Money& aMonth, qint64 parts, const Money& best)
{
    if (best.minor <= 0 || parts <= 0)
        return 0;
    const double each = static_cast<double>(aMonth.minor) / static_cast<double>(parts);
    return std::clamp(each / static_cast<double>(best.minor), 0.0, 1.0);
}

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
