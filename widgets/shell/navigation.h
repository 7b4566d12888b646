#pragma once

#include "widgets/common/context.h"

#include <QListWidget>
#include <QUrl>

class QComboBox;

namespace rackhouse
{

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

    /// The sites that can be chosen, and the one that is shown.
    void setSites(const std::vector<std::pair<QString, QString>>& keysAndTitles,
                  const QString& current);
    void setCurrent(const QString& name);

signals:
    void chosen(const QString& name);
    void siteChosen(const QString& key);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Context m_context;
    QComboBox* m_sites;
    QListWidget* m_list;
    const QListWidgetItem* m_beforePress = nullptr; ///< the current entry then
};

} // namespace rackhouse
