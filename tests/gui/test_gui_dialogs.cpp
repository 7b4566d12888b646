#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "widgets/common/messagestrip.h"
#include "widgets/images/imagedialog.h"
#include "widgets/machines/machinedialogs.h"
#include "widgets/shell/clientsite.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>
#include <QTimer>

using namespace rackhouse;

namespace
{

/// A site that takes the record of an image at once, and its content slowly until it is told to
/// read on.
class SlowSite : public QTcpServer
{
public:
    SlowSite()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { heard(socket); });
        });
        connect(&m_slow, &QTimer::timeout, this, [this] {
            if (m_upload != nullptr)
                m_received += m_upload->read(kSlowBytes).size();
        });
        m_slow.start(20);
        listen(QHostAddress::LocalHost);
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }
    bool isUploading() const { return m_upload != nullptr; }
    bool isBrokenOff() const
    {
        return m_upload != nullptr && m_upload->state() == QAbstractSocket::UnconnectedState;
    }
    qint64 received() const { return m_received; }
    void readOn()
    {
        m_slow.stop();
        m_upload->setReadBufferSize(0);
        heard(m_upload);
    }

private:
    void heard(QTcpSocket* socket)
    {
        if (socket == m_upload) {
            if (!m_slow.isActive())
                m_received += m_upload->readAll().size();
            return;
        }
        const QByteArray request = socket->peek(4096);
        if (request.startsWith("PUT ")) {
            m_upload = socket;
            socket->setReadBufferSize(kSlowBytes);
        } else if (request.startsWith("POST /api/v1/images ")) {
            const QByteArray body(R"({"id":"0190d5a0-0000-7000-8000-000000000001"})");
            socket->write("HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: " +
                          QByteArray::number(body.size()) + "\r\n\r\n" + body);
            socket->disconnectFromHost();
        }
    }

    static constexpr qint64 kSlowBytes = 64 << 10;

    QTimer m_slow;
    QTcpSocket* m_upload = nullptr;
    qint64 m_received = 0;
};

} // namespace

/// What dialogs send, when, and what they ask for before.
class TestGuiDialogs : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aCancelledUploadIsBrokenOff();
    void aRefusedWipeHasToBeConfirmedStill();
    void nothingIsSentTwiceWhileASiteThinks();
    void onlyWhatWasRefusedIsSentAgain();
    void aTryThatMayHaveArrivedKeepsItsKey();
    void cuttingPowerOffHasToBeTyped();
    void provisioningHasToBeTyped();

private:
    FormDialog* open(FormDialog* dialog)
    {
        m_demo->context().prompts.open(dialog);
        return dialog;
    }
    FormDialog* openWipe(size_t machines)
    {
        return open(makeWipeDialog(m_demo->context(),
                                   {m_machines.begin(), m_machines.begin() + ptrdiff_t(machines)},
                                   &m_demo->window()));
    }
    static QLineEdit* line(const FormDialog* dialog, const char* name)
    {
        return dialog->findChild<QLineEdit*>(dialog->objectName() + u'.' + QLatin1String(name));
    }
    static QString said(const FormDialog* dialog)
    {
        const auto* strip = dialog->findChild<MessageStrip*>();
        return strip->isVisible() ? strip->text() : QString();
    }
    QString serial(size_t machine) const
    {
        return m_machines.at(machine).value(QStringLiteral("serial")).toString();
    }
    QString name(size_t machine) const
    {
        return m_machines.at(machine).value(QStringLiteral("name")).toString();
    }

    std::unique_ptr<DemoWindow> m_demo;
    std::vector<QJsonObject> m_machines;
};

void TestGuiDialogs::init()
{
    m_demo = std::make_unique<DemoWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    m_machines.clear();
    const auto machines =
        m_demo->replica().list<Machine>({}, {.orderBy = QStringLiteral("name"), .limit = 5});
    for (const Machine& machine : *machines)
        m_machines.push_back(toJson(machine));
}

void TestGuiDialogs::aCancelledUploadIsBrokenOff()
{
    constexpr qint64 size = 64 << 20;
    QTemporaryFile file;
    QVERIFY(file.open() && file.resize(size));
    SlowSite site;
    const Context& demo = m_demo->context();
    ClientSite link(m_demo->replica(), m_demo->clock());
    link.use(
        {QStringLiteral("hall"), QStringLiteral("id"), QStringLiteral("Hall"), {site.url(), {}}});
    const Context context{demo.clock, demo.theme, demo.icons,   demo.settings, demo.records,
                          link,       demo.focus, demo.actions, demo.prompts};
    const QPointer<FormDialog> dialog = open(makeImageDialog(context, &m_demo->window()));
    line(dialog, "name")->setText(QStringLiteral("debian"));
    line(dialog, "file")->setText(file.fileName());
    dialog->verb()->click();
    const auto* bar = dialog->findChild<QProgressBar*>(QStringLiteral("dialog.image.progress"));
    QTRY_VERIFY(site.isUploading() && bar->value() > 0);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(dialog.isNull());
    site.readOn();
    QTRY_VERIFY(site.isBrokenOff());
    QVERIFY(site.received() < size);
}

void TestGuiDialogs::aRefusedWipeHasToBeConfirmedStill()
{
    m_demo->link().hold();
    FormDialog* dialog = openWipe(1);
    QLineEdit* typed = line(dialog, "confirm");
    typed->setText(serial(0));
    dialog->verb()->click();
    QCOMPARE(m_demo->link().posted().size(), 1);
    typed->clear();
    m_demo->link().answerHeld(fail("machine-busy"));
    QVERIFY(!said(dialog).isEmpty());
    QVERIFY(!dialog->verb()->isEnabled());
    typed->setText(serial(0));
    QVERIFY(dialog->verb()->isEnabled());
}

