#include "models/query/condition.h"

#include "models/query/fieldnames.h"
#include "models/query/pattern.h"

namespace rackhouse::query
{

namespace
{

constexpr QLatin1StringView kLike(" LIKE ? ESCAPE '\\'");

QString column(const FieldInfo& field, const SqlContext& context)
{
    return context.table + field.nameText();
}

/// SQL for readable() of the predicate; never NULL.
QString readableSql(const FieldInfo& field, const SqlContext& context)
{
    const QString plain = column(field, context);
    if (field.has(Key))
        return plain;
    const QString label = context.labelSql ? context.labelSql(field) : QString();
    if (label.isEmpty())
        return field.type == FieldType::Id ? QStringLiteral("coalesce(%1, '')").arg(plain) : plain;
    return QStringLiteral("coalesce(nullif(%1, ''), %2, '')").arg(label, plain);
}

SqlFilter anyTextSql(const Condition& condition, const SqlContext& context)
{
    SqlFilter sql;
    QStringList parts;
    for (const FieldInfo& field : condition.info->fields) {
        if (!freeTextLooksInto(field, condition.text))
            continue;
        parts << readableSql(field, context) + kLike;
        sql.values << likeOfContains(condition.text);
    }
    sql.where = QLatin1Char('(') + parts.join(QStringLiteral(" OR ")) + QLatin1Char(')');
    return sql;
}

SqlFilter rangeSql(const Condition& condition, const SqlContext& context)
{
    const QString name = column(*condition.field, context);
    SqlFilter sql;
    QStringList parts;
    const auto add = [&](const std::optional<Bound>& bound, const char* strict, const char* loose) {
        if (!bound)
            return;
        parts << name + QLatin1String(bound->strict ? strict : loose);
        sql.values << (bound->relative ? static_cast<double>(context.now.ms) + bound->value
                                       : bound->value);
    };
    add(condition.low, " > ?", " >= ?");
    add(condition.high, " < ?", " <= ?");
    const bool time = condition.field->type == FieldType::Time;
    if (time && !condition.orUnset)
        parts << name + QStringLiteral(" <> 0");
    sql.where = QLatin1Char('(') +
                (parts.isEmpty() ? QStringLiteral("1") : parts.join(QStringLiteral(" AND "))) +
                QLatin1Char(')');
    if (time && condition.orUnset)
        sql.where = QStringLiteral("(%1 OR %2 = 0)").arg(sql.where, name);
    return sql;
}

QString emptySql(const FieldInfo& field, const SqlContext& context)
{
    const QString name = column(field, context);
    if (isNumeric(field))
        return name + QStringLiteral(" = 0");
    if (field.type == FieldType::Json)
        return name + QStringLiteral(" IN ('', '{}', '[]')");
    return QStringLiteral("coalesce(%1, '') = ''").arg(name);
}

SqlFilter wordsSql(const Condition& condition, const SqlContext& context)
{
    SqlFilter sql;
    QStringList marks;
    for (const QString& word : condition.words) {
        marks << QStringLiteral("?");
        sql.values << word;
    }
    sql.where = QStringLiteral("%1 IN (%2)")
                    .arg(column(*condition.field, context), marks.join(QStringLiteral(", ")));
    return sql;
}

} // namespace

SqlFilter Condition::toSql(const SqlContext& context) const
{
    switch (kind) {
    case Kind::AnyText:
        return anyTextSql(*this, context);
    case Kind::Contains:
        return {readableSql(*field, context) + kLike, {likeOfContains(text)}};
    case Kind::Wildcard:
        return {readableSql(*field, context) + kLike, {likeOfWildcard(text)}};
    case Kind::Equals:
        return {QStringLiteral("(%1 = ? COLLATE NOCASE OR coalesce(%2, '') = ?)")
                    .arg(readableSql(*field, context), column(*field, context)),
                {text, text}};
    case Kind::Words:
        return wordsSql(*this, context);
    case Kind::Range:
        return rangeSql(*this, context);
    case Kind::Empty:
        return {emptySql(*field, context), {}};
    }
    return {};
}

} // namespace rackhouse::query
