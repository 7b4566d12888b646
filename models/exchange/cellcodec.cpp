#include "models/exchange/cellcodec.h"

#include "models/base/money.h"
#include "models/domain/fieldtext.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

#include <cmath>

namespace rackhouse
{

namespace
{

constexpr double kLargestExact = 9'007'199'254'740'992.0; ///< 2^53, that JSON carries

tl::unexpected<Error> badValue(const FieldInfo& field, const QString& cell, const QString& expected)
{
    return fail("import-bad-value", {{QStringLiteral("value"), cell.left(60)},
                                     {QStringLiteral("column"), field.nameText()},
                                     {QStringLiteral("expected"), expected}});
}

Result<QJsonValue> numberOf(const FieldInfo& field, const QString& cell, DecimalMark mark)
{
    QString text = cell;
    if (mark == DecimalMark::PointOrComma && text.count(u',') == 1 && !text.contains(u'.'))
        text.replace(u',', u'.');
    bool valid = false;
    const double number = text.toDouble(&valid);
    const bool whole = field.type == FieldType::Integer;
    if (!valid || !std::isfinite(number) || std::abs(number) > kLargestExact ||
        (whole && number != std::floor(number)))
        return badValue(field, cell,
                        whole ? QStringLiteral("a whole number") : QStringLiteral("a number"));
    return whole ? QJsonValue(qint64(number)) : QJsonValue(number);
}

bool isMoney(const FieldInfo& field)
{
    return QLatin1String(field.unit) == QLatin1String("micro");
}

Result<QJsonValue> moneyOf(const FieldInfo& field, const QString& cell, DecimalMark mark)
{
    QString text = cell;
    if (mark == DecimalMark::PointOrComma && !text.contains(u'.'))
        text.replace(u',', u'.');
    const auto micro = microFromText(text);
    return micro ? Result<QJsonValue>(*micro)
                 : badValue(field, cell, QStringLiteral("an amount as 2.49"));
}

QJsonArray listOf(const QString& cell)
{
    QStringList parts;
    for (const QString& part : cell.split(QLatin1Char(';'))) {
        if (!part.trimmed().isEmpty())
            parts << part.trimmed();
    }
    return QJsonArray::fromStringList(parts);
}

Result<QJsonValue> yesOrNo(const FieldInfo& field, const QString& cell)
{
    static const QStringList yes{QStringLiteral("yes"), QStringLiteral("true"),
                                 QStringLiteral("1")};
    static const QStringList no{QStringLiteral("no"), QStringLiteral("false"), QStringLiteral("0")};
    const QString word = cell.toLower();
    if (yes.contains(word))
        return true;
    return no.contains(word) ? Result<QJsonValue>(false)
                             : badValue(field, cell, QStringLiteral("yes or no"));
}

Result<QJsonValue> timeOf(const FieldInfo& field, const QString& cell)
{
    QDateTime time = QDateTime::fromString(cell, Qt::ISODate);
    if (!time.isValid())
        return badValue(field, cell, QStringLiteral("a date as 2026-03-31"));
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeZone(QTimeZone::utc());
    return time.toMSecsSinceEpoch();
}

Result<QJsonValue> emptyValue(const FieldInfo& field)
{
    switch (field.type) {
    case FieldType::Enum:
        return badValue(field, {}, field.words.join(QStringLiteral(", ")));
    case FieldType::Integer:
    case FieldType::Real:
    case FieldType::Time:
        return 0;
    case FieldType::Bool:
        return false;
    case FieldType::Json:
        return QJsonArray();
    default:
        return QString();
    }
}

} // namespace

QString numberText(double number)
{
    return QString::number(number, 'f', QLocale::FloatingPointShortest);
}

QString cellText(const FieldInfo& field, const void* record)
{
    const QJsonValue value = field.toJson(record);
    switch (field.type) {
    case FieldType::Integer:
        return isMoney(field) ? microText(value.toInteger()) : QString::number(value.toInteger());
    case FieldType::Real:
        return numberText(value.toDouble());
    case FieldType::Bool:
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    case FieldType::Time:
        return value.toInteger() == 0 ? QString()
                                      : QDateTime::fromMSecsSinceEpoch(value.toInteger(), Qt::UTC)
                                            .toString(Qt::ISODateWithMs);
    case FieldType::Json:
        return value.toVariant().toStringList().join(QStringLiteral("; "));
    default:
        return value.toString();
    }
}

Result<QJsonValue> cellValue(const FieldInfo& field, const QString& cell, DecimalMark mark)
{
    const QString text = cell.trimmed();
    if (text.isEmpty())
        return emptyValue(field);
    if (const QString character = refusedCharacter(field, text); !character.isEmpty())
        return fail("character-refused", {{QStringLiteral("field"), field.nameText()},
                                          {QStringLiteral("character"), character}});
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::Real:
        return isMoney(field) ? moneyOf(field, text, mark) : numberOf(field, text, mark);
    case FieldType::Bool:
        return yesOrNo(field, text);
    case FieldType::Time:
        return timeOf(field, text);
    case FieldType::Enum:
        if (!field.words.contains(text.toLower()))
            return badValue(field, text, field.words.join(QStringLiteral(", ")));
        return text.toLower();
    case FieldType::Json:
        return listOf(text);
    default:
        return text;
    }
}

} // namespace rackhouse
