#include "app/api/audit.h"

#include "models/domain/security.h"

namespace rackhouse::api
{

Result<void> writeAudit(Writer& writer, const QString& actor, const char* action,
                        const char* subjectKind, const QString& subjectId,
                        const QJsonObject& detail)
{
    return writer.put(Audit{AuditId::create(), writer.now(), actor, QString::fromLatin1(action),
                            QString::fromLatin1(subjectKind), subjectId, detail});
}

} // namespace rackhouse::api
