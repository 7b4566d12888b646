#include "models/query/condition.h"

#include "models/query/fieldnames.h"
#include "models/query/pattern.h"

#include <algorithm>

namespace rackhouse::query
{

namespace
{

/// LIKE of a pattern with `\`; without one SQLite has less to do.
SqlFilter like(const QString& text, const QString& pattern)
{
    return {text + (pattern.contains(QLatin1Char('\\')) ? QStringLiteral(" LIKE ? ESCAPE '\\'")
                                                        : QStringLiteral(" LIKE ?")),
            {pattern}};
}

/// `what` of the allocations that hold a machine now. Only where there are tables of other records.
QString ofHoldings(const QString& what, const SqlContext& context)
{
    return QStringLiteral("(SELECT %1 FROM allocation a WHERE a.site_key = %2site_key AND "
                          "a.machine_id = %2id AND a.starts_at <= %3 AND "
                          "(a.ends_at = 0 OR a.ends_at > %3))")
        .arg(what, context.table, QString::number(context.now.ms));
}

QString derivedSql(const FieldInfo& field, const SqlContext& context)
{
    const bool isText = field.type == FieldType::Text;
    if (!context.namesOf)
        return isText ? QStringLiteral("''") : QStringLiteral("0");
    return isText
               ? ofHoldings(QStringLiteral("coalesce(group_concat(a.customer, ', '), '')"), context)
               : ofHoldings(QStringLiteral("count(*) > 0 AND max(a.kind = 'rental')"), context);
}

QString column(const FieldInfo& field, const SqlContext& context)
{
    return isDerived(field) ? derivedSql(field, context) : context.table + field.nameText();
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

/// GPUs of a machine that nothing holds; as models/market counts them.
QString unheldSql(const QString& gpus, const SqlContext& context)
{
    const QString held = QStringLiteral("coalesce(sum(CASE WHEN a.gpus = '[]' THEN %1 ELSE "
                                        "json_array_length(a.gpus) END), 0)")
                             .arg(gpus);
    return QStringLiteral("max(0, %1 - %2)").arg(gpus, ofHoldings(held, context));
}

/// SQL for the number of a condition, which may count only in some rows.
QString numberSql(const Condition& condition, const SqlContext& context)
{
    QString plain = column(*condition.field, context);
    if (condition.when && context.namesOf)
        plain = unheldSql(plain, context);
    return condition.when ? QStringLiteral("(CASE WHEN %1 = '%2' THEN %3 ELSE 0 END)")
                                .arg(column(*condition.when, context), condition.whenWord, plain)
                          : plain;
}

QString anyOf(const QStringList& conditions)
{
    return QLatin1Char('(') + conditions.join(QStringLiteral(" OR ")) + QLatin1Char(')');
}

QString marksOf(const QStringList& texts, QVariantList& values)
{
    QStringList marks;
    for (const QString& text : texts) {
        marks << QStringLiteral("?");
        values << text;
    }
    return QLatin1Char('(') + marks.join(QLatin1Char(',')) + QLatin1Char(')');
}

SqlFilter oneOfSql(const Condition& condition, const QString& text)
{
    SqlFilter sql;
    QStringList parts;
    if (!condition.words.isEmpty())
        parts << text + QStringLiteral(" COLLATE NOCASE IN ") +
                     marksOf(condition.words, sql.values);
    // In groups: SQLite takes an expression of no more than 1000 levels.
    constexpr std::size_t kTogether = 200;
    for (std::size_t first = 0; first < condition.spans.size(); first += kTogether) {
        const std::size_t end = std::min(first + kTogether, condition.spans.size());
        QStringList spans;
        for (std::size_t at = first; at < end; ++at) {
            spans << text + QStringLiteral(" COLLATE natural_order BETWEEN ? AND ?");
            sql.values << condition.spans[at].first << condition.spans[at].last;
        }
        parts << anyOf(spans);
    }
    sql.where = anyOf(parts);
    return sql;
}

/// The condition on what a person reads, as `text` is called in SQL.
SqlFilter onText(const Condition& condition, const QString& text)
{
    switch (condition.kind) {
    case Condition::Kind::OneOf:
        return oneOfSql(condition, text);
    case Condition::Kind::Wildcard:
        return like(text, likeOfWildcard(condition.text));
    default:
        return like(text, likeOfContains(condition.text));
    }
}

QStringList wordsWith(const FieldInfo& field, const QString& text)
{
    QStringList words;
    for (const QString& word : field.words) {
        if (foldAscii(word).contains(foldAscii(text)))
            words << word;
    }
    return words;
}

/// The condition on what a person reads in a field. Names of other rows are compared once for each
/// of those rows; an id that leads nowhere is compared as such.
SqlFilter onReadable(const Condition& condition, const FieldInfo& field, const SqlContext& context)
{
    const SqlNames names = context.namesOf && !field.has(Key) ? context.namesOf(field) : SqlNames();
    const bool onlyByName = condition.kind == Condition::Kind::AnyText &&
                            field.type == FieldType::Id && !isPartOfAnId(condition.text);
    if (names.table.isEmpty() && onlyByName) {
        const QString label = context.labelSql ? context.labelSql(field) : QString();
        return label.isEmpty() ? SqlFilter{QStringLiteral("0"), {}}
                               : onText(condition, QStringLiteral("coalesce(%1, '')").arg(label));
    }
    if (names.table.isEmpty())
        return onText(condition, readableSql(field, context));
    const QString id = QStringLiteral("coalesce(%1, '')").arg(column(field, context));
    const SqlFilter named =
        onText(condition, QStringLiteral("coalesce(nullif(r.%1, ''), r.id)").arg(names.label));
    const QString byName =
        QStringLiteral("(%1site_key, %2) IN (SELECT r.site_key, r.id FROM %3 r WHERE %4)")
            .arg(context.table, id, names.table, named.where);
    if (onlyByName)
        return {byName, named.values};
    const SqlFilter plain = onText(condition, id);
    return {QStringLiteral("(%1 OR (%2 AND NOT EXISTS (SELECT 1 FROM %3 r WHERE r.site_key = "
                           "%4site_key AND r.id = %5)))")
                .arg(byName, plain.where, names.table, context.table, id),
            named.values + plain.values};
}

/// What takes least comes first: a row is asked no more once it matches.
SqlFilter anyTextSql(const Condition& condition, const SqlContext& context)
{
    SqlFilter sql;
    QStringList parts;
    SqlFilter named;
    QStringList namedParts;
    for (const FieldInfo& field : condition.info->fields) {
        if (!freeTextLooksInto(field, condition.text))
            continue;
        if (field.type == FieldType::Enum) {
            const QStringList words = wordsWith(field, condition.text);
            if (!words.isEmpty())
                parts << column(field, context) + QStringLiteral(" IN ") +
                             marksOf(words, sql.values);
            continue;
        }
        const bool isId = field.type == FieldType::Id;
        const SqlFilter part = onReadable(condition, field, context);
        (isId ? namedParts : parts) << part.where;
        (isId ? named : sql).values << part.values;
    }
    parts << namedParts;
    sql.values << named.values;
    sql.where = parts.isEmpty() ? QStringLiteral("0") : anyOf(parts);
    return sql;
}

/// A person may also name the row of an id by that id.
SqlFilter namedSql(const Condition& condition, const SqlContext& context)
{
    SqlFilter sql = onReadable(condition, *condition.field, context);
    if (condition.field->type != FieldType::Id || condition.words.isEmpty())
        return sql;
    sql.where = QStringLiteral("(%1 OR coalesce(%2, '') IN %3)")
                    .arg(sql.where, column(*condition.field, context),
                         marksOf(condition.words, sql.values));
    return sql;
}

/// Whether the number that is called so in SQL is in the range of a condition.
SqlFilter inRangeSql(const Condition& condition, const SqlContext& context, const QString& name)
{
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

/// Sums of what rentals bring, one a currency; a machine or a rack that brings nothing has a 0. By
/// the index of the machine or the rack, not by that of the site, which most rows have in common.
SqlFilter revenueSql(const Condition& condition, const SqlContext& context)
{
    if (!context.namesOf)
        return inRangeSql(condition, context, QStringLiteral("0"));
    const bool isRack = condition.info->kindText() == QLatin1String("rack");
    const SqlFilter some = inRangeSql(condition, context, QStringLiteral("v"));
    const SqlFilter none = inRangeSql(condition, context, QStringLiteral("0"));
    SqlFilter sql;
    sql.where =
        QStringLiteral(
            "coalesce((SELECT max(%1) FROM (SELECT sum(month_revenue(a.amount_micro, a.unit, "
            "CASE WHEN a.gpus = '[]' THEN m.gpu_count ELSE json_array_length(a.gpus) END, "
            "a.currency, (SELECT z.time_zone FROM site_settings z WHERE z.site_key = m.site_key "
            "LIMIT 1), %2)) AS v FROM machine m JOIN allocation a ON +a.site_key = m.site_key AND "
            "a.machine_id = m.id WHERE +m.site_key = %3site_key AND m.%4 = %3id AND "
            "a.kind = 'rental' AND a.starts_at <= %2 AND (a.ends_at = 0 OR a.ends_at > %2)%5 "
            "GROUP BY a.currency HAVING v <> 0)), %6)")
            .arg(some.where, QString::number(context.now.ms), context.table,
                 isRack ? QStringLiteral("rack_id") : QStringLiteral("id"),
                 condition.currency.isEmpty() ? QString() : QStringLiteral(" AND a.currency = ?"),
                 none.where);
    sql.values << some.values;
    if (!condition.currency.isEmpty())
        sql.values << condition.currency;
    sql.values << none.values;
    return sql;
}

SqlFilter rangeSql(const Condition& condition, const SqlContext& context)
{
    return isRevenue(*condition.field)
               ? revenueSql(condition, context)
               : inRangeSql(condition, context, numberSql(condition, context));
}

QString emptySql(const Condition& condition, const SqlContext& context)
{
    const FieldInfo& field = *condition.field;
    if (isNumeric(field))
        return numberSql(condition, context) + QStringLiteral(" = 0");
    const QString name = column(field, context);
    if (field.type == FieldType::Json)
        return name + QStringLiteral(" IN ('', '{}', '[]')");
    return QStringLiteral("coalesce(%1, '') = ''").arg(name);
}

} // namespace

SqlFilter Condition::toSql(const SqlContext& context) const
{
    switch (kind) {
    case Kind::AnyText:
        return anyTextSql(*this, context);
    case Kind::Contains:
    case Kind::Wildcard:
        return onReadable(*this, *field, context);
    case Kind::OneOf:
        return namedSql(*this, context);
    case Kind::Words: {
        SqlFilter sql;
        sql.where = column(*field, context) + QStringLiteral(" IN ") + marksOf(words, sql.values);
        return sql;
    }
    case Kind::Range:
        return rangeSql(*this, context);
    case Kind::Empty:
        return {emptySql(*this, context), {}};
    }
    return {};
}

} // namespace rackhouse::query
