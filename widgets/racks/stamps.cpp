#include "widgets/racks/stamps.h"

#include <QPainter>

namespace rackhouse
{

namespace
{

constexpr int kMost = 64 * 1024; ///< KiB of pixels; a rack of 42 units has 5,000 on a fine screen

}

Stamps::Stamps() : m_pixmaps(kMost) {}

void Stamps::paint(QPainter& painter, const QPoint& place, const Look& look, const QColor& under,
                   const std::function<void(QPainter&)>& draw)
{
    if (look.size.isEmpty())
        return;
    const double ratio = painter.device()->devicePixelRatioF();
    const Key key{look, under.rgba(), ratio};
    if (const QPixmap* known = m_pixmaps.object(key)) {
        painter.drawPixmap(place, *known);
        return;
    }
    auto* pixmap = new QPixmap((QSizeF(look.size) * ratio).toSize());
    pixmap->setDevicePixelRatio(ratio);
    pixmap->fill(under);
    QPainter stamp(pixmap);
    stamp.translate(-place);
    draw(stamp);
    stamp.end();
    painter.drawPixmap(place, *pixmap);
    m_pixmaps.insert(key, pixmap, qMax(1, pixmap->width() * pixmap->height() / 256));
}

} // namespace rackhouse
