#pragma once

#include "models/domain/placement.h"

#include <array>

namespace rackhouse
{

/// Who stands where in a rack, laid out once, so that a question takes the height of a device and
/// not a look at everything in the rack.
class RackRoom
{
public:
    RackRoom(const Rack& rack, std::vector<Occupant> inRack);

    const std::vector<Occupant>& occupants() const { return m_occupants; }
    /// Numbers of the occupants that are in the room that a device inside of the rack takes, itself
    /// left out; no more than `most` of them.
    std::vector<std::size_t> inTheWayOf(const Occupant& device, std::size_t most) const;

private:
    /// Of one half unit, by face and depth: those of one kind are all in the way of a device or
    /// none.
    using Cell = std::array<std::vector<std::size_t>, 4>;

    std::vector<Occupant> m_occupants;
    std::vector<Cell> m_cells; ///< by half unit from the bottom
};

} // namespace rackhouse
