// Which lines the charts over time have.
#include "models/base/units.h"
#include "models/domain/wiring.h"
#include "models/power/powerpicture.h"
#include "widgets/common/records.h"
#include "widgets/overview/trends.h"

#include <algorithm>
#include <functional>

namespace rackhouse
{

namespace
{

/// Okabe-Ito; grey for the whole that others are parts of.
constexpr const char* colours[]{"#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"};
constexpr const char* wholeColour = "#808890";

bool hasMeasure(const std::vector<Measure>& measures, Measure measure)
{
    return std::find(measures.begin(), measures.end(), measure) != measures.end();
}

bool isZero(const TrendLine& line)
{
    return std::all_of(line.points.begin(), line.points.end(),
                       [](const SeriesPoint& point) { return point.highest <= 0; });
}

QString nameOf(const TrendLine& line)
{
    switch (line.measure) {
    case Measure::Gpus:
        return Trends::tr("All");
    case Measure::GpusInUse:
        return Trends::tr("In use");
    case Measure::GpusRented:
        return Trends::tr("Rented");
    case Measure::Revenue:
        return line.currency;
    default:
        return Trends::tr("Measured");
    }
}

/// The lines of one site: parts and, where it is known, the whole.
std::vector<TrendLine> linesOfOne(std::vector<TrendLine> lines)
{
    int whole = -1;
    std::size_t colour = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        TrendLine& line = lines[i];
        line.name = nameOf(line);
        if (line.measure == Measure::Gpus) {
            whole = int(i);
            line.colour = QString::fromLatin1(wholeColour);
            continue;
        }
        // Of currencies one is shown at a time.
        const bool isFirst = colour == 0 || line.measure == Measure::Revenue;
        line.filled = isFirst && line.measure != Measure::HottestInlet;
        line.colour = QString::fromLatin1(colours[colour++ % std::size(colours)]);
    }
    for (TrendLine& line : lines) {
        if (line.measure == Measure::GpusInUse || line.measure == Measure::GpusRented)
            line.shareOf = whole;
    }
    return lines;
}

} // namespace

double feedsCapacity(Rows& rows)
{
    const std::vector<PowerFeed> feeds = rows.list<PowerFeed>();
    // A stage without a limit of its own lets through what those below it do; a loop, nothing.
    const std::function<double(const PowerFeed&, int)> capacity = [&](const PowerFeed& feed,
                                                                      int depth) {
        double watts = std::max(0.0, feed.capacityW());
        for (const PowerFeed& below : feeds) {
            if (feed.capacityW() <= 0 && depth < 8 && below.upstreamId == feed.id)
                watts += capacity(below, depth + 1);
        }
        return watts;
    };
    double all = 0;
    for (const PowerFeed& feed : feeds) {
        if (!feed.upstreamId.isEmpty() || feed.kind == FeedKind::Generator)
            continue;
        const double watts = capacity(feed, 0);
        if (watts <= 0)
            return 0;
        all += watts;
    }
    return all;
}

std::vector<TrendLine> Trends::linesOf(const std::vector<Measure>& measures) const
{
    std::vector<TrendLine> all;
    const bool isOne = m_known.sites.size() == 1;
    for (const auto& [key, name] : m_known.sites) {
        const SeriesCopy* copy = copyOf(key);
        if (copy == nullptr)
            continue;
        for (TrendLine& line : readLines(copy->body)) {
            const bool isPart =
                line.measure == Measure::Gpus || line.measure == Measure::GpusRented;
            if (!hasMeasure(measures, line.measure) || (isPart && !isOne) ||
                (line.measure == Measure::GpusRented && isZero(line)))
                continue;
            line.name = line.currency.isEmpty() ? name : name + u", "_qs + line.currency;
            line.colour = QString::fromLatin1(colours[all.size() % std::size(colours)]);
            all.push_back(std::move(line));
        }
    }
    return isOne ? linesOfOne(std::move(all)) : all;
}

TrendData Trends::dataOf(const std::vector<Measure>& measures) const
{
    // Of a site that does not answer the chart ends where its answer did.
    Instant newest;
    for (const auto& [key, name] : m_known.sites) {
        if (const SeriesCopy* copy = copyOf(key))
            newest = std::max(newest, copy->fetchedAt);
    }
    TrendData trend;
    trend.window = trendWindow(span(), newest.isSet() ? newest : m_context.clock.now());
    trend.lines = linesOf(measures);
    if (hasMeasure(measures, Measure::Power) && m_known.sites.size() == 1 && m_known.feedsW > 0) {
        trend.limit = m_known.feedsW;
        trend.limitName = tr("All feeds together, %1").arg(wattsText(m_known.feedsW));
    }
    return trend;
}

} // namespace rackhouse
