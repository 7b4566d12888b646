#include "models/domain/rentprice.h"

#include <QDateTime>

#include <algorithm>

namespace rackhouse
{

namespace
{

__extension__ using Wide = __int128;

constexpr qint64 hourMs = 3'600'000;
constexpr int microDecimals = 6;

/// Both are positive; a half goes up.
qint64 rounded(Wide value, Wide divisor)
{
    return static_cast<qint64>((value + divisor / 2) / divisor);
}

/// Millionths in one minor unit.
Wide microsOfMinor(const QString& currency)
{
    Wide micros = 1;
    for (int place = currencyDecimals(currency).value_or(2); place < microDecimals; ++place)
        micros *= 10;
    return micros;
}

/// A price as a fraction: so many millionths for so many milliseconds.
struct Rate {
    Wide micros = 0;
    qint64 ms = hourMs;
};

Rate rateOf(const Allocation& allocation, qint64 machineGpus, const TimeSpan& month)
{
    const Wide amount = allocation.amountMicro;
    switch (allocation.unit) {
    case PriceUnit::GpuHour:
        return {amount * gpusOf(allocation, machineGpus), hourMs};
    case PriceUnit::MachineHour:
        return {amount, hourMs};
    case PriceUnit::Month:
        break;
    }
    return {amount, std::max<qint64>(1, month.ms())};
}

} // namespace

qint64 gpusOf(const Allocation& allocation, qint64 machineGpus)
{
    return allocation.gpus.isEmpty() ? machineGpus : qint64(allocation.gpus.size());
}

QTimeZone billingZone(const std::vector<SiteSettings>& settings)
{
    const QByteArray name = settings.empty() ? QByteArray() : settings.front().timeZone.toLatin1();
    // Of no name Qt makes the zone of this computer.
    return QTimeZone::isTimeZoneIdAvailable(name) ? QTimeZone(name) : QTimeZone::utc();
}

TimeSpan monthOf(Instant moment, const QTimeZone& zone)
{
    const QDate day = moment.toDateTime().toTimeZone(zone).date();
    const QDate first(day.year(), day.month(), 1);
    return {{first.startOfDay(zone).toMSecsSinceEpoch()},
            {first.addMonths(1).startOfDay(zone).toMSecsSinceEpoch()}};
}

Money revenueIn(const Allocation& allocation, qint64 machineGpus, const TimeSpan& span,
                const TimeSpan& month)
{
    Money money{0, allocation.currency};
    if (allocation.kind != AllocationKind::Rental)
        return money;
    TimeSpan held{std::max(span.begin, allocation.startsAt), span.end};
    if (allocation.endsAt.isSet())
        held.end = std::min(held.end, allocation.endsAt);
    const Rate rate = rateOf(allocation, machineGpus, month);
    money.minor =
        rounded(rate.micros * held.ms(), microsOfMinor(allocation.currency) * Wide(rate.ms));
    return money;
}

Money revenueOfMonth(const Allocation& allocation, qint64 machineGpus, const TimeSpan& month)
{
    Allocation always = allocation;
    always.startsAt = month.begin;
    always.endsAt = month.end;
    return revenueIn(always, machineGpus, month, month);
}

qint64 hourlyMicro(const Allocation& allocation, qint64 machineGpus, const TimeSpan& month)
{
    const Rate rate = rateOf(allocation, machineGpus, month);
    return rounded(rate.micros * hourMs, rate.ms);
}

} // namespace rackhouse
