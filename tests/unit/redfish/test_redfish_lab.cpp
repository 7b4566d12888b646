#include "app/redfish/bmcclient.h"
#include "app/redfish/discoverer.h"
#include "app/redfish/session.h"
#include "tests/support/labfixture.h"

#include <QElapsedTimer>
#include <QTest>

using namespace rackhouse;
using namespace rackhouse::redfish;

// Conversations with the lab's virtual BMCs, well-behaved and not.

namespace
{

Options quick()
{
    Options options;
    options.requestMs = 1'500;
    options.pollMs = 50;
    options.powerMs = 8'000;
    options.gracefulMs = 8'000;
    return options;
}

template <class T>
QString codeOf(const Result<T>& result)
{
    return result ? QStringLiteral("none") : result.error().code;
}

} // namespace

class TestLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        LabFixture::Options options;
        options.paper = 8;
        auto lab = LabFixture::start(options);
        QVERIFY2(lab, lab ? "" : qPrintable(lab.error().code + lab.error().detail));
        m_lab = std::move(*lab);
    }
    void cleanup()
    {
        for (const LabBmc& bmc : m_lab->bmcs())
            QVERIFY(m_lab->fail(bmc.name, QStringLiteral("none")));
    }

    void talksToEveryPersonality();
    void readsTheTelemetryOfEveryPersonality();
    void switchesPowerOfEveryPersonality();
    void overridesBootOfEveryPersonality();
    void logsInOnceForManyRequests();
    void logsInAgainAfterALostSession();
    void refusesAnotherCertificate();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void saysThatAWrongPasswordIsWrong();
    void saysThatNothingListens();
    void noticesAnIgnoredBootOverride();
    void survivesWrongEtags();
    void fetchesTheEtagThatIsDemanded();
    void usesBasicWhereThereAreNoSessions_data();
    void usesBasicWhereThereAreNoSessions();
    void takesCompressedBodiesWhereItMust();
    void saysThatThePasswordMustBeChanged();
    void givesUpOnAStuckTask();
    void noticesAnIgnoredReset();
    void discoversARange();

private:
    std::unique_ptr<BmcClient> client(const LabBmc& bmc, const QString& pin = {})
    {
        const BmcLogin login{bmc.username, Redacted<QString>(bmc.password)};
        return std::make_unique<BmcClient>(BmcAddress{bmc.address, bmc.port}, login, pin, quick());
    }
    QJsonObject machine(const LabBmc& bmc)
    {
        const QJsonObject command{{QStringLiteral("cmd"), QStringLiteral("machine")},
                                  {QStringLiteral("name"), bmc.name}};
        return m_lab->control(command).value_or(QJsonObject());
    }
    QString systemOf(BmcClient& bmc)
    {
        const auto systems = QCoro::waitFor(bmc.systems());
        return systems && !systems->empty() ? systems->front() : QString();
    }
    const LabBmc& any() const { return m_lab->bmcs().front(); }

    std::unique_ptr<LabFixture> m_lab;
};

void TestLab::talksToEveryPersonality()
{
    for (const LabBmc& bmc : m_lab->bmcs()) {
        const auto conversation = client(bmc);
        const auto root = QCoro::waitFor(conversation->probe());
        QVERIFY2(root, qPrintable(bmc.personality + codeOf(root)));
        QCOMPARE(root->fingerprint.size(), 64);
        const auto inventory = QCoro::waitFor(conversation->inventory(systemOf(*conversation)));
        QVERIFY2(inventory, qPrintable(bmc.personality + codeOf(inventory)));
        QCOMPARE(inventory->serial, bmc.serial);
        QCOMPARE(inventory->uuid, bmc.uuid);
        QVERIFY2(!inventory->cpus.empty() && !inventory->dimms.empty(),
                 qPrintable(bmc.personality));
        QVERIFY2(!inventory->macs.isEmpty(), qPrintable(bmc.personality));
        QVERIFY2(!inventory->sensors.empty(), qPrintable(bmc.personality));
        if (bmc.personality.startsWith(u"dgx"))
            QCOMPARE(int(inventory->gpus.size()), 8);
        QVERIFY2(inventory->warnings.isEmpty(), qPrintable(inventory->warnings.join(u'\n')));
        QCoro::waitFor(conversation->close());
    }
}

