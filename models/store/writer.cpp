#include "models/store/writer.h"

#include "models/store/recordsql.h"

namespace rackhouse
{

Result<void> Writer::putRecord(const RecordInfo& info, const void* record)
{
    const QVariantList values = rowValues(info, record);
    if (auto put = m_database.change(m_database.upsertSql(info), values); !put)
        return put;
    if (info.feedRole == Role::Nobody)
        return {};
    return enter(info, values.first().toString(), false, rowJson(info, values));
}

Result<void> Writer::putUnfedRecord(const RecordInfo& info, const void* record)
{
    return m_database.change(m_database.upsertSql(info), rowValues(info, record));
}

Result<void> Writer::removeRow(const RecordInfo& info, const QString& id)
{
    const auto removed =
        m_database.change(QStringLiteral("DELETE FROM %1 WHERE id = ?").arg(info.kindText()), {id});
    if (!removed || m_database.changedRows() == 0 || info.feedRole == Role::Nobody)
        return removed;
    return enter(info, id, true, QByteArrayLiteral("{}"));
}

Result<void> Writer::compactFeed(qint64 keep, Instant removedBefore)
{
    const auto last = lastChange();
    if (!last)
        return fail(last.error());
    const QVariantList oldRemovals{removedBefore.ms, *last - keep};
    const QString removals =
        QStringLiteral("FROM change WHERE removed = 1 AND superseded = 0 AND at < ? AND seq <= ?");
    auto done = m_database.change(
        QStringLiteral("DELETE FROM change WHERE superseded = 1 AND seq <= ?"), {*last - keep});
    // Who knows the feed only up to an older number would never hear of these removals.
    if (done)
        done = m_database.change(
            QStringLiteral(
                "UPDATE feed_floor SET seq = max(seq, (SELECT coalesce(max(seq), 0) %1))")
                .arg(removals),
            oldRemovals);
    if (done)
        done = m_database.change(QStringLiteral("DELETE ") + removals, oldRemovals);
    return done;
}

Result<void> Writer::enter(const RecordInfo& info, const QString& id, bool removed,
                           const QByteArray& body)
{
    const QString kind = info.kindText();
    const auto since =
        hasHistory(info) ? remember(info, id, removed, body) : Result<Instant>(m_clock.now());
    if (!since)
        return fail(since.error());
    if (auto old = m_database.change(QStringLiteral("UPDATE change SET superseded = 1 WHERE kind = "
                                                    "? AND row_id = ? AND superseded = 0"),
                                     {kind, id});
        !old)
        return old;
    const auto entry = m_database.statement(
        QStringLiteral("INSERT INTO change (at, since, kind, row_id, removed, superseded, body) "
                       "VALUES (?, ?, ?, ?, ?, 0, ?)"));
    if (!entry)
        return fail(entry.error());
    (*entry)->bind(1, m_clock.now().ms);
    (*entry)->bind(2, since->ms);
    (*entry)->bind(3, kind);
    (*entry)->bind(4, id);
    (*entry)->bind(5, removed ? 1 : 0);
    (*entry)->bindText(6, body);
    if (auto entered = m_database.finish(**entry); !entered)
        return entered;
    m_changedFeed = true;
    return {};
}

} // namespace rackhouse
