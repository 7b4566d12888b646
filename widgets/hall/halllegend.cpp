#include "widgets/hall/halllegend.h"

#include "widgets/hall/hallpaint.h"
#include "widgets/hall/tilemark.h"

#include <QPainter>

#include <cmath>

namespace rackhouse
{

namespace
{
constexpr int swatchWidth = 44;
constexpr int smallWidth = 8; ///< of a tile without room for a shape
constexpr int swatchHeight = 18;
constexpr int gap = 16;

constexpr int scaleLength = 120; ///< at most

/// 1, 2 or 5 with zeros, in metres, of which at most `most` pixels are drawn.
double roundMetres(double pixelsPerMetre, double most)
{
    const double longest = most / pixelsPerMetre;
    const double power = std::pow(10.0, std::floor(std::log10(longest)));
    for (const double step : {5.0, 2.0}) {
        if (step * power <= longest)
            return step * power;
    }
    return power;
}

} // namespace

HallLegend::HallLegend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(u"floor.legend"_qs);
    setAccessibleName(tr("Legend"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setMeasure(m_measure);
}

void HallLegend::setMeasure(FloorMeasure measure)
{
    m_measure = measure;
    QStringList words{measureTitle(measure) + u": "_qs + measureUnit(measure)};
    words << measureStops(measure);
    for (const auto& [mark, word] : marksOf(measure))
        words << word;
    setAccessibleDescription(words.join(u", "_qs));
    setToolTip(words.first());
    update();
}

void HallLegend::paintEvent(QPaintEvent*)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.fillRect(rect(), t.surface);
    painter.setPen(t.border);
    painter.drawLine(0, 0, width(), 0);
    int x = paintLength(painter, space::large);
    x = paintScale(painter, x);
    x = paintMarks(painter, x);
    if (m_measure != FloorMeasure::Health) // whose marks say it
        x = paintUnknown(painter, x);
    painter.setFont(Theme::captionFont());
    painter.setPen(t.secondary);
    const QRect rest(x, 0, width() - x - space::large, height());
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(tr("Number: %1").arg(measureUnit(m_measure)),
                                                      Qt::ElideRight, rest.width()));
}

void HallLegend::setZoom(qreal zoom)
{
    m_zoom = zoom;
    update();
}

/// How long a metre is on the plan.
int HallLegend::paintLength(QPainter& painter, int x) const
{
    const double metres = roundMetres(m_zoom * 1000, scaleLength);
    const int length = qRound(metres * m_zoom * 1000);
    const QString text =
        metres < 1 ? tr("%1 cm").arg(qRound(metres * 100)) : tr("%1 m").arg(metres);
    const int y = height() / 2 + 8;
    painter.setPen(QPen(m_theme.tokens().text, 1));
    painter.drawLine(x, y, x + length, y);
    painter.drawLine(x, y - 4, x, y);
    painter.drawLine(x + length, y - 4, x + length, y);
    painter.setFont(Theme::captionFont());
    painter.drawText(QRect(x, 0, length, y), Qt::AlignHCenter | Qt::AlignBottom | Qt::TextDontClip,
                     text);
    return x + scaleLength + gap;
}

/// Shades with their numbers in them.
int HallLegend::paintScale(QPainter& painter, int x) const
{
    const QStringList stops = measureStops(m_measure);
    painter.setFont(Theme::captionFont());
    for (qsizetype i = 0; i < stops.size(); ++i) {
        const QColor colour = heatColour(double(i) / double(stops.size() - 1));
        const QRect swatch(x, (height() - swatchHeight) / 2, swatchWidth, swatchHeight);
        painter.fillRect(swatch, colour);
        painter.setPen(HallPaint::textOn(colour));
        painter.drawText(swatch, Qt::AlignCenter, stops.at(i));
        x += swatchWidth + 1;
    }
    return stops.isEmpty() ? x : x + gap;
}

/// Each as it is where there is room for a shape, and where there is none.
int HallLegend::paintMarks(QPainter& painter, int x) const
{
    const Tokens& t = m_theme.tokens();
    for (const auto& [mark, word] : marksOf(m_measure)) {
        paintMark(&painter, QRect(x, 0, 14, height()), mark, t);
        const QRect tile(x + 17, (height() - 2 * smallWidth) / 2, smallWidth, 2 * smallWidth);
        painter.fillRect(tile, t.raised);
        painter.setPen(t.border);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(tile.adjusted(0, 0, -1, -1));
        paintSmallMark(&painter, tile, mark, t);
        x = paintWord(painter, tile.right() + 6, word);
    }
    return x;
}

int HallLegend::paintUnknown(QPainter& painter, int x) const
{
    const QRect swatch(x, (height() - swatchHeight) / 2, swatchHeight, swatchHeight);
    painter.fillRect(swatch, m_theme.tokens().sunken);
    painter.setPen(m_theme.tokens().secondary);
    painter.drawText(swatch, Qt::AlignCenter, u"–"_qs);
    painter.drawRect(swatch);
    return paintWord(painter, x + swatchHeight + 6, tr("not known"));
}

int HallLegend::paintWord(QPainter& painter, int x, const QString& word) const
{
    painter.setFont(Theme::captionFont());
    painter.setPen(m_theme.tokens().text);
    const int length = painter.fontMetrics().horizontalAdvance(word);
    painter.drawText(QRect(x, 0, length + 1, height()), Qt::AlignLeft | Qt::AlignVCenter, word);
    return x + length + gap;
}

} // namespace rackhouse
