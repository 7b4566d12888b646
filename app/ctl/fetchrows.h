#pragma once

#include "app/ctl/command.h"
#include "models/domain/record.h"

#include <algorithm>

namespace rackhouse::ctl
{

template <class T>
std::vector<T> rowsOf(const QJsonArray& items)
{
    std::vector<T> rows;
    for (const QJsonValue& item : items) {
        if (auto row = fromJson<T>(item.toObject()))
            rows.push_back(*std::move(row));
    }
    return rows;
}

/// Whether the site sends all fields of such rows; who may not see some gets rows without them.
inline bool isWhole(const RecordInfo& info, const QJsonArray& items)
{
    const QJsonObject first = items.first().toObject();
    return first.isEmpty() || std::all_of(info.fields.begin(), info.fields.end(), [&](auto& field) {
               return !field.has(Confidential) || first.contains(field.nameText());
           });
}

/// Fetches a list into `rows`, which has to stay, and goes on; ends the session when it fails.
template <class T>
void fetchRows(Session& session, const char* path, const QUrlQuery& query, std::vector<T>& rows,
               std::function<void()> then)
{
    session.fetchAll(QString::fromLatin1(path), query,
                     [&rows, then = std::move(then)](const QJsonArray& items) {
                         rows = rowsOf<T>(items);
                         then();
                     });
}

/// Ends with what is wrong with a name that no machine has: a device of another kind may have it.
inline void failNoMachine(Session& session, const QString& name)
{
    session.fetchAll(QStringLiteral("/assets"), {{QStringLiteral("name"), name}},
                     [&session, name](const QJsonArray& items) {
                         if (items.isEmpty())
                             return session.fail(makeError("not-found", name));
                         session.fail(makeError("not-a-machine", {{QStringLiteral("name"), name}}));
                     });
}

} // namespace rackhouse::ctl
