#include "widgets/hall/halllegend.h"

#include "models/floor/devicemeasure.h"
#include "widgets/hall/hallpaint.h"
#include "widgets/hall/tilemark.h"

#include <QPainter>

#include <cmath>

namespace rackhouse
{

namespace
{
constexpr int lineHeight = 24;
constexpr int swatchWidth = 44;
constexpr int smallWidth = 8; ///< of a tile without room for a shape
constexpr int swatchHeight = 18;
constexpr int gap = 16;
constexpr int margin = 6;

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

std::vector<std::pair<TileMark, QString>> marksIn(FloorMeasure measure, HallLegend::Of of)
{
    return of == HallLegend::Of::Racks ? marksOf(measure) : deviceMarksOf(measure);
}

QString unitOf(const HallLegend::Scale& scale, HallLegend::Of of)
{
    return of == HallLegend::Of::Racks ? measureUnit(scale.measure, scale.bestRent)
                                       : deviceMeasureUnit(scale.measure, scale.bestRent);
}

/// Draws a legend line by line; what is drawn moves the pen to the right.
class LegendPaint
{
public:
    LegendPaint(QPainter& painter, const QRect& area, const HallLegend::Scale& scale,
                HallLegend::Of of, const Tokens& tokens)
        : m_painter(painter), m_area(area), m_scale(scale), m_of(of), m_tokens(tokens),
          m_x(area.left() + space::large), m_top(area.top() + margin)
    {
    }

    /// Pixels a millimetre on the plan; 0: the plan has a scale of its own.
    void paint(qreal zoom, const QFont& font)
    {
        m_painter.fillRect(m_area, m_tokens.surface);
        m_painter.setPen(m_tokens.border);
        m_painter.drawLine(m_area.topLeft(), m_area.topRight());
        m_painter.setFont(font);
        if (zoom > 0)
            paintLength(zoom);
        paintScale();
        if (m_scale.measure != FloorMeasure::Health) // whose marks say it
            paintUnknown();
        // Where the window is narrow, the second line has more room for it.
        const bool isFirst = fitsNumber() || marksIn(m_scale.measure, m_of).empty();
        if (isFirst)
            paintNumber();
        m_x = m_area.left() + space::large;
        m_top += lineHeight;
        paintMarks();
        if (!isFirst)
            paintNumber();
    }

private:
    QRect swatch(int width) const
    {
        return {m_x, m_top + (lineHeight - swatchHeight) / 2, width, swatchHeight};
    }

    /// How long a metre is on the plan.
    void paintLength(qreal zoom)
    {
        const double metres = roundMetres(zoom * 1000, scaleLength);
        const int length = qRound(metres * zoom * 1000);
        const QString text = metres < 1 ? HallLegend::tr("%1 cm").arg(qRound(metres * 100))
                                        : HallLegend::tr("%1 m").arg(metres);
        const int y = m_top + lineHeight / 2 + 8;
        m_painter.setPen(QPen(m_tokens.text, 1));
        m_painter.drawLine(m_x, y, m_x + length, y);
        m_painter.drawLine(m_x, y - 4, m_x, y);
        m_painter.drawLine(m_x + length, y - 4, m_x + length, y);
        m_painter.drawText(QRect(m_x, m_top, length, y - m_top),
                           Qt::AlignHCenter | Qt::AlignBottom | Qt::TextDontClip, text);
        m_x += scaleLength + gap;
    }

    /// Shades with their numbers in them.
    void paintScale()
    {
        const QStringList stops = measureStops(m_scale.measure, m_scale.bestRent);
        for (qsizetype i = 0; i < stops.size(); ++i) {
            const QColor colour = heatColour(double(i) / double(stops.size() - 1));
            m_painter.fillRect(swatch(swatchWidth), colour);
            m_painter.setPen(HallPaint::textOn(colour));
            m_painter.drawText(swatch(swatchWidth), Qt::AlignCenter, stops.at(i));
            m_x += swatchWidth + 1;
        }
        m_x += stops.isEmpty() ? 0 : gap;
    }

    QString number() const
    {
        const QString unit = unitOf(m_scale, m_of);
        return m_of == HallLegend::Of::Racks ? HallLegend::tr("Number: %1").arg(unit) : unit;
    }

