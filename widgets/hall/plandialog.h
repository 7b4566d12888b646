#pragma once

#include "models/floor/hallplan.h"
#include "widgets/common/formdialog.h"

namespace rackhouse
{

/// The size of a hall, its tiles, north, aisles, doors and zones. A plan without an id is of a hall
/// that only racks name: saving enters it.
FormDialog* makePlanDialog(Context context, const HallPlan& plan, QWidget* parent);

} // namespace rackhouse
