#include "widgets/racks/linecache.h"

#include <QFontMetrics>
#include <QPainter>

namespace rackhouse
{

namespace
{

constexpr int kMost = 4096; ///< lines; a row of forty racks has two thousand

}

LineCache::LineCache() : m_lines(kMost) {}

const QStaticText& LineCache::line(const QString& text, const QFont& font, int most)
{
    const Key key{text, font, most};
    if (const QStaticText* known = m_lines.object(key))
        return *known;
    const auto laid = [&font](const QString& shown) {
        auto* line = new QStaticText(shown);
        line->setTextFormat(Qt::PlainText);
        line->prepare({}, font);
        return line;
    };
    const QString whole = QString(text).replace(u'\n', u' ');
    QStaticText* line = laid(whole);
    if (line->size().width() > most) {
        delete line;
        line = laid(QFontMetrics(font).elidedText(whole, Qt::ElideRight, most));
    }
    m_lines.insert(key, line);
    return *line;
}

void LineCache::draw(QPainter& painter, const QRect& area, const QStaticText& line)
{
    painter.drawStaticText(
        QPointF(area.left(), area.top() + (area.height() - line.size().height()) / 2), line);
}

} // namespace rackhouse
