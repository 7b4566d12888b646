#pragma once

#include "widgets/common/context.h"

class QWidget;

namespace rackhouse
{

/// The commands on the switches that the site asks.
void addSwitchActions(Context context, QWidget* window);

} // namespace rackhouse
