#pragma once

#include "widgets/common/context.h"

class QWidget;

namespace rackhouse
{

/// The commands on what machines are held for.
void addRentalActions(Context context, QWidget* window);

} // namespace rackhouse
