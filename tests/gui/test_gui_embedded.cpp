#include "app/console/console.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// The first run: no site is known, this computer becomes one. rackhoused is the real one.
class TestGuiEmbedded : public QObject
{
    Q_OBJECT

private slots:
    void thisComputerBecomesTheSite();
};

void TestGuiEmbedded::thisComputerBecomesTheSite()
{
    const QTemporaryDir folder;
    // Where the paired sites are: none here.
    qputenv("XDG_CONFIG_HOME", folder.filePath(QStringLiteral("config")).toLocal8Bit());
    const SystemClock clock;
    auto replica = Replica::open(folder.filePath(QStringLiteral("replica.db")), clock);
    QVERIFY(replica);
    Console console(*qApp, std::move(*replica),
                    {.dataFolder = folder.path(), .site = {}, .embedded = false});
    MainWindow& window = console.window();
    window.show();
    console.start();
    QCOMPARE(window.currentPage()->objectName(), QStringLiteral("page.welcome"));
    auto* choice = window.findChild<QPushButton*>(QStringLiteral("welcome.site.embedded"));
    QVERIFY(choice != nullptr);
    choice->click();
    const auto* status = window.findChild<QWidget*>(QStringLiteral("status.site"));
    QTRY_VERIFY2_WITH_TIMEOUT(status->accessibleName().contains(QStringLiteral("up to date")),
                              qPrintable(status->accessibleName()), 60'000);
    QCOMPARE(window.currentPage()->objectName(), QStringLiteral("page.overview"));
}

QTEST_MAIN(TestGuiEmbedded)
#include "test_gui_embedded.moc"
