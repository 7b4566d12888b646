#include "models/store/recordsql.h"

#include <QLocale>

#include <cmath>

namespace rackhouse
{

namespace
{

/// A column's value as the JSON member of the field: what Codec::toJson gives for the same value.
QJsonValue jsonOf(const FieldInfo& field, const QVariant& value)
{
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::Time:
        return value.toLongLong();
    case FieldType::Real:
        return value.toDouble();
    case FieldType::Bool:
        return value.toBool();
    case FieldType::Bytes:
        return QString::fromLatin1(value.toByteArray().toBase64());
    case FieldType::Json: {
        const QJsonDocument document = QJsonDocument::fromJson(value.toString().toUtf8());
        return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    }
    case FieldType::Id:
    case FieldType::Text:
    case FieldType::Enum:
        break;
    }
    return value.toString();
}

/// A text as JSON has it, in quotes.
void appendQuoted(QByteArray& json, const QByteArray& utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    json += '"';
    for (const char c : utf8) {
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            json += "\\u00";
            json += hex[c >> 4];
            json += hex[c & 15];
        } else {
            json += c;
        }
    }
    json += '"';
}

/// A column's value as text of JSON.
void appendJson(QByteArray& json, FieldType type, const QVariant& value)
{
    switch (type) {
    case FieldType::Integer:
    case FieldType::Time:
        json += QByteArray::number(value.toLongLong());
        return;
    case FieldType::Real: {
        const double number = value.toDouble();
        json += std::isfinite(number)
                    ? QByteArray::number(number, 'g', QLocale::FloatingPointShortest)
                    : QByteArrayLiteral("null");
        return;
    }
    case FieldType::Bool:
        json += value.toBool() ? "true" : "false";
        return;
    case FieldType::Bytes:
        json += '"' + value.toByteArray().toBase64() + '"';
        return;
    case FieldType::Json:
        json += value.toString().toUtf8();
        return;
    case FieldType::Id:
    case FieldType::Text:
    case FieldType::Enum:
        break;
    }
    appendQuoted(json, value.toString().toUtf8());
}

tl::unexpected<Error> unknownField(const QString& name)
{
    return fail("bad-field", QVariantMap{{QStringLiteral("field"), name}});
}

} // namespace

QString columnList(const RecordInfo& info)
{
    QStringList names;
    for (const FieldInfo& field : info.fields)
        names << field.nameText();
    return names.join(QStringLiteral(", "));
}

Result<BoundSql> selectSql(const RecordInfo& info, const Select& select)
{
    BoundSql sql;
    QStringList conditions;
    for (const auto& [name, value] : select.equals) {
        if (!info.field(name))
            return unknownField(name);
        if (value.isNull()) {
            conditions << name + QStringLiteral(" IS NULL");
            continue;
        }
        conditions << name + QStringLiteral(" = ?");
        sql.values << value;
    }
    if (!select.afterId.isEmpty()) {
        conditions << QStringLiteral("id > ?");
        sql.values << select.afterId;
    }
    const QString order = select.orderBy.isEmpty() ? QStringLiteral("id") : select.orderBy;
    if (!info.field(order))
        return unknownField(order);
    sql.text = QStringLiteral("SELECT %1 FROM %2").arg(columnList(info), info.kindText());
    if (!conditions.isEmpty())
        sql.text += QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    sql.text += QStringLiteral(" ORDER BY ") + order;
    if (select.descending)
        sql.text += QStringLiteral(" DESC");
    if (select.limit > 0) {
        sql.text += QStringLiteral(" LIMIT ?");
        sql.values << select.limit;
    }
    return sql;
}

QString upsertSql(const RecordInfo& info)
{
    QStringList marks;
    QStringList updates;
    for (const FieldInfo& field : info.fields) {
        marks << QStringLiteral("?");
        if (!field.has(Key))
            updates << QStringLiteral("%1 = excluded.%1").arg(field.nameText());
    }
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT(id) DO UPDATE SET %4")
        .arg(info.kindText(), columnList(info), marks.join(QStringLiteral(", ")),
             updates.join(QStringLiteral(", ")));
}

QVariantList rowValues(const RecordInfo& info, const void* record)
{
    QVariantList values;
    for (const FieldInfo& field : info.fields)
        values << field.toSql(record);
    return values;
}

QByteArray rowJson(const RecordInfo& info, const QVariantList& values)
{
    QByteArray json;
    json.reserve(64 * values.size());
    json += '{';
    for (std::size_t i = 0; i < info.fields.size(); ++i) {
        const FieldInfo& field = info.fields[i];
        if (field.has(Secret) || field.has(Internal))
            continue;
        json += json.size() > 1 ? ",\"" : "\"";
        json += field.name;
        json += "\":";
        appendJson(json, field.type, values.at(static_cast<qsizetype>(i)));
    }
    json += '}';
    return json;
}

Result<void> readRow(const RecordInfo& info, const QSqlQuery& query, void* record, int first)
{
    int column = first;
    for (const FieldInfo& field : info.fields) {
        if (auto set = field.fromSql(record, query.value(column++)); !set)
            return fail("store-failed",
                        QStringLiteral("%1.%2: %3")
                            .arg(info.kindText(), field.nameText(), set.error().detail));
    }
    return {};
}

QJsonObject readJson(const RecordInfo& info, const QSqlQuery& query, int first)
{
    QJsonObject object;
    int column = first;
    for (const FieldInfo& field : info.fields) {
        const QVariant value = query.value(column++);
        if (!field.has(Secret) && !field.has(Internal))
            object.insert(field.nameText(), jsonOf(field, value));
    }
    return object;
}

} // namespace rackhouse
