#pragma once

#include "models/topology/switchwords.h"

#include <QJsonObject>

namespace rackhouse::switchforms
{

// The forms in which switches tell of themselves; false where the document has none of them.

bool takeEos(const QJsonObject& document, SwitchWords& words);
bool takeNvue(const QJsonObject& document, SwitchWords& words);
bool takeOpenConfig(const QJsonObject& document, SwitchWords& words);

/// "Fan 1/3: failed", unless the state is a good one or nothing that anybody can say.
void noteFailure(SwitchWords& words, const QString& part, const QString& state);

/// A number, also in quotes; 0 where there is none. Beyond what a port or a sensor can have it is
/// none.
double numberOf(const QJsonValue& value);

} // namespace rackhouse::switchforms
