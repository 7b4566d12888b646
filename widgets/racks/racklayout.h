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
    static constexpr int fullUnit = 22;     ///< height of a unit at 100 %
    static constexpr int readableUnit = 12; ///< with which one unit carries its name
    static constexpr int smallestUnit = 3;
    static constexpr int largestUnit = 66;
    static constexpr int gutter = 24;      ///< with the numbers of the units
    static constexpr int strip = 14;       ///< for what hangs at a side, outside of the gutter
    static constexpr int plateWidth = 288; ///< up to 100 %; beyond, it grows as the units do
    static constexpr int head = 40;
    static constexpr int foot = 76;
    static constexpr int margin = 16;
    static constexpr int gap = 24; ///< between two racks

    explicit RackLayout(const RackModel& model) : m_model(model) {}

    /// Takes the racks as they are now, with units of so many pixels.
    void update(int unit);
    /// The unit with which all of the tallest rack, with head and foot, is as high as `room`; at
    /// most that of 100 %.
    int fittingUnit(int room) const;
    /// The rear is seen from the other side: its racks stand from right to left.
    void setFace(RackFace face) { m_face = face; }
    int unit() const { return m_unit; }
    int pitch() const { return plate() + 2 * (gutter + strip) + gap; }
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
    int plate() const { return plateWidth * qMax(m_unit, fullUnit) / fullUnit; }
    int column(int row) const; ///< also the other way round
    int tallest() const;

    const RackModel& m_model;
    RackFace m_face = RackFace::Front;
    int m_unit = fullUnit;
    int m_tallest = 1;
};

} // namespace rackhouse
