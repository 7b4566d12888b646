#pragma once

#include "models/items/sitetreemodel.h"
#include "widgets/common/context.h"

#include <QListWidget>
#include <QUrl>

namespace rackhouse
{

class SiteList;

/// The sites on top and the workspaces of the one that is shown.
class Navigation : public QWidget
{
    Q_OBJECT

public:
    struct Entry {
        QString name; ///< "machines"
        QString title;
        QString icon;
    };

    Navigation(Context context, const std::vector<Entry>& entries, QWidget* parent);

    /// The sites that this computer is paired with.
    void setSites(const std::vector<SiteTreeModel::Paired>& sites);
    void setCurrent(const QString& name);

signals:
    void chosen(const QString& name);
    /// Empty: all sites.
    void siteChosen(const QString& siteKey);
    void open(const QUrl& link);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Context m_context;
    SiteList* m_sites;
    QListWidget* m_list;
    const QListWidgetItem* m_beforePress = nullptr; ///< the current entry then
};

} // namespace rackhouse
