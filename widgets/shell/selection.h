#pragma once

#include "models/domain/enums.h"
#include "widgets/common/context.h"

#include <QString>

class QJsonObject;

namespace rackhouse
{

QString siteKeyOf(const QJsonObject& row);

/// With the way to the site of what is selected: where all are shown, a command goes to the row's
/// own.
Context atSiteOfSelection(const Context& context);

/// Why a command on selected rows of a kind cannot be given now; `noneSelected` where nothing of
/// that kind is selected, empty when it can.
QString whyNotOn(const Context& context, const QString& kind, Role role,
                 const QString& noneSelected);

} // namespace rackhouse
