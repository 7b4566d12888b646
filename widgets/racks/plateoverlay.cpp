#include "widgets/racks/plateoverlay.h"

#include "widgets/hall/hallpaint.h"
#include "widgets/hall/hallscene.h"
#include "widgets/hall/tilemark.h"

#include <QFontMetrics>
#include <QPainter>

#include <vector>

namespace rackhouse
{

namespace
{

constexpr int markWidth = 14;
constexpr int edge = 5;         ///< within the box of the words
constexpr int smallestText = 7; ///< in pixels of height, as of the name beside it
constexpr int roomForName = 48; ///< that the words leave where they can be shorter

std::vector<TileMark> marksOn(const MeasureValue& value, FloorMeasure measure)
{
    std::vector<TileMark> marks;
    if (value.never)
        marks.push_back(TileMark::Never);
    else if (value.known ? isOfStates(measure) || value.level != Health::Unknown
                         : value.number.isEmpty())
        marks.push_back(markOf(value.level));
    if (value.stale)
        marks.push_back(TileMark::Stale);
    return marks;
}

} // namespace

QColor PlateOverlay::ink() const
{
    return isShaded() ? HallPaint::textOn(heatColour(value.share)) : tokens.text;
}

/// The number with its word, or the number alone where there is no room for both.
QString PlateOverlay::words(const QFont& font, int room) const
{
    const QString both = value.number.isEmpty() ? value.word
                         : value.word.isEmpty() ? value.number
                                                : value.number + u' ' + value.word;
    const QFontMetrics metrics(font);
    if (metrics.horizontalAdvance(both) <= room)
        return both;
    return metrics.elidedText(value.number.isEmpty() ? value.word : value.number, Qt::ElideRight,
                              room);
}

int PlateOverlay::paint(QPainter& painter, const QRect& area, int line, const QFont& font) const
{
    if (isShaded())
        painter.fillRect(area, heatColour(value.share));
    if (area.height() < smallestText)
        return area.right();
    const std::vector<TileMark> marks = marksOn(value, measure);
    const int marked = int(marks.size()) * markWidth;
    const QString text = words(font, qMax(0, area.width() - roomForName - marked - 2 * edge));
    const int width = marked + QFontMetrics(font).horizontalAdvance(text) + 2 * edge;
    // On a ground of its own: marks keep their colours, which a shade would swallow.
    const QRect box(area.right() + 1 - width, area.top(), width, qMin(line, area.height()));
    if (isShaded())
        painter.fillRect(box, tokens.surface);
    QRect mark(box.left() + edge - 2, box.top(), markWidth, box.height());
    for (const TileMark each : marks) {
        paintMark(&painter, mark, each, tokens);
        mark.translate(markWidth, 0);
    }
    painter.setFont(font);
    painter.setPen(value.known || !value.number.isEmpty() ? tokens.text : tokens.secondary);
    painter.drawText(box.adjusted(edge + marked, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
    return box.left();
}

} // namespace rackhouse
