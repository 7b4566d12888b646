#pragma once

#include "widgets/racks/device.h"

namespace rackhouse
{

/// Where a device is drawn in its rack. Devices that the books have in the same room stand side by
/// side; what reaches out of the rack is cut off there.
struct RackSlot {
    int bottom = 0; ///< in half units from the rack's bottom
    int halves = 1;
    int lane = 0;
    int lanes = 1;
    bool beyond = false; ///< it reaches out of the rack

    int top() const { return bottom + halves; }
    bool isShared() const { return lanes > 1; }
    bool operator==(const RackSlot&) const = default;
};

/// A slot for each device of the rack. Those at the sides fill its height beside each other.
std::vector<RackSlot> slotsOf(const Rack& rack, const std::vector<Device>& devices);

} // namespace rackhouse
