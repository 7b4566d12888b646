#pragma once

#include "models/floor/hallplan.h"

#include <QRectF>

#include <vector>

namespace rackhouse
{

/// Where the halls of one site stand, in millimetres. A hall that has a place stands there; the
/// others stand in rows by name, right of those of their storey. Storeys lie side by side.
class SiteLayout
{
public:
    /// A hall as it is to be laid out.
    struct Part {
        const HallPlan* plan = nullptr;
        QRectF bounds; ///< of all that is drawn of it, from its top left corner
    };
    struct Place {
        QPointF origin;  ///< of the hall's top left corner
        QRectF area;     ///< of all that is drawn of it
        int storey = 0;  ///< of storeys()
        QString problem; ///< for a person: in the room of another hall
    };
    struct Storey {
        QString name;
        QRectF area;
        QPointF shift; ///< from the places that halls name to where they are drawn
    };

    SiteLayout() = default;
    /// `parts` in the order of their names.
    explicit SiteLayout(const std::vector<Part>& parts);

    const std::vector<Place>& places() const { return m_places; } ///< by part
    /// By name. The halls of a site that knows none are all of one without a name.
    const std::vector<Storey>& storeys() const { return m_storeys; }
    QRectF bounds() const { return m_bounds; }

    /// The halls that stand where a hall would stand.
    std::vector<int> inTheWayOf(int hall, const QPointF& origin) const;
    /// The place next to `origin` where an edge of the hall is in line with one of another hall of
    /// its storey, at most `reach` away; else to a tenth of a metre.
    QPointF snapped(int hall, const QPointF& origin, double reach) const;

private:
    void placeOthers(const std::vector<Part>& parts, const std::vector<int>& others, QRectF drawn);
    void findProblems(const std::vector<Part>& parts);

    std::vector<Place> m_places;
    std::vector<Storey> m_storeys;
    QRectF m_bounds;
};

} // namespace rackhouse
