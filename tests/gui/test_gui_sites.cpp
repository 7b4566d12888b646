#include "app/console/console.h"
#include "tests/gui/tour/demosite.h"

#include "models/items/roles.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/tableview.h"
#include "widgets/shell/sitelist.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// The console with two paired sites, both of which cannot be reached just now.
class TestGuiSites : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void atFirstAllSitesAreShown();
    void aRowOfAnotherSiteSaysWhose();
    void theKeyboardChoosesASiteAndItIsKept();
    void anUnknownSiteIsSaid();
    void afterUnpairingTheOtherSiteIsShown();

private:
    void start(const QString& site = {});
    MainWindow& window() { return m_console->window(); }
    SiteList* list() { return window().findChild<SiteList*>(); }
    QString status()
    {
        return window().findChild<QWidget*>(QStringLiteral("status.site"))->accessibleName();
    }
    int machines()
    {
        return window()
            .findChild<TableView*>(QStringLiteral("machines.table"))
            ->model()
            ->rowCount();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Console> m_console;
    QString m_first;
    QString m_second;
};

void TestGuiSites::init()
{
    m_console.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CONFIG_HOME", m_folder->filePath(QStringLiteral("config")).toLocal8Bit());
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QUrl nobody(QStringLiteral("https://127.0.0.1:%1").arg(closed.serverPort()));
    closed.close();
    const SystemClock clock;
    const auto replica = Replica::open(m_folder->filePath(QStringLiteral("replica.db")), clock);
    QVERIFY(replica);
    m_first = *fillDemoSite(**replica, clock, 6, QStringLiteral("Paris-1"));
    m_second = *fillDemoSite(**replica, clock, 4, QStringLiteral("Lyon-2"));
    for (const auto& [key, title] : {std::pair{m_first, QStringLiteral("Paris-1")},
                                     std::pair{m_second, QStringLiteral("Lyon-2")}})
        QVERIFY(client::SiteRegistry().save(
            {title.toLower(),
             key,
             title,
             {nobody, QStringLiteral("abc"), "certificate", Redacted<QByteArray>("key")}}));
}

void TestGuiSites::start(const QString& site)
{
    m_console.reset();
    static const SystemClock clock;
    auto replica = Replica::open(m_folder->filePath(QStringLiteral("replica.db")), clock);
    QVERIFY(replica);
    m_console = std::make_unique<Console>(
        *qApp, *std::move(replica),
        Console::Options{.dataFolder = m_folder->path(), .site = site, .embedded = false});
    window().show();
    m_console->start();
    window().open(Page::makeLink(QStringLiteral("/machines")));
    QTRY_COMPARE(list()->model()->rowCount(), 3);
}

void TestGuiSites::atFirstAllSitesAreShown()
{
    start();
    QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("All sites"));
    QCOMPARE(list()->model()->index(0, 0).data(CountRole).toInt(), 10);
    QTRY_COMPARE(machines(), 10);
    QTRY_COMPARE(status(), QStringLiteral("All sites: 0 of 2 connected"));
    // Each says for itself how it is reached and how old its copy is.
    for (int row = 1; row < 3; ++row) {
        const QModelIndex site = list()->model()->index(row, 0);
        QTRY_VERIFY2(
            site.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("offline, as of")),
            qPrintable(site.data(Qt::AccessibleTextRole).toString()));
    }
}

void TestGuiSites::aRowOfAnotherSiteSaysWhose()
{
    start();
    auto* table = window().findChild<TableView*>(QStringLiteral("machines.table"));
    QTRY_COMPARE(machines(), 10);
    QTRY_VERIFY(status().contains(QStringLiteral("0 of 2")));
    QStringList said;
    for (int row = 0; row < 10; ++row) {
        table->selectRow(row);
        const QString key = table->model()->index(row, 0).data(SiteKeyRole).toString();
        const QString name = key == m_first ? QStringLiteral("Paris-1") : QStringLiteral("Lyon-2");
        const auto* fact = window().findChild<QLabel*>(QStringLiteral("inspector.site"));
        QVERIFY(fact != nullptr);
        QCOMPARE(fact->text(), name);
        // The command would go there; why it cannot is said of that site.
        const auto* power = window().findChild<QPushButton*>(QStringLiteral("title.machine.power"));
        QVERIFY(!power->isEnabled());
        QVERIFY2(power->toolTip().contains(name + QStringLiteral(": ")),
                 qPrintable(power->toolTip()));
        said << name;
    }
    QVERIFY(said.contains(QStringLiteral("Paris-1")) && said.contains(QStringLiteral("Lyon-2")));
    table->selectAll();
    const auto* power = window().findChild<QPushButton*>(QStringLiteral("title.machine.power"));
    QTRY_VERIFY2(power->toolTip().contains(QStringLiteral("several sites")),
                 qPrintable(power->toolTip()));
}

void TestGuiSites::theKeyboardChoosesASiteAndItIsKept()
{
    start();
    QTRY_COMPARE(machines(), 10);
    list()->setFocus();
    // By name: Lyon-2 stands first.
    QTest::keyClick(list(), Qt::Key_Down);
    QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("Lyon-2"));
    QCOMPARE(machines(), 10);
    QTest::keyClick(list(), Qt::Key_Return);
    QTRY_COMPARE(machines(), 4);
    QTRY_VERIFY2(status().startsWith(QStringLiteral("Lyon-2: offline, as of")),
                 qPrintable(status()));
    const auto* strip = window().findChild<MessageStrip*>(QStringLiteral("offline"));
    QTRY_VERIFY(strip->isVisible());
    // The next day, and with another name on the command line.
    start();
    QTRY_COMPARE(machines(), 4);
    QVERIFY2(status().startsWith(QStringLiteral("Lyon-2: ")), qPrintable(status()));
    QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("Lyon-2"));
    start(QStringLiteral("paris-1"));
    QTRY_COMPARE(machines(), 6);
    QVERIFY2(status().startsWith(QStringLiteral("Paris-1: ")), qPrintable(status()));
}

void TestGuiSites::anUnknownSiteIsSaid()
{
    start(QStringLiteral("nowhere"));
    QStringList said;
    for (const auto* label : window().findChildren<QLabel*>())
        said << label->text();
    QVERIFY2(said.join(u'|').contains(QStringLiteral("not paired with a site called nowhere")),
             qPrintable(said.join(u'|')));
}

void TestGuiSites::afterUnpairingTheOtherSiteIsShown()
{
    start(QStringLiteral("lyon-2"));
    QTRY_COMPARE(machines(), 4);
    window().open(Page::makeLink(QStringLiteral("/settings")));
    auto* button = window().findChild<QPushButton*>(QStringLiteral("settings.unpair.lyon-2"));
    QVERIFY(button != nullptr);
    button->click();
    auto* verb = window().findChild<QPushButton*>(QStringLiteral("unpair.verb"));
    QVERIFY(verb != nullptr);
    verb->click();
    QTRY_COMPARE(client::SiteRegistry().names(), QStringList{QStringLiteral("paris-1")});
    window().open(Page::makeLink(QStringLiteral("/machines")));
    QTRY_COMPARE(machines(), 6);
    QVERIFY2(status().startsWith(QStringLiteral("Paris-1: ")), qPrintable(status()));
    // Its copy is gone too.
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QCOMPARE(list()->model()->index(0, 0).data(CountRole).toInt(), 6);
    QVERIFY(!window().findChild<QPushButton*>(QStringLiteral("settings.unpair.lyon-2")));
}

QTEST_MAIN(TestGuiSites)
#include "test_gui_sites.moc"
