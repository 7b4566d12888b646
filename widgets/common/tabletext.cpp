#include "widgets/common/tabletext.h"

#include "models/items/displaytext.h"

#include <QAbstractItemModel>

namespace rackhouse
{

namespace
{

/// https://owasp.org/www-community/attacks/CSV_Injection: names come from machines and images.
QString harmless(const QString& cell)
{
    static const QString starts = u"=+-@\t\r"_qs;
    if (cell.isEmpty() || !starts.contains(cell.front()))
        return cell;
    bool number = false;
    cell.toDouble(&number);
    return number ? cell : u'\'' + cell;
}

QString quoted(QString cell, QChar separator)
{
    if (separator == u'\t') {
        for (const QChar end : {u'\t', u'\n', u'\r'})
            cell.replace(end, u' ');
        return cell;
    }
    static const QString special = u"\"\n\r"_qs;
    const bool needed = std::any_of(cell.cbegin(), cell.cend(), [separator](QChar c) {
        return c == separator || special.contains(c);
    });
    return needed ? u'"' + cell.replace(u"\""_qs, u"\"\""_qs) + u'"' : cell;
}

} // namespace

QString tableLine(const QStringList& cells, QChar separator)
{
    QStringList parts;
    parts.reserve(cells.size());
    for (const QString& cell : cells)
        parts << quoted(harmless(cell), separator);
    return parts.join(separator) + u'\n';
}

QString tableText(const QAbstractItemModel& model, QChar separator)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells << model.headerData(column, Qt::Horizontal).toString();
    QString text = tableLine(cells, separator);
    for (int row = 0; row < model.rowCount(); ++row) {
        cells.clear();
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        text += tableLine(cells, separator);
    }
    return text;
}

QString RecordText::titles() const
{
    QStringList cells;
    for (const FieldInfo* field : m_columns)
        cells << valueTitle(*field);
    return tableLine(cells, m_separator);
}

QString RecordText::line(const ReplicaRow& row) const
{
    QStringList cells;
    for (const FieldInfo* field : m_columns)
        cells << cellValue(*m_info, std::size_t(field - m_info->fields.data()), row);
    return tableLine(cells, m_separator);
}

} // namespace rackhouse
