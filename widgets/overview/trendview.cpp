#include "widgets/overview/trendview.h"

#include "widgets/common/theme.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace rackhouse
{

namespace
{

constexpr int kJump = 12; ///< points, with Ctrl or Page Up and Down

/// Lines differ in their strokes too, for who sees no colours and for paper.
constexpr Qt::PenStyle strokes[]{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine, Qt::DashDotDotLine};

using Run = QList<QPointF>;

/// Points that follow each other without a gap. One alone is as wide as the time it is of.
std::vector<Run> runsOf(const std::vector<SeriesPoint>& points, double SeriesPoint::*value)
{
    std::vector<Run> runs;
    const SeriesPoint* before = nullptr;
    for (const SeriesPoint& point : points) {
        if (before == nullptr || point.at.ms > before->at.ms + before->ms)
            runs.emplace_back();
        runs.back() << QPointF(double(point.at.ms), point.*value);
        before = &point;
        const bool isLast = &point == &points.back();
        if (isLast || (&point + 1)->at.ms > point.at.ms + point.ms)
            runs.back() << QPointF(double(point.at.ms + point.ms), point.*value);
    }
    return runs;
}

struct Range {
    double low = 0;
    double high = 0;
    double step = 1;
};

/// Round numbers around all that is drawn, five steps at most. Degrees do not begin at 0.
Range rangeOf(const TrendData& trend)
{
    double low = std::numeric_limits<double>::max();
    double high = trend.limit;
    bool isDegrees = false;
    for (const TrendLine& line : trend.lines) {
        isDegrees = isDegrees || line.measure == Measure::HottestInlet;
        for (const SeriesPoint& point : line.points) {
            low = std::min(low, point.mean);
            high = std::max(high, point.highest);
        }
    }
    if (!isDegrees || low > high)
        low = 0;
    const double span = std::max(high - low, isDegrees ? 1.0 : 5.0);
    Range range;
    for (double ten = 1;; ten *= 10) {
        for (const double step : {ten, 2 * ten, 5 * ten}) {
            if (step * (isDegrees ? 4 : 5) < span)
                continue;
            range.step = step;
            range.low = std::floor(low / step) * step;
            range.high = std::max(range.low + step, std::ceil(high / step) * step);
            return range;
        }
    }
}

QString axisText(const TrendLine& line, double value)
{
    if (line.measure == Measure::Revenue)
        return QLocale().toString(value, 'f', 0);
    if (line.measure == Measure::HottestInlet)
        return QCoreApplication::translate("Trends", "%1 °C").arg(QLocale().toString(value));
    return valueText(line.measure, line.currency, value);
}

} // namespace

TrendView::TrendView(const Theme& theme, QWidget* parent) : QChartView(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
}

void TrendView::setData(const TrendData& trend)
{
    const Instant before = moment();
    m_data = trend;
    m_times = trend.times();
    const auto same = std::find(m_times.begin(), m_times.end(), before);
    m_at = same == m_times.end() ? -1 : int(same - m_times.begin());
    emit momentChanged();
}

Instant TrendView::moment() const
{
    return m_at < 0 ? Instant() : m_times[size_t(m_at)];
}

void TrendView::addLine(QChart* chart, const TrendLine& line, int number) const
{
    const QColor colour(line.colour);
    const auto addRuns = [&](double SeriesPoint::*value, const QPen& pen, const QString& name) {
        bool named = false;
        for (const Run& run : runsOf(line.points, value)) {
            auto* series = new QLineSeries;
            series->append(run);
            series->setPen(pen);
            series->setName(name);
            chart->addSeries(series);
            for (QLegendMarker* marker : chart->legend()->markers(series))
                marker->setVisible(!named && !name.isEmpty());
            named = true;
        }
    };
    if (line.filled) {
        for (const Run& run : runsOf(line.points, &SeriesPoint::mean)) {
            auto* upper = new QLineSeries;
            upper->append(run);
            auto* area = new QAreaSeries(upper);
            upper->setParent(area);
            QColor fill = colour;
            fill.setAlphaF(.22F);
            area->setBrush(fill);
            area->setPen(Qt::NoPen);
            chart->addSeries(area);
            for (QLegendMarker* marker : chart->legend()->markers(area))
                marker->setVisible(false);
        }
    }
    // Of numbers that change now and then the peaks would only be in the way.
    const bool mayPeak = line.measure == Measure::Power || line.measure == Measure::HottestInlet;
    const bool hasPeaks =
        mayPeak && std::any_of(line.points.begin(), line.points.end(),
                               [](const auto& point) { return point.highest > point.mean; });
    if (hasPeaks)
        addRuns(&SeriesPoint::highest, QPen(colour, 1, Qt::DotLine),
                QCoreApplication::translate("Trends", "%1, at most").arg(line.name));
    addRuns(
        &SeriesPoint::mean,
        QPen(colour, 2, line.filled ? Qt::SolidLine : strokes[size_t(number) % std::size(strokes)]),
        line.name);
}

void TrendView::addAxes(QChart* chart) const
{
    auto* times = new QCategoryAxis;
    times->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    times->setStartValue(double(m_data.window.from.ms));
    for (const auto& [moment, label] : m_data.window.ticks) {
        // A category needs a name of its own.
        QString name = label;
        while (times->categoriesLabels().contains(name))
            name += QChar::Nbsp;
        times->append(name, double(moment.ms));
    }
    times->setRange(double(m_data.window.from.ms), double(m_data.window.until.ms));
    auto* values = new QCategoryAxis;
    values->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    const Range range = rangeOf(m_data);
    values->setStartValue(range.low);
    for (double at = range.low; at <= range.high + range.step / 2; at += range.step)
        values->append(axisText(m_data.lines.front(), at), at);
    values->setRange(range.low, range.high);
    values->setTitleText(m_data.lines.front().currency);
    chart->addAxis(times, Qt::AlignBottom);
    chart->addAxis(values, Qt::AlignLeft);
    times->setGridLineVisible(false);
    for (QAbstractSeries* series : chart->series()) {
        series->attachAxis(times);
        series->attachAxis(values);
    }
}

QChart* TrendView::makeChart() const
{
    auto* chart = new QChart;
    int number = 0;
    for (const TrendLine& line : m_data.lines)
        addLine(chart, line, number++);
    if (m_data.limit > 0) {
        auto* limit = new QLineSeries;
        limit->append(double(m_data.window.from.ms), m_data.limit);
        limit->append(double(m_data.window.until.ms), m_data.limit);
        limit->setPen(QPen(m_theme.tokens().secondary, 1, Qt::DashLine));
        limit->setName(m_data.limitName);
        chart->addSeries(limit);
    }
    if (!m_data.lines.empty())
        addAxes(chart);
    return chart;
}

void TrendView::go(int to)
{
    const int last = int(m_times.size()) - 1;
    const int next = std::clamp(to, -1, last);
    if (next == m_at)
        return;
    m_at = next;
    viewport()->update();
    emit momentChanged();
}

void TrendView::keyPressEvent(QKeyEvent* event)
{
    const int last = int(m_times.size()) - 1;
    const int from = m_at < 0 ? last + 1 : m_at;
    const int step = (event->modifiers() & Qt::ControlModifier) != 0 ? kJump : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return go(std::max(0, from - step));
    case Qt::Key_Right:
        return go(m_at < 0 ? last : m_at + step);
    case Qt::Key_PageUp:
        return go(std::max(0, from - kJump));
    case Qt::Key_PageDown:
        return go(m_at < 0 ? last : m_at + kJump);
    case Qt::Key_Home:
        return go(0);
    case Qt::Key_End:
        return go(last);
    case Qt::Key_Escape:
        return go(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit activated();
        return;
    default:
        QChartView::keyPressEvent(event);
    }
}

void TrendView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_times.empty() || chart()->series().isEmpty())
        return;
    const QRectF plot = chart()->plotArea();
    const double share = (event->position().x() - plot.left()) / std::max(1.0, plot.width());
    const Instant wanted = m_data.window.from.plusMs(
        qint64(share * double(m_data.window.until.ms - m_data.window.from.ms)));
    const auto after = std::upper_bound(m_times.begin(), m_times.end(), wanted);
    go(after == m_times.begin() ? 0 : int(after - m_times.begin()) - 1);
}

