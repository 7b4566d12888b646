#include "models/domain/record.h"

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
    case FieldType::Id:
    case FieldType::Text:
    case FieldType::Enum:
    case FieldType::Json:
        break;
    }
    return QStringLiteral("TEXT");
}

QString columnSql(const FieldInfo& field)
{
    QString sql = field.nameText() + QLatin1Char(' ') + sqlType(field.type);
    if (field.has(Key))
        return sql + QStringLiteral(" PRIMARY KEY NOT NULL");
    if (field.type != FieldType::Id)
        sql += QStringLiteral(" NOT NULL");
    if (field.has(Unique))
        sql += QStringLiteral(" UNIQUE");
    if (field.references)
        sql += QStringLiteral(" REFERENCES %1(id)").arg(QLatin1String(field.references));
    return sql;
}

} // namespace

const FieldInfo* RecordInfo::field(const QString& name) const
{
    for (const FieldInfo& candidate : fields) {
        if (name == QLatin1String(candidate.name))
            return &candidate;
    }
    return nullptr;
}

QJsonObject recordToJson(const RecordInfo& info, const void* record)
{
    QJsonObject object;
    for (const FieldInfo& field : info.fields) {
        if (!field.has(Secret) && !field.has(Internal))
            object.insert(field.nameText(), field.toJson(record));
    }
    return object;
}

Result<void> recordFromJson(const RecordInfo& info, void* record, const QJsonObject& object)
{
    for (const FieldInfo& field : info.fields) {
        const auto member = object.constFind(field.nameText());
        if (member == object.constEnd())
            continue;
        if (auto set = field.fromJson(record, *member); !set)
            return fail("bad-field", {{QStringLiteral("field"), field.nameText()}});
    }
    return {};
}

QString createTableSql(const RecordInfo& info)
{
    QStringList columns;
    for (const FieldInfo& field : info.fields)
        columns << QStringLiteral("    ") + columnSql(field);
    return QStringLiteral("CREATE TABLE %1 (\n%2\n) STRICT")
        .arg(info.kindText(), columns.join(QStringLiteral(",\n")));
}

bool isWritable(const FieldInfo& field)
{
    return !field.has(Key) && !field.has(ReadOnly) && !field.has(Secret) && !field.has(Internal);
}

bool maySee(const FieldInfo& field, Role reader)
{
    if (field.has(Secret) || field.has(Internal))
        return false;
    return !field.has(Confidential) || reader >= Role::Operator;
}

void hideFrom(Role reader, const RecordInfo& info, QJsonObject& row)
{
    for (const FieldInfo& field : info.fields) {
        if (!maySee(field, reader))
            row.remove(field.nameText());
    }
}

} // namespace rackhouse
