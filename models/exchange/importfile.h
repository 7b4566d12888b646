#pragma once

#include "models/exchange/cellcodec.h"
#include "models/exchange/csv.h"
#include "models/exchange/tables.h"

#include <QHash>

namespace rackhouse
{

/// A CSV file of one of the tables: its header understood, its cells found by the names of columns.
class ImportFile
{
public:
    /// Errors: as planImport().
    static Result<ImportFile> open(ExchangeTable table, const QByteArray& bytes);

    /// Lines after the header.
    size_t size() const { return m_csv.rows.size() - 1; }
    qint64 line(size_t number) const { return m_csv.rows[number + 1].line; }
    /// Whether the line has as many cells as the header. Error: "cells-count" (found, expected).
    Result<void> check(size_t number) const;
    /// The cell; null where the file has no such column.
    QString cell(size_t number, const char* column) const;
    DecimalMark decimalMark() const
    {
        return m_csv.separator == u',' ? DecimalMark::Point : DecimalMark::PointOrComma;
    }
    /// Columns that no such table has; they are left out.
    const QStringList& unknownColumns() const { return m_unknown; }

private:
    CsvText m_csv;
    QHash<QByteArray, qsizetype> m_columns;
    QStringList m_unknown;
};

} // namespace rackhouse
