#include "models/exchange/importfile.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

/// "Height units" is "height_units".
QByteArray nameOfHeader(const QString& cell)
{
    return cell.trimmed().toLower().replace(u' ', u'_').toUtf8();
}

tl::unexpected<Error> missing(const char* column)
{
    return fail("csv-column-missing", {{QStringLiteral("column"), QString::fromLatin1(column)}});
}

} // namespace

Result<ImportFile> ImportFile::open(ExchangeTable table, const QByteArray& bytes)
{
    auto csv = readCsv(bytes);
    if (!csv)
        return fail(csv.error());
    ImportFile file;
    file.m_csv = *std::move(csv);
    const auto& known = columnsOf(table);
    const QStringList& header = file.m_csv.rows.front().cells;
    for (qsizetype at = 0; at < header.size(); ++at) {
        const QByteArray name = nameOfHeader(header[at]);
        const bool isKnown = std::any_of(known.begin(), known.end(), [&name](const auto& column) {
            return name == column.name;
        });
        if (!isKnown)
            file.m_unknown << header[at].trimmed();
        else if (file.m_columns.contains(name))
            return fail("csv-column-twice", {{QStringLiteral("column"), QString::fromUtf8(name)}});
        else
            file.m_columns.insert(name, at);
    }
    const auto has = [&file](const char* name) {
        return file.m_columns.contains(name);
    };
    const bool isCables = table == ExchangeTable::Cables;
    if (isCables || table == ExchangeTable::Rentals) {
        for (const char* column :
             {isCables ? "a_device" : "machine", isCables ? "b_device" : "from"}) {
            if (!has(column) && !has("id"))
                return missing(column);
        }
    } else if (!has("name") && !has("id") &&
               !(table == ExchangeTable::Placements && has("serial"))) {
        return missing("name");
    }
    return file;
}

Result<void> ImportFile::check(size_t number) const
{
    const qsizetype found = m_csv.rows[number + 1].cells.size();
    const qsizetype expected = m_csv.rows.front().cells.size();
    if (found == expected)
        return {};
    return fail("cells-count",
                {{QStringLiteral("found"), found}, {QStringLiteral("expected"), expected}});
}

QString ImportFile::cell(size_t number, const char* column) const
{
    const auto at = m_columns.constFind(column);
    if (at == m_columns.constEnd())
        return {};
    const QString text = unguardFormula(m_csv.rows[number + 1].cells[*at]);
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace rackhouse
