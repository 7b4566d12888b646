#include "widgets/hall/halllegend.h"

#include "widgets/common/status.h"
#include "widgets/hall/hallpaint.h"

#include <QPainter>

namespace rackhouse
{

namespace
{
constexpr int swatchWidth = 58;
constexpr int swatchHeight = 18;
constexpr int gap = 16;

/// What a shape at the corner of a tile warns of; empty where the measure has no limits.
std::vector<std::pair<Tone, QString>> limitsOf(FloorMeasure measure)
{
    switch (measure) {
    case FloorMeasure::Power:
        return {{Tone::Warning, HallLegend::tr("above 90 %")},
                {Tone::Critical, HallLegend::tr("above the limit")}};
    case FloorMeasure::Inlet:
        return {{Tone::Warning, HallLegend::tr("above 27 °C")},
                {Tone::Critical, HallLegend::tr("above 32 °C")}};
    case FloorMeasure::Leak:
        return {{Tone::Critical, HallLegend::tr("leaking")},
                {Tone::Warning, HallLegend::tr("warning")},
                {Tone::Ok, HallLegend::tr("dry")}};
    case FloorMeasure::Health:
        return {{Tone::Critical, statusOf(Health::Critical).word},
                {Tone::Warning, statusOf(Health::Warning).word},
                {Tone::Ok, statusOf(Health::Ok).word},
                {Tone::Unknown, statusOf(Health::Unknown).word}};
    default:
        return {};
    }
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
    for (const auto& [tone, word] : limitsOf(measure))
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
    int x = paintScale(painter, space::large);
    x = paintShapes(painter, x);
    if (m_measure != FloorMeasure::Health) // whose shapes say it
        x = paintUnknown(painter, x);
    painter.setFont(Theme::captionFont());
    painter.setPen(t.secondary);
    const QRect rest(x, 0, width() - x - space::large, height());
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(tr("Number: %1").arg(measureUnit(m_measure)),
                                                      Qt::ElideRight, rest.width()));
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

int HallLegend::paintShapes(QPainter& painter, int x) const
{
    for (const auto& [tone, word] : limitsOf(m_measure)) {
        paintTone(&painter, QRect(x, 0, 14, height()), tone, m_theme.tokens());
        x = paintWord(painter, x + 18, word);
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
