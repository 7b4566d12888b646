#pragma once

#include "models/items/sitetreemodel.h"
#include "widgets/common/theme.h"
#include "widgets/shell/page.h"

#include <QElapsedTimer>
#include <QHash>
#include <QMainWindow>
#include <QTimer>

#include <functional>
#include <vector>

class QStackedWidget;

namespace rackhouse
{

class MessageStrip;
class Navigation;
class StatusLine;
class TaskPanel;
class TitleRow;

/// The window: sites and workspaces at the left, a page with its title row, running jobs, status.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Context context, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a page: "rackhouse:/machines?filter=state:available". Unknown links open the overview.
    void open(const QUrl& link);
    /// Asks for the end of a pairing.
    void unpair(const QString& key) { emit unpairWanted(key); }
    Page* currentPage() const { return m_page; }
    /// The sites that this computer is paired with.
    void setSites(const std::vector<SiteTreeModel::Paired>& sites);
    void toast(Tone tone, const QString& text);

signals:
    /// Empty: all sites.
    void siteChosen(const QString& siteKey);
    void pairWanted();
    void embeddedWanted();
    void unpairWanted(const QString& key);
    void firstPaint();

protected:
    void paintEvent(QPaintEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    using Maker = std::function<Page*()>;

    void addActions();
    void addGoActions();
    void addViewActions();
    void addHelpActions();
    void help();
    void buildMenus();
    void arrange();
    Page* pageFor(const QString& name);
    void go(int step);
    void showPage(const QUrl& link);
    void pageMoved();
    void siteMoved();

    Context m_context;
    Navigation* m_navigation = nullptr;
    TitleRow* m_title = nullptr;
    MessageStrip* m_offline = nullptr;
    QStackedWidget* m_pages = nullptr;
    TaskPanel* m_tasks = nullptr;
    StatusLine* m_status = nullptr;
    QHash<QString, Maker> m_makers;
    QHash<QString, QString> m_under; ///< pages that another one stands for in the navigation
    QHash<QString, Page*> m_made;
    Page* m_page = nullptr;
    std::vector<QUrl> m_history;
    int m_at = -1;
    bool m_painted = false;
    QTimer m_ageTick;
};

} // namespace rackhouse
