#include "models/query/condition.h"

#include "models/base/naturalorder.h"
#include "models/query/fieldnames.h"
#include "models/query/pattern.h"

#include <algorithm>

namespace rackhouse::query
{

namespace
{

double effective(const Bound& bound, Instant now)
{
    return bound.relative ? static_cast<double>(now.ms) + bound.value : bound.value;
}

bool inRange(const Condition& condition, const QVariant& value, Instant now)
{
    const double number = value.toDouble();
    if (condition.field->type == FieldType::Time && number == 0)
        return condition.orUnset;
    if (condition.low) {
        const double low = effective(*condition.low, now);
        if (number < low || (condition.low->strict && number == low))
            return false;
    }
    if (condition.high) {
        const double high = effective(*condition.high, now);
        if (number > high || (condition.high->strict && number == high))
            return false;
    }
    return true;
}

/// The name of the row that the field points to; empty where it points to none.
QString label(const FieldInfo& field, const void* record, const RowContext& context)
{
    return context.label && !field.has(Key) ? context.label(field, field.toSql(record).toString())
                                            : QString();
}

/// What a person reads in that field: the text, or the name of the row that it points to.
QString readable(const FieldInfo& field, const void* record, const RowContext& context)
{
    const QString name = label(field, record, context);
    return name.isEmpty() ? field.toSql(record).toString() : name;
}

bool anyTextMatches(const Condition& condition, const void* record, const RowContext& context)
{
    const QString wanted = foldAscii(condition.text);
    for (const FieldInfo& field : condition.info->fields) {
        if (!freeTextLooksInto(field, condition.text))
            continue;
        const QString text = field.type == FieldType::Id && !isPartOfAnId(condition.text)
                                 ? label(field, record, context)
                                 : readable(field, record, context);
        if (foldAscii(text).contains(wanted))
            return true;
    }
    return false;
}

bool isOneOf(const Condition& condition, const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    const QString folded = foldAscii(text);
    const bool named =
        std::any_of(condition.words.begin(), condition.words.end(),
                    [&folded](const QString& word) { return foldAscii(word) == folded; });
    return named ||
           std::any_of(condition.spans.begin(), condition.spans.end(), [&](const TextSpan& span) {
               return compareNaturally(span.first.toUtf8(), utf8) <= 0 &&
                      compareNaturally(utf8, span.last.toUtf8()) <= 0;
           });
}

bool isEmptyValue(const FieldInfo& field, const QVariant& value)
{
    if (isNumeric(field))
        return value.toDouble() == 0;
    const QString text = value.toString();
    return text.isEmpty() || (field.type == FieldType::Json &&
                              (text == QLatin1String("{}") || text == QLatin1String("[]")));
}

} // namespace

bool Condition::matches(const void* record, const RowContext& context) const
{
    if (kind == Kind::AnyText)
        return anyTextMatches(*this, record, context);
    const bool counts = !when || when->toSql(record).toString() == whenWord;
    const QVariant value = counts ? field->toSql(record) : QVariant(0);
    switch (kind) {
    case Kind::Contains:
        return foldAscii(readable(*field, record, context)).contains(foldAscii(text));
    case Kind::Wildcard:
        return matchesWildcard(text, readable(*field, record, context));
    case Kind::OneOf:
        return isOneOf(*this, readable(*field, record, context)) ||
               words.contains(value.toString());
    case Kind::Words:
        return words.contains(value.toString());
    case Kind::Range:
        return inRange(*this, value, context.now);
    case Kind::Empty:
        return isEmptyValue(*field, value);
    case Kind::AnyText:
        break;
    }
    return false;
}

} // namespace rackhouse::query
