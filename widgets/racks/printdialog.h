#pragma once

#include "widgets/common/formdialog.h"
#include "widgets/racks/device.h"

namespace rackhouse
{

/// Asks how racks are to be drawn on paper and where to: a printer, PDF or SVG. Without `racks`, it
/// is all of them.
FormDialog* makePrintDialog(Context context, std::vector<RackId> racks, QWidget* parent);

/// The commands that print racks and labels.
void addPrintActions(Context context, QWidget* window);

} // namespace rackhouse
