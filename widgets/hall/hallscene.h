#pragma once

#include "models/floor/floorpicture.h"

#include <QColor>
#include <QPointF>

#include <memory>

namespace rackhouse
{

/// One hall of the floor as it is shown, and the measure that its racks are shaded by.
class HallScene
{
public:
    HallScene() = default;
    HallScene(std::shared_ptr<const FloorPicture> picture, int hall, FloorMeasure measure);

    bool isEmpty() const { return m_picture == nullptr; }
    const FloorPicture& picture() const { return *m_picture; }
    const FloorPicture::HallEntry& hall() const { return m_picture->hall(m_hall); }
    int number() const { return m_hall; }
    FloorMeasure measure() const { return m_measure; }
    const MeasureValue& value(std::size_t place) const { return m_values[place]; }

private:
    std::shared_ptr<const FloorPicture> m_picture;
    int m_hall = -1;
    FloorMeasure m_measure = FloorMeasure::Occupancy;
    std::vector<MeasureValue> m_values; ///< by place in the hall
};

/// From millimetres of a hall to pixels of a view.
struct HallCamera {
    QPointF origin; ///< of the hall, in pixels
    qreal zoom = 1; ///< pixels a millimetre

    QPointF toView(const QPointF& hall) const { return hall * zoom + origin; }
    QRectF toView(const QRectF& hall) const { return {toView(hall.topLeft()), hall.size() * zoom}; }
    QPointF toHall(const QPointF& view) const { return (view - origin) / zoom; }
    QRectF toHall(const QRectF& view) const { return {toHall(view.topLeft()), view.size() / zoom}; }
};

/// The colour of an amount between 0 and 1 that reads the same for every eye (cividis).
QColor heatColour(double share);

} // namespace rackhouse
