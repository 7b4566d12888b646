#pragma once

#include "widgets/common/theme.h"
#include "widgets/hall/hallscene.h"

#include <QPixmap>

namespace rackhouse
{

/// The whole site, small, in a corner of its view, with what the view shows framed.
class MiniMap
{
public:
    /// It has to be drawn anew.
    void drop() { m_picture = {}; }
    /// Where it stands in a view of that size; empty where it is too narrow for one.
    QRect place(const QSize& view, const QRectF& bounds) const;
    void paint(QPainter& painter, const Tokens& tokens, const SiteScene& scene, const QRect& place,
               const QRectF& seen);
    /// The point of the site below a point of the map.
    static QPointF toSite(const QPointF& point, const QRect& place, const QRectF& bounds);

private:
    static HallCamera camera(const QRect& place, const QRectF& bounds);

    QPixmap m_picture;
};

} // namespace rackhouse