void TestLab::readsTheTelemetryOfEveryPersonality()
{
    for (const LabBmc& bmc : m_lab->bmcs()) {
        const auto conversation = client(bmc);
        const auto system = QCoro::waitFor(conversation->get(systemOf(*conversation)));
        QVERIFY(system);
        const auto source = std::make_shared<TelemetrySource>();
        const Telemetry found = QCoro::waitFor(conversation->telemetry(*system, source));
        QVERIFY2(found.powerW > 300 && found.powerW < 500, qPrintable(bmc.personality));
        QVERIFY2(found.inletC > 20 && found.inletC < 30, qPrintable(bmc.personality));
        // Where each sensor is a request of its own, only the inlet is asked for.
        QVERIFY2(found.hottestC > found.inletC || found.hottestC <= 0, qPrintable(bmc.personality));
        // From then on it knows where.
        const quint64 before = conversation->exchanges();
        const Telemetry again = QCoro::waitFor(conversation->telemetry(*system, source));
        QCOMPARE(again.powerW, found.powerW);
        QCOMPARE(again.inletC, found.inletC);
        QVERIFY2(conversation->exchanges() - before <= 2, qPrintable(bmc.personality));
        QCoro::waitFor(conversation->close());
    }
}

void TestLab::switchesPowerOfEveryPersonality()
{
    for (const LabBmc& bmc : m_lab->bmcs()) {
        const auto conversation = client(bmc);
        const QString system = systemOf(*conversation);
        const auto set = [&](PowerAction action, PowerState wanted) {
            const auto done = QCoro::waitFor(conversation->setPower(system, action));
            QVERIFY2(done, qPrintable(bmc.personality + u' ' + codeOf(done)));
            QCOMPARE(*QCoro::waitFor(conversation->power(system)), wanted);
        };
        set(PowerAction::On, PowerState::On);
        set(PowerAction::Off, PowerState::Off);
        set(PowerAction::On, PowerState::On);
        set(PowerAction::ForceOff, PowerState::Off);
        set(PowerAction::ForceOff, PowerState::Off);
        set(PowerAction::On, PowerState::On);
        QCoro::waitFor(conversation->close());
    }
}

void TestLab::overridesBootOfEveryPersonality()
{
    for (const LabBmc& bmc : m_lab->bmcs()) {
        const auto conversation = client(bmc);
        const QString system = systemOf(*conversation);
        for (const BootTarget target : {BootTarget::Pxe, BootTarget::Hdd, BootTarget::None}) {
            const auto done =
                QCoro::waitFor(conversation->setBootOnce(system, target, FirmwareMode::Uefi));
            QVERIFY2(done, qPrintable(bmc.personality + u' ' + codeOf(done) + u' ' +
                                      (done ? QString() : done.error().detail)));
        }
        QCoro::waitFor(conversation->close());
    }
}

void TestLab::logsInOnceForManyRequests()
{
    const auto before = machine(any());
    const auto conversation = client(any());
    QVERIFY(QCoro::waitFor(conversation->inventory(systemOf(*conversation))));
    QVERIFY(conversation->exchanges() > 10);
    const auto during = machine(any());
    QCOMPARE(during.value(u"logins").toInt(), before.value(u"logins").toInt() + 1);
    QCoro::waitFor(conversation->close());
    QCOMPARE(machine(any()).value(u"sessions"), before.value(u"sessions"));
}

void TestLab::logsInAgainAfterALostSession()
{
    const auto conversation = client(any());
    const QString system = systemOf(*conversation);
    QVERIFY(m_lab->fail(any().name, QStringLiteral("Drop401Once")));
    const auto inventory = QCoro::waitFor(conversation->inventory(system));
    QVERIFY2(inventory, qPrintable(codeOf(inventory)));
    QVERIFY(inventory->warnings.isEmpty());
    QCoro::waitFor(conversation->close());
}

void TestLab::refusesAnotherCertificate()
{
    const auto first = client(any());
    const QString pin = QCoro::waitFor(first->probe())->fingerprint;
    QCoro::waitFor(first->close());
    QVERIFY(QCoro::waitFor(client(any(), pin)->probe()));
    const auto before = machine(any()).value(u"requests").toInteger();
    QVERIFY(m_lab->fail(any().name, QStringLiteral("NewCertificate")));
    const auto later = client(any(), pin);
    QCOMPARE(codeOf(QCoro::waitFor(later->probe())), QStringLiteral("bmc-pin-changed"));
    QCOMPARE(codeOf(QCoro::waitFor(later->systems())), QStringLiteral("bmc-pin-changed"));
    QCOMPARE(machine(any()).value(u"requests").toInteger(), before);
}

void TestLab::namesWhatIsWrong_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* mode, const char* code) {
        QTest::newRow(mode) << QString::fromLatin1(mode) << QString::fromLatin1(code);
    };
    row("Refuse", "bmc-unreachable");
    row("Hang", "bmc-timeout");
    row("SlowBody", "bmc-timeout");
    row("BadJson", "bmc-bad-json");
    row("Html", "bmc-not-redfish");
    row("CloseMidBody", "bmc-closed");
}

