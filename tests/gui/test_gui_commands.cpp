#include "tests/gui/demowindow.h"
#include "tests/unit/api/apifixture.h"

#include "models/domain/asset.h"
#include "widgets/settings/pairingdialog.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace rackhouse;

/// What the real window sends to the site when a person gives a command.
class TestGuiCommands : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void provision();
    void power();
    void discover();
    void addImage();
    void whereAllSitesAreShownTheRowsOwnGetsIt();
    void pairing();

private:
    template <class T>
    T* field(const QString& name) const
    {
        auto* found = m_demo->window().findChild<T*>(name);
        if (found == nullptr)
            qFatal("no %s", qPrintable(name));
        return found;
    }
    void openMachine();
    void trigger(const QString& action, const QString& dialog);
    void submit(const QString& dialog);
    const DemoLink& link() const { return m_demo->link(); }

    std::unique_ptr<DemoWindow> m_demo;
    Machine m_machine;
    Image m_image;
};

void TestGuiCommands::init()
{
    m_demo = std::make_unique<DemoWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    const QString site = m_demo->records().site();
    m_machine =
        m_demo->replica()
            .list<Machine>(site, {.equals = {{QStringLiteral("name"), QStringLiteral("r1-u01")}}})
            ->front();
    m_image = m_demo->replica().list<Image>(site)->front();
}

void TestGuiCommands::openMachine()
{
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines/") + m_machine.id.text()));
    QTRY_VERIFY(!m_demo->focus().rows().empty());
}

void TestGuiCommands::trigger(const QString& action, const QString& dialog)
{
    QAction* command = m_demo->actions().action(action);
    QVERIFY2(command->isEnabled(), qPrintable(command->toolTip()));
    command->trigger();
    QTRY_VERIFY(field<QDialog>(QStringLiteral("dialog.") + dialog)->isVisible());
    QTRY_VERIFY(!m_demo->records().isBusy());
    QVERIFY(link().posted().isEmpty());
}

void TestGuiCommands::submit(const QString& dialog)
{
    field<QPushButton>(dialog + QStringLiteral(".verb"))->click();
    QCOMPARE(link().posted().size(), 1);
    QTRY_VERIFY(!m_demo->window().findChild<QDialog*>(QStringLiteral("dialog.") + dialog));
}

void TestGuiCommands::provision()
{
    openMachine();
    trigger(QStringLiteral("machine.provision"), QStringLiteral("provision"));
    field<QLineEdit>(QStringLiteral("dialog.provision.hostname"))->setText(QStringLiteral("gpu-7"));
    // Without a key nobody could log in.
    field<QPushButton>(QStringLiteral("provision.verb"))->click();
    QVERIFY(link().posted().isEmpty());
    const QString key = QStringLiteral("ssh-ed25519 AAAAC3 jane@desk");
    field<QPlainTextEdit>(QStringLiteral("dialog.provision.keys"))->setPlainText(key);
    field<QLineEdit>(QStringLiteral("dialog.provision.confirm"))->setText(m_machine.serial);
    submit(QStringLiteral("provision"));
    QCOMPARE(link().posted().front(), QStringLiteral("/jobs"));
    QCOMPARE(link().bodies().front(),
             (QJsonObject{{QStringLiteral("kind"), QStringLiteral("provision")},
                          {QStringLiteral("machine_id"), m_machine.id.text()},
                          {QStringLiteral("params"),
                           QJsonObject{{QStringLiteral("image_id"), m_image.id.text()},
                                       {QStringLiteral("hostname"), QStringLiteral("gpu-7")},
                                       {QStringLiteral("ssh_keys"), QJsonArray{key}}}}}));
}

void TestGuiCommands::power()
{
    openMachine();
    trigger(QStringLiteral("machine.power"), QStringLiteral("power"));
    auto* action = field<QComboBox>(QStringLiteral("dialog.power.action"));
    action->setCurrentIndex(action->findData(QStringLiteral("cycle")));
    field<QLineEdit>(QStringLiteral("dialog.power.confirm"))->setText(m_machine.serial);
    submit(QStringLiteral("power"));
    QCOMPARE(link().posted().front(), QStringLiteral("/jobs"));
    QCOMPARE(link().bodies().front(),
             (QJsonObject{{QStringLiteral("kind"), QStringLiteral("power")},
                          {QStringLiteral("machine_id"), m_machine.id.text()},
                          {QStringLiteral("params"),
                           QJsonObject{{QStringLiteral("action"), QStringLiteral("cycle")}}}}));
}

