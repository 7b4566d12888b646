// A large fabric of which all is seen: what stands for what would be too small.
#include "widgets/fabric/fabricpaint.h"

#include <QCoreApplication>

#include <algorithm>

namespace rackhouse
{

/// One line for all cables between a unit and a spine.
void FabricPaint::paintTrunks()
{
    constexpr std::size_t mostSmooth = 400; // smoothing takes longer than all else
    m_painter.setRenderHint(QPainter::Antialiasing, m_layout.trunks().size() <= mostSmooth);
    m_painter.setPen(line(Tokens::blend(m_tokens.secondary, m_tokens.app, 30)));
    for (const QLineF& trunk : m_layout.trunks()) {
        if (isSeen(QRectF(trunk.p1(), trunk.p2()).normalized().adjusted(-1, -1, 1, 1)))
            m_painter.drawLine(trunk);
    }
    m_painter.setRenderHint(QPainter::Antialiasing);
}

/// In the colour of its rail; what is wrong with the leaf is a bar at its left.
void FabricPaint::paintBand(const QRectF& band, int leaf, std::size_t rail)
{
    if (!isSeen(band))
        return;
    m_painter.setOpacity(m_picture.isFaded(leaf) ? faded : 1);
    m_painter.fillRect(band, isSelected(leaf) ? m_tokens.selection : railColour(rail));
    if (m_picture.findingOf(leaf) != nullptr)
        m_painter.fillRect(QRectF(band.left(), band.top(), 5 / m_state.zoom, band.height()),
                           m_tokens.warning);
    frame(band, leaf);
    m_painter.setOpacity(1);
}

/// Which rail has which colour.
void FabricPaint::paintLegend()
{
    const QRectF legend = m_layout.rectOfLegend();
    const QFont font = headFont();
    const QFontMetricsF metrics(font);
    const qreal edge = metrics.ascent();
    const int rails = m_picture.shape().railCount();
    m_painter.setFont(font);
    m_painter.setPen(m_tokens.secondary);
    qreal left = legend.left();
    for (int rail = 0; rail < rails; ++rail) {
        const QString text = QCoreApplication::translate("FabricView", "Rail %1").arg(rail + 1);
        const qreal width = metrics.horizontalAdvance(text);
        if (left + edge * 1.5 + width > legend.right())
            return;
        m_painter.fillRect(QRectF(left, legend.center().y() - edge / 2, edge, edge),
                           railColour(std::size_t(rail)));
        m_painter.drawText(QRectF(left + edge * 1.5, legend.top(), width + 1, legend.height()),
                           Qt::AlignLeft | Qt::AlignVCenter, text);
        left += edge * 3 + width;
    }
}

/// From green over blue to violet, neighbours darker and lighter: yellow and red say that something
/// is wrong.
QColor FabricPaint::railColour(std::size_t rail) const
{
    constexpr double first = 0.42, last = 0.84;
    const int rails = std::max(2, m_picture.shape().railCount());
    const double hue = first + (last - first) * double(rail % std::size_t(rails)) / (rails - 1);
    const bool isOdd = rail % 2 == 1;
    return QColor::fromHslF(float(hue), 0.42F,
                            m_tokens.dark ? (isOdd ? 0.42F : 0.56F) : (isOdd ? 0.58F : 0.72F));
}

QFont FabricPaint::headFont() const
{
    QFont font = Theme::captionFont();
    font.setPointSizeF(font.pointSizeF() * std::clamp(1 / m_state.zoom, 1.0, m_layout.scale()));
    return font;
}

QPen FabricPaint::line(const QColor& colour, qreal width) const
{
    QPen pen(colour, width);
    pen.setCosmetic(isFar()); // also much faster than a line of that width in the scene
    return pen;
}

QPen FabricPaint::dashed(const QColor& colour, qreal width) const
{
    QPen pen = line(colour, width);
    pen.setStyle(Qt::DashLine);
    return pen;
}

/// The band of its leaf stands for it, unless something is to be said of itself.
bool FabricPaint::isPlainFromAfar(int adapter) const
{
    const bool isKept = m_picture.isFiltered() && !m_picture.isFaded(adapter);
    return !isKept && m_picture.findingOf(adapter) == nullptr && !isSelected(adapter) &&
           adapter != m_state.hovered && adapter != m_state.current;
}

} // namespace rackhouse
