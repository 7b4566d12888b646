#pragma once

#include "models/base/money.h"
#include "models/domain/allocation.h"

#include <QTimeZone>

#include <vector>

namespace rackhouse
{

/// The GPUs that an allocation covers, of a machine that has so many.
qint64 gpusOf(const Allocation& allocation, qint64 machineGpus);

/// From its begin on up to its end, which is not in it any more.
struct TimeSpan {
    Instant begin;
    Instant end;

    qint64 ms() const { return end.ms > begin.ms ? end.ms - begin.ms : 0; }
    bool operator==(const TimeSpan&) const = default;
};

/// The time zone whose months are billed; UTC where none is set.
QTimeZone billingZone(const std::vector<SiteSettings>& settings);

/// A calendar month of a time zone, from midnight to midnight: 743 hours in a Berlin March, 745 in
/// October.
TimeSpan monthOf(Instant moment, const QTimeZone& zone);

/// What a rental costs for the part of `span` that it holds, `span` being inside of `month`: hours
/// by the millisecond, a monthly fee by the share of the month. Rounded once, half up. Other kinds
/// cost nothing. `machineGpus`: that its machine has.
Money revenueIn(const Allocation& allocation, qint64 machineGpus, const TimeSpan& span,
                const TimeSpan& month);

/// What a rental brings in the whole of a month at its present price.
Money revenueOfMonth(const Allocation& allocation, qint64 machineGpus, const TimeSpan& month);

/// What all that it holds costs for an hour, in millionths of its currency; a monthly fee is shared
/// by the hours of that month. Rounded half up.
qint64 hourlyMicro(const Allocation& allocation, qint64 machineGpus, const TimeSpan& month);

} // namespace rackhouse
