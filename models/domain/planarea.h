#pragma once

#include "models/domain/asset.h"

#include <QRectF>

#include <functional>
#include <vector>

namespace rackhouse
{

/// The outside of a rack, in millimetres: its width and its depth, or those of a usual rack where
/// nobody has entered them.
QSizeF footprint(const Rack& rack);
/// Where a rack stands on the plan of its hall, turned to where it faces.
QRectF planArea(const Rack& rack);
/// Tells the numbers of all two areas that share floor; racks side by side share no more than an
/// edge.
void eachOverlap(const std::vector<QRectF>& areas,
                 const std::function<void(std::size_t, std::size_t)>& tell);

} // namespace rackhouse
