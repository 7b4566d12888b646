// What the console itself remembers in the replica's file: waiting commands and saved filters.
#include "models/store/replica.h"

#include "models/store/recordsql.h"

namespace rackhouse
{

namespace
{

template <class T>
Result<void> putRow(Database& database, const T& record)
{
    return database.change(upsertSql(T::record()), rowValues(T::record(), &record));
}

Result<void> removeRow(Database& database, const RecordInfo& info, const QString& id)
{
    return database.change(QStringLiteral("DELETE FROM %1 WHERE id = ?").arg(info.kindText()),
                           {id});
}

template <class T>
Result<std::vector<T>> rowsOf(Database& database, const Select& select)
{
    const auto sql = selectSql(T::record(), select);
    if (!sql)
        return fail(sql.error());
    const auto query = database.run(sql->text, sql->values);
    if (!query)
        return fail(query.error());
    std::vector<T> rows;
    Result<void> read;
    while (read && (*query)->next()) {
        rows.emplace_back();
        read = readRow(T::record(), **query, &rows.back());
    }
    (*query)->finish();
    if (!read)
        return fail(read.error());
    return rows;
}

} // namespace

Result<void> Replica::putOutbox(const OutboxEntry& entry)
{
    auto done = transact([&entry](Database& database) { return putRow(database, entry); });
    if (done)
        emit outboxChanged();
    return done;
}

Result<void> Replica::removeOutbox(const OutboxId& id)
{
    auto done = transact([&id](Database& database) {
        return removeRow(database, OutboxEntry::record(), id.text());
    });
    if (done)
        emit outboxChanged();
    return done;
}

Result<std::vector<OutboxEntry>> Replica::outbox(const QString& siteKey) const
{
    const auto database = m_connections.get();
    if (!database)
        return fail(database.error());
    Select select;
    if (!siteKey.isEmpty())
        select.equals = {{QStringLiteral("site_key"), siteKey}};
    return rowsOf<OutboxEntry>(**database, select);
}

Result<void> Replica::putFilter(const SavedFilter& filter)
{
    auto done = transact([&filter](Database& database) { return putRow(database, filter); });
    if (done)
        emit filtersChanged(filter.kind);
    return done;
}

Result<void> Replica::removeFilter(const SavedFilterId& id)
{
    auto done = transact([&id](Database& database) {
        return removeRow(database, SavedFilter::record(), id.text());
    });
    if (done)
        emit filtersChanged({});
    return done;
}

Result<std::vector<SavedFilter>> Replica::filters(const QString& kind) const
{
    const auto database = m_connections.get();
    if (!database)
        return fail(database.error());
    return rowsOf<SavedFilter>(**database, {.equals = {{QStringLiteral("kind"), kind}},
                                            .orderBy = QStringLiteral("name")});
}

} // namespace rackhouse
