#pragma once

#include "models/exchange/tables.h"
#include "widgets/exchange/plandialog.h"

namespace rackhouse
{

/// Takes in racks, placements or cables from a CSV file, after showing the difference.
PlanDialog* makeImportDialog(Context context, ExchangeTable table, QWidget* parent);

/// Takes in device types of the NetBox library, after showing what is new and what is doubtful.
PlanDialog* makeDeviceTypesDialog(Context context, QWidget* parent);

/// Writes racks, placements or cables as CSV.
FormDialog* makeExportDialog(Context context, ExchangeTable table, QWidget* parent);

} // namespace rackhouse
