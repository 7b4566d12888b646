#include "models/exchange/bulkedit.h"

#include "models/exchange/cellcodec.h"

namespace rackhouse
{

namespace
{

/// The text of a value as a cell has it.
QString shown(const FieldInfo& field, const QJsonValue& value)
{
    switch (field.type) {
    case FieldType::Integer:
        return QString::number(value.toInteger());
    case FieldType::Real:
        return numberText(value.toDouble());
    case FieldType::Bool:
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    default:
        return value.toString();
    }
}

} // namespace

std::vector<const FieldInfo*> bulkFields(const RecordInfo& info)
{
    std::vector<const FieldInfo*> fields;
    for (const FieldInfo& field : info.fields) {
        const bool one = field.has(Unique) || field.type == FieldType::Json ||
                         field.type == FieldType::Bytes || field.type == FieldType::Time;
        // The ends of a cable are no values that many cables could share.
        const bool end = field.nameText().startsWith(u"a_") || field.nameText().startsWith(u"b_");
        if (isWritable(field) && !one && !end)
            fields.push_back(&field);
    }
    return fields;
}

Result<ChangePlan> planBulkEdit(const RecordInfo& info, const std::vector<QJsonObject>& rows,
                                const FieldInfo& field, const QString& value,
                                const QHash<QString, QString>& names)
{
    const auto wanted = cellValue(field, value);
    if (!wanted)
        return fail(wanted.error());
    const QString nameField = info.fields[1].nameText();
    const auto text = [&](const QJsonValue& of) {
        const QString plain = shown(field, of);
        return names.value(plain, plain);
    };
    ChangePlan plan;
    for (const QJsonObject& object : rows) {
        PlannedRow& row = plan.rows.emplace_back();
        row.name = object.value(nameField).toString();
        const QJsonValue before = object.value(field.nameText());
        if (before == *wanted)
            continue;
        row.outcome = PlannedRow::Outcome::Changed;
        row.differences << FieldDifference{field.nameText(), text(before), text(*wanted)};
        row.item = {{QStringLiteral("op"), QStringLiteral("change")},
                    {QStringLiteral("kind"), info.kindText()},
                    {QStringLiteral("id"), object.value(u"id")},
                    {QStringLiteral("revision"), object.value(u"revision")},
                    {QStringLiteral("fields"), QJsonObject{{field.nameText(), *wanted}}}};
    }
    return plan;
}

} // namespace rackhouse
