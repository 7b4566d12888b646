#pragma once

#include "widgets/common/context.h"
#include "widgets/racks/device.h"

class QWidget;

namespace rackhouse
{

/// The commands of the floor: move, place, add, change, remove, undo, print.
void addFloorActions(Context context, QWidget* window);
/// Sends a move; tells of a refusal in the window.
void moveDevice(Context context, const Device& from, const Device& to, QWidget* window);

} // namespace rackhouse
