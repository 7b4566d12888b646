#include "models/exchange/rowimport.h"

#include "models/domain/placement.h"

namespace rackhouse
{

namespace
{

using Cell = ExchangeColumn::Cell;

tl::unexpected<Error> ofColumn(const char* code, const ExchangeColumn& column, const QString& name)
{
    return fail(code, {{QStringLiteral("column"), QString::fromLatin1(column.name)},
                       {QStringLiteral("name"), name}});
}

Result<void> checkRange(const ExchangeColumn& column, const QJsonValue& value)
{
    const bool limited = column.most > 0 && value.isDouble();
    if (!limited || (value.toDouble() >= column.least && value.toDouble() <= column.most))
        return {};
    return fail("import-out-of-range",
                {{QStringLiteral("column"), QString::fromLatin1(column.name)},
                 {QStringLiteral("value"), numberText(value.toDouble())},
                 {QStringLiteral("least"), numberText(column.least)},
                 {QStringLiteral("most"), numberText(column.most)}});
}

Result<QJsonValue> rackId(const BookIndex& index, const ExchangeColumn& column, const QString& name)
{
    if (name.isEmpty())
        return QString();
    const Rack* rack = index.rackNamed(name);
    return rack ? Result<QJsonValue>(rack->id.text())
                : ofColumn("import-name-unknown", column, name);
}

Result<QJsonValue> typeId(const BookIndex& index, const ExchangeColumn& column, const QString& slug)
{
    if (slug.isEmpty())
        return QString();
    const DeviceType* type = index.deviceTypeOfSlug(slug);
    return type ? Result<QJsonValue>(type->id.text())
                : ofColumn("import-name-unknown", column, slug);
}

Result<QJsonValue> machineId(const BookIndex& index, const ExchangeColumn& column,
                             const QString& name)
{
    if (name.isEmpty())
        return QString();
    const auto machines = index.devicesNamed(name, EndKind::Machine);
    return machines.isEmpty() ? ofColumn("import-name-unknown", column, name)
                              : Result<QJsonValue>(machines.front().id);
}

/// An end of a cable: its device, with the kind of it from the column beside.
Result<void> setEnd(const ImportContext& context, size_t number, const ExchangeColumn& column,
                    Cable& cable)
{
    const bool a = column.name[0] == 'a';
    const QString name = context.file.cell(number, column.name).trimmed();
    const QString word = context.file.cell(number, a ? "a_kind" : "b_kind").trimmed().toLower();
    EndKind& kind = a ? cable.aKind : cable.bKind;
    QString& id = a ? cable.aId : cable.bId;
    if (name.isEmpty()) {
        kind = EndKind::None;
        id.clear();
        return {};
    }
    const auto wanted =
        word.isEmpty() ? EndKind::None : enumFromText<EndKind>(word).value_or(EndKind::None);
    const auto devices = context.index.devicesNamed(name, wanted);
    if (devices.isEmpty())
        return ofColumn("import-name-unknown", column, name);
    if (devices.size() > 1)
        return fail(
            "import-name-ambiguous",
            {{QStringLiteral("name"), name},
             {QStringLiteral("column"), a ? QStringLiteral("a_kind") : QStringLiteral("b_kind")}});
    kind = devices.front().kind;
    id = devices.front().id;
    return {};
}

/// A cell of a field that rows of this kind do not have, or that only the hardware says.
Result<void> refuse(const ExchangeColumn& column, const FieldInfo* field, const QString& now,
                    const QString& cell)
{
    if (cell.trimmed().isEmpty() || cell.trimmed() == now)
        return {};
    if (!field)
        return ofColumn("import-no-field", column, cell);
    return fail("import-read-only", {{QStringLiteral("column"), QString::fromLatin1(column.name)},
                                     {QStringLiteral("now"), now},
                                     {QStringLiteral("value"), cell.trimmed().left(60)}});
}

/// Whether an empty cell can mean nothing but what there is already.
bool isNeeded(const ExchangeColumn& column, const RecordInfo& info)
{
    const FieldInfo* field = info.field(QLatin1String(column.field));
    const bool isWord = field && (field->type == FieldType::Enum || field->type == FieldType::Bool);
    return column.isNeeded || isWord;
}

Result<void> applyCell(const ImportContext& context, size_t number, const ExchangeColumn& column,
                       const RecordInfo& info, void* row, const QString& cell)
{
    const FieldInfo* field = info.field(QLatin1String(column.field));
    if (column.cell == Cell::DeviceName)
        return setEnd(context, number, column, *static_cast<Cable*>(row));
    if (!field || !isWritable(*field))
        return refuse(column, field, exchangeCell(column, info, row, context.index), cell);
    const QString text = cell.trimmed();
    const auto value = column.cell == Cell::RackName   ? rackId(context.index, column, text)
                       : column.cell == Cell::TypeSlug ? typeId(context.index, column, text)
                       : column.cell == Cell::MachineName
                           ? machineId(context.index, column, text)
                           : cellValue(*field, cell, context.file.decimalMark());
    if (!value)
        return fail(value.error());
    if (auto fits = checkRange(column, *value); !fits)
        return fits;
    return field->fromJson(row, *value);
}

} // namespace

Result<void> claim(QHash<QString, qint64>& lines, const QString& key, qint64 line,
                   const QString& name)
{
    if (const auto before = lines.constFind(key); before != lines.constEnd())
        return fail("import-row-twice",
                    {{QStringLiteral("line"), *before}, {QStringLiteral("name"), name}});
    lines.insert(key, line);
    return {};
}

Result<void> applyCells(const ImportContext& context, size_t number, const RecordInfo& info,
                        void* row, bool isNew)
{
    for (const ExchangeColumn& column : context.columns) {
        if (column.cell == Cell::Id || column.cell == Cell::PlacedKind)
            continue;
        const QString cell = context.file.cell(number, column.name);
        const bool isEmpty = cell.trimmed().isEmpty();
        if (cell.isNull() || (isEmpty && (isNew || isNeeded(column, info))))
            continue;
        const bool same = !isNew && cell == exchangeCell(column, info, row, context.index);
        // The kind of an end is read with its device.
        if (same || column.cell == Cell::DeviceKind)
            continue;
        if (auto done = applyCell(context, number, column, info, row, cell); !done)
            return done;
    }
    return {};
}

} // namespace rackhouse
