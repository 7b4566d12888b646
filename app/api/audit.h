#pragma once

#include "models/store/writer.h"

namespace rackhouse::api
{

/// Writes who does what, in the transaction that does it or before it is begun elsewhere.
Result<void> writeAudit(Writer& writer, const QString& actor, const char* action,
                        const char* subjectKind, const QString& subjectId,
                        const QJsonObject& detail = {});

} // namespace rackhouse::api
