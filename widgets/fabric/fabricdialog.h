#pragma once

#include "widgets/common/formdialog.h"

namespace rackhouse
{

/// Reads the text of ibnetdiscover from a file into a fabric, an existing one or a new one.
FormDialog* makeReadFabricDialog(Context context, QWidget* parent);

} // namespace rackhouse
