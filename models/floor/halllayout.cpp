#include "models/floor/halllayout.h"

#include "models/base/naturalorder.h"
#include "models/domain/planarea.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace rackhouse
{

namespace
{

constexpr double marginMm = 1200;
constexpr double aisleMm = 1200;
constexpr double blockGapMm = 2400;
constexpr double wantedRatio = 1.6; ///< of width to depth, as windows are
constexpr double touchMm = 1;       ///< a rack at a wall shares its edge

QString tr(const char* text)
{
    return QCoreApplication::translate("Floor", text);
}

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

double lengthOf(const std::vector<const Rack*>& racks, const std::vector<int>& row)
{
    return std::accumulate(row.begin(), row.end(), 0.0, [&racks](double sum, int rack) {
        return sum + footprint(*racks[at(rack)]).width();
    });
}

/// What has no place of its own yet, of each row that has such racks.
struct Waiting {
    int row = 0;
    std::vector<int> racks;
    double length = 0;
    double depth = 0;
};

/// In how many columns of rows the hall is about as wide as a window. Few rows are one.
std::size_t columnsFor(const std::vector<Waiting>& rows)
{
    constexpr std::size_t few = 6;
    if (rows.size() <= few)
        return 1;
    double length = 0;
    double depth = 0;
    for (const Waiting& row : rows) {
        length = std::max(length, row.length + blockGapMm);
        depth += row.depth + aisleMm;
    }
    const double columns = std::round(std::sqrt(wantedRatio * depth / std::max(length, 1.0)));
    return std::clamp<std::size_t>(static_cast<std::size_t>(columns), 1, rows.size());
}

} // namespace

HallLayout::HallLayout(const HallPlan& plan, const std::vector<const Rack*>& racks)
    : m_places(racks.size()), m_aisles(plan.aisles), m_walls(QPointF(0, 0), plan.size)
{
    makeRows(racks);
    placeDrawn(racks);
    QRectF drawn = m_walls;
    for (std::size_t rack = 0; rack < racks.size(); ++rack) {
        if (racks[rack]->onPlan)
            drawn = drawn.united(m_places[rack].area);
    }
    for (const HallPlan::Aisle& aisle : plan.aisles)
        drawn = drawn.united(aisle.area);
    for (const HallPlan::Zone& zone : plan.zones)
        drawn = drawn.united(zone.area);
    placeOthers(racks, drawn.isEmpty() ? 0 : drawn.bottom());
    m_bounds = drawn;
    for (const Place& place : m_places)
        m_bounds = m_bounds.united(place.area.adjusted(-marginMm, -marginMm, marginMm, marginMm));
    for (Row& row : m_rows) {
        for (const int rack : row.racks)
            row.area = row.area.united(m_places[at(rack)].area);
    }
    if (plan.size.isEmpty())
        m_walls = m_bounds;
    findProblems(racks);
}

QRectF HallLayout::outline() const
{
    return std::accumulate(
        m_places.begin(), m_places.end(), m_walls,
        [](const QRectF& all, const Place& place) { return all.united(place.area); });
}

void HallLayout::makeRows(const std::vector<const Rack*>& racks)
{
    const auto naturally = [](const QString& a, const QString& b) {
        // Racks of no row come last.
        return a.isEmpty() != b.isEmpty() ? b.isEmpty() : comesBefore(a, b);
    };
    std::map<QString, std::vector<int>, decltype(naturally)> rows(naturally);
    for (std::size_t rack = 0; rack < racks.size(); ++rack)
        rows[racks[rack]->row].push_back(static_cast<int>(rack));
    for (auto& [name, inRow] : rows) {
        std::stable_sort(inRow.begin(), inRow.end(), [&racks](int a, int b) {
            const Rack& left = *racks[at(a)];
            const Rack& right = *racks[at(b)];
            return left.position != right.position ? left.position < right.position
                                                   : comesBefore(left.name, right.name);
        });
        for (const int rack : inRow)
            m_places[at(rack)].row = static_cast<int>(m_rows.size());
        m_rows.push_back({name, inRow, {}});
    }
}

void HallLayout::placeDrawn(const std::vector<const Rack*>& racks)
{
    for (std::size_t i = 0; i < racks.size(); ++i) {
        const Rack& rack = *racks[i];
        if (!rack.onPlan)
            continue;
        m_places[i].area = planArea(rack);
        m_places[i].facing = rack.facing;
    }
}

void HallLayout::placeRow(const std::vector<const Rack*>& racks, const std::vector<int>& row,
                          const QPointF& at_, PlanSide facing)
{
    double x = at_.x();
    for (const int rack : row) {
        const QSizeF size = footprint(*racks[at(rack)]);
        m_places[at(rack)].area = {QPointF(x, at_.y()), size};
        m_places[at(rack)].facing = facing;
        x += size.width();
    }
}

void HallLayout::nameAisle(const QString& above, const QString& below, const QRectF& area, bool hot)
{
    const QString rows =
        above.isEmpty() || below.isEmpty() ? QString() : above + QStringLiteral("–") + below;
    m_aisles.push_back(
        {(hot ? tr("Hot aisle %1") : tr("Cold aisle %1")).arg(rows).trimmed(), area, hot, false});
}

void HallLayout::placeOthers(const std::vector<const Rack*>& racks, double top)
{
    std::vector<Waiting> waiting;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        Waiting rest{static_cast<int>(row), {}, 0, 0};
        for (const int rack : m_rows[row].racks) {
            if (racks[at(rack)]->onPlan)
                continue;
            rest.racks.push_back(rack);
            rest.depth = std::max(rest.depth, footprint(*racks[at(rack)]).height());
        }
        rest.length = lengthOf(racks, rest.racks);
        if (!rest.racks.empty())
            waiting.push_back(std::move(rest));
    }
    if (waiting.empty())
        return;
    const std::size_t columns = columnsFor(waiting);
    // Two rows that face each other stay together.
    std::size_t perColumn = (waiting.size() + columns - 1) / columns;
    if (columns > 1)
        perColumn += perColumn % 2;
    QPointF next(marginMm, top + marginMm);
    double widest = 0;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const std::size_t inColumn = i % perColumn;
        if (i > 0 && inColumn == 0) {
            next = {next.x() + widest + blockGapMm, top + marginMm};
            widest = 0;
        }
        const Waiting& row = waiting[i];
        const bool facesDown = inColumn % 2 == 0;
        placeRow(racks, row.racks, next, facesDown ? PlanSide::Bottom : PlanSide::Top);
        widest = std::max(widest, row.length);
        next.ry() += row.depth;
        if (i + 1 < waiting.size() && inColumn + 1 < perColumn) {
            const double length = std::max(row.length, waiting[i + 1].length);
            nameAisle(m_rows[at(row.row)].name, m_rows[at(waiting[i + 1].row)].name,
                      {next.x(), next.y(), length, aisleMm}, !facesDown);
            next.ry() += aisleMm;
        }
    }
}

void HallLayout::findProblems(const std::vector<const Rack*>& racks)
{
    std::vector<std::size_t> drawn;
    std::vector<QRectF> areas;
    for (std::size_t rack = 0; rack < racks.size(); ++rack) {
        if (!racks[rack]->onPlan)
            continue;
        if (!m_walls.adjusted(-touchMm, -touchMm, touchMm, touchMm).contains(m_places[rack].area))
            m_places[rack].problem = tr("It stands outside of the hall.");
        drawn.push_back(rack);
        areas.push_back(m_places[rack].area);
    }
    eachOverlap(areas, [&](std::size_t a, std::size_t b) {
        const auto tell = [&](std::size_t one, std::size_t other) {
            m_places[drawn[one]].problem =
                tr("It stands where %1 stands.").arg(racks[drawn[other]]->name);
        };
        tell(a, b);
        tell(b, a);
    });
}

} // namespace rackhouse
