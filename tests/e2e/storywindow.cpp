#include "tests/e2e/storywindow.h"

#include "app/console/console.h"
#include "models/items/roles.h"
#include "widgets/common/messagestrip.h"

#include <QApplication>
#include <QTableView>
#include <QTest>

namespace rackhouse
{

namespace
{

constexpr int kConnectMs = 60'000;
constexpr int kSettleMs = 1500; ///< reads of the replica run on workers; a picture waits for them

} // namespace

StoryWindow::StoryWindow(std::unique_ptr<Console> console) : m_console(std::move(console)) {}

StoryWindow::~StoryWindow() = default;

Result<std::unique_ptr<StoryWindow>> StoryWindow::open(const QString& dataFolder,
                                                       const QString& site)
{
    static const SystemClock clock;
    auto replica = Replica::open(dataFolder + QStringLiteral("/replica.db"), clock);
    if (!replica)
        return fail(replica.error());
    Console::Options options;
    options.dataFolder = dataFolder;
    options.site = site;
    auto console = std::make_unique<Console>(*qApp, *std::move(replica), options);
    console->window().show();
    console->start();
    if (!QTest::qWaitForWindowExposed(&console->window(), kConnectMs))
        return fail("timed-out", QStringLiteral("the window did not open"));
    return std::unique_ptr<StoryWindow>(new StoryWindow(std::move(console)));
}

void StoryWindow::open(const QUrl& link)
{
    m_console->window().open(link);
}

bool StoryWindow::shoot(const QString& file)
{
    QTest::qWait(kSettleMs);
    return m_console->window().grab().save(file);
}

bool StoryWindow::offlineShown() const
{
    const auto* strip = m_console->window().findChild<QWidget*>(QStringLiteral("offline"));
    return strip && strip->isVisible();
}

Result<void> StoryWindow::checkAgedRows(qsizetype rows) const
{
    const MainWindow& window = m_console->window();
    const auto* strip = window.findChild<MessageStrip*>(QStringLiteral("offline"));
    if (!strip || !strip->text().contains(QStringLiteral("You see what it said")))
        return fail("internal", QStringLiteral("the strip does not say how old the copy is"));
    const auto* table = window.currentPage()->findChild<QTableView*>();
    if (!table || !table->isVisible())
        return fail("internal", QStringLiteral("the page shows no table"));
    const QAbstractItemModel& model = *table->model();
    qsizetype aged = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        bool seen = false;
        for (int column = 0; column < model.columnCount() && !seen; ++column)
            seen = model.index(row, column).data(ObservedAtRole).toLongLong() > 0;
        aged += seen ? 1 : 0;
    }
    if (aged == rows)
        return {};
    return fail("internal",
                QStringLiteral("%1 of %2 rows are shown with their age").arg(aged).arg(rows));
}

bool StoryWindow::waitForOffline(int timeoutMs)
{
    return QTest::qWaitFor([this] { return offlineShown(); }, timeoutMs);
}

} // namespace rackhouse
