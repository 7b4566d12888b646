#include "models/store/replicasql.h"

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"

namespace rackhouse
{

namespace
{

QString sqlType(FieldType type)
{
    switch (type) {
    case FieldType::Integer:
    case FieldType::Bool:
    case FieldType::Time:
        return QStringLiteral("INTEGER");
    case FieldType::Real:
        return QStringLiteral("REAL");
    case FieldType::Bytes:
        return QStringLiteral("BLOB");
    default:
        return QStringLiteral("TEXT");
    }
}

tl::unexpected<Error> unknownField(const QString& name)
{
    return fail("bad-field", QVariantMap{{QStringLiteral("field"), name}});
}

Result<void> addEquals(const RecordInfo& info,
                       const std::vector<std::pair<QString, QVariant>>& equals,
                       QStringList& conditions, QVariantList& values)
{
    for (const auto& [name, value] : equals) {
        if (!info.field(name))
            return unknownField(name);
        conditions << QStringLiteral("t.") + name +
                          (value.isNull() ? QStringLiteral(" IS NULL") : QStringLiteral(" = ?"));
        if (!value.isNull())
            values << value;
    }
    return {};
}

/// What a person expects to be sorted by: the name behind an id, the order in which an enum was
/// declared, text as people count.
QString orderSql(const FieldInfo& field)
{
    const QString column = QStringLiteral("t.") + field.nameText();
    if (const QString label = labelSql(field); !label.isEmpty())
        return label + QStringLiteral(" COLLATE natural_order");
    if (field.type == FieldType::Text)
        return column + QStringLiteral(" COLLATE natural_order");
    if (field.type != FieldType::Enum)
        return column;
    QString sql = QStringLiteral("CASE ") + column;
    for (int i = 0; i < field.words.size(); ++i)
        sql += QStringLiteral(" WHEN '%1' THEN %2").arg(field.words.at(i)).arg(i);
    return sql + QStringLiteral(" END");
}

/// Times by which people ask what happened. They are written once a row, unlike those of
/// observations.
bool isLookedBackBy(const FieldInfo& field)
{
    return field.nameText() == QLatin1String("at") ||
           field.nameText() == QLatin1String("finished_at");
}

/// The condition of a table's rows.
Result<BoundSql> wantedSql(const RowQuery& query, Instant now)
{
    BoundSql sql;
    QStringList conditions{QStringLiteral("1")};
    if (!query.siteKey.isEmpty()) {
        // Not by an index: most rows are of the same few sites.
        conditions << QStringLiteral("+t.site_key = ?");
        sql.values << query.siteKey;
    }
    if (auto added = addEquals(*query.info, query.equals, conditions, sql.values); !added)
        return fail(added.error());
    const query::SqlFilter filter =
        query.filter.toSql({now, QStringLiteral("t."), labelSql, namesOf});
    if (!filter.where.isEmpty()) {
        conditions << filter.where;
        sql.values << filter.values;
    }
    sql.text = conditions.join(QStringLiteral(" AND "));
    return sql;
}

} // namespace

std::vector<const FieldInfo*> replicaFields(const RecordInfo& info)
{
    std::vector<const FieldInfo*> fields;
    for (const FieldInfo& field : info.fields) {
        if (!field.has(Secret) && !field.has(Internal))
            fields.push_back(&field);
    }
    return fields;
}

QString replicaTableSql(const RecordInfo& info)
{
    QStringList columns{QStringLiteral("number INTEGER PRIMARY KEY AUTOINCREMENT"),
                        QStringLiteral("site_key TEXT NOT NULL")};
    for (const FieldInfo* field : replicaFields(info)) {
        const bool mayBeNull = field->type == FieldType::Id && !field->has(Key);
        columns << field->nameText() + QLatin1Char(' ') + sqlType(field->type) +
                       (mayBeNull ? QString() : QStringLiteral(" NOT NULL"));
    }
    columns << QStringLiteral("UNIQUE (site_key, id)");
    return QStringLiteral("CREATE TABLE %1 (\n    %2\n) STRICT")
        .arg(info.kindText(), columns.join(QStringLiteral(",\n    ")));
}

QStringList replicaIndexSql(const RecordInfo& info)
{
    QStringList sql{QStringLiteral("CREATE INDEX %1_by_id ON %1 (id)").arg(info.kindText())};
    for (const FieldInfo* field : replicaFields(info)) {
        if (field->type == FieldType::Id && !field->has(Key))
            sql << QStringLiteral("CREATE INDEX %1_by_%2 ON %1 (%2)")
                       .arg(info.kindText(), field->nameText());
        if (isLookedBackBy(*field))
            sql << QStringLiteral("CREATE INDEX %1_by_%2 ON %1 (%2)")
                       .arg(info.kindText(), field->nameText());
    }
    return sql;
}

QString replicaUpsertSql(const RecordInfo& info)
{
    QStringList names{QStringLiteral("site_key")};
    QStringList marks{QStringLiteral("?")};
    QStringList updates;
    for (const FieldInfo* field : replicaFields(info)) {
        names << field->nameText();
        marks << QStringLiteral("?");
        if (!field->has(Key))
            updates << QStringLiteral("%1 = excluded.%1").arg(field->nameText());
    }
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT(site_key, id) DO UPDATE "
                          "SET %4")
        .arg(info.kindText(), names.join(QStringLiteral(", ")), marks.join(QStringLiteral(", ")),
             updates.join(QStringLiteral(", ")));
}

