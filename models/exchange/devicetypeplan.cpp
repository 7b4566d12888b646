#include "models/exchange/devicetypeplan.h"

#include "models/domain/fieldtext.h"
#include "models/exchange/cellcodec.h"
#include "models/exchange/devicetypeyaml.h"

#include <QHash>

namespace rackhouse
{

namespace
{

QString shown(const FieldInfo& field, const DeviceType& type)
{
    if (field.nameText() == u"layout") {
        const QJsonObject& layout = type.layout;
        return QStringLiteral("%1 ports, %2 drives, %3 GPUs, %4 PSUs")
            .arg(layout.value(u"ports").toArray().size())
            .arg(layout.value(u"drives").toInt())
            .arg(layout.value(u"gpus").toInt())
            .arg(layout.value(u"psus").toInt());
    }
    if (field.nameText() == u"warnings")
        return type.warnings.join(u' ');
    return cellText(field, &type);
}

PlannedRow planOne(const DeviceType* known, const DeviceType& read)
{
    PlannedRow row;
    row.name = read.slug;
    row.notes = read.warnings;
    static const DeviceType nothing;
    QJsonObject fields;
    for (const FieldInfo& field : DeviceType::record().fields) {
        if (!isWritable(field))
            continue;
        const QJsonValue after = field.toJson(&read);
        if (const QString character = refusedCharacter(field, after); !character.isEmpty()) {
            row.fail(makeError("character-refused", {{QStringLiteral("field"), field.nameText()},
                                                     {QStringLiteral("character"), character}}));
            return row;
        }
        if (known && field.toJson(known) == after)
            continue;
        fields.insert(field.nameText(), after);
        const QString before = known ? shown(field, *known) : QString();
        const QString now = shown(field, read);
        if (known || (now != shown(field, nothing) && field.nameText() != u"warnings"))
            row.differences << FieldDifference{field.nameText(), before, now};
    }
    if (known && fields.isEmpty())
        return row;
    row.outcome = known ? PlannedRow::Outcome::Changed : PlannedRow::Outcome::Added;
    row.item = {{QStringLiteral("op"), known ? QStringLiteral("change") : QStringLiteral("create")},
                {QStringLiteral("kind"), DeviceType::record().kindText()},
                {QStringLiteral("fields"), fields}};
    if (known) {
        row.item.insert(QStringLiteral("id"), known->id.text());
        row.item.insert(QStringLiteral("revision"), known->revision);
    }
    return row;
}

} // namespace

ChangePlan planDeviceTypes(const std::vector<DeviceType>& library,
                           const std::vector<NamedFile>& files)
{
    QHash<QString, const DeviceType*> bySlug;
    for (const DeviceType& type : library)
        bySlug.insert(type.slug, &type);
    QHash<QString, QString> seen;
    ChangePlan plan;
    for (const NamedFile& file : files) {
        const auto read = readDeviceType(file.bytes);
        PlannedRow row;
        if (!read) {
            row.name = file.name;
            row.fail(read.error());
        } else if (seen.contains(read->slug)) {
            row.name = read->slug;
            row.fail(makeError("device-type-twice", {{QStringLiteral("slug"), read->slug},
                                                     {QStringLiteral("file"), seen[read->slug]}}));
        } else {
            row = planOne(bySlug.value(read->slug), *read);
            seen.insert(read->slug, file.name);
        }
        row.source = file.name;
        plan.rows.push_back(std::move(row));
    }
    return plan;
}

} // namespace rackhouse
