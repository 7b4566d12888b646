#include "widgets/hall/minimap.h"

#include "widgets/hall/sitepaint.h"

namespace rackhouse
{

namespace
{
constexpr QSize largest(220, 150);
constexpr int margin = 14;
constexpr int inside = 5;
} // namespace

QRect MiniMap::place(const QSize& view, const QRectF& bounds) const
{
    if (bounds.isEmpty() || view.width() < 3 * largest.width())
        return {};
    const QSize size =
        bounds.size().scaled(largest, Qt::KeepAspectRatio).toSize() + QSize(2 * inside, 2 * inside);
    return {QPoint(view.width() - size.width() - margin, view.height() - size.height() - margin),
            size};
}

HallCamera MiniMap::camera(const QRect& place, const QRectF& bounds)
{
    const qreal zoom = (place.width() - 2 * inside) / bounds.width();
    return {place.topLeft() + QPointF(inside, inside) - bounds.topLeft() * zoom, zoom};
}

QPointF MiniMap::toSite(const QPointF& point, const QRect& place, const QRectF& bounds)
{
    return camera(place, bounds).toFloor(point);
}

void MiniMap::paint(QPainter& painter, const Tokens& tokens, const SiteScene& scene,
                    const QRect& place, const QRectF& seen)
{
    const QRectF bounds = scene.bounds();
    const qreal ratio = painter.device()->devicePixelRatioF();
    if (m_picture.size() != place.size() * ratio) {
        m_picture = QPixmap(place.size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(tokens.raised);
        const QRect whole(QPoint(0, 0), place.size());
        QPainter drawing(&m_picture);
        SitePaint(drawing, tokens, scene, camera(whole, bounds), {{}, -1, -1, whole}, -1)
            .paintRacks();
        drawing.setPen(tokens.border);
        drawing.setBrush(Qt::NoBrush);
        drawing.drawRect(whole.adjusted(0, 0, -1, -1));
    }
    painter.drawPixmap(place.topLeft(), m_picture);
    painter.setPen(QPen(tokens.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(camera(place, bounds)
                         .toView(seen)
                         .toAlignedRect()
                         .intersected(place.adjusted(1, 1, -1, -1)));
}

} // namespace rackhouse