ReplicaUpdate replicaUpdate(const RecordInfo& info)
{
    ReplicaUpdate update;
    QStringList sets;
    QStringList conditions{QStringLiteral("site_key = ?")};
    for (const FieldInfo* field : replicaFields(info)) {
        if (field->type == FieldType::Id || isLookedBackBy(*field)) {
            update.same.push_back(field);
            // The row is found by its key and by no other index.
            conditions << QStringLiteral("%1%2 IS ?")
                              .arg(field->has(Key) ? QString() : QStringLiteral("+"),
                                   field->nameText());
        } else {
            update.set.push_back(field);
            sets << field->nameText() + QStringLiteral(" = ?");
        }
    }
    if (!sets.isEmpty())
        update.sql = QStringLiteral("UPDATE %1 SET %2 WHERE %3")
                         .arg(info.kindText(), sets.join(QStringLiteral(", ")),
                              conditions.join(QStringLiteral(" AND ")));
    return update;
}

QString replicaColumns(const RecordInfo& info)
{
    QStringList names;
    for (const FieldInfo* field : replicaFields(info))
        names << QStringLiteral("t.") + field->nameText();
    return names.join(QStringLiteral(", "));
}

Result<BoundSql> replicaSelectSql(const RecordInfo& info, const QString& columns,
                                  const QString& siteKey, const Select& select)
{
    BoundSql sql;
    QStringList conditions{QStringLiteral("1")};
    if (!siteKey.isEmpty()) {
        conditions << QStringLiteral("t.site_key = ?");
        sql.values << siteKey;
    }
    if (auto added = addEquals(info, select.equals, conditions, sql.values); !added)
        return fail(added.error());
    if (!select.afterId.isEmpty()) {
        conditions << QStringLiteral("t.id > ?");
        sql.values << select.afterId;
    }
    QString order = QStringLiteral("t.id");
    if (!select.orderBy.isEmpty()) {
        const FieldInfo* field = info.field(select.orderBy);
        if (!field)
            return unknownField(select.orderBy);
        order =
            QStringLiteral("t.") + select.orderBy +
            (field->type == FieldType::Text ? QStringLiteral(" COLLATE natural_order") : QString());
    }
    sql.text = QStringLiteral("SELECT %1 FROM %2 t WHERE %3 ORDER BY %4%5")
                   .arg(columns, info.kindText(), conditions.join(QStringLiteral(" AND ")), order,
                        select.descending ? QStringLiteral(" DESC") : QString());
    if (select.limit > 0) {
        sql.text += QStringLiteral(" LIMIT ?");
        sql.values << select.limit;
    }
    return sql;
}

query::SqlNames namesOf(const FieldInfo& field)
{
    if (isDeviceEnd(field)) {
        QStringList tables;
        for (const RecordInfo* info : {&Machine::record(), &Asset::record(), &PowerFeed::record()})
            tables << QStringLiteral("SELECT site_key, id, %1 AS name FROM %2")
                          .arg(labelField(*info).nameText(), info->kindText());
        return {QLatin1Char('(') + tables.join(QStringLiteral(" UNION ALL ")) + QLatin1Char(')'),
                QStringLiteral("name")};
    }
    const RecordInfo* referred = referredRecord(field);
    return referred ? query::SqlNames{referred->kindText(), labelField(*referred).nameText()}
                    : query::SqlNames();
}

QString labelSql(const FieldInfo& field)
{
    const auto nameIn = [&field](const RecordInfo& referred) {
        return QStringLiteral(
                   "(SELECT r.%1 FROM %2 r WHERE r.site_key = t.site_key AND r.id = t.%3)")
            .arg(labelField(referred).nameText(), referred.kindText(), field.nameText());
    };
    if (isDeviceEnd(field))
        return QStringLiteral("coalesce(%1, %2, %3)")
            .arg(nameIn(Machine::record()), nameIn(Asset::record()), nameIn(PowerFeed::record()));
    const RecordInfo* referred = referredRecord(field);
    return referred ? nameIn(*referred) : QString();
}

Result<BoundSql> valuesSql(const RecordInfo& info, const QString& siteKey, const FieldInfo& field,
                           const QString& begin, int limit)
{
    if (field.has(Secret) || field.has(Internal))
        return unknownField(field.nameText());
    QString escaped = begin;
    for (const char* special : {"\\", "%", "_"})
        escaped.replace(QLatin1String(special), QLatin1String("\\") + QLatin1String(special));
    const QString label = labelSql(field);
    const QString value = label.isEmpty() ? QStringLiteral("t.") + field.nameText() : label;
    BoundSql sql;
    sql.text = QStringLiteral("SELECT DISTINCT v FROM (SELECT %1 AS v FROM %2 t WHERE %3) "
                              "WHERE v LIKE ? ESCAPE '\\' AND v != '' "
                              "ORDER BY v COLLATE natural_order LIMIT ?")
                   .arg(value, info.kindText(),
                        siteKey.isEmpty() ? QStringLiteral("1") : QStringLiteral("t.site_key = ?"));
    if (!siteKey.isEmpty())
        sql.values << siteKey;
    sql.values << QString(escaped + QLatin1Char('%')) << limit;
    return sql;
}

