#pragma once

#include "widgets/common/context.h"

class QWidget;

namespace rackhouse
{

/// The commands that bring the books in and out, and that edit many rows.
void addExchangeActions(Context context, QWidget* window);

} // namespace rackhouse
