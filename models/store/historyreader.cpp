// What the store still knows of how rows were.
#include "models/store/reader.h"

namespace rackhouse
{

namespace
{

/// The rows of a kind that were there at a moment. An entry that holds measured values only has the
/// rest from the next whole one of its row, else from the row as it is now.
QString rowsAsOfSql()
{
    return QStringLiteral(
        "SELECT row_id AS id, CASE measured_only WHEN 0 THEN body ELSE json_patch(coalesce("
        "(SELECT later.body FROM history later WHERE later.kind = h.kind AND later.row_id = "
        "h.row_id AND later.since >= h.since AND later.seq > h.seq AND later.measured_only = 0 "
        "ORDER BY later.since, later.seq LIMIT 1), "
        "(SELECT now.body FROM change now WHERE now.kind = h.kind AND now.row_id = h.row_id AND "
        "now.superseded = 0)), body) END AS body "
        "FROM history h WHERE kind = ? AND since <= ? AND until > ? AND row_id > ? "
        "UNION ALL SELECT row_id, body FROM change WHERE kind = ? AND superseded = 0 AND "
        "removed = 0 AND since <= ? AND row_id > ?");
}

} // namespace

Result<std::vector<QJsonObject>> Reader::listJsonAsOf(const RecordInfo& info, const Select& select,
                                                      Instant moment)
{
    // A null text would be NULL, which nothing is greater than.
    const QString after = select.afterId.isEmpty() ? QStringLiteral("") : select.afterId;
    QVariantList values{info.kindText(), moment.ms, moment.ms, after,
                        info.kindText(), moment.ms, after};
    QString sql = QStringLiteral("SELECT body FROM (%1)").arg(rowsAsOfSql());
    QStringList conditions;
    for (const auto& [name, value] : select.equals) {
        if (!info.field(name))
            return fail("bad-field", {{QStringLiteral("field"), name}});
        conditions << QStringLiteral("json_extract(body, '$.%1') = ?").arg(name);
        values << (value.isNull() ? QVariant(QStringLiteral("")) : value);
    }
    if (!conditions.isEmpty())
        sql += QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    sql += QStringLiteral(" ORDER BY id LIMIT ?");
    values << (select.limit > 0 ? select.limit : -1);
    const auto query = m_database.run(sql, values);
    if (!query)
        return fail(query.error());
    std::vector<QJsonObject> rows;
    while ((*query)->next()) {
        QJsonObject row = QJsonDocument::fromJson((*query)->value(0).toString().toUtf8()).object();
        clipNoted(info, row, moment);
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
