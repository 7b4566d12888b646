#include "models/domain/series.h"

#include <algorithm>

namespace rackhouse
{

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
