#include "widgets/hall/hallscene.h"

#include <QLineF>

#include <algorithm>
#include <array>
#include <limits>

namespace rackhouse
{

HallScene::HallScene(std::shared_ptr<const FloorPicture> picture, int hall, FloorMeasure measure)
    : m_picture(std::move(picture)), m_hall(hall), m_measure(measure)
{
    m_values.reserve(this->hall().racks.size());
    for (const int rack : this->hall().racks)
        m_values.push_back(m_picture->measure(measure, rack));
    m_summary = HallSummary::of(measure, m_picture->hallMeasure(measure, hall), m_values);
}

const SiteLayout::Place& HallScene::place() const
{
    return m_picture->site().places()[size_t(m_hall)];
}

QRectF HallScene::bounds() const
{
    return hall().layout.bounds().translated(place().origin).united(place().area);
}

SiteScene::SiteScene(std::shared_ptr<const FloorPicture> picture, FloorMeasure measure)
    : m_picture(std::move(picture)), m_measure(measure)
{
    for (int hall = 0; hall < int(m_picture->halls().size()); ++hall) {
        m_halls.emplace_back(m_picture, hall, measure);
        m_bounds = m_bounds.united(m_halls.back().bounds());
    }
}

int SiteScene::hallAt(const QPointF& point) const
{
    // What was drawn last lies on top.
    for (int hall = int(m_halls.size()) - 1; hall >= 0; --hall) {
        if (m_halls[size_t(hall)].place().area.contains(point))
            return hall;
    }
    return -1;
}

int SiteScene::hallNear(const QPointF& point) const
{
    int best = hallAt(point);
    qreal least = best < 0 ? std::numeric_limits<qreal>::max() : 0;
    for (int hall = 0; hall < int(m_halls.size()); ++hall) {
        const QRectF area = m_halls[size_t(hall)].place().area;
        const QPointF nearest(std::clamp(point.x(), area.left(), area.right()),
                              std::clamp(point.y(), area.top(), area.bottom()));
        if (const qreal away = QLineF(point, nearest).length(); away < least) {
            least = away;
            best = hall;
        }
    }
    return best;
}

int SiteScene::rackAt(const QPointF& point) const
{
    for (int hall = int(m_halls.size()) - 1; hall >= 0; --hall) {
        const HallScene& scene = m_halls[size_t(hall)];
        if (!scene.place().area.contains(point))
            continue;
        const QPointF at = point - scene.place().origin;
        const auto& places = scene.hall().layout.places();
        for (size_t place = places.size(); place-- > 0;) {
            if (places[place].area.contains(at))
                return scene.hall().racks[place];
        }
    }
    return -1;
}

QColor heatColour(double share)
{
    static constexpr std::array<std::array<int, 3>, 5> stops{
        {{0, 34, 78}, {65, 77, 107}, {124, 123, 120}, {188, 175, 111}, {254, 232, 56}}};
    const double place = std::clamp(share, 0.0, 1.0) * (stops.size() - 1);
    const size_t low = std::min(size_t(place), stops.size() - 2);
    const double part = place - double(low);
    const auto mix = [&](size_t channel) {
        return qRound(stops[low][channel] * (1 - part) + stops[low + 1][channel] * part);
    };
    return {mix(0), mix(1), mix(2)};
}

} // namespace rackhouse
