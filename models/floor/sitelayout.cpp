#include "models/floor/sitelayout.h"

#include "models/base/naturalorder.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <map>

namespace rackhouse
{

namespace
{

constexpr double gapMm = 7000;        ///< between halls that have no place
constexpr double storeyGapMm = 10000; ///< between storeys
constexpr double wantedRatio = 1.6;   ///< of width to depth, as windows are
constexpr double touchMm = 1;         ///< halls with a wall between them share an edge
constexpr double gridMm = 100;

QString tr(const char* text)
{
    return QCoreApplication::translate("Floor", text);
}

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

/// How many halls side by side make a site about as wide as a window.
std::size_t columnsFor(const std::vector<SiteLayout::Part>& parts, const std::vector<int>& halls)
{
    double width = 0;
    double depth = 0;
    for (const int hall : halls) {
        width += parts[at(hall)].bounds.width() + gapMm;
        depth += parts[at(hall)].bounds.height() + gapMm;
    }
    const double count = static_cast<double>(halls.size());
    const double columns =
        std::round(std::sqrt(wantedRatio * count * depth / std::max(width, 1.0)));
    return static_cast<std::size_t>(std::clamp(columns, 1.0, std::max(count, 1.0)));
}

/// The shortest way that brings one of `edges` to one of `lines`; where none is near, to the grid.
double wayToLine(const std::vector<double>& edges, const std::vector<double>& lines, double reach,
                 double corner)
{
    double best = reach;
    bool found = false;
    for (const double edge : edges) {
        for (const double line : lines) {
            if (std::abs(line - edge) > std::abs(best))
                continue;
            best = line - edge;
            found = true;
        }
    }
    return found ? best : std::round(corner / gridMm) * gridMm - corner;
}

} // namespace

SiteLayout::SiteLayout(const std::vector<Part>& parts) : m_places(parts.size())
{
    std::map<QString, std::vector<int>, decltype(&comesBefore)> storeys(&comesBefore);
    for (std::size_t hall = 0; hall < parts.size(); ++hall)
        storeys[parts[hall].plan->storey].push_back(static_cast<int>(hall));
    for (const auto& [name, halls] : storeys) {
        QRectF drawn;
        std::vector<int> others;
        for (const int hall : halls) {
            const Part& part = parts[at(hall)];
            m_places[at(hall)].storey = static_cast<int>(m_storeys.size());
            if (!part.plan->place) {
                others.push_back(hall);
                continue;
            }
            m_places[at(hall)].origin = *part.plan->place;
            m_places[at(hall)].area = part.bounds.translated(*part.plan->place);
            drawn = drawn.united(m_places[at(hall)].area);
        }
        placeOthers(parts, others, drawn);
        for (const int hall : others)
            drawn = drawn.united(m_places[at(hall)].area);
        // One storey alone stands where its halls say.
        const QPointF shift =
            m_storeys.empty()
                ? QPointF()
                : QPointF(m_bounds.right() + storeyGapMm, m_bounds.top()) - drawn.topLeft();
        for (const int hall : halls) {
            m_places[at(hall)].origin += shift;
            m_places[at(hall)].area.translate(shift);
        }
        m_storeys.push_back({name, drawn.translated(shift), shift});
        m_bounds = m_bounds.united(m_storeys.back().area);
    }
    findProblems(parts);
}

void SiteLayout::placeOthers(const std::vector<Part>& parts, const std::vector<int>& others,
                             QRectF drawn)
{
    const std::size_t columns = columnsFor(parts, others);
    const QPointF corner = drawn.isEmpty() ? QPointF() : drawn.topRight() + QPointF(gapMm, 0);
    QPointF next = corner;
    double deepest = 0;
    for (std::size_t i = 0; i < others.size(); ++i) {
        if (i > 0 && i % columns == 0) {
            next = {corner.x(), next.y() + deepest + gapMm};
            deepest = 0;
        }
        const QRectF& bounds = parts[at(others[i])].bounds;
        Place& place = m_places[at(others[i])];
        place.origin = next - bounds.topLeft();
        place.area = bounds.translated(place.origin);
        next.rx() += bounds.width() + gapMm;
        deepest = std::max(deepest, bounds.height());
    }
}

std::vector<int> SiteLayout::inTheWayOf(int hall, const QPointF& origin) const
{
    const Place& moved = m_places[at(hall)];
    const QRectF area =
        moved.area.translated(origin - moved.origin).adjusted(touchMm, touchMm, -touchMm, -touchMm);
    std::vector<int> others;
    for (std::size_t other = 0; other < m_places.size(); ++other) {
        if (other != at(hall) && m_places[other].storey == moved.storey &&
            m_places[other].area.intersects(area))
            others.push_back(static_cast<int>(other));
    }
    return others;
}

QPointF SiteLayout::snapped(int hall, const QPointF& origin, double reach) const
{
    const Place& moved = m_places[at(hall)];
    const QRectF area = moved.area.translated(origin - moved.origin);
    std::vector<double> upright;
    std::vector<double> level;
    for (std::size_t other = 0; other < m_places.size(); ++other) {
        const Place& place = m_places[other];
        if (other == at(hall) || place.storey != moved.storey)
            continue;
        upright.insert(upright.end(), {place.area.left(), place.area.right()});
        level.insert(level.end(), {place.area.top(), place.area.bottom()});
    }
    const QPointF named = origin - m_storeys[at(moved.storey)].shift;
    return origin + QPointF(wayToLine({area.left(), area.right()}, upright, reach, named.x()),
                            wayToLine({area.top(), area.bottom()}, level, reach, named.y()));
}

void SiteLayout::findProblems(const std::vector<Part>& parts)
{
    for (std::size_t hall = 0; hall < parts.size(); ++hall) {
        QStringList names;
        for (const int other : inTheWayOf(static_cast<int>(hall), m_places[hall].origin))
            names << parts[at(other)].plan->name;
        if (!names.isEmpty())
            m_places[hall].problem =
                tr("It stands where %1 stands.").arg(names.join(QLatin1String(", ")));
    }
}

} // namespace rackhouse
