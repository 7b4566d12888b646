#pragma once

#include "widgets/common/context.h"

class QWidget;

namespace rackhouse
{

/// Adds, changes and removes the feeds of the site.
void addPowerActions(Context context, QWidget* window);

} // namespace rackhouse
