#pragma once

#include "widgets/common/context.h"

class QWidget;

namespace rackhouse
{

/// Reading what devices hear, and taking what the wire shows over into the books.
void addCablingActions(Context context, QWidget* window);

} // namespace rackhouse
