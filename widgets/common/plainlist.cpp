#include "widgets/common/plainlist.h"

#include "widgets/common/emptyhint.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSet>

namespace rackhouse
{

namespace
{

constexpr int kFirstColumnWidth = 210;
constexpr int keyRole = Qt::UserRole + 100;

QString keyOf(const QTreeWidgetItem* line)
{
    return line->data(0, keyRole).toString();
}

/// The line of that key at that place: the one there, one from further below, or a new one.
std::pair<QTreeWidgetItem*, bool> lineAt(QTreeWidgetItem* parent, int place, const QString& key)
{
    if (place < parent->childCount() && keyOf(parent->child(place)) == key)
        return {parent->child(place), false};
    for (int from = place + 1; from < parent->childCount(); ++from) {
        if (keyOf(parent->child(from)) != key)
            continue;
        QTreeWidget* list = parent->treeWidget();
        QTreeWidgetItem* line = parent->child(from);
        const bool selected = line->isSelected();
        const bool current = list->currentItem() == line;
        const bool expanded = line->isExpanded();
        parent->insertChild(place, parent->takeChild(from));
        line->setSelected(selected);
        line->setExpanded(expanded);
        if (current)
            list->setCurrentItem(line, 0, QItemSelectionModel::NoUpdate);
        return {line, false};
    }
    auto* line = new QTreeWidgetItem;
    line->setData(0, keyRole, key);
    parent->insertChild(place, line);
    return {line, true};
}

} // namespace

QTreeWidget* makePlainList(const QString& objectName, const QString& accessibleName,
                           const QStringList& headers, const QString& emptyText, QWidget* parent)
{
    auto* list = new QTreeWidget(parent);
    list->setObjectName(objectName);
    list->setAccessibleName(accessibleName);
    list->setHeaderLabels(headers);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list->header()->setStretchLastSection(true);
    list->setColumnWidth(0, kFirstColumnWidth);
    new EmptyHint(list, emptyText);
    return list;
}

void setColumnWidths(QTreeView* list, std::initializer_list<int> widths)
{
    int column = 0;
    for (const int width : widths) {
        list->setColumnWidth(column, qMax(width, list->header()->sectionSizeHint(column)));
        ++column;
    }
}

void updateLines(QTreeWidgetItem* parent, const QStringList& keys, const FillLine& fill)
{
    QTreeWidget* list = parent->treeWidget();
    const QSet<QString> wanted(keys.begin(), keys.end());
    QScrollBar* bar = list->verticalScrollBar();
    for (int place = parent->childCount() - 1; place >= 0; --place) {
        if (!wanted.contains(keyOf(parent->child(place))))
            delete parent->takeChild(place);
    }
    // Who reads the newest lines wants to see those that come.
    const bool atTop = bar->value() == bar->minimum();
    const QPersistentModelIndex top = atTop ? QModelIndex() : list->indexAt({0, 0});
    for (int number = 0; number < keys.size(); ++number) {
        const auto [line, isNew] = lineAt(parent, number, keys.at(number));
        fill(line, number, isNew);
    }
    if (top.isValid() && list->indexAt({0, 0}) != top)
        list->scrollTo(top, QAbstractItemView::PositionAtTop);
}

} // namespace rackhouse
