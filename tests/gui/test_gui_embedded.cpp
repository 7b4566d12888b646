#include "app/console/console.h"
#include "models/domain/asset.h"
#include "widgets/common/messagestrip.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace rackhouse;

/// The site that is this computer: its first run, and its engine failing. rackhoused is the real
/// one.
class TestGuiEmbedded : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void thisComputerBecomesTheSite();
    void aGraphOfNetqBecomesAFabric();
    void anEngineThatDiedIsStartedAgain();
    void theCopyIsShownThoughTheEngineDoesNotStart();

private:
    std::unique_ptr<Console> open();
    /// On the first-run page, and waits until the site answers.
    void chooseThisComputer(Console& console);
    static QString status(Console& console);
    QString lockFile() const { return m_folder->filePath(QStringLiteral("embedded/lock")); }

    static constexpr int kReadyMs = 60'000;

    std::unique_ptr<QTemporaryDir> m_folder;
    const SystemClock m_clock;
};

void TestGuiEmbedded::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    // Where the paired sites are: none here.
    qputenv("XDG_CONFIG_HOME", m_folder->filePath(QStringLiteral("config")).toLocal8Bit());
}

std::unique_ptr<Console> TestGuiEmbedded::open()
{
    auto replica = Replica::open(m_folder->filePath(QStringLiteral("replica.db")), m_clock);
    if (!replica)
        qFatal("%s", qPrintable(replica.error().detail));
    auto console = std::make_unique<Console>(
        *qApp, std::move(*replica),
        Console::Options{.dataFolder = m_folder->path(), .site = {}, .embedded = false});
    console->window().show();
    console->start();
    return console;
}

QString TestGuiEmbedded::status(Console& console)
{
    return console.window().findChild<QWidget*>(QStringLiteral("status.site"))->accessibleName();
}

void TestGuiEmbedded::chooseThisComputer(Console& console)
{
    auto* choice =
        console.window().findChild<QPushButton*>(QStringLiteral("welcome.site.embedded"));
    QVERIFY(choice != nullptr);
    choice->click();
    QTRY_VERIFY2_WITH_TIMEOUT(status(console).contains(QStringLiteral("up to date")),
                              qPrintable(status(console)), kReadyMs);
}

void TestGuiEmbedded::thisComputerBecomesTheSite()
{
    const auto console = open();
    QCOMPARE(console->window().currentPage()->objectName(), QStringLiteral("page.welcome"));
    chooseThisComputer(*console);
    QCOMPARE(console->window().currentPage()->objectName(), QStringLiteral("page.overview"));
}

/// Of a network of which the books know nothing yet.
void TestGuiEmbedded::aGraphOfNetqBecomesAFabric()
{
    const auto console = open();
    chooseThisComputer(*console);
    QFile graph(m_folder->filePath(QStringLiteral("graph.json")));
    QVERIFY(graph.open(QIODevice::WriteOnly));
    graph.write(R"([{"nodes":[{"compounded_nodes":[
        {"id":"1","name":"leaf-1","device_type":"switch"},{"id":"2","name":"node-1"}]}],
        "links":[{"compounded_links":[{"interfaces":[
        {"node":"1","interface":"swp1"},{"node":"2","interface":"eth0"}]}]}]}])");
    graph.close();
    MainWindow& window = console->window();
    const QList<QAction*> actions = window.actions();
    auto* read = *std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
        return action->objectName() == QLatin1String("netq.read");
    });
    QTRY_VERIFY(read->isEnabled());
    read->trigger();
    QTRY_VERIFY(window.findChild<QDialog*>(QStringLiteral("dialog.netq-read")));
    window.findChild<QLineEdit*>(QStringLiteral("dialog.netq-read.file"))
        ->setText(graph.fileName());
    window.findChild<QPushButton*>(QStringLiteral("netq-read.verb"))->click();
    QTRY_VERIFY(window.findChild<Toast*>() != nullptr);
    QVERIFY2(window.findChild<Toast*>()->accessibleName().contains(
                 QStringLiteral("0 of 2 devices are in the books; cables: 1.")),
             qPrintable(window.findChild<Toast*>()->accessibleName()));
    window.open(QUrl(QStringLiteral("rackhouse:/fabric")));
    const auto* tree = window.currentPage()->findChild<QTreeView*>(QStringLiteral("fabric.tree"));
    QTRY_VERIFY(tree->model()->rowCount() > 0);
}

void TestGuiEmbedded::anEngineThatDiedIsStartedAgain()
{
    const auto console = open();
    chooseThisComputer(*console);
    QFile lock(lockFile());
    QVERIFY(lock.open(QIODevice::ReadOnly));
    const auto pid = lock.readAll().trimmed().toInt();
    QVERIFY(pid > 1);
    QCOMPARE(::kill(pid, SIGKILL), 0);
    QTRY_VERIFY(console->window().findChild<Toast*>() != nullptr); // the person is told
    QTRY_VERIFY2_WITH_TIMEOUT(!status(*console).contains(QStringLiteral("up to date")),
                              qPrintable(status(*console)), kReadyMs);
    // As a person's choice does.
    auto* sites = console->window().findChild<QTreeView*>(QStringLiteral("navigation.sites"));
    QCOMPARE(sites->model()->rowCount(), 2); // all sites, and this one
    emit sites->activated(sites->model()->index(1, 0));
    QTRY_VERIFY2_WITH_TIMEOUT(status(*console).contains(QStringLiteral("up to date")),
                              qPrintable(status(*console)), kReadyMs);
}

void TestGuiEmbedded::theCopyIsShownThoughTheEngineDoesNotStart()
{
    {
        const auto console = open();
        chooseThisComputer(*console);
    }
    {
        // What the site had told before.
        const auto replica =
            Replica::open(m_folder->filePath(QStringLiteral("replica.db")), m_clock);
        QVERIFY(replica);
        const auto known = (*replica)->sites();
        QVERIFY(known && known->size() == 1);
        Machine machine;
        machine.id = MachineId::create();
        machine.name = QStringLiteral("gpu-1");
        const Change change{1'000'000,         m_clock.now(), Machine::record().kindText(),
                            machine.id.text(), false,         toJson(machine)};
        QVERIFY((*replica)->applyChanges(known->front().siteKey, {change}, change.seq));
    }
    // Another program has the state directory as soon as the first engine has left it.
    const int lock = ::open(QFile::encodeName(lockFile()).constData(), O_RDWR | O_CLOEXEC);
    QVERIFY(lock >= 0);
    QTRY_VERIFY_WITH_TIMEOUT(::flock(lock, LOCK_EX | LOCK_NB) == 0, kReadyMs);
    QCOMPARE(::ftruncate(lock, 0), 0);
    const auto console = open();
    console->window().open(QUrl(QStringLiteral("rackhouse:/machines")));
    const auto* table = console->window().currentPage()->findChild<QTableView*>();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("gpu-1"));
    ::close(lock);
}

QTEST_MAIN(TestGuiEmbedded)
#include "test_gui_embedded.moc"
