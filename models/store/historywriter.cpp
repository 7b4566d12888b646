// How the store remembers what rows were.
#include "models/store/writer.h"

namespace rackhouse
{

Result<Instant> Writer::remember(const RecordInfo& info, const QString& id, bool removed,
                                 const QByteArray& body)
{
    const auto query =
        m_database.run(QStringLiteral("SELECT since, removed, body FROM change WHERE kind = ? AND "
                                      "row_id = ? AND superseded = 0"),
                       {info.kindText(), id});
    if (!query)
        return fail(query.error());
    const bool known = (*query)->next();
    const Instant since{known ? (*query)->value(0).toLongLong() : 0};
    const bool was = known && !(*query)->value(1).toBool();
    const QString text = was ? (*query)->value(2).toString() : QString();
    (*query)->finish();
    // A clock that was set back makes no two rows of one.
    const Instant now = qMax(m_clock.now(), since);
    if (!was)
        return removed ? Result<Instant>(now) : mark(now);
    const QJsonObject before = QJsonDocument::fromJson(text.toUtf8()).object();
    const Turn turn =
        removed ? Turn::Changed : compareRows(info, before, QJsonDocument::fromJson(body).object());
    const bool measured = turn == Turn::Measured;
    if (turn == Turn::Same || (measured && now.ms - since.ms < measuredEveryMs))
        return since;
    const QString kept = measured ? QString::fromUtf8(toText(measuredPart(info, before))) : text;
    const auto done = m_database.change(
        QStringLiteral("INSERT INTO history (kind, row_id, since, until, measured_only, body) "
                       "VALUES (?, ?, ?, ?, ?, ?)"),
        {info.kindText(), id, since.ms, now.ms, measured ? 1 : 0, kept});
    if (!done)
        return fail(done.error());
    return measured ? Result<Instant>(now) : mark(now);
}

/// A moment at which something changed.
Result<Instant> Writer::mark(Instant at)
{
    const auto done = m_database.change(
        QStringLiteral("INSERT INTO history_moment (at, changes) VALUES (?, 1) ON CONFLICT(at) DO "
                       "UPDATE SET changes = changes + 1"),
        {momentOf(at).ms});
    return done ? Result<Instant>(at) : fail(done.error());
}

Result<void> Writer::beginHistory()
{
    return m_database.change(QStringLiteral("UPDATE history_floor SET at = ? WHERE at = 0"),
                             {m_clock.now().ms});
}

Result<qint64> Writer::forgetHistory(Instant before, qint64 most, qint64 batch)
{
    // Entries were made in the order of their ends.
    const auto newest = number(QStringLiteral("SELECT coalesce(max(seq), 0) FROM history"));
    if (!newest)
        return newest;
    const auto last = number(
        QStringLiteral("SELECT coalesce(max(seq), 0) FROM (SELECT seq, until FROM history ORDER BY "
                       "seq LIMIT ?) WHERE until <= ? OR seq <= ?"),
        {batch, before.ms, *newest - most});
    if (!last || *last == 0)
        return last;
    auto done = m_database.change(
        QStringLiteral("UPDATE history_floor SET at = max(at, (SELECT max(until) FROM history "
                       "WHERE seq <= ?))"),
        {*last});
    if (!done)
        return fail(done.error());
    const auto gone =
        number(QStringLiteral("SELECT count(*) FROM history WHERE seq <= ?"), {*last});
    done = m_database.change(QStringLiteral("DELETE FROM history WHERE seq <= ?"), {*last});
    if (done)
        done = m_database.change(
            QStringLiteral("DELETE FROM history_moment WHERE at < (SELECT at FROM history_floor)"));
    return done ? gone : Result<qint64>(fail(done.error()));
}

} // namespace rackhouse
