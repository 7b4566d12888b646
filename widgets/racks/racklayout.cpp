#include "widgets/racks/racklayout.h"

#include "widgets/racks/rackmodel.h"

#include <cmath>

namespace rackhouse
{

int RackLayout::tallest() const
{
    int units = 1;
    for (int row = 0; row < m_model.rowCount(); ++row)
        units = qMax(units, int(m_model.rack(m_model.index(row, 0))->heightUnits));
    return units;
}

void RackLayout::update(int unit)
{
    m_tallest = tallest();
    m_unit = qBound(smallestUnit, unit, largestUnit);
}

int RackLayout::fittingUnit(int room) const
{
    return qBound(smallestUnit, (room - 2 * margin - head - foot) / tallest(), fullUnit);
}

int RackLayout::column(int row) const
{
    return m_face == RackFace::Front ? row : m_model.rowCount() - 1 - row;
}

QSize RackLayout::size() const
{
    return {2 * margin + m_model.rowCount() * pitch(),
            2 * margin + head + m_tallest * m_unit + foot};
}

QRect RackLayout::units(int row) const
{
    const int units = qMax(1, int(m_model.rack(m_model.index(row, 0))->heightUnits));
    // A lower rack starts further down.
    return {margin + column(row) * pitch() + gutter + strip,
            margin + head + (m_tallest - units) * m_unit, plate(), units * m_unit};
}

QRect RackLayout::frame(int row) const
{
    return units(row).adjusted(-gutter - strip, 0, gutter + strip, 0);
}

QRect RackLayout::whole(int row) const
{
    return frame(row).adjusted(0, -head, 0, foot);
}

QRect RackLayout::headOf(int row) const
{
    const QRect all = whole(row);
    return {all.left(), all.top(), all.width(), head};
}

QRect RackLayout::rangeOf(int row, int bottom, int halves) const
{
    const QRect all = units(row);
    const int floor = all.bottom() + 1;
    const int low = floor - bottom * m_unit / 2;
    const int high = floor - (bottom + halves) * m_unit / 2;
    return {all.left() + 1, high, all.width() - 2, low - high};
}

QRect RackLayout::device(const QModelIndex& index) const
{
    const RackSlot slot = m_model.slot(index);
    const int row = index.parent().row();
    const Mount mount = m_model.device(index)->mount();
    if (mount == Mount::Units) {
        const QRect range = rangeOf(row, slot.bottom, slot.halves);
        const int left = range.left() + slot.lane * range.width() / slot.lanes;
        const int right = range.left() + (slot.lane + 1) * range.width() / slot.lanes;
        return {left, range.top(), right - left, range.height()};
    }
    // The sides are those that a person at the front sees.
    const bool left = (mount == Mount::LeftSide) == (m_face == RackFace::Front);
    const QRect all = frame(row).adjusted(0, 2, 0, -2);
    const int from = slot.lane * (strip - 2) / slot.lanes;
    const int to = (slot.lane + 1) * (strip - 2) / slot.lanes;
    const int edge = left ? all.left() + 1 : all.right() - strip + 2;
    return {edge + from, all.top(), qMax(3, to - from), all.height()};
}

int RackLayout::rackAt(const QPoint& point) const
{
    const int place = (point.x() - margin) / pitch();
    return point.x() >= margin && place < m_model.rowCount() ? column(place) : -1;
}

int RackLayout::halfAt(int row, int y) const
{
    return int(std::floor(2.0 * (units(row).bottom() + 1 - y) / m_unit));
}

} // namespace rackhouse
