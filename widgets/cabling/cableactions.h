#pragma once

#include "widgets/common/context.h"

class QWidget;

namespace rackhouse
{

/// The commands that connect devices, change, remove and follow cables, and order what is to be
/// done about differences.
void addCableActions(Context context, QWidget* window);

} // namespace rackhouse
