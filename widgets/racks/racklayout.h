#pragma once

#include "widgets/racks/rackslots.h"

#include <QModelIndex>
#include <QRect>

namespace rackhouse
{

class RackModel;

/// Where racks and what is in them are drawn in the elevation, in pixels of its contents. Racks
/// stand on one floor, side by side.
class RackLayout
{
public:
    static constexpr int fullUnit = 22; ///< height of a unit at 100 %
    static constexpr int smallestUnit = 13;
    static constexpr int gutter = 24; ///< with the numbers of the units
    static constexpr int strip = 14;  ///< for what hangs at a side, outside of the gutter
    static constexpr int plateWidth = 288;
    static constexpr int head = 40;
    static constexpr int foot = 76;
    static constexpr int margin = 16;
    static constexpr int pitch = plateWidth + 2 * (gutter + strip) + 24;

    explicit RackLayout(const RackModel& model) : m_model(model) {}

    /// Takes the racks as they are now; `room` is the height to fit them into, 0: full size.
    void update(int room);
    void setFace(RackFace face) { m_face = face; }
    int unit() const { return m_unit; }
    QSize size() const;

    QRect units(int row) const;  ///< where devices stand
    QRect frame(int row) const;  ///< with gutters and sides
    QRect whole(int row) const;  ///< with head and foot
    QRect headOf(int row) const; ///< with its name: what stands for the rack itself
    QRect rangeOf(int row, int bottom, int halves) const;
    QRect device(const QModelIndex& index) const;
    int rackAt(const QPoint& point) const; ///< row, or -1
    int halfAt(int row, int y) const;      ///< half unit from the bottom; may be outside

private:
    const RackModel& m_model;
    RackFace m_face = RackFace::Front;
    int m_unit = fullUnit;
    int m_tallest = 1;
};

} // namespace rackhouse
