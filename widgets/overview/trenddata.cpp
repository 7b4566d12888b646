#include "widgets/overview/trenddata.h"

#include "models/base/units.h"
#include "models/items/displaytext.h"
#include "models/market/price.h"
#include "models/power/powerpicture.h"
#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <set>

namespace rackhouse
{

namespace
{

constexpr qint64 kHourMs = 3'600'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("Trends", text);
}

Instant startOf(const QDate& day)
{
    return {day.startOfDay().toMSecsSinceEpoch()};
}

Instant instantIn(const QJsonValue& text)
{
    const QDateTime time = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    return {time.isValid() ? time.toMSecsSinceEpoch() : 0};
}

TrendWindow dayWindow(const QDateTime& now)
{
    constexpr int hours = 24;
    constexpr int step = 4;
    const QDateTime hour(now.date(), QTime(now.time().hour(), 0));
    TrendWindow window;
    window.until = {hour.toMSecsSinceEpoch() + kHourMs};
    window.from = window.until.plusMs(-hours * kHourMs);
    for (int at = 0; at <= hours; at += step) {
        const Instant moment = window.from.plusMs(at * kHourMs);
        const QTime time = QDateTime::fromMSecsSinceEpoch(moment.ms).time();
        window.ticks.emplace_back(moment, QLocale().toString(time, tr("hh:mm")));
    }
    window.points = 288;
    return window;
}

TrendWindow daysWindow(const QDate& today, int days, int step, const QString& format, int points)
{
    const QDate end = today.addDays(1);
    TrendWindow window{startOf(end.addDays(-days)), startOf(end), {}, points};
    for (int back = days; back >= 0; back -= step) {
        const QDate day = end.addDays(-back);
        window.ticks.emplace_back(startOf(day), QLocale().toString(day, format));
    }
    return window;
}

TrendWindow yearWindow(const QDate& today)
{
    constexpr int months = 12;
    constexpr int step = 2;
    const QDate first = QDate(today.year(), today.month(), 1).addMonths(-months);
    TrendWindow window{startOf(first), startOf(today.addDays(1)), {}, 400};
    for (int month = 0; month <= months; month += step) {
        const QDate day = first.addMonths(month);
        window.ticks.emplace_back(startOf(day), QLocale().toString(day, tr("MMM yyyy")));
    }
    return window;
}

QString textAt(const TrendData& data, const TrendLine& line, Instant moment)
{
    const SeriesPoint* point = line.at(moment);
    if (point == nullptr)
        return line.name + u' ' + tr("not known");
    QString text = valueText(line.measure, line.currency, point->mean);
    // An amount says its currency itself.
    const QString name = line.currency.isEmpty() ? line.name : line.name.section(u", "_qs, 0, -2);
    if (!name.isEmpty())
        text.prepend(name + u' ');
    if (line.shareOf >= 0) {
        const SeriesPoint* whole = data.lines[size_t(line.shareOf)].at(moment);
        if (whole != nullptr && whole->mean > 0)
            text += tr(" (%L1 %)").arg(qRound(100 * point->mean / whole->mean));
    }
    const QString highest = valueText(line.measure, line.currency, point->highest);
    if (highest != valueText(line.measure, line.currency, point->mean))
        text += tr(", at most %1").arg(highest);
    return text;
}

} // namespace

TrendWindow trendWindow(TrendSpan span, Instant now)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(now.ms);
    switch (span) {
    case TrendSpan::Week:
        return daysWindow(local.date(), 7, 1, tr("ddd d"), 336);
    case TrendSpan::Month:
        return daysWindow(local.date(), 30, 5, tr("d MMM"), 720);
    case TrendSpan::Year:
        return yearWindow(local.date());
    case TrendSpan::Day:
        break;
    }
    return dayWindow(local);
}

const SeriesPoint* TrendLine::at(Instant moment) const
{
    const auto found = std::lower_bound(
        points.begin(), points.end(), moment,
        [](const SeriesPoint& point, Instant wanted) { return point.at < wanted; });
    return found != points.end() && found->at == moment ? &*found : nullptr;
}

bool TrendData::isEmpty() const
{
    return std::all_of(lines.begin(), lines.end(),
                       [](const TrendLine& line) { return line.points.empty(); });
}

std::vector<Instant> TrendData::times() const
{
    std::set<Instant> times;
    for (const TrendLine& line : lines) {
        for (const SeriesPoint& point : line.points)
            times.insert(point.at);
    }
    return {times.begin(), times.end()};
}

Instant TrendData::since() const
{
    Instant first;
    for (const TrendLine& line : lines) {
        if (line.since.isSet() && (!first.isSet() || line.since < first))
            first = line.since;
    }
    return first;
}

std::vector<TrendLine> readLines(const QJsonObject& answer)
{
    std::vector<TrendLine> lines;
    for (const QJsonValue& value : answer.value(u"lines"_qs).toArray()) {
        const auto measure = enumFromText<Measure>(value[u"measure"_qs].toString());
        if (!measure)
            continue;
        TrendLine& line = lines.emplace_back();
        line.measure = *measure;
        line.currency = value[u"currency"_qs].toString();
        line.since = instantIn(value[u"since"_qs]);
        for (const QJsonValue& point : value[u"points"_qs].toArray()) {
            const SeriesPoint read{instantIn(point[u"at"_qs]),
                                   point[u"seconds"_qs].toInteger() * 1000,
                                   point[u"mean"_qs].toDouble(), point[u"highest"_qs].toDouble()};
            if (read.at.isSet() && (line.points.empty() || line.points.back().at < read.at))
                line.points.push_back(read);
        }
    }
    return lines;
}

QString valueText(Measure measure, const QString& currency, double value)
{
    switch (measure) {
    case Measure::Power:
        return wattsText(value);
    case Measure::HottestInlet:
        return tr("%1 °C").arg(QLocale().toString(value, 'f', 1));
    case Measure::Revenue:
        return moneyText(Money{qRound64(value * double(scaleOf(measure, currency))), currency});
    default:
        break;
    }
    const bool isWhole = value == double(qRound64(value));
    return QLocale().toString(value, 'f', isWhole ? 0 : 1);
}

QString sentenceAt(const TrendData& data, Instant moment)
{
    QStringList parts;
    qint64 length = 0;
    for (const TrendLine& line : data.lines) {
        parts << textAt(data, line, moment);
        if (const SeriesPoint* point = line.at(moment))
            length = std::max(length, point->ms);
    }
    QString when = exactTime(moment);
    if (length > sampleEveryMs)
        when = tr("%1 and the %2 after it").arg(when, format::duration(length));
    return when + u": "_qs + parts.join(u" · "_qs);
}

} // namespace rackhouse
