#pragma once

#include "models/floor/floorpicture.h"
#include "models/floor/hallsummary.h"

#include <QColor>
#include <QPointF>

#include <memory>

namespace rackhouse
{

/// One hall of a site as it is shown, and the measure that its racks are shaded by.
class HallScene
{
public:
    HallScene(std::shared_ptr<const FloorPicture> picture, int hall, FloorMeasure measure);

    const FloorPicture& picture() const { return *m_picture; }
    const FloorPicture::HallEntry& hall() const { return m_picture->hall(m_hall); }
    const SiteLayout::Place& place() const;
    /// Of all that is drawn of it, in millimetres of the site.
    QRectF bounds() const;
    FloorMeasure measure() const { return m_measure; }
    const MeasureValue& value(std::size_t place) const { return m_values[place]; }
    const HallSummary& summary() const { return m_summary; }

private:
    std::shared_ptr<const FloorPicture> m_picture;
    int m_hall = -1;
    FloorMeasure m_measure = FloorMeasure::Occupancy;
    std::vector<MeasureValue> m_values; ///< by place in the hall
    HallSummary m_summary;
};

/// All halls of a site as they are shown.
class SiteScene
{
public:
    SiteScene() = default;
    SiteScene(std::shared_ptr<const FloorPicture> picture, FloorMeasure measure);

    /// There is no hall.
    bool isEmpty() const { return m_halls.empty(); }
    const FloorPicture& picture() const { return *m_picture; }
    const std::vector<HallScene>& halls() const { return m_halls; }
    const HallScene& hall(int hall) const { return m_halls[static_cast<std::size_t>(hall)]; }
    FloorMeasure measure() const { return m_measure; }
    /// Everything, in millimetres of the site.
    QRectF bounds() const { return m_bounds; }
    /// The hall at a point, else the nearest one; -1 where there is none.
    int hallNear(const QPointF& point) const;
    /// -1 where there is none.
    int hallAt(const QPointF& point) const;
    int rackAt(const QPointF& point) const;

private:
    std::shared_ptr<const FloorPicture> m_picture;
    std::vector<HallScene> m_halls;
    FloorMeasure m_measure = FloorMeasure::Occupancy;
    QRectF m_bounds;
};

/// A hall on its way to another place.
struct HallMove {
    int hall = -1; ///< -1: none
    QPointF by;    ///< in millimetres
};

/// From millimetres of a hall or a site to pixels of a view.
struct HallCamera {
    QPointF origin; ///< of the hall or the site, in pixels
    qreal zoom = 1; ///< pixels a millimetre

    QPointF toView(const QPointF& floor) const { return floor * zoom + origin; }
    QRectF toView(const QRectF& floor) const
    {
        return {toView(floor.topLeft()), floor.size() * zoom};
    }
    QPointF toFloor(const QPointF& view) const { return (view - origin) / zoom; }
    QRectF toFloor(const QRectF& view) const
    {
        return {toFloor(view.topLeft()), view.size() / zoom};
    }
    /// The camera of what stands at a place of this one.
    HallCamera at(const QPointF& place) const { return {toView(place), zoom}; }
};

/// The colour of an amount between 0 and 1 that reads the same for every eye (cividis).
QColor heatColour(double share);

} // namespace rackhouse
