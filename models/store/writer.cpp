#include "models/store/writer.h"

#include "models/store/recordsql.h"

namespace rackhouse
{

Result<void> Writer::putRecord(const RecordInfo& info, const void* record)
{
    const QVariantList values = rowValues(info, record);
    const auto put = m_database.run(m_database.upsertSql(info), values);
    if (!put)
        return fail(put.error());
    (*put)->finish();
    return enter(info, values.first().toString(), false, recordToJson(info, record));
}

Result<void> Writer::removeRow(const RecordInfo& info, const QString& id)
{
    const auto removed =
        m_database.run(QStringLiteral("DELETE FROM %1 WHERE id = ?").arg(info.kindText()), {id});
    if (!removed)
        return fail(removed.error());
    const bool existed = (*removed)->numRowsAffected() > 0;
    (*removed)->finish();
    return existed ? enter(info, id, true, {}) : Result<void>();
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
                           const QJsonObject& body)
{
    if (info.feedRole == Role::Nobody)
        return {};
    const QString kind = info.kindText();
    const auto old = m_database.run(
        QStringLiteral(
            "UPDATE change SET superseded = 1 WHERE kind = ? AND row_id = ? AND superseded = 0"),
        {kind, id});
    if (!old)
        return fail(old.error());
    (*old)->finish();
    const auto entered = m_database.run(
        QStringLiteral("INSERT INTO change (at, kind, row_id, removed, superseded, body) VALUES "
                       "(?, ?, ?, ?, 0, ?)"),
        {m_clock.now().ms, kind, id, removed ? 1 : 0, QString::fromUtf8(toText(body))});
    if (!entered)
        return fail(entered.error());
    (*entered)->finish();
    m_changedFeed = true;
    return {};
}

} // namespace rackhouse
