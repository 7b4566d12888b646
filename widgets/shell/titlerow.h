#pragma once

#include "widgets/shell/page.h"

#include <utility>
#include <vector>

class QAction;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace rackhouse
{

/// Where am I, what can I do: back, forward, the way here, the page's actions and the palette.
/// Actions for which there is no room are in the menu of a button beside them, and the way here
/// loses its beginning.
class TitleRow : public QWidget
{
    Q_OBJECT

public:
    TitleRow(Context context, QWidget* parent);

    void show(const Page& page);
    QSize minimumSizeHint() const override;

signals:
    void open(const QUrl& link);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildMore();
    void setActions(const QStringList& ids);
    QPushButton* addAction(const QString& id, bool isPrimary);
    void fitActions();
    int widthOf(const QWidget* widget) const;
    /// Of all but the actions and the menu of more.
    int fixedWidth() const;
    /// The way from this crumb on; a link before it leads to what was left out.
    QString wayFrom(size_t first, const QString& last) const;
    int widthOfWay(size_t first) const;
    void fitWay(int room);

    Context m_context;
    QLabel* m_way;
    QHBoxLayout* m_actions;
    QToolButton* m_more;
    QPushButton* m_search = nullptr;
    std::vector<QToolButton*> m_travel; ///< back and forward
    /// As the page names them: the first is the primary one.
    std::vector<std::pair<QAction*, QPushButton*>> m_buttons;
    std::vector<Page::Crumb> m_crumbs;
    QString m_shown;
};

} // namespace rackhouse
