#pragma once

#include "widgets/common/formdialog.h"

namespace rackhouse
{

/// Asks for the time zone whose months are billed at the site.
FormDialog* makeTimeZoneDialog(Context context, QWidget* parent);

} // namespace rackhouse
