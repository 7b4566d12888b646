#include "models/domain/series.h"

#include "models/base/money.h"

#include <algorithm>

namespace rackhouse
{

qint64 scaleOf(Measure measure, const QString& currency)
{
    if (measure == Measure::HottestInlet)
        return 10;
    qint64 scale = 1;
    const int decimals = measure == Measure::Revenue ? currencyDecimals(currency).value_or(2) : 0;
    for (int place = 0; place < decimals; ++place)
        scale *= 10;
    return scale;
}

Role leastRole(Measure measure)
{
    const bool isRent = measure == Measure::GpusRented || measure == Measure::Revenue;
    return isRent ? Role::Operator : Role::Viewer;
}

qint64 SeriesRange::stepMs() const
{
    constexpr qint64 hour = 3'600'000;
    static constexpr qint64 steps[]{sampleEveryMs, 3 * sampleEveryMs, 6 * sampleEveryMs, hour,
                                    2 * hour,      3 * hour,          6 * hour,          12 * hour};
    const qint64 needed = (until.ms - from.ms) / std::max(1, points);
    const auto* fits = std::find_if(std::begin(steps), std::end(steps),
                                    [needed](qint64 step) { return step >= needed; });
    constexpr qint64 day = 24 * hour;
    return fits != std::end(steps) ? *fits : (needed + day - 1) / day * day;
}

} // namespace rackhouse
