#include "widgets/common/papertext.h"

#include "widgets/common/papertokens.h"

#include <QFontMetricsF>
#include <QPainter>

namespace rackhouse::paper
{

void write(QPainter& painter, const QRectF& area, const QString& text, int size, bool strong,
           Qt::Alignment align)
{
    QFont font;
    font.setPixelSize(size);
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(strong ? paperTokens().text : paperTokens().secondary);
    painter.drawText(area, int(align),
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, area.width()));
}

void writeHead(QPainter& painter, double pageWidth, const QString& title, const QString& note)
{
    const double width = pageWidth - 2 * margin;
    write(painter, {margin, margin, width, 60}, title, 50, true);
    write(painter, {margin, margin + 65, width, 40}, note, 27, false);
}

} // namespace rackhouse::paper
