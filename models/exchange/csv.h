#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QChar>
#include <QStringList>

#include <vector>

namespace rackhouse
{

/// One record of a CSV text.
struct CsvRow {
    qint64 line = 0; ///< on which it begins, from 1
    QStringList cells;

    bool operator==(const CsvRow&) const = default;
};

/// A CSV text, taken apart.
struct CsvText {
    QChar separator = u',';
    std::vector<CsvRow> rows; ///< without empty lines; the first one is the header
};

/// The largest file that is read.
inline constexpr qsizetype kMostCsvBytes = 64 * 1024 * 1024;

/// Reads CSV (RFC 4180): quoted cells, any line end, with or without a byte-order mark; the
/// separator (comma, semicolon or tab) is the one that the first line has most of.
/// Errors: "csv-empty", "csv-too-large" (limit), "csv-not-utf8" (line), "csv-quote" (line).
Result<CsvText> readCsv(const QByteArray& bytes);

/// Writes CSV as RFC 4180 has it, with commas and CRLF.
QByteArray writeCsv(const std::vector<QStringList>& rows);

/// A text that a spreadsheet would take for a formula gets an apostrophe in front; what was
/// guarded comes back as it was.
QString guardFormula(const QString& text);
QString unguardFormula(const QString& text);

} // namespace rackhouse