void TestLab::namesWhatIsWrong()
{
    QFETCH(QString, mode);
    QVERIFY(m_lab->fail(any().name, mode));
    const auto conversation = client(any());
    QElapsedTimer timer;
    timer.start();
    QTEST(codeOf(QCoro::waitFor(conversation->probe())), "code");
    QVERIFY(timer.elapsed() < 10'000);
}

void TestLab::saysThatAWrongPasswordIsWrong()
{
    LabBmc bmc = any();
    bmc.password = QStringLiteral("wrong");
    QCOMPARE(codeOf(QCoro::waitFor(client(bmc)->systems())), QStringLiteral("bmc-auth-failed"));
}

void TestLab::saysThatNothingListens()
{
    LabBmc bmc = any();
    bmc.port = 1;
    QCOMPARE(codeOf(QCoro::waitFor(client(bmc)->probe())), QStringLiteral("bmc-unreachable"));
}

void TestLab::noticesAnIgnoredBootOverride()
{
    const auto conversation = client(any());
    const QString system = systemOf(*conversation);
    QVERIFY(m_lab->fail(any().name, QStringLiteral("IgnoresBootOverride")));
    const auto done =
        QCoro::waitFor(conversation->setBootOnce(system, BootTarget::Pxe, FirmwareMode::Uefi));
    QCOMPARE(codeOf(done), QStringLiteral("bmc-boot-ignored"));
    QCoro::waitFor(conversation->close());
}

void TestLab::survivesWrongEtags()
{
    for (const LabBmc& bmc : m_lab->bmcs()) {
        const auto conversation = client(bmc);
        const QString system = systemOf(*conversation);
        QVERIFY(m_lab->fail(bmc.name, QStringLiteral("WrongEtag")));
        const auto done =
            QCoro::waitFor(conversation->setBootOnce(system, BootTarget::Pxe, FirmwareMode::Uefi));
        QVERIFY2(done, qPrintable(bmc.personality + u' ' + codeOf(done)));
        QCoro::waitFor(conversation->close());
    }
}

/// Without any ETag at hand: 428 sends it to fetch one; a weak one is then refused with 412 and
/// sent again without W/.
void TestLab::fetchesTheEtagThatIsDemanded()
{
    for (const LabBmc& bmc : m_lab->bmcs()) {
        const BmcLogin login{bmc.username, Redacted<QString>(bmc.password)};
        Session session({bmc.address, bmc.port}, login, {}, quick());
        const auto finder = client(bmc);
        const QString system = systemOf(*finder);
        const auto resource = QCoro::waitFor(finder->get(system));
        QVERIFY(resource);
        const QString settings = resource->value(u"@Redfish.Settings")
                                     .toObject()
                                     .value(u"SettingsObject")
                                     .toObject()
                                     .value(u"@odata.id")
                                     .toString(system);
        QCoro::waitFor(finder->close());
        QVERIFY(m_lab->fail(bmc.name, QStringLiteral("NeedsIfMatch")));
        const QJsonObject boot{
            {QStringLiteral("BootSourceOverrideTarget"), QStringLiteral("Pxe")},
            {QStringLiteral("BootSourceOverrideEnabled"), QStringLiteral("Once")},
            {QStringLiteral("BootSourceOverrideMode"), QStringLiteral("UEFI")}};
        const quint64 before = session.transport().exchanges();
        const auto done =
            QCoro::waitFor(session.patch(settings, {{QStringLiteral("Boot"), boot}}, {}));
        QVERIFY2(done, qPrintable(bmc.personality + u' ' + codeOf(done)));
        QVERIFY(session.transport().exchanges() >= before + 3); // PATCH, GET, PATCH
        QCoro::waitFor(session.close());
    }
}

void TestLab::usesBasicWhereThereAreNoSessions_data()
{
    QTest::addColumn<QString>("mode");
    for (const char* mode : {"SessionsFull", "NoSessionService"})
        QTest::newRow(mode) << QString::fromLatin1(mode);
}

void TestLab::usesBasicWhereThereAreNoSessions()
{
    QFETCH(QString, mode);
    for (const LabBmc& bmc : m_lab->bmcs()) {
        QVERIFY(m_lab->fail(bmc.name, mode));
        const auto logins = machine(bmc).value(u"logins");
        const auto conversation = client(bmc);
        const QString system = systemOf(*conversation);
        QVERIFY2(!system.isEmpty(), qPrintable(bmc.personality));
        const auto done = QCoro::waitFor(conversation->setPower(system, PowerAction::On));
        QVERIFY2(done, qPrintable(bmc.personality + u' ' + codeOf(done)));
        QCOMPARE(machine(bmc).value(u"logins"), logins);
        QCoro::waitFor(conversation->close());
        LabBmc stranger = bmc;
        stranger.password = QStringLiteral("wrong");
        QCOMPARE(codeOf(QCoro::waitFor(client(stranger)->systems())),
                 QStringLiteral("bmc-auth-failed"));
    }
}

void TestLab::takesCompressedBodiesWhereItMust()
{
    for (const LabBmc& bmc : m_lab->bmcs()) {
        QVERIFY(m_lab->fail(bmc.name, QStringLiteral("CompressedOnly")));
        const auto conversation = client(bmc);
        const auto inventory = QCoro::waitFor(conversation->inventory(systemOf(*conversation)));
        QVERIFY2(inventory, qPrintable(bmc.personality + u' ' + codeOf(inventory)));
        QCOMPARE(inventory->serial, bmc.serial);
        QCoro::waitFor(conversation->close());
    }
}

void TestLab::saysThatThePasswordMustBeChanged()
{
    QVERIFY(m_lab->fail(any().name, QStringLiteral("PasswordChangeRequired")));
    const auto conversation = client(any());
    const auto systems = QCoro::waitFor(conversation->systems());
    QCOMPARE(codeOf(systems), QStringLiteral("bmc-password-change-required"));
    QVERIFY(problemText(systems.error()).contains(QStringLiteral("password to be changed")));
    QVERIFY(m_lab->fail(any().name, QStringLiteral("none")));
    QVERIFY(QCoro::waitFor(conversation->systems()));
    QCoro::waitFor(conversation->close());
}

void TestLab::givesUpOnAStuckTask()
{
    Options options = quick();
    options.powerMs = 500;
    const LabBmc& bmc = any();
    BmcClient conversation({bmc.address, bmc.port}, {bmc.username, Redacted<QString>(bmc.password)},
                           {}, options);
    const QString system = systemOf(conversation);
    QVERIFY(QCoro::waitFor(conversation.setPower(system, PowerAction::On)));
    QVERIFY(m_lab->fail(bmc.name, QStringLiteral("TaskStuck")));
    const auto done = QCoro::waitFor(conversation.setPower(system, PowerAction::ForceOff));
    QCOMPARE(codeOf(done), QStringLiteral("bmc-task-stuck"));
    QCoro::waitFor(conversation.close());
}

void TestLab::noticesAnIgnoredReset()
{
    Options options = quick();
    options.powerMs = 500;
    for (const LabBmc& bmc : m_lab->bmcs()) {
        BmcClient conversation({bmc.address, bmc.port},
                               {bmc.username, Redacted<QString>(bmc.password)}, {}, options);
        const QString system = systemOf(conversation);
        QVERIFY(QCoro::waitFor(conversation.setPower(system, PowerAction::On)));
        QVERIFY(m_lab->fail(bmc.name, QStringLiteral("IgnoresPower")));
        const auto done = QCoro::waitFor(conversation.setPower(system, PowerAction::ForceOff));
        QVERIFY2(codeOf(done) == u"bmc-power-stuck" || codeOf(done) == u"bmc-task-stuck",
                 qPrintable(bmc.personality + u' ' + codeOf(done)));
        QCoro::waitFor(conversation.close());
    }
}

void TestLab::discoversARange()
{
    std::vector<BmcAddress> addresses;
    for (const LabBmc& bmc : m_lab->bmcs())
        addresses.push_back({bmc.address, bmc.port});
    addresses.push_back({any().address, 1}); // nobody there
    Discoverer discoverer({.parallel = 3, .connectMs = 2'000, .bmc = quick()});
    int tried = 0;
    QObject::connect(&discoverer, &Discoverer::progress, this,
                     [&tried](int count, int) { tried = count; });
    const BmcLogin login{any().username, Redacted<QString>(any().password)};
    const auto found = QCoro::waitFor(discoverer.run(addresses, login));
    QCOMPARE(found.size(), m_lab->bmcs().size());
    QCOMPARE(tried, int(addresses.size()));
    for (size_t i = 0; i < found.size(); ++i) {
        QVERIFY2(!found[i].error, found[i].error ? qPrintable(found[i].error->code) : "");
        QCOMPARE(int(found[i].machines.size()), 1);
        QCOMPARE(found[i].machines.front().serial, m_lab->bmcs()[i].serial);
        QVERIFY(!found[i].root->vendor.isEmpty());
        QVERIFY(!found[i].manager.firmware.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestLab)
#include "test_redfish_lab.moc"