namespace
{

/// SELECT of the numbers of the rows that a condition keeps, in the order of the query.
Result<BoundSql> orderedSql(const RowQuery& query, const FieldInfo& order, BoundSql where)
{
    where.text = QStringLiteral("SELECT t.number FROM %1 t WHERE %2 ORDER BY %3%4, t.id")
                     .arg(query.info->kindText(), where.text, orderSql(order),
                          query.descending ? QStringLiteral(" DESC") : QString());
    if (query.limit > 0) {
        where.text += QStringLiteral(" LIMIT ?");
        where.values << query.limit;
    }
    return where;
}

Result<const FieldInfo*> orderOf(const RowQuery& query)
{
    const RecordInfo& info = *query.info;
    const FieldInfo* order =
        query.orderBy.isEmpty() ? &labelField(info) : info.field(query.orderBy);
    if (!order || order->has(Secret) || order->has(Internal))
        return unknownField(query.orderBy);
    return order;
}

} // namespace

Result<BoundSql> rowNumbersSql(const RowQuery& query, Instant now)
{
    auto where = wantedSql(query, now);
    const auto order = orderOf(query);
    if (!where || !order)
        return fail(!where ? where.error() : order.error());
    return orderedSql(query, **order, *std::move(where));
}

Result<BoundSql> firstByNameSql(const RowQuery& query, Instant now)
{
    constexpr qint64 kNamesARow = 4;
    auto where = wantedSql(query, now);
    const auto order = orderOf(query);
    if (!where || !order)
        return fail(!where ? where.error() : order.error());
    const query::SqlNames names = query.limit > 0 ? namesOf(**order) : query::SqlNames();
    if (names.table.isEmpty())
        return BoundSql();
    const QString site = query.siteKey.isEmpty() ? QString() : QStringLiteral("site_key = ?");
    const QString last =
        QStringLiteral("SELECT e.%1 FROM %2 e%3 ORDER BY e.%1 COLLATE natural_order%4 LIMIT 1 "
                       "OFFSET %5")
            .arg(names.label, names.table,
                 site.isEmpty() ? site : QStringLiteral(" WHERE e.") + site,
                 query.descending ? QStringLiteral(" DESC") : QString())
            .arg(kNamesARow * query.limit);
    where->text +=
        QStringLiteral(" AND (%1 t.%2 IN (SELECT r.id FROM %3 r WHERE %4r.%5 COLLATE "
                       "natural_order %6 (%7)))")
            .arg(query.descending ? QString() // rows without a name come last
                                  : QStringLiteral("t.%1 IS NULL OR").arg((*order)->nameText()),
                 (*order)->nameText(), names.table,
                 site.isEmpty() ? site : QStringLiteral("r.%1 AND ").arg(site), names.label,
                 query.descending ? QStringLiteral(">=") : QStringLiteral("<="), last);
    if (!site.isEmpty())
        where->values << query.siteKey << query.siteKey;
    return orderedSql(query, **order, *std::move(where));
}

Result<BoundSql> tallySql(const RowQuery& query, const QString& groupBy, const QString& sumOf,
                          Instant now)
{
    const RecordInfo& info = *query.info;
    const auto column = [&info](const QString& name) -> Result<QString> {
        if (name.isEmpty())
            return QStringLiteral("''");
        const FieldInfo* field = info.field(name);
        if (!field || field->has(Secret) || field->has(Internal))
            return unknownField(name);
        return QStringLiteral("t.") + name;
    };
    const auto group = column(groupBy);
    const auto sum = column(sumOf);
    auto sql = wantedSql(query, now);
    if (!group || !sum || !sql)
        return fail(!group ? group.error() : !sum ? sum.error() : sql.error());
    sql->text = QStringLiteral("SELECT t.site_key, min(%1), count(*), coalesce(sum(%2), 0), "
                               "count(nullif(%2, 0)) FROM %3 t WHERE %4 "
                               "GROUP BY t.site_key, %1 COLLATE NOCASE ORDER BY 1, 2")
                    .arg(*group, *sum, info.kindText(), sql->text);
    return sql;
}

Result<BoundSql> fieldsSql(const RowQuery& query, const QStringList& fields, Instant now)
{
    auto sql = wantedSql(query, now);
    if (!sql)
        return sql;
    QStringList columns;
    for (const QString& name : fields) {
        const FieldInfo* field = query.info->field(name);
        if (!field || field->has(Secret) || field->has(Internal))
            return unknownField(name);
        columns << QStringLiteral("t.") + name;
    }
    sql->text = QStringLiteral("SELECT %1 FROM %2 t WHERE %3 ORDER BY t.number")
                    .arg(columns.join(QStringLiteral(", ")), query.info->kindText(), sql->text);
    return sql;
}

} // namespace rackhouse
