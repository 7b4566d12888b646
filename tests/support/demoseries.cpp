#include "tests/support/demoseries.h"

#include <QJsonArray>

#include <cmath>
#include <numbers>
#include <optional>

namespace rackhouse
{

namespace
{

constexpr qint64 kHourMs = 3'600'000;
constexpr qint64 kDayMs = 24 * kHourMs;
constexpr qint64 kPastMs = 395 * kDayMs;
constexpr qint64 kFineMs = 8 * kDayMs;

/// Between -1 and 1, as if at random.
double wiggle(qint64 number)
{
    auto mixed = quint64(number) * 0x9E3779B97F4A7C15U;
    mixed ^= mixed >> 29;
    mixed *= 0xBF58476D1CE4E5B9U;
    return double(mixed >> 11) / double(1ULL << 52) - 1;
}

/// The rhythm of a day and a week.
double rhythm(Instant at)
{
    const QDateTime time = at.toDateTime();
    const double hour = time.time().msecsSinceStartOfDay() / double(kHourMs);
    const double weekend = time.date().dayOfWeek() > 5 ? .92 : 1;
    return weekend * (1 + .09 * std::sin(2 * std::numbers::pi * (hour - 9) / 24) +
                      .02 * wiggle(at.ms / sampleEveryMs));
}

/// How much of the site was there: it grew by a part every few weeks.
double growth(double days)
{
    return std::max(.4, 1 - .05 * std::floor(days / 33));
}

std::optional<Sample> sampleOf(const DemoTotals& totals, Measure measure, const QString& currency,
                               Instant at, Instant now)
{
    const double days = double(now.ms - at.ms) / double(kDayMs);
    if ((days > 2.3 && days < 2.45) || (days > 18 && days < 19.2))
        return std::nullopt; // the appliance was down
    const double load = days < .02 ? 1 : rhythm(at);
    const double grown = growth(days);
    const auto whole = [&](double value) {
        return Sample{measure, {}, currency, qRound64(value)};
    };
    switch (measure) {
    case Measure::Power:
        return whole(double(totals.watts) * grown * load * (days > 5 && days < 5.03 ? 1.3 : 1));
    case Measure::HottestInlet:
        return whole(double(scaleOf(measure)) * (totals.inletC + 12 * (load - 1)));
    case Measure::Gpus:
        return whole(double(totals.gpus) * grown);
    case Measure::GpusInUse:
        return whole(double(totals.inUse) * grown * (1 + .4 * (load - 1)));
    case Measure::GpusFree:
        return whole(double(totals.gpus - totals.inUse) * grown);
    case Measure::GpusRented:
        return whole(double(totals.rented) * growth(1.4 * days));
    case Measure::Revenue:
        return whole(double(currency == u"EUR" ? totals.revenueCents : totals.dollarCents) *
                     growth(1.4 * days));
    default:
        return std::nullopt;
    }
}

QStringList currenciesOf(Measure measure, const DemoTotals& totals)
{
    if (measure != Measure::Revenue)
        return {QString()};
    QStringList currencies;
    if (totals.revenueCents > 0)
        currencies << QStringLiteral("EUR");
    if (totals.dollarCents > 0)
        currencies << QStringLiteral("USD");
    return currencies;
}

std::vector<Sample> samplesAt(const DemoTotals& totals, Instant at, Instant now)
{
    std::vector<Sample> samples;
    for (const auto& entry : EnumWords<Measure>::words) {
        for (const QString& currency : currenciesOf(entry.first, totals)) {
            if (const auto sample = sampleOf(totals, entry.first, currency, at, now))
                samples.push_back(*sample);
        }
    }
    return samples;
}

QJsonArray pointsOf(const DemoTotals& totals, Measure measure, const QString& currency,
                    const SeriesRange& range, Instant now)
{
    QJsonArray points;
    const qint64 step = range.stepMs();
    const double scale = double(scaleOf(measure, currency));
    const qint64 begin = std::max(range.from.ms, now.ms - kPastMs) / step * step;
    for (qint64 at = begin; at < std::min(range.until.ms, now.ms); at += step) {
        double total = 0;
        double highest = 0;
        int count = 0;
        for (qint64 part = at; part < std::min(at + step, now.ms);
             part += std::max(sampleEveryMs, step / 48)) {
            const auto sample = sampleOf(totals, measure, currency, {part}, now);
            if (!sample)
                continue;
            ++count;
            total += double(sample->value);
            highest = std::max(highest, double(sample->value));
        }
        if (count > 0)
            points << QJsonObject{{QStringLiteral("at"), Instant{at}.toIso()},
                                  {QStringLiteral("seconds"), step / 1000},
                                  {QStringLiteral("mean"), total / count / scale},
                                  {QStringLiteral("highest"), highest / scale}};
    }
    return points;
}

Instant momentIn(const QUrlQuery& query, const char* name)
{
    const QString text = query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    return {QDateTime::fromString(text, Qt::ISODateWithMs).toMSecsSinceEpoch()};
}

} // namespace

Result<void> writeDemoSeries(Store& store, const DemoTotals& totals)
{
    const std::function<Result<void>(Writer&)> work = [totals](Writer& writer) -> Result<void> {
        const Instant now = writer.now();
        for (qint64 back = kPastMs; back >= 0; back -= back > kFineMs ? kHourMs : sampleEveryMs) {
            const Instant at = now.plusMs(-back);
            if (auto added = writer.addSamples(at, samplesAt(totals, at, now)); !added)
                return added;
        }
        return writer.thinSeries();
    };
    return store.write<void>(work).result();
}

QJsonObject answerDemoSeries(const DemoTotals& totals, const QUrlQuery& query, Instant now)
{
    const SeriesRange range{{},
                            momentIn(query, "from"),
                            momentIn(query, "to"),
                            query.queryItemValue(QStringLiteral("points")).toInt()};
    QJsonArray lines;
    for (const QString& word :
         query.queryItemValue(QStringLiteral("measure"), QUrl::FullyDecoded).split(u',')) {
        const auto measure = enumFromText<Measure>(word);
        for (const QString& currency : measure ? currenciesOf(*measure, totals) : QStringList())
            lines << QJsonObject{
                {QStringLiteral("measure"), word},
                {QStringLiteral("currency"), currency},
                {QStringLiteral("since"), now.plusMs(-kPastMs).toIso()},
                {QStringLiteral("points"), pointsOf(totals, *measure, currency, range, now)}};
    }
    return {{QStringLiteral("lines"), lines}};
}

} // namespace rackhouse
