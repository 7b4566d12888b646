#pragma once

#include <QTreeWidget>

#include <functional>
#include <initializer_list>
#include <vector>

namespace rackhouse
{

/// A list of lines with columns, for what has no page of its own: logs, records of one job.
QTreeWidget* makePlainList(const QString& objectName, const QString& accessibleName,
                           const QStringList& headers, const QString& emptyText, QWidget* parent);

/// Gives the first columns these widths, or what their titles need.
void setColumnWidths(QTreeView* list, std::initializer_list<int> widths);

/// Makes the lines below `parent` those of `keys`, in their order, and fills each anew. A line that
/// stays keeps its selection, and the line on top stays there, so that a list can be read while it
/// changes. `fill` is given the number of the key, and whether the line is new.
using FillLine = std::function<void(QTreeWidgetItem* line, int number, bool isNew)>;
void updateLines(QTreeWidgetItem* parent, const QStringList& keys, const FillLine& fill);

/// The keys of records: their ids.
template <class T>
QStringList keysOf(const std::vector<T>& records)
{
    QStringList keys;
    for (const T& record : records)
        keys << record.id.text();
    return keys;
}

} // namespace rackhouse
