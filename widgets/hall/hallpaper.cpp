// The plan of a hall on paper.
#include "widgets/common/drawingpaper.h"
#include "widgets/common/papertokens.h"
#include "widgets/hall/halllegend.h"
#include "widgets/hall/hallpaint.h"
#include "widgets/hall/hallview.h"

#include <QPainter>

namespace rackhouse
{

namespace
{

constexpr int kEdge = 40;        ///< around the hall, in pixels; the names of rows stand there
constexpr int kLeastWidth = 900; ///< that the legend needs
// Of a hall that fills the sheet at half of the size of letters that a screen has: small, but to
// be read.
constexpr QSizeF kMost(2900, 1900);
constexpr qreal kMostZoom = 0.3;

qreal zoomFor(const QSizeF& hall)
{
    const auto fit = [&hall](const QSizeF& room) {
        return std::min(room.width() / hall.width(), room.height() / hall.height());
    };
    return std::min(std::max(fit(kMost), fit(kMost.transposed())), kMostZoom);
}

} // namespace

std::shared_ptr<const Paper> HallView::paper(const QString& title, const QString& note) const
{
    const QRectF hall = bounds();
    const qreal zoom = zoomFor(hall.size());
    const QSizeF plan(std::max<qreal>(hall.width() * zoom + 2 * kEdge, kLeastWidth),
                      hall.height() * zoom + 2 * kEdge);
    const int legend = HallLegend::heightOf(m_scene.measure());
    const HallCamera camera{
        QPointF((plan.width() - hall.width() * zoom) / 2, kEdge) - hall.topLeft() * zoom, zoom};
    return std::make_shared<DrawingPaper>(
        title, note, plan + QSizeF(0, legend),
        [scene = m_scene, camera, plan, legend](QPainter& painter) {
            const QRect area(QPoint(), plan.toSize());
            HallPaint(painter, paperTokens(), scene, camera,
                      {.selected = {}, .view = area, .onPaper = true})
                .paint();
            HallLegend::paint(painter, QRect(0, area.height(), area.width(), legend),
                              scene.measure(), paperTokens());
        });
}

} // namespace rackhouse
