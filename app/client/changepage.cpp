#include "app/client/changepage.h"

#include "models/base/json.h"

namespace rackhouse::client
{

Result<ChangePage> parseChangePage(const QJsonObject& answer)
{
    const auto rows = requireArray(answer, QStringLiteral("changes"));
    const auto next = requireInteger(answer, QStringLiteral("next"), 0);
    if (!rows || !next)
        return fail("bad-answer", QStringLiteral("changes"));
    ChangePage page;
    page.next = *next;
    page.last = integerOr(answer, QStringLiteral("last"), page.next);
    page.role = enumFromText<Role>(stringOr(answer, QStringLiteral("role")));
    page.more = boolOr(answer, QStringLiteral("more"));
    for (const QJsonValue& value : *rows) {
        const QJsonObject row = value.toObject();
        const auto seq = requireInteger(row, QStringLiteral("seq"), 1);
        const auto kind = requireString(row, QStringLiteral("kind"), 64);
        const auto id = requireString(row, QStringLiteral("id"), 64);
        if (!seq || !kind || !id)
            return fail("bad-answer", QStringLiteral("a change"));
        page.changes.push_back({*seq, Instant{integerOr(row, QStringLiteral("at"))}, *kind, *id,
                                boolOr(row, QStringLiteral("removed")),
                                row.value(QStringLiteral("row")).toObject()});
    }
    return page;
}

} // namespace rackhouse::client
