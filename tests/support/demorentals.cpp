#include "tests/support/demorentals.h"

namespace rackhouse
{

namespace
{

constexpr qint64 dayMs = 86'400'000;

Allocation held(const Machine& machine, AllocationKind kind, Instant from, Instant until)
{
    Allocation allocation;
    allocation.id = AllocationId::create();
    allocation.machineId = machine.id;
    allocation.kind = kind;
    allocation.startsAt = from;
    allocation.endsAt = until;
    return allocation;
}

Allocation rental(const Machine& machine, std::size_t number, Instant now)
{
    Allocation allocation =
        held(machine, AllocationKind::Rental, now.plusMs(-qint64(20 + number * 3) * dayMs),
             now.plusMs(qint64(10 + number * 7) * dayMs));
    allocation.customer =
        QStringLiteral("Customer %1").arg(QChar(QLatin1Char(char('A' + number % 4))));
    const bool hasGpus = machine.gpuCount > 0;
    allocation.unit = hasGpus ? PriceUnit::GpuHour : PriceUnit::MachineHour;
    allocation.amountMicro = (hasGpus ? 2'490'000 : 850'000) + qint64(number % 3) * 120'000;
    allocation.currency = QStringLiteral("USD");
    return allocation;
}

} // namespace

std::vector<Allocation> demoRentals(const std::vector<Machine>& machines, Instant now)
{
    std::vector<Allocation> all;
    std::size_t number = 0;
    for (const Machine& machine : machines) {
        if (machine.state != MachineState::Provisioned)
            continue;
        Allocation& added = all.emplace_back(rental(machine, number, now));
        switch (number++ % 6) {
        case 2:
            added.unit = PriceUnit::Month;
            added.amountMicro = 12'900'000'000;
            added.currency = QStringLiteral("EUR");
            added.endsAt = {};
            added.note = QStringLiteral("Framework contract");
            break;
        case 3:
            added.unit = PriceUnit::MachineHour;
            added.amountMicro = 19'600'000;
            added.channel = QStringLiteral("marketplace");
            break;
        case 4:
            added.endsAt = now.plusMs(-2 * dayMs);
            break;
        case 5:
            added.kind = AllocationKind::Own;
            added.customer.clear();
            added.amountMicro = 0;
            added.currency.clear();
            added.note = QStringLiteral("Burn-in of the new fabric");
            break;
        default:
            break;
        }
    }
    int free = 0;
    for (const Machine& machine : machines) {
        if (machine.state != MachineState::Available || free == 2)
            continue;
        const bool first = free++ == 0;
        Allocation& added = all.emplace_back(
            held(machine, first ? AllocationKind::Reservation : AllocationKind::Maintenance,
                 now.plusMs(-dayMs / 4), now.plusMs((first ? 5 : 1) * dayMs)));
        if (first)
            added.customer = QStringLiteral("Customer E");
        else
            added.note = QStringLiteral("Two drives are replaced");
    }
    return all;
}

} // namespace rackhouse
