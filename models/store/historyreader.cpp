// What the store still knows of how rows were.
#include "models/store/reader.h"

namespace rackhouse
{

namespace
{

/// The rows of a kind that were there at a moment after an id: where each is written, in the feed
/// (-1), or in the history as a whole (0) or with its measured values only (1).
QString placesSql()
{
    return QStringLiteral("SELECT row_id AS id, seq, measured_only AS place, kind, since FROM "
                          "history WHERE kind = ? "
                          "AND since <= ? AND until > ? AND row_id > ? "
                          "UNION ALL SELECT row_id, seq, -1, kind, since FROM change WHERE kind = "
                          "? AND superseded = 0 "
                          "AND removed = 0 AND since <= ? AND row_id > ? ORDER BY 1 LIMIT ?");
}

/// What is written there. Where that is measured only, the rest is that of the next whole entry of
/// the row, else of the row as it is now.
QString bodiesSql()
{
    return QStringLiteral(
               "SELECT id, CASE place WHEN -1 THEN (SELECT body FROM change WHERE change.seq = "
               "p.seq) "
               "WHEN 0 THEN (SELECT body FROM history WHERE history.seq = p.seq) "
               "ELSE json_patch(coalesce((SELECT later.body FROM history later WHERE later.kind = "
               "p.kind AND "
               "later.row_id = p.id AND later.since >= p.since AND later.seq > p.seq AND "
               "later.measured_only "
               "= 0 ORDER BY later.since, later.seq LIMIT 1), (SELECT newest.body FROM change "
               "newest WHERE "
               "newest.kind = p.kind AND newest.row_id = p.id AND newest.superseded = 0)), "
               "(SELECT body FROM history WHERE history.seq = p.seq)) END AS body FROM (%1) p")
        .arg(placesSql());
}

} // namespace

Result<std::vector<QJsonObject>> Reader::listJsonAsOf(const RecordInfo& info, const Select& select,
                                                      Instant moment, Role reader)
{
    if (auto good = checkSelect(info, select, reader); !good)
        return fail(good.error());
    const qint64 limit = select.limit > 0 ? select.limit : -1;
    // A null text would be NULL, which nothing is greater than.
    const QString after = select.afterId.isEmpty() ? QStringLiteral("") : select.afterId;
    QStringList conditions;
    QVariantList values{info.kindText(), moment.ms, moment.ms, after,
                        info.kindText(), moment.ms, after,     select.equals.empty() ? limit : -1};
    for (const auto& [name, value] : select.equals) {
        conditions << QStringLiteral("json_extract(body, '$.%1') = ?").arg(name);
        values << (value.isNull() ? QVariant(QStringLiteral("")) : value);
    }
    QString sql = QStringLiteral("SELECT body FROM (%1)").arg(bodiesSql());
    if (!conditions.isEmpty())
        sql += QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    sql += QStringLiteral(" ORDER BY id LIMIT ?");
    values << limit;
    const auto query = m_database.run(sql, values);
    if (!query)
        return fail(query.error());
    std::vector<QJsonObject> rows;
    while ((*query)->next()) {
        QJsonObject row = QJsonDocument::fromJson((*query)->value(0).toString().toUtf8()).object();
        clipNoted(info, row, moment);
        hideFrom(reader, info, row);
        rows.push_back(std::move(row));
    }
    (*query)->finish();
    return rows;
}

Result<Instant> Reader::historyBegin()
{
    const auto at = number(QStringLiteral("SELECT at FROM history_floor"));
    return at ? Result<Instant>(momentOf({*at})) : fail(at.error());
}

Result<Instant> Reader::momentBefore(Instant moment)
{
    const auto at =
        number(QStringLiteral("SELECT coalesce(max(at), 0) FROM history_moment WHERE at < ?"),
               {moment.ms});
    return at ? Result<Instant>(Instant{*at}) : fail(at.error());
}

Result<Instant> Reader::momentAfter(Instant moment)
{
    const auto at =
        number(QStringLiteral("SELECT coalesce(min(at), 0) FROM history_moment WHERE at > ?"),
               {moment.ms});
    return at ? Result<Instant>(Instant{*at}) : fail(at.error());
}

Result<std::vector<HistoryMark>> Reader::historyMarks(Instant from, Instant until, int parts)
{
    const qint64 part = qMax<qint64>(1000, (until.ms - from.ms) / qMax(1, parts));
    const auto query = m_database.run(
        QStringLiteral("SELECT (at - ?) / ? AS part, sum(changes) FROM history_moment WHERE at >= "
                       "? AND at <= ? GROUP BY part ORDER BY part"),
        {from.ms, part, from.ms, until.ms});
    if (!query)
        return fail(query.error());
    std::vector<HistoryMark> marks;
    while ((*query)->next())
        marks.push_back(
            {from.plusMs((*query)->value(0).toLongLong() * part), (*query)->value(1).toLongLong()});
    (*query)->finish();
    return marks;
}

} // namespace rackhouse
