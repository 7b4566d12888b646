#include "tests/e2e/storywindow.h"

#include "app/console/console.h"

#include <QApplication>
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

bool StoryWindow::waitForOffline(int timeoutMs)
{
    return QTest::qWaitFor([this] { return offlineShown(); }, timeoutMs);
}

} // namespace rackhouse
