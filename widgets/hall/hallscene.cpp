#include "widgets/hall/hallscene.h"

#include <algorithm>
#include <array>

namespace rackhouse
{

HallScene::HallScene(std::shared_ptr<const FloorPicture> picture, int hall, FloorMeasure measure)
    : m_picture(std::move(picture)), m_hall(hall), m_measure(measure)
{
    m_values.reserve(this->hall().racks.size());
    for (const int rack : this->hall().racks)
        m_values.push_back(m_picture->measure(measure, rack));
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