void TestGuiDialogs::nothingIsSentTwiceWhileASiteThinks()
{
    m_demo->link().hold();
    FormDialog* dialog = openWipe(1);
    QLineEdit* typed = line(dialog, "confirm");
    typed->setText(serial(0));
    dialog->verb()->click();
    typed->clear();
    typed->setText(serial(0));
    QVERIFY(!dialog->verb()->isEnabled());
    dialog->verb()->click();
    QCOMPARE(m_demo->link().posted().size(), 1);
}

void TestGuiDialogs::onlyWhatWasRefusedIsSentAgain()
{
    const QString refused = m_machines.at(1).value(QStringLiteral("id")).toString();
    m_demo->link().setAnswering([refused](const QJsonObject& body) -> Result<QJsonObject> {
        if (body.value(QStringLiteral("machine_id")) == refused)
            return fail("machine-busy");
        return QJsonObject();
    });
    const QPointer<FormDialog> dialog = openWipe(3);
    line(dialog, "confirm")->setText(QStringLiteral("3"));
    dialog->verb()->click();
    QCOMPARE(m_demo->link().posted().size(), 3);
    QVERIFY2(said(dialog).startsWith(QStringLiteral("2 of 3")), qPrintable(said(dialog)));
    QVERIFY2(said(dialog).contains(name(1)), qPrintable(said(dialog)));
    QVERIFY(!said(dialog).contains(name(2)));
    QVERIFY2(dialog->verb()->text().contains(name(1)), qPrintable(dialog->verb()->text()));
    m_demo->link().setAnswering({});
    dialog->verb()->click();
    QCOMPARE(m_demo->link().posted().size(), 4);
    QCOMPARE(m_demo->link().bodies().last().value(QStringLiteral("machine_id")).toString(),
             refused);
    // The site repeats its refusal to the old key.
    QVERIFY(!m_demo->link().keys().mid(0, 3).contains(m_demo->link().keys().last()));
    QTRY_VERIFY(dialog.isNull());
}

void TestGuiDialogs::aTryThatMayHaveArrivedKeepsItsKey()
{
    m_demo->link().setAnswering([](const QJsonObject&) { return fail("timed-out"); });
    FormDialog* dialog = openWipe(2);
    line(dialog, "confirm")->setText(QStringLiteral("2"));
    dialog->verb()->click();
    QVERIFY(said(dialog).contains(name(0)) && said(dialog).contains(name(1)));
    dialog->verb()->click();
    const QStringList keys = m_demo->link().keys();
    QCOMPARE(keys.size(), 4);
    QVERIFY(!keys.at(0).isEmpty() && keys.at(0) != keys.at(1));
    QCOMPARE(keys.mid(2), keys.mid(0, 2));
}

void TestGuiDialogs::cuttingPowerOffHasToBeTyped()
{
    FormDialog* dialog = open(makePowerDialog(
        m_demo->context(), {m_machines.at(0), m_machines.at(1)}, &m_demo->window()));
    const auto* targets =
        dialog->findChild<QPlainTextEdit*>(QStringLiteral("dialog.power.targets"));
    QVERIFY(targets->toPlainText().contains(serial(1)));
    auto* action = dialog->findChild<QComboBox*>(QStringLiteral("dialog.power.action"));
    QLineEdit* typed = line(dialog, "confirm");
    const auto choose = [action](const char* what) {
        action->setCurrentIndex(action->findData(QLatin1String(what)));
    };
    // Nobody's work ends by it.
    QVERIFY(dialog->verb()->isEnabled() && dialog->verb()->isDefault() && !typed->isVisible());
    // One of the two is in use.
    for (const char* what : {"force-off", "cycle", "off"}) {
        choose("on");
        choose(what);
        QVERIFY2(typed->isVisible() && !dialog->verb()->isEnabled(), what);
        QVERIFY2(!dialog->verb()->isDefault(), what);
    }
    typed->setText(QStringLiteral("2"));
    QVERIFY(dialog->verb()->isEnabled());
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_VERIFY(!dialog->isVisible());
    QVERIFY(m_demo->link().posted().isEmpty());
    // Of machines that nobody has, a system that is asked may go off.
    QCOMPARE(m_machines.at(0).value(QStringLiteral("state")).toString(),
             QStringLiteral("available"));
    dialog = open(makePowerDialog(m_demo->context(), {m_machines.at(0)}, &m_demo->window()));
    action = dialog->findChild<QComboBox*>(QStringLiteral("dialog.power.action"));
    action->setCurrentIndex(action->findData(QStringLiteral("off")));
    QVERIFY(dialog->verb()->isEnabled() && !line(dialog, "confirm")->isVisible());
    dialog->verb()->click();
    QCOMPARE(m_demo->link().posted().size(), 1);
}

void TestGuiDialogs::provisioningHasToBeTyped()
{
    FormDialog* dialog =
        open(makeProvisionDialog(m_demo->context(), m_machines.at(0), &m_demo->window()));
    auto* images = dialog->findChild<QComboBox*>(QStringLiteral("dialog.provision.image"));
    QTRY_VERIFY(images->count() > 0);
    QVERIFY(!dialog->verb()->isEnabled() && !dialog->verb()->isDefault());
    dialog->findChild<QPlainTextEdit*>(QStringLiteral("dialog.provision.keys"))
        ->setPlainText(QStringLiteral("ssh-ed25519 AAAA jane"));
    line(dialog, "confirm")->setText(serial(0));
    QVERIFY(dialog->verb()->isEnabled());
    dialog->verb()->click();
    QCOMPARE(m_demo->link().posted(), QStringList{QStringLiteral("/jobs")});
}

QTEST_MAIN(TestGuiDialogs)
#include "test_gui_dialogs.moc"
