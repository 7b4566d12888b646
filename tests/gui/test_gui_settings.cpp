#include "tests/gui/demowindow.h"

#include <QComboBox>
#include <QTest>
#include <QWindow>

using namespace rackhouse;

/// The look of the window: as a person chooses, or as the desktop has it.
class TestGuiSettings : public QObject
{
    Q_OBJECT

private slots:
    void theThemeIsChosenAndKept();
    void theDesktopIsFollowedWhileItRuns();
};

void TestGuiSettings::theThemeIsChosenAndKept()
{
    DemoWindow demo;
    QVERIFY(QTest::qWaitForWindowActive(&demo.window()));
    demo.window().open(Page::makeLink(QStringLiteral("/settings")));
    auto* choice = demo.window().findChild<QComboBox*>(QStringLiteral("settings.theme"));
    QCOMPARE(choice->currentData().toString(), QStringLiteral("system"));
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QTest::keyClick(choice, Qt::Key_Down);
    QCOMPARE(demo.context().theme.mode(), Theme::Mode::Dark);
    QVERIFY(demo.context().theme.tokens().dark);
    QCOMPARE(demo.settings().value(setting::theme).toString(), QStringLiteral("dark"));
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
    QTest::keyClick(choice, Qt::Key_Up);
    QVERIFY(!demo.context().theme.tokens().dark);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 128);
}

void TestGuiSettings::theDesktopIsFollowedWhileItRuns()
{
    bool dark = false;
    Theme theme(*qApp, [&dark] { return dark; });
    QWidget window;
    window.show();
    const auto change = [&](bool to) {
        dark = to;
        QEvent event(QEvent::ThemeChange);
        QApplication::sendEvent(window.windowHandle(), &event);
    };
    QVERIFY(!theme.tokens().dark);
    change(true);
    QVERIFY(theme.tokens().dark);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
    // Who has chosen a theme keeps it.
    theme.setMode(Theme::Mode::Light);
    QVERIFY(!theme.tokens().dark);
    change(false);
    change(true);
    QVERIFY(!theme.tokens().dark);
    theme.setMode(Theme::Mode::System);
    QVERIFY(theme.tokens().dark);
    QApplication::setStyle(QStringLiteral("fusion"));
}

QTEST_MAIN(TestGuiSettings)
#include "test_gui_settings.moc"
