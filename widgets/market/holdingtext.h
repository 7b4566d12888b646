#pragma once

#include "models/domain/allocation.h"
#include "widgets/common/context.h"

#include <QJsonObject>

#include <vector>

namespace rackhouse
{

class FormDialog;

/// "rented to Customer A until 2026-12-31 18:00", "in maintenance"; "rented until..." where the
/// customer is not known here
QString holdingText(const Allocation& allocation);

/// Says over the targets of a dialog which of these machines are held now, by whom and until when.
void addHoldingWarning(Context context, FormDialog* dialog,
                       const std::vector<QJsonObject>& machines);

} // namespace rackhouse
