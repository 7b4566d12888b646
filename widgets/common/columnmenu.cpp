#include "widgets/common/columnmenu.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("ColumnMenu", text);
}

QString titleOf(const QTableView* table, int column)
{
    return table->model()->headerData(column, Qt::Horizontal).toString();
}

/// Those that are shown, as they stand.
std::vector<int> columnsOf(const QTableView* table)
{
    std::vector<int> columns;
    for (int visual = 0; visual < table->model()->columnCount(); ++visual) {
        const int column = table->horizontalHeader()->logicalIndex(visual);
        if (!table->isColumnHidden(column))
            columns.push_back(column);
    }
    return columns;
}

void fillSorting(QMenu* menu, QTableView* table)
{
    const QHeaderView* header = table->horizontalHeader();
    const int now = header->sortIndicatorSection();
    auto* columns = new QActionGroup(menu);
    for (const int column : columnsOf(table)) {
        QAction* action = menu->addAction(titleOf(table, column), table, [table, column] {
            table->sortByColumn(column, table->horizontalHeader()->sortIndicatorOrder());
        });
        action->setCheckable(true);
        action->setChecked(column == now);
        columns->addAction(action);
    }
    menu->addSeparator();
    auto* orders = new QActionGroup(menu);
    for (const auto& [order, text] : {std::pair{Qt::AscendingOrder, tr("Ascending")},
                                      std::pair{Qt::DescendingOrder, tr("Descending")}}) {
        QAction* action = menu->addAction(
            text, table, [table, now, order = order] { table->sortByColumn(now, order); });
        action->setCheckable(true);
        action->setChecked(now >= 0 && header->sortIndicatorOrder() == order);
        action->setEnabled(now >= 0);
        orders->addAction(action);
    }
}

/// One column changes places with its neighbour that is shown; the first one has none.
void fillMoving(QMenu* menu, QTableView* table, int step)
{
    const std::vector<int> columns = columnsOf(table);
    for (size_t at = 1; at < columns.size(); ++at) {
        const size_t to = at + size_t(step);
        QAction* action = menu->addAction(
            titleOf(table, columns[at]), table, [table, column = columns[at], columns, to] {
                QHeaderView* header = table->horizontalHeader();
                header->moveSection(header->visualIndex(column), header->visualIndex(columns[to]));
            });
        action->setEnabled(to >= 1 && to < columns.size());
    }
}

} // namespace

void fillColumnMenu(QMenu* menu, QTableView* table, const std::function<bool(int)>& isOffered,
                    const std::function<void()>& shownChanged)
{
    fillSorting(menu->addMenu(tr("Sort by")), table);
    fillMoving(menu->addMenu(tr("Move left")), table, -1);
    fillMoving(menu->addMenu(tr("Move right")), table, 1);
    menu->addSeparator();
    for (int column = 1; column < table->model()->columnCount(); ++column) {
        if (!isOffered(column))
            continue;
        QAction* action = menu->addAction(titleOf(table, column));
        action->setCheckable(true);
        action->setChecked(!table->isColumnHidden(column));
        QObject::connect(action, &QAction::toggled, table, [=](bool shown) {
            table->setColumnHidden(column, !shown);
            shownChanged();
        });
    }
}

} // namespace rackhouse
