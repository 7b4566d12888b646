#include "models/domain/rackroom.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

std::size_t kindOf(const Occupant& occupant)
{
    return (occupant.face == RackFace::Rear ? 2U : 0U) + (occupant.halfDepth ? 1U : 0U);
}

} // namespace

RackRoom::RackRoom(const Rack& rack, std::vector<Occupant> inRack)
    : m_occupants(std::move(inRack)),
      m_cells(static_cast<std::size_t>(std::max(0, 2 * static_cast<int>(rack.heightUnits))))
{
    for (std::size_t number = 0; number < m_occupants.size(); ++number) {
        const Occupant& occupant = m_occupants[number];
        const int top = std::min(occupant.top(), static_cast<int>(m_cells.size()));
        for (int half = std::max(0, occupant.bottom); half < top; ++half)
            m_cells[static_cast<std::size_t>(half)][kindOf(occupant)].push_back(number);
    }
}

std::vector<std::size_t> RackRoom::inTheWayOf(const Occupant& device, std::size_t most) const
{
    std::vector<std::size_t> found;
    const auto take = [&](const std::vector<std::size_t>& sameKind) {
        for (const std::size_t number : sameKind) {
            const Occupant& other = m_occupants[number];
            if (found.size() == most || !collide(other, device))
                return;
            // A device of several half units is met in each of them.
            if (other.id != device.id &&
                std::find(found.begin(), found.end(), number) == found.end())
                found.push_back(number);
        }
    };
    const int top = std::min(device.top(), static_cast<int>(m_cells.size()));
    for (int half = std::max(0, device.bottom); half < top; ++half) {
        for (const std::vector<std::size_t>& sameKind : m_cells[static_cast<std::size_t>(half)])
            take(sameKind);
    }
    return found;
}

} // namespace rackhouse
