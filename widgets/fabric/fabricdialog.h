#pragma once

#include "widgets/common/formdialog.h"

namespace rackhouse
{

/// Reads the text of ibnetdiscover from a file into a fabric, an existing one or a new one.
FormDialog* makeReadFabricDialog(Context context, QWidget* parent);
/// Removes one that was read; the one with the id `shown` is chosen at first, where it is one.
FormDialog* makeRemoveFabricDialog(Context context, const QString& shown, QWidget* parent);

} // namespace rackhouse
