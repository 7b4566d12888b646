#pragma once

#include "models/exchange/changeplan.h"
#include "models/exchange/importfile.h"

#include <QHash>

#include <functional>

namespace rackhouse
{

/// What the lines of one file have said so far.
struct ImportContext {
    const ImportFile& file;
    const BookIndex& index;
    const std::vector<ExchangeColumn>& columns;
    QHash<QString, qint64> lineOfId = {};   ///< rows that a line has spoken of
    QHash<QString, qint64> lineOfName = {}; ///< new rows and rows that get another name
};

/// Whether no line before has spoken of the row. Error: "import-row-twice" (line, name).
Result<void> claim(QHash<QString, qint64>& lines, const QString& key, qint64 line,
                   const QString& name);

/// Sets what a line says on a row; cells that say what is there already are not even read.
/// `isNew`: empty cells leave what a new row has. In a row of the books they empty a field, unless
/// no row is without it.
/// Errors: "import-bad-value", "import-out-of-range", "import-read-only", "import-name-unknown",
/// "import-name-ambiguous".
Result<void> applyCells(const ImportContext& context, size_t number, const RecordInfo& info,
                        void* row, bool isNew);

/// The differences of two rows, and the item of a changeset that makes one of the other.
template <class T>
void describe(const ImportContext& context, const T* before, const T& after, PlannedRow& planned)
{
    static const T nothing;
    const T& from = before ? *before : nothing;
    QJsonObject fields;
    for (const FieldInfo& field : T::record().fields) {
        if (isWritable(field) && field.toJson(&from) != field.toJson(&after))
            fields.insert(field.nameText(), field.toJson(&after));
    }
    if (before && fields.isEmpty())
        return;
    for (const ExchangeColumn& column : context.columns) {
        const QString was = exchangeCell(column, T::record(), &from, context.index);
        const QString is = exchangeCell(column, T::record(), &after, context.index);
        if (column.cell != ExchangeColumn::Cell::Id && was != is)
            planned.differences << FieldDifference{QLatin1String(column.name),
                                                   before ? was : QString(), is};
    }
    planned.outcome = before ? PlannedRow::Outcome::Changed : PlannedRow::Outcome::Added;
    planned.item = {
        {QStringLiteral("op"), before ? QStringLiteral("change") : QStringLiteral("create")},
        {QStringLiteral("kind"), T::record().kindText()},
        {QStringLiteral("id"), after.id.text()},
        {QStringLiteral("fields"), fields}};
    if (before)
        planned.item.insert(QStringLiteral("revision"), before->revision);
}

} // namespace rackhouse
