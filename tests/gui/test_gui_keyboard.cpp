#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "widgets/common/messagestrip.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace rackhouse;

/// Drives the real window as a person without a mouse does.
class TestGuiKeyboard : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aMachineIsFoundAndItsWipeHasToBeTyped();
    void anInspectionInUseHasToBeTyped();
    void aViewerIsToldWhyNot();
    void offlineIsSaid();
    void anAdminRevokesACertificate();

private:
    QDialog* dialog(const QString& name) const;
    void choose(const QString& text);
    void goToMachine(const QString& name);

    std::unique_ptr<DemoWindow> m_demo;
};

void TestGuiKeyboard::init()
{
    m_demo = std::make_unique<DemoWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
}

QDialog* TestGuiKeyboard::dialog(const QString& name) const
{
    auto* found = m_demo->window().findChild<QDialog*>(name);
    return found != nullptr && found->isVisible() ? found : nullptr;
}

/// Ctrl+K, a few letters, Enter.
void TestGuiKeyboard::choose(const QString& text)
{
    QTest::keyClick(&m_demo->window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(dialog(QStringLiteral("palette")));
    auto* input = m_demo->window().findChild<QLineEdit*>(QStringLiteral("palette.input"));
    QTest::keyClicks(input, text);
    QTRY_VERIFY(!m_demo->records().isBusy());
    QTest::keyClick(input, Qt::Key_Return);
    QTRY_VERIFY(!dialog(QStringLiteral("palette")));
    // No window manager is here to give the focus back.
    m_demo->window().activateWindow();
    QTRY_VERIFY(m_demo->window().isActiveWindow() || QApplication::activeModalWidget() != nullptr);
}

void TestGuiKeyboard::goToMachine(const QString& name)
{
    MainWindow& window = m_demo->window();
    choose(QStringLiteral("machines"));
    QTRY_COMPARE(window.currentPage()->objectName(), QStringLiteral("page.machines"));
    QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
    auto* filter = window.currentPage()->findChild<QLineEdit*>(QStringLiteral("filter"));
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("name:") + name);
    const auto* table =
        window.currentPage()->findChild<QAbstractItemView*>(QStringLiteral("machines.table"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    if (QWidget* completions = QApplication::activePopupWidget())
        QTest::keyClick(completions, Qt::Key_Escape);
    QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    QTest::keyClick(filter, Qt::Key_Down);
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_COMPARE(window.currentPage()->objectName(), QStringLiteral("page.machine"));
}

void TestGuiKeyboard::aMachineIsFoundAndItsWipeHasToBeTyped()
{
    goToMachine(QStringLiteral("r1-u03"));
    const QAction* wipe = m_demo->actions().action(QStringLiteral("machine.wipe"));
    QTRY_VERIFY(wipe->isEnabled());
    choose(QStringLiteral("wipe"));
    const QString name = QStringLiteral("dialog.wipe");
    QTRY_VERIFY(dialog(name));
    auto* verb = dialog(name)->findChild<QPushButton*>(QStringLiteral("wipe.verb"));
    auto* typed = dialog(name)->findChild<QLineEdit*>(QStringLiteral("dialog.wipe.confirm"));
    QVERIFY(!verb->isEnabled());
    QTest::keyClicks(typed, QStringLiteral("SN70"));
    QVERIFY(!verb->isEnabled());
    QTest::keyClicks(typed, QStringLiteral("0174"));
    QVERIFY(verb->isEnabled());
    // Enter is not the verb, not even now.
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_VERIFY(!dialog(name));
    QVERIFY(m_demo->link().posted().isEmpty());
}

void TestGuiKeyboard::anInspectionInUseHasToBeTyped()
{
    goToMachine(QStringLiteral("r1-u02")); // provisioned
    const QAction* inspect = m_demo->actions().action(QStringLiteral("machine.inspect"));
    QTRY_VERIFY(inspect->isEnabled());
    choose(QStringLiteral("inspect"));
    const QString name = QStringLiteral("dialog.inspect");
    QTRY_VERIFY(dialog(name));
    QVERIFY(m_demo->link().posted().isEmpty());
    auto* verb = dialog(name)->findChild<QPushButton*>(QStringLiteral("inspect.verb"));
    auto* typed = dialog(name)->findChild<QLineEdit*>(QStringLiteral("dialog.inspect.confirm"));
    QVERIFY(!verb->isEnabled());
    QTest::keyClicks(typed, QStringLiteral("SN700137"));
    QTest::mouseClick(verb, Qt::LeftButton);
    QTRY_COMPARE(m_demo->link().posted().size(), 1);
}

void TestGuiKeyboard::aViewerIsToldWhyNot()
{
    m_demo->link().setRole(Role::Viewer);
    goToMachine(QStringLiteral("r1-u03"));
    QTRY_VERIFY(!m_demo->records().isBusy());
    const QAction* wipe = m_demo->actions().action(QStringLiteral("machine.wipe"));
    QVERIFY(!wipe->isEnabled());
    QVERIFY2(wipe->toolTip().contains(QStringLiteral("viewer")), qPrintable(wipe->toolTip()));
}

void TestGuiKeyboard::offlineIsSaid()
{
    const auto* strip = m_demo->window().findChild<MessageStrip*>(QStringLiteral("offline"));
    QVERIFY(strip != nullptr && !strip->isVisible());
    m_demo->link().setState(SiteLink::State::Offline);
    QTRY_VERIFY(strip->isVisible());
    // A socket that is held open and says nothing.
    m_demo->link().setState(SiteLink::State::Offline, makeError("timed-out"));
    QVERIFY2(strip->text().startsWith(QStringLiteral("Paris-1 does not answer.")),
             qPrintable(strip->text()));
    for (const QString& said : {QStringLiteral("4 min ago"), QStringLiteral("keeps trying")})
        QVERIFY2(strip->text().contains(said), qPrintable(strip->text()));
    m_demo->link().setState(SiteLink::State::Offline, makeError("certificate-revoked"));
    QVERIFY2(strip->text().contains(QStringLiteral("was revoked")), qPrintable(strip->text()));
    m_demo->link().setState(SiteLink::State::Online);
    QTRY_VERIFY(!strip->isVisible());
}

void TestGuiKeyboard::anAdminRevokesACertificate()
{
    MainWindow& window = m_demo->window();
    window.open(Page::makeLink(QStringLiteral("/settings")));
    const auto* list = window.findChild<QWidget*>(QStringLiteral("settings.certificates"));
    QVERIFY(list != nullptr && !list->isVisible());
    m_demo->link().setRole(Role::Admin);
    QTRY_COMPARE(list->findChildren<QPushButton*>().size(), 2);
    QVERIFY(list->isVisible());
    auto* revoke = list->findChildren<QPushButton*>().at(1);
    QCOMPARE(revoke->accessibleName(), QStringLiteral("Revoke night-shift@hall-1"));
    const QString id = revoke->objectName().section(u'.', 2);
    QTest::keyClick(revoke, Qt::Key_Space);
    QTRY_VERIFY(dialog(QStringLiteral("dialog.revoke")));
    dialog(QStringLiteral("dialog.revoke"))
        ->findChild<QPushButton*>(QStringLiteral("revoke.verb"))
        ->click();
    QCOMPARE(m_demo->link().removed(), QStringList{QStringLiteral("/credentials/") + id});
    QTRY_VERIFY(!dialog(QStringLiteral("dialog.revoke")));
}

QTEST_MAIN(TestGuiKeyboard)
#include "test_gui_keyboard.moc"
