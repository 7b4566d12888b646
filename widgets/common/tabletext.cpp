#include "widgets/common/tabletext.h"

#include <QAbstractItemModel>

namespace rackhouse
{

namespace
{

QString quoted(QString cell, QChar separator)
{
    if (separator == u'\t')
        return cell.replace(u'\t', u' ').replace(u'\n', u' ');
    if (cell.contains(separator) || cell.contains(u'"') || cell.contains(u'\n'))
        cell = u'"' + cell.replace(u"\""_qs, u"\"\""_qs) + u'"';
    return cell;
}

} // namespace

QString tableText(const QAbstractItemModel& model, const std::vector<int>& columns,
                  const std::vector<int>& rows, QChar separator)
{
    QString text;
    for (const int column : columns)
        text += quoted(model.headerData(column, Qt::Horizontal).toString(), separator) + separator;
    text.chop(1);
    for (const int row : rows) {
        text += u'\n';
        for (const int column : columns)
            text += quoted(model.index(row, column).data().toString(), separator) + separator;
        text.chop(1);
    }
    return text + u'\n';
}

} // namespace rackhouse
