// The plan of a hall or of the site on paper.
#include "widgets/common/drawingpaper.h"
#include "widgets/common/papertokens.h"
#include "widgets/hall/halllegend.h"
#include "widgets/hall/hallview.h"
#include "widgets/hall/sitepaint.h"

#include <QPainter>

namespace rackhouse
{

namespace
{

constexpr int kEdge = 64;        ///< around it, in pixels; names stand there
constexpr int kLeastWidth = 900; ///< that the legend needs
// Of a hall that fills the sheet at half of the size of letters that a screen has: small, but to
// be read.
constexpr QSizeF kMost(2900, 1900);
constexpr qreal kMostZoom = 0.3;

qreal zoomFor(const QSizeF& area)
{
    const auto fit = [&area](const QSizeF& room) {
        return std::min(room.width() / area.width(), room.height() / area.height());
    };
    return std::min(std::max(fit(kMost), fit(kMost.transposed())), kMostZoom);
}

} // namespace

std::shared_ptr<const Paper> HallView::paper(const QString& title, const QString& note) const
{
    const int hall = currentHall();
    const QRectF area = hall < 0 ? m_scene.bounds() : m_scene.hall(hall).bounds();
    const qreal zoom = zoomFor(area.size());
    const QSizeF plan(std::max<qreal>(area.width() * zoom + 2 * kEdge, kLeastWidth),
                      area.height() * zoom + 2 * kEdge);
    const int legend = HallLegend::heightOf(m_scene.measure());
    const HallCamera camera{
        QPointF((plan.width() - area.width() * zoom) / 2, kEdge) - area.topLeft() * zoom, zoom};
    return std::make_shared<DrawingPaper>(
        title, note, plan + QSizeF(0, legend),
        [scene = m_scene, camera, plan, legend, hall](QPainter& painter) {
            const QRect sheet(QPoint(), plan.toSize());
            SitePaint(painter, paperTokens(), scene, camera,
                      {.selected = {}, .view = sheet, .onPaper = true}, hall)
                .paint();
            HallLegend::paint(painter, QRect(0, sheet.height(), sheet.width(), legend),
                              {scene.measure(), scene.picture().bestRent()}, paperTokens());
        });
}

} // namespace rackhouse
