#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "widgets/common/format.h"
#include "widgets/common/messagestrip.h"

#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace rackhouse;

/// A BMC that presents another certificate is trusted again only by a person who saw both.
class TestGuiCertificates : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void bothFingerprintsAreShownAndTheNewOneIsSent();
    void attentionLeadsToTheQuestion();
    void whyNot();

private:
    QDialog* dialog() const
    {
        return m_demo->window().findChild<QDialog*>(QStringLiteral("dialog.bmc-certificate"));
    }
    void openMachine(const Machine& machine);

    std::unique_ptr<DemoWindow> m_demo;
    Bmc m_bmc;
    std::vector<Machine> m_machines;
    QAction* m_action = nullptr;
};

void TestGuiCertificates::init()
{
    m_demo = std::make_unique<DemoWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    const auto bmcs = m_demo->replica().list<Bmc>({});
    QVERIFY(bmcs && bmcs->size() == 1);
    m_bmc = bmcs->front();
    m_machines = *m_demo->replica().list<Machine>({}, {.orderBy = QStringLiteral("name")});
    m_action = m_demo->actions().action(QStringLiteral("bmc.accept-certificate"));
    QTRY_VERIFY(!m_demo->records().isBusy());
}

void TestGuiCertificates::openMachine(const Machine& machine)
{
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines/") + machine.id.text()));
    QTRY_VERIFY(!m_demo->focus().rows().empty());
    QCOMPARE(m_demo->focus().rows().front().value(QStringLiteral("id")).toString(),
             machine.id.text());
}

void TestGuiCertificates::bothFingerprintsAreShownAndTheNewOneIsSent()
{
    openMachine(m_machines.at(2));
    const auto* strip =
        m_demo->window().findChild<MessageStrip*>(QStringLiteral("machine.certificate"));
    QVERIFY(strip != nullptr && strip->isVisible());
    auto* button = strip->findChild<QToolButton*>(QStringLiteral("button.bmc.accept-certificate"));
    QVERIFY(button != nullptr && button->isEnabled());
    button->click();
    QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
    const auto shown = [this](const char* name) {
        return dialog()->findChild<QLabel*>(QStringLiteral("dialog.bmc-certificate.") +
                                            QLatin1String(name));
    };
    QCOMPARE(shown("old")->text(), format::fingerprint(m_bmc.certificate));
    QCOMPARE(shown("new")->text(), format::fingerprint(m_bmc.presented));
    QVERIFY(QFontInfo(shown("new")->font()).fixedPitch());
    // Enter is Cancel.
    QTest::keyClick(dialog(), Qt::Key_Return);
    QTRY_VERIFY(dialog() == nullptr);
    QVERIFY(m_demo->link().posted().isEmpty());
    button->click();
    QTRY_VERIFY(dialog() != nullptr);
    dialog()->findChild<QPushButton*>(QStringLiteral("bmc-certificate.verb"))->click();
    QCOMPARE(m_demo->link().posted(),
             QStringList(QStringLiteral("/bmcs/%1/accept-certificate").arg(m_bmc.id.text())));
    QCOMPARE(m_demo->link().bodies().front().value(QStringLiteral("fingerprint")).toString(),
             m_bmc.presented);
    QTRY_VERIFY(dialog() == nullptr);
    // Once the site has taken it, there is nothing left to ask.
    m_bmc.state = BmcState::New;
    m_bmc.certificate = std::exchange(m_bmc.presented, {});
    QVERIFY(m_demo->replica().applyChanges(m_demo->records().site(),
                                           {{100'000, m_demo->clock().now(), QStringLiteral("bmc"),
                                             m_bmc.id.text(), false, toJson(m_bmc)}},
                                           100'000));
    QTRY_VERIFY(!strip->isVisible());
    QTRY_VERIFY(!m_action->isEnabled());
}

void TestGuiCertificates::attentionLeadsToTheQuestion()
{
    auto* list = m_demo->window().findChild<QListWidget*>(QStringLiteral("overview.attention"));
    const auto found = list->findItems(m_bmc.address, Qt::MatchContains);
    QCOMPARE(found.size(), 1);
    emit list->itemActivated(found.front());
    QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
    dialog()->reject();
    QTRY_VERIFY(dialog() == nullptr);
    // A viewer is told why it does not open.
    m_demo->link().setRole(Role::Viewer);
    emit list->itemActivated(found.front());
    QVERIFY(dialog() == nullptr);
    const auto* said = m_demo->window().findChild<QLabel*>(QStringLiteral("status.summary"));
    QVERIFY2(said->text().contains(QStringLiteral("viewer")), qPrintable(said->text()));
}

void TestGuiCertificates::whyNot()
{
    const auto says = [this](const char* words) {
        return !m_action->isEnabled() && m_action->toolTip().contains(QLatin1String(words));
    };
    QVERIFY2(says("Select a machine first"), qPrintable(m_action->toolTip()));
    openMachine(m_machines.at(1));
    QVERIFY2(says("No new certificate"), qPrintable(m_action->toolTip()));
    m_demo->focus().set(QStringLiteral("machine"),
                        {toJson(m_machines.at(1)), toJson(m_machines.at(2))});
    QVERIFY2(says("Select one machine only"), qPrintable(m_action->toolTip()));
    m_demo->focus().set(QStringLiteral("machine"), {toJson(m_machines.at(2))});
    QVERIFY(m_action->isEnabled());
    m_demo->link().setRole(Role::Viewer);
    QVERIFY2(says("viewer"), qPrintable(m_action->toolTip()));
}

QTEST_MAIN(TestGuiCertificates)
#include "test_gui_certificates.moc"