void TestGuiCommands::discover()
{
    trigger(QStringLiteral("machine.discover"), QStringLiteral("discover"));
    field<QPlainTextEdit>(QStringLiteral("dialog.discover.addresses"))
        ->setPlainText(QStringLiteral("10.0.8.1-10.0.8.9\n\nbmc-a07.example\n"));
    field<QLineEdit>(QStringLiteral("dialog.discover.port"))->setText(QStringLiteral("8443"));
    field<QLineEdit>(QStringLiteral("dialog.discover.user"))->setText(QStringLiteral("root"));
    field<QLineEdit>(QStringLiteral("dialog.discover.password"))->setText(QStringLiteral("geheim"));
    submit(QStringLiteral("discover"));
    QCOMPARE(link().posted().front(), QStringLiteral("/discoveries"));
    QCOMPARE(
        link().bodies().front(),
        (QJsonObject{{QStringLiteral("addresses"), QJsonArray{QStringLiteral("10.0.8.1-10.0.8.9"),
                                                              QStringLiteral("bmc-a07.example")}},
                     {QStringLiteral("port"), 8443},
                     {QStringLiteral("username"), QStringLiteral("root")},
                     {QStringLiteral("password"), QStringLiteral("geheim")}}));
}

void TestGuiCommands::addImage()
{
    trigger(QStringLiteral("image.add"), QStringLiteral("image"));
    field<QLineEdit>(QStringLiteral("dialog.image.name"))->setText(QStringLiteral("ubuntu"));
    const QString path = QStringLiteral("/srv/images/ubuntu.qcow2");
    field<QLineEdit>(QStringLiteral("dialog.image.path"))->setText(path);
    field<QLineEdit>(QStringLiteral("dialog.image.sha256"))->setText(QStringLiteral(" AB12 "));
    submit(QStringLiteral("image"));
    QCOMPARE(link().posted().front(), QStringLiteral("/images"));
    QCOMPARE(link().bodies().front(),
             (QJsonObject{{QStringLiteral("name"), QStringLiteral("ubuntu")},
                          {QStringLiteral("architecture"), QStringLiteral("x86_64")},
                          {QStringLiteral("format"), QStringLiteral("qcow2")},
                          {QStringLiteral("sha256"), QStringLiteral("ab12")},
                          {QStringLiteral("path"), path}}));
}

void TestGuiCommands::whereAllSitesAreShownTheRowsOwnGetsIt()
{
    DemoLink own(m_demo->clock());
    m_demo->link().lead(m_demo->records().site(), own);
    m_demo->records().setSite({});
    m_demo->link().setState(SiteLink::State::Several);
    // Without a row nobody knows where it should go.
    QVERIFY(!m_demo->actions().action(QStringLiteral("machine.discover"))->isEnabled());
    openMachine();
    trigger(QStringLiteral("machine.power"), QStringLiteral("power"));
    field<QPushButton>(QStringLiteral("power.verb"))->click();
    QCOMPARE(own.posted(), QStringList{QStringLiteral("/jobs")});
    QVERIFY(link().posted().isEmpty());
}

/// Against the real API of a site: the fingerprint is shown before the code is sent.
void TestGuiCommands::pairing()
{
    const ApiFixture site;
    const client::SiteRegistry registry(site.dir.filePath(QStringLiteral("sites")));
    MainWindow& window = m_demo->window();
    PairingDialog* dialog = nullptr;
    connect(&window, &MainWindow::pairWanted, this, [&] {
        dialog = new PairingDialog(m_demo->context(), registry, &window);
        m_demo->context().prompts.open(dialog);
    });
    trigger(QStringLiteral("site.pair"), QStringLiteral("pairing"));
    QString pairedWith;
    connect(dialog, &PairingDialog::paired, this,
            [&](const client::KnownSite& known) { pairedWith = known.name; });
    auto* verb = field<QPushButton>(QStringLiteral("pairing.verb"));
    const auto* print = field<QLineEdit>(QStringLiteral("dialog.pairing.fingerprint"));
    field<QLineEdit>(QStringLiteral("dialog.pairing.address"))
        ->setText(site.address().api.authority());
    verb->click();
    QTRY_COMPARE(print->text(), site.address().fingerprint);
    QVERIFY(registry.names().isEmpty());
    auto* code = field<QLineEdit>(QStringLiteral("dialog.pairing.code"));
    code->setText(QStringLiteral("WRON-GWRO-NGWR"));
    verb->click();
    QTRY_VERIFY(verb->isEnabled());
    QVERIFY(registry.names().isEmpty() && dialog->isVisible());
    code->setText(awaitFuture(site.server->openPairing(Role::Operator))->code.reveal());
    verb->click();
    QTRY_COMPARE(registry.names().size(), 1);
    QTRY_COMPARE(pairedWith, registry.names().front());
    QCOMPARE(registry.load(pairedWith)->access.fingerprint, site.address().fingerprint);
}

QTEST_MAIN(TestGuiCommands)
#include "test_gui_commands.moc"
