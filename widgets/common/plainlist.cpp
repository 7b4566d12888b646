#include "widgets/common/plainlist.h"

#include "widgets/common/emptyhint.h"

#include <QHeaderView>

namespace rackhouse
{

namespace
{

constexpr int kFirstColumnWidth = 210;

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

} // namespace rackhouse