void TrendView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit activated();
}

void TrendView::leaveEvent(QEvent* event)
{
    QChartView::leaveEvent(event);
    if (!hasFocus())
        go(-1);
}

void TrendView::focusOutEvent(QFocusEvent* event)
{
    QChartView::focusOutEvent(event);
    go(-1);
}

void TrendView::drawForeground(QPainter* painter, const QRectF& rect)
{
    QChartView::drawForeground(painter, rect);
    const Tokens& t = m_theme.tokens();
    if (hasFocus()) {
        painter->setPen(QPen(t.accent, 2));
        painter->drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
    }
    if (m_at < 0)
        return;
    const QRectF plot = chart()->plotArea();
    const TrendWindow& window = m_data.window;
    const double share =
        double(moment().ms - window.from.ms) / double(window.until.ms - window.from.ms);
    const double x = plot.left() + share * plot.width();
    painter->setPen(QPen(t.accent, 1));
    painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    for (const TrendLine& line : m_data.lines) {
        const SeriesPoint* point = line.at(moment());
        if (point == nullptr || chart()->series().isEmpty())
            continue;
        const QPointF there = chart()->mapToPosition({double(moment().ms), point->mean});
        painter->setBrush(QColor(line.colour));
        painter->drawEllipse(QPointF(x, there.y()), 3.5, 3.5);
    }
}

} // namespace rackhouse