    int roomInLine() const { return m_area.right() - m_x - space::large; }
    bool fitsNumber() const
    {
        return m_painter.fontMetrics().horizontalAdvance(number()) <= roomInLine();
    }

    /// At the right end of the line.
    void paintNumber()
    {
        m_painter.setPen(m_tokens.secondary);
        const QRect rest(m_x, m_top, roomInLine(), lineHeight);
        m_painter.drawText(
            rest, Qt::AlignRight | Qt::AlignVCenter,
            m_painter.fontMetrics().elidedText(number(), Qt::ElideRight, rest.width()));
    }

    /// Each as it is where there is room for a shape, and where there is none.
    void paintMarks()
    {
        for (const auto& [mark, word] : marksIn(m_scale.measure, m_of)) {
            paintMark(&m_painter, QRect(m_x, m_top, 14, lineHeight), mark, m_tokens);
            m_x += 17;
            if (m_of == HallLegend::Of::Racks)
                paintSmallTile(mark);
            paintWord(word);
        }
    }

    void paintSmallTile(TileMark mark)
    {
        const QRect tile(m_x, m_top + (lineHeight - 2 * smallWidth) / 2, smallWidth,
                         2 * smallWidth);
        m_painter.fillRect(tile, m_tokens.raised);
        m_painter.setPen(m_tokens.border);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(tile.adjusted(0, 0, -1, -1));
        paintSmallMark(&m_painter, tile, mark, m_tokens);
        m_x = tile.right() + 6;
    }

    void paintUnknown()
    {
        m_painter.fillRect(swatch(swatchHeight), m_tokens.sunken);
        m_painter.setPen(m_tokens.secondary);
        m_painter.drawText(swatch(swatchHeight), Qt::AlignCenter, u"–"_qs);
        m_painter.drawRect(swatch(swatchHeight));
        m_x += swatchHeight + 6;
        paintWord(HallLegend::tr("not known"));
    }

    void paintWord(const QString& word)
    {
        m_painter.setPen(m_tokens.text);
        const int length = m_painter.fontMetrics().horizontalAdvance(word);
        m_painter.drawText(QRect(m_x, m_top, length + 1, lineHeight),
                           Qt::AlignLeft | Qt::AlignVCenter, word);
        m_x += length + gap;
    }

    QPainter& m_painter;
    QRect m_area;
    const HallLegend::Scale& m_scale;
    HallLegend::Of m_of;
    const Tokens& m_tokens;
    int m_x;
    int m_top;
};

} // namespace

HallLegend::HallLegend(const Theme& theme, QWidget* parent, Of of)
    : QWidget(parent), m_theme(theme), m_of(of)
{
    setObjectName(of == Of::Racks ? u"floor.legend"_qs : u"racks.legend"_qs);
    setAccessibleName(tr("Legend"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    tell();
}

void HallLegend::setMeasure(FloorMeasure measure)
{
    m_scale.measure = measure;
    tell();
}

void HallLegend::setBestRent(const Money& bestRent)
{
    m_scale.bestRent = bestRent;
    tell();
}

void HallLegend::tell()
{
    const FloorMeasure measure = m_scale.measure;
    QStringList words{measureTitle(measure) + u": "_qs + unitOf(m_scale, m_of)};
    words << measureStops(measure, m_scale.bestRent);
    for (const auto& [mark, word] : marksIn(measure, m_of))
        words << word;
    setAccessibleDescription(words.join(u", "_qs));
    setToolTip(words.first());
    updateGeometry();
    update();
}

void HallLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    LegendPaint(painter, rect(), m_scale, m_of, m_theme.tokens())
        .paint(m_zoom, Theme::captionFont());
}

void HallLegend::paint(QPainter& painter, const QRect& area, const Scale& scale,
                       const Tokens& tokens, Of of)
{
    // In pixels, as the rest of it: points have another size on each kind of paper.
    QFont font = Theme::captionFont();
    font.setPixelSize(12);
    LegendPaint(painter, area, scale, of, tokens).paint(0, font);
}

int HallLegend::heightOf(FloorMeasure measure)
{
    return (marksOf(measure).empty() ? 1 : 2) * lineHeight + 2 * margin;
}

QSize HallLegend::sizeHint() const
{
    return {600, heightOf(m_scale.measure)};
}

void HallLegend::setZoom(qreal zoom)
{
    m_zoom = zoom;
    update();
}

} // namespace rackhouse
