#include "models/store/storedreply.h"

#include "models/store/writer.h"

namespace rackhouse
{

Result<std::optional<StoredReply>> Writer::findReply(const QString& key, const QString& actor)
{
    const auto query = m_database.run(
        QStringLiteral("SELECT route, request_hash, status, body, at FROM idempotency "
                       "WHERE key = ? AND actor = ?"),
        {key, actor});
    if (!query)
        return fail(query.error());
    std::optional<StoredReply> reply;
    if ((*query)->next()) {
        const QSqlQuery& row = **query;
        reply = StoredReply{key,
                            actor,
                            row.value(0).toString(),
                            row.value(1).toString(),
                            row.value(2).toInt(),
                            row.value(3).toString().toUtf8(),
                            Instant{row.value(4).toLongLong()}};
    }
    (*query)->finish();
    return reply;
}

Result<void> Writer::putReply(const StoredReply& reply)
{
    return m_database.change(QStringLiteral("INSERT OR REPLACE INTO idempotency "
                                            "(key, actor, route, request_hash, status, body, at) "
                                            "VALUES (?, ?, ?, ?, ?, ?, ?)"),
                             {reply.key, reply.actor, reply.route, reply.requestHash, reply.status,
                              QString::fromUtf8(reply.body), reply.at.ms});
}

Result<void> Writer::forgetReplies(Instant before)
{
    return m_database.change(QStringLiteral("DELETE FROM idempotency WHERE at < ?"), {before.ms});
}

} // namespace rackhouse
