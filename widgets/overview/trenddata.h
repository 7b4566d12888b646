#pragma once

#include "models/domain/series.h"

#include <QJsonObject>
#include <QStringList>

#include <utility>
#include <vector>

namespace rackhouse
{

/// How far back charts over time go.
enum class TrendSpan { Day, Week, Month, Year };

/// The time that a chart shows, in the calendar of this computer.
struct TrendWindow {
    Instant from;
    Instant until;                                  ///< the end of the hour or day that holds now
    std::vector<std::pair<Instant, QString>> ticks; ///< with their labels
    int points = 0;                                 ///< of a line at most

    bool operator==(const TrendWindow&) const = default;
};
TrendWindow trendWindow(TrendSpan span, Instant now);

/// A measure over time as a chart draws it.
struct TrendLine {
    Measure measure = Measure::Power;
    QString name;
    QString colour;
    bool filled = false; ///< down to the axis
    QString currency;    ///< of money
    Instant since;       ///< when it was measured first
    std::vector<SeriesPoint> points;
    int shareOf = -1; ///< number of the line whose part it is

    /// Null where nothing was measured then.
    const SeriesPoint* at(Instant moment) const;
    bool operator==(const TrendLine&) const = default;
};

/// All that a chart over time says.
struct TrendData {
    TrendWindow window;
    std::vector<TrendLine> lines;
    double limit = 0; ///< drawn across; 0: none is known
    QString limitName;

    bool isEmpty() const; ///< no line has a point
    /// The beginnings of all points, in their order.
    std::vector<Instant> times() const;
    /// When the first of its lines was measured first; not set: none ever was.
    Instant since() const;
    bool operator==(const TrendData&) const = default;
};

/// The lines of a site's answer to `GET /series`. What makes no sense is left out.
std::vector<TrendLine> readLines(const QJsonObject& answer);

/// "12.4 kW", "208", "24.7 °C", "12,400.50 EUR"
QString valueText(Measure measure, const QString& currency, double value);
/// What all lines say at a moment, in a sentence.
QString sentenceAt(const TrendData& data, Instant moment);

} // namespace rackhouse
