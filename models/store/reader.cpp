#include "models/store/reader.h"

#include "models/domain/registry.h"
#include "models/store/recordsql.h"

namespace rackhouse
{

namespace
{

/// The kinds that a role may see, quoted for an IN list. They come from the descriptions, never
/// from a person.
QString visibleKinds(Role reader)
{
    QStringList kinds;
    for (const RecordInfo* info : feedRecords()) {
        if (reader >= info->feedRole)
            kinds << QLatin1Char('\'') + info->kindText() + QLatin1Char('\'');
    }
    return kinds.join(QLatin1Char(','));
}

} // namespace

Result<void> Reader::readInto(const RecordInfo& info, const QSqlQuery& query, void* record)
{
    return readRow(info, query, record);
}

Result<void> Reader::visit(const RecordInfo& info, const Select& select, const Visitor& visitor)
{
    const auto sql = selectSql(info, select);
    if (!sql)
        return fail(sql.error());
    const auto query = m_database.run(sql->text, sql->values);
    if (!query)
        return fail(query.error());
    Result<void> visited;
    while (visited && (*query)->next())
        visited = visitor(info, **query);
    (*query)->finish();
    return visited;
}

Result<void> Reader::checkSelect(const RecordInfo& info, const Select& select, Role reader)
{
    for (const auto& [name, value] : select.equals) {
        const FieldInfo* field = info.field(name);
        if (field == nullptr || !maySee(*field, reader))
            return fail("bad-field", {{QStringLiteral("field"), name}});
    }
    return {};
}

Result<std::vector<QJsonObject>> Reader::listJson(const RecordInfo& info, const Select& select,
                                                  Role reader)
{
    if (auto good = checkSelect(info, select, reader); !good)
        return fail(good.error());
    std::vector<QJsonObject> rows;
    auto done =
        visit(info, select,
              [&rows, reader](const RecordInfo& kind, const QSqlQuery& query) -> Result<void> {
                  rows.push_back(readJson(kind, query));
                  hideFrom(reader, kind, rows.back());
                  return {};
              });
    if (!done)
        return fail(done.error());
    return rows;
}

Result<qint64> Reader::count(const RecordInfo& info, const Select& select)
{
    const auto sql = selectSql(info, {.equals = select.equals});
    if (!sql)
        return fail(sql.error());
    return number(QStringLiteral("SELECT count(*) FROM (%1)").arg(sql->text), sql->values);
}

Result<QString> Reader::machineOfMac(const QString& mac)
{
    const auto query = m_database.run(
        QStringLiteral("SELECT machine_id FROM machine_mac WHERE mac = ? LIMIT 1"), {mac});
    if (!query)
        return fail(query.error());
    const QString id = (*query)->next() ? (*query)->value(0).toString() : QString();
    (*query)->finish();
    return id;
}

Result<std::vector<Change>> Reader::changesSince(qint64 seq, Role reader, int limit)
{
    // The + keeps SQLite on the feed's own order; by kind it would sort the whole feed for a page.
    const QString text = QStringLiteral("SELECT seq, at, kind, row_id, removed, body FROM change "
                                        "WHERE seq > ? AND superseded = 0 AND +kind IN (%1) "
                                        "ORDER BY seq LIMIT ?")
                             .arg(visibleKinds(reader));
    const auto query = m_database.run(text, {seq, limit});
    if (!query)
        return fail(query.error());
    std::vector<Change> changes;
    while ((*query)->next()) {
        const QSqlQuery& row = **query;
        changes.push_back({row.value(0).toLongLong(), Instant{row.value(1).toLongLong()},
                           row.value(2).toString(), row.value(3).toString(), row.value(4).toBool(),
                           QJsonDocument::fromJson(row.value(5).toString().toUtf8()).object()});
        if (const RecordInfo* info = recordOfKind(changes.back().kind))
            hideFrom(reader, *info, changes.back().body);
    }
    (*query)->finish();
    return changes;
}

Result<qint64> Reader::lastChange()
{
    return number(QStringLiteral("SELECT coalesce(max(seq), 0) FROM change"));
}

Result<qint64> Reader::feedFloor()
{
    return number(QStringLiteral("SELECT seq FROM feed_floor"));
}

Result<qint64> Reader::number(const QString& sql, const QVariantList& values)
{
    const auto query = m_database.run(sql, values);
    if (!query)
        return fail(query.error());
    const qint64 value = (*query)->next() ? (*query)->value(0).toLongLong() : 0;
    (*query)->finish();
    return value;
}

} // namespace rackhouse
