#include "models/domain/planarea.h"

#include <algorithm>
#include <numeric>

namespace rackhouse
{

namespace
{

constexpr double touchMm = 1; ///< racks side by side share an edge

} // namespace

QSizeF footprint(const Rack& rack)
{
    constexpr double usualWidthMm = 600;
    constexpr double usualDepthMm = 1200;
    return {rack.widthMm > 0 ? static_cast<double>(rack.widthMm) : usualWidthMm,
            rack.depthMm > 0 ? static_cast<double>(rack.depthMm) : usualDepthMm};
}

QRectF planArea(const Rack& rack)
{
    QSizeF size = footprint(rack);
    if (rack.facing == PlanSide::Left || rack.facing == PlanSide::Right)
        size.transpose();
    return {QPointF(static_cast<double>(rack.xMm), static_cast<double>(rack.yMm)), size};
}

void eachOverlap(const std::vector<QRectF>& areas,
                 const std::function<void(std::size_t, std::size_t)>& tell)
{
    std::vector<std::size_t> byLeft(areas.size());
    std::iota(byLeft.begin(), byLeft.end(), std::size_t(0));
    std::stable_sort(byLeft.begin(), byLeft.end(), [&areas](std::size_t a, std::size_t b) {
        return areas[a].left() < areas[b].left();
    });
    for (std::size_t i = 0; i < byLeft.size(); ++i) {
        const QRectF& one = areas[byLeft[i]];
        const QRectF inside = one.adjusted(touchMm, touchMm, -touchMm, -touchMm);
        for (std::size_t j = i + 1; j < byLeft.size(); ++j) {
            const QRectF& other = areas[byLeft[j]];
            if (other.left() >= one.right())
                break;
            if (inside.intersects(other))
                tell(byLeft[i], byLeft[j]);
        }
    }
}

} // namespace rackhouse
