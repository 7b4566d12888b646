#pragma once

#include "models/items/sitetreemodel.h"
#include "widgets/common/context.h"

#include <QTreeView>
#include <QUrl>

namespace rackhouse
{

/// All sites, each site with what is known of its connection, its halls and racks. Enter or a click
/// shows it.
class SiteList : public QTreeView
{
    Q_OBJECT

public:
    SiteList(Context context, QWidget* parent);

    /// The sites that this computer is paired with, also those of which nothing is known yet.
    void setPaired(const std::vector<SiteTreeModel::Paired>& sites);

signals:
    /// Empty: all sites.
    void siteChosen(const QString& siteKey);
    void open(const QUrl& link);

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;

private:
    void choose(const QModelIndex& index);
    void markShown();
    void fitHeight();

    Context m_context;
    SiteTreeModel* m_tree;
};

} // namespace rackhouse
