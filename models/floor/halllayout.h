#pragma once

#include "models/domain/asset.h"
#include "models/floor/hallplan.h"

namespace rackhouse
{

/// Where the racks of one hall stand, in millimetres. A rack that has a place on the plan stands
/// there; the others are put into rows by name, below what the plan shows, two rows face to face
/// over a cold aisle.
class HallLayout
{
public:
    struct Place {
        QRectF area;
        PlanSide facing = PlanSide::Bottom;
        int row = -1;    ///< of rows()
        QString problem; ///< for a person: outside of the hall, in the room of another rack
    };
    struct Row {
        QString name;
        std::vector<int> racks; ///< in the order of their positions
        QRectF area;
    };

    HallLayout() = default;
    /// `racks` by their number in places().
    HallLayout(const HallPlan& plan, const std::vector<const Rack*>& racks);

    const std::vector<Place>& places() const { return m_places; }
    const std::vector<Row>& rows() const { return m_rows; } ///< by name
    /// The plan's own and those between rows that were laid out here.
    const std::vector<HallPlan::Aisle>& aisles() const { return m_aisles; }
    /// The walls; what stands outside of them is outside of it.
    QRectF walls() const { return m_walls; }
    /// The walls with the racks that stand outside of them.
    QRectF outline() const;
    /// Everything, with room around the racks.
    QRectF bounds() const { return m_bounds; }

private:
    void makeRows(const std::vector<const Rack*>& racks);
    void placeDrawn(const std::vector<const Rack*>& racks);
    void placeOthers(const std::vector<const Rack*>& racks, double top);
    void placeRow(const std::vector<const Rack*>& racks, const std::vector<int>& row,
                  const QPointF& at, PlanSide facing);
    void nameAisle(const QString& above, const QString& below, const QRectF& area, bool hot);
    void findProblems(const std::vector<const Rack*>& racks);

    std::vector<Place> m_places;
    std::vector<Row> m_rows;
    std::vector<HallPlan::Aisle> m_aisles;
    QRectF m_walls;
    QRectF m_bounds;
};

} // namespace rackhouse
