#pragma once

#include "widgets/common/context.h"
#include "widgets/racks/device.h"

class QWidget;

namespace rackhouse
{

/// The commands of the floor: move, place, add, change, remove, undo, print.
void addFloorActions(Context context, QWidget* window);
/// Sends a move; tells of a refusal in the window.
void moveDevices(Context context, const std::vector<Device>& from, const std::vector<Device>& to,
                 QWidget* window);

} // namespace rackhouse
