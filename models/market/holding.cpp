#include "models/market/holding.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

bool startsBeforeEndOf(const Allocation& a, const Allocation& b)
{
    return !b.endsAt.isSet() || a.startsAt < b.endsAt;
}

} // namespace

bool holds(const Allocation& allocation, Instant at)
{
    return allocation.startsAt <= at && (!allocation.endsAt.isSet() || at < allocation.endsAt);
}

bool collide(const Allocation& a, const Allocation& b)
{
    if (a.machineId != b.machineId || !startsBeforeEndOf(a, b) || !startsBeforeEndOf(b, a))
        return false;
    if (a.gpus.isEmpty() || b.gpus.isEmpty())
        return true;
    return std::any_of(a.gpus.begin(), a.gpus.end(),
                       [&b](const QString& slot) { return b.gpus.contains(slot); });
}

Holdings::Holdings(const std::vector<Allocation>& allocations, Instant at)
{
    for (const Allocation& allocation : allocations) {
        if (holds(allocation, at))
            m_held[allocation.machineId.text()] << &allocation;
    }
}

QList<const Allocation*> Holdings::of(const MachineId& machine) const
{
    return m_held.value(machine.text());
}

qint64 Holdings::freeGpus(const MachineId& machine, qint64 machineGpus) const
{
    // What holds a machine at one moment shares no GPU, so that numbers can be taken off.
    qint64 free = machineGpus;
    for (const Allocation* allocation : of(machine))
        free -= gpusOf(*allocation, machineGpus);
    return std::max<qint64>(0, free);
}

} // namespace rackhouse
