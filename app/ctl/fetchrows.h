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

} // namespace rackhouse::ctl
