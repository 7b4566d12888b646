#include "models/store/replicareader.h"

#include "models/store/replicasql.h"

namespace rackhouse
{

namespace
{

/// A list of numbers for IN (...): they come from SQLite itself, never from a person.
QString numberList(const std::vector<qint64>& numbers)
{
    QStringList list;
    for (const qint64 number : numbers)
        list << QString::number(number);
    return list.join(QLatin1Char(','));
}

/// Fills a record a row with those fields, in the order of the columns.
Result<void> readRecords(Database& database, const BoundSql& sql,
                         const std::vector<const FieldInfo*>& fields,
                         const std::function<void*()>& next)
{
    const auto query = database.run(sql.text, sql.values);
    if (!query)
        return fail(query.error());
    Result<void> read;
    while (read && (*query)->next()) {
        void* record = next();
        for (std::size_t i = 0; i < fields.size() && read; ++i) {
            const QVariant value = (*query)->value(static_cast<int>(i));
            // A word that the site did not send is that of a new record.
            if (fields[i]->type != FieldType::Enum || !value.toString().isEmpty())
                read = fields[i]->fromSql(record, value);
        }
    }
    (*query)->finish();
    return read;
}

} // namespace

Result<void> ReplicaReader::visit(const RecordInfo& info, const QString& siteKey,
                                  const Select& select, const std::function<void*()>& next)
{
    const auto sql = replicaSelectSql(info, replicaColumns(info), siteKey, select);
    if (!sql)
        return fail(sql.error());
    return readRecords(m_database, *sql, replicaFields(info), next);
}

Result<void> ReplicaReader::visitFields(const RowQuery& query, const QStringList& fields,
                                        const std::function<void*()>& next)
{
    const auto sql = fieldsSql(query, fields, m_now);
    if (!sql)
        return fail(sql.error());
    std::vector<const FieldInfo*> wanted;
    for (const QString& name : fields)
        wanted.push_back(query.info->field(name));
    return readRecords(m_database, *sql, wanted, next);
}

Result<qint64> ReplicaReader::count(const RecordInfo& info, const QString& siteKey,
                                    const Select& select)
{
    const auto sql =
        replicaSelectSql(info, QStringLiteral("t.number"), siteKey, {.equals = select.equals});
    if (!sql)
        return fail(sql.error());
    const auto query =
        m_database.run(QStringLiteral("SELECT count(*) FROM (%1)").arg(sql->text), sql->values);
    if (!query)
        return fail(query.error());
    const qint64 number = (*query)->next() ? (*query)->value(0).toLongLong() : 0;
    (*query)->finish();
    return number;
}

Result<std::vector<qint64>> ReplicaReader::rowNumbers(const RowQuery& query)
{
    const auto byName = firstByNameSql(query, m_now);
    const auto sql = rowNumbersSql(query, m_now);
    if (!byName || !sql)
        return fail(!byName ? byName.error() : sql.error());
    if (!byName->text.isEmpty()) {
        auto first = m_database.numbers(byName->text, byName->values);
        if (!first || static_cast<qint64>(first->size()) == query.limit)
            return first;
    }
    return m_database.numbers(sql->text, sql->values);
}

Result<std::vector<ReplicaRow>> ReplicaReader::rows(const RecordInfo& info,
                                                    const std::vector<qint64>& numbers)
{
    QStringList columns{QStringLiteral("t.number"), QStringLiteral("t.site_key")};
    for (const FieldInfo& field : info.fields) {
        const bool kept = !field.has(Secret) && !field.has(Internal);
        columns << (kept ? QStringLiteral("t.") + field.nameText() : QStringLiteral("NULL"));
    }
    for (const FieldInfo& field : info.fields) {
        const QString label = labelSql(field);
        if (!label.isEmpty())
            columns << label;
    }
    auto query = m_database.runOnce(
        QStringLiteral("SELECT %1 FROM %2 t WHERE t.number IN (%3)")
            .arg(columns.join(QStringLiteral(", ")), info.kindText(), numberList(numbers)));
    if (!query)
        return fail(query.error());
    std::vector<ReplicaRow> rows;
    while (query->next()) {
        ReplicaRow row{query->value(0).toLongLong(), query->value(1).toString(), {}, {}};
        int column = 2;
        for (std::size_t i = 0; i < info.fields.size(); ++i)
            row.values << query->value(column++);
        for (const FieldInfo& field : info.fields)
            row.labels << (labelSql(field).isEmpty() ? QString()
                                                     : query->value(column++).toString());
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<QStringList> ReplicaReader::valuesOf(const RecordInfo& info, const QString& siteKey,
                                            const FieldInfo& field, const QString& begin, int limit)
{
    const auto sql = valuesSql(info, siteKey, field, begin, limit);
    if (!sql)
        return fail(sql.error());
    const auto query = m_database.run(sql->text, sql->values);
    if (!query)
        return fail(query.error());
    QStringList values;
    while ((*query)->next())
        values << (*query)->value(0).toString();
    (*query)->finish();
    return values;
}

Result<std::vector<qint64>> ReplicaReader::numbersOf(const RecordInfo& info, const QString& siteKey,
                                                     const QStringList& ids)
{
    QStringList marks;
    BoundSql sql;
    for (const QString& id : ids) {
        marks << QStringLiteral("?");
        sql.values << id;
    }
    sql.text = QStringLiteral("SELECT number FROM %1 WHERE id IN (%2)")
                   .arg(info.kindText(), marks.join(QLatin1Char(',')));
    if (!siteKey.isEmpty()) {
        sql.text += QStringLiteral(" AND site_key = ?");
        sql.values << siteKey;
    }
    return m_database.numbers(sql.text, sql.values);
}

Result<QHash<std::pair<QString, QString>, qint64>> ReplicaReader::countBy(const RecordInfo& info,
                                                                          const QString& field)
{
    if (!info.field(field))
        return fail("bad-field", {{QStringLiteral("field"), field}});
    const auto query =
        m_database.run(QStringLiteral("SELECT site_key, %1, count(*) FROM %2 GROUP BY site_key, %1")
                           .arg(field, info.kindText()));
    if (!query)
        return fail(query.error());
    QHash<std::pair<QString, QString>, qint64> counts;
    while ((*query)->next())
        counts.insert({(*query)->value(0).toString(), (*query)->value(1).toString()},
                      (*query)->value(2).toLongLong());
    (*query)->finish();
    return counts;
}

Result<std::vector<Tally>> ReplicaReader::tally(const RowQuery& query, const QString& groupBy,
                                                const QString& sumOf)
{
    const auto sql = tallySql(query, groupBy, sumOf, m_now);
    if (!sql)
        return fail(sql.error());
    auto rows = m_database.runOnce(sql->text, sql->values);
    if (!rows)
        return fail(rows.error());
    std::vector<Tally> tallies;
    while (rows->next())
        tallies.push_back({rows->value(0).toString(), rows->value(1).toString(),
                           rows->value(2).toLongLong(), rows->value(3).toLongLong(),
                           rows->value(4).toLongLong()});
    return tallies;
}

Result<std::vector<ReplicaSite>> ReplicaReader::sites()
{
    const auto query = m_database.run(QStringLiteral(
        "SELECT site_key, seq, synced_at, role FROM replica_site ORDER BY site_key"));
    if (!query)
        return fail(query.error());
    std::vector<ReplicaSite> sites;
    while ((*query)->next())
        sites.push_back({(*query)->value(0).toString(), (*query)->value(1).toLongLong(),
                         Instant{(*query)->value(2).toLongLong()},
                         enumFromText<Role>((*query)->value(3).toString())});
    (*query)->finish();
    return sites;
}

} // namespace rackhouse
