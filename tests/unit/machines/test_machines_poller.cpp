#include "app/machines/bmcpoller.h"
#include "app/machines/bmcpool.h"
#include "app/machines/bmcrecords.h"
#include "app/machines/inventory.h"
#include "models/domain/job.h"
#include "models/store/store.h"
#include "tests/support/labfixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// The poller against the lab's virtual BMCs: what it writes down of those that break.
class TestMachinesPoller : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void keepsPowerFresh();
    void tellsWhatItDraws();
    void tellsOfALeak();
    void tellsOfACertificateThatChanged();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void asksASilentBmcLessOften();

private:
    const LabBmc& lab() const { return m_lab->bmcs().front(); }
    qint64 requests()
    {
        return m_lab
            ->control({{QStringLiteral("cmd"), QStringLiteral("machine")},
                       {QStringLiteral("name"), lab().name}})
            .value_or(QJsonObject())
            .value(u"requests")
            .toInteger();
    }
    void put(std::function<Result<void>(Writer&)> work)
    {
        auto written = m_store->write<void>(std::move(work));
        QTRY_VERIFY(written.isFinished());
        QVERIFY(written.result());
    }
    template <class T, class Id>
    T row(const Id& id)
    {
        return *m_store->read<T>([&](Reader& reader) { return reader.get<T>(id); });
    }
    Bmc bmc() { return row<Bmc>(m_bmc); }
    std::vector<Event> events()
    {
        return *m_store->read<std::vector<Event>>(
            [](Reader& reader) { return reader.list<Event>(); });
    }
    /// One turn of the poller that is due, to its end.
    void turn(qint64 laterMs = 60'000)
    {
        m_clock.advanceMs(laterMs);
        QVERIFY(QTest::qWaitFor(
            [this] {
                m_poller->tick(); // the turn before may not quite have ended
                return bmc().triedAt == m_clock.now();
            },
            10'000));
    }

    std::unique_ptr<LabFixture> m_lab;
    QTemporaryDir m_keys;
    std::optional<redfish::Vault> m_vault;
    ManualClock m_clock{{1'700'000'000'000}};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<BmcPool> m_pool;
    std::unique_ptr<BmcPoller> m_poller;
    BmcId m_bmc;
    MachineId m_machine;
};

void TestMachinesPoller::initTestCase()
{
    LabFixture::Options options;
    options.paper = 1;
    auto started = LabFixture::start(options);
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
    m_lab = *std::move(started);
    m_vault.emplace(*redfish::Vault::open(m_keys.filePath(QStringLiteral("key"))));
}

void TestMachinesPoller::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_store = *Store::open(m_dir->filePath(QStringLiteral("site.db")), m_clock);
    redfish::Options quick;
    quick.requestMs = 1'500;
    m_pool = std::make_unique<BmcPool>(*m_store, *m_vault, quick);
    m_poller = std::make_unique<BmcPoller>(*m_store, m_clock, *m_pool, BmcPoller::Limits{});
    m_poller->start();

    const redfish::BmcLogin login{lab().username, Redacted<QString>(lab().password)};
    redfish::BmcClient first({lab().address, lab().port}, login, {}, quick);
    const auto systems = QCoro::waitFor(first.systems());
    QVERIFY(systems && !systems->empty());
    const auto secret = sealSecret(*m_vault, login.password, m_clock.now());
    QVERIFY(secret);
    Bmc bmc;
    bmc.id = m_bmc = BmcId::create();
    bmc.address = lab().address;
    bmc.port = lab().port;
    bmc.username = lab().username;
    bmc.secretId = secret->id;
    bmc.certificate = first.fingerprint();
    Machine machine;
    machine.id = m_machine = MachineId::create();
    machine.bmcId = bmc.id;
    machine.systemPath = systems->front();
    QCoro::waitFor(first.close());
    put([bmc, machine, secret = *secret](Writer& writer) -> Result<void> {
        auto done = writer.put(secret);
        if (done)
            done = writer.put(bmc);
        return done ? writer.put(machine) : done;
    });
}

void TestMachinesPoller::cleanup()
{
    QVERIFY(m_lab->fail(lab().name, QStringLiteral("none")));
    m_poller.reset();
    if (m_pool)
        QCoro::waitFor(m_pool->close());
    m_pool.reset();
    m_store.reset();
}

void TestMachinesPoller::keepsPowerFresh()
{
    turn();
    QCOMPARE(bmc().state, BmcState::Reachable);
    QCOMPARE(row<Machine>(m_machine).observedAt, m_clock.now());
    QVERIFY(row<Machine>(m_machine).power != PowerState::Unknown);
    const qint64 asked = requests();
    m_poller->tick(); // not due yet
    QCOMPARE(requests(), asked);
}

void TestMachinesPoller::tellsWhatItDraws()
{
    turn();
    QVERIFY(row<Machine>(m_machine).powerW > 0);
    QVERIFY(row<Machine>(m_machine).inletC > 0);
    QVERIFY(row<Machine>(m_machine).hottestC > row<Machine>(m_machine).inletC);
    const qint64 asked = requests();
    turn();
    QVERIFY(requests() - asked <= 3); // its system, its power and its temperatures
    QVERIFY(row<Machine>(m_machine).powerW > 0);

    Machine silent = row<Machine>(m_machine);
    bmcrecords::takeTelemetry(silent, {});
    QCOMPARE(silent.powerW, 0); // nothing old stays as if it were told
    QCOMPARE(silent.inletC, 0.0);
}

void TestMachinesPoller::tellsOfALeak()
{
    redfish::BmcClient client({lab().address, lab().port},
                              {lab().username, Redacted<QString>(lab().password)}, {});
    const auto found = QCoro::waitFor(client.inventory(row<Machine>(m_machine).systemPath));
    QVERIFY(found);
    QCoro::waitFor(client.close());
    QCOMPARE(found->leakDetectors.size(), 2u);
    put([&](Writer& writer) {
        return replaceComponents(writer, m_machine, Source::Bmc, bmcrecords::componentsOf(*found),
                                 m_clock.now());
    });
    turn();
    QCOMPARE(row<Machine>(m_machine).leak, Health::Ok);
    const auto before = events().size();
    QVERIFY(m_lab->fail(lab().name, QStringLiteral("Leaks")));
    turn();
    QCOMPARE(row<Machine>(m_machine).leak, Health::Critical);
    QCOMPARE(row<Machine>(m_machine).leakAt, QStringLiteral("Cold plate 2"));
    QVERIFY(row<Machine>(m_machine).powerW > 0); // the rest is still told
    QCOMPARE(events().size(), before + 1);
    QCOMPARE(events().back().code, QStringLiteral("leak-detected"));
    QCOMPARE(events().back().severity, Severity::Critical);
    QCOMPARE(events().back().machineId, m_machine);
    turn();
    QCOMPARE(events().size(), before + 1); // once is enough
    QVERIFY(m_lab->fail(lab().name, QStringLiteral("none")));
    turn();
    QCOMPARE(row<Machine>(m_machine).leak, Health::Ok);
    QCOMPARE(events().back().code, QStringLiteral("leak-ended"));
}

void TestMachinesPoller::tellsOfACertificateThatChanged()
{
    turn();
    QVERIFY(m_lab->fail(lab().name, QStringLiteral("NewCertificate")));
    const qint64 before = requests();
    turn();
    QCOMPARE(requests(), before); // nothing was said to it, least of all the password
    QCOMPARE(bmc().state, BmcState::PinChanged);
    QCOMPARE(bmc().reason, QStringLiteral("bmc-pin-changed"));
    QCOMPARE(bmc().presented.size(), 64);
    const Event told = events().back();
    QCOMPARE(told.code, QStringLiteral("bmc-pin-changed"));
    QCOMPARE(told.severity, Severity::Critical);
    QCOMPARE(told.machineId, m_machine);
    const QString sentence = problemText({told.code, told.args.toVariantMap(), {}});
    QVERIFY2(sentence.contains(lab().address), qPrintable(sentence));
    turn(600'000);
    QCOMPARE(events().back().id, told.id); // once is enough

    put([id = m_bmc](Writer& writer) -> Result<void> {
        auto accepted = writer.get<Bmc>(id);
        accepted->certificate = std::exchange(accepted->presented, {});
        accepted->revision += 1;
        return writer.put(*accepted);
    });
    turn(1); // a person's change is not waited for
    QCOMPARE(bmc().state, BmcState::Reachable);
    QCOMPARE(events().back().code, QStringLiteral("bmc-reachable"));
    QVERIFY(requests() > before);
}

void TestMachinesPoller::tellsWhatIsWrong_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("state");
    const auto row = [](const char* mode, const char* code, const char* state) {
        QTest::newRow(mode) << QString::fromLatin1(mode) << QString::fromLatin1(code)
                            << QString::fromLatin1(state);
    };
    row("Refuse", "bmc-unreachable", "unreachable");
    row("Hang", "bmc-timeout", "unreachable");
    row("CloseMidBody", "bmc-closed", "unreachable");
    row("Html", "bmc-not-redfish", "broken");
    row("BadJson", "bmc-bad-json", "broken");
    row("PasswordChangeRequired", "bmc-password-change-required", "auth-failed");
}

void TestMachinesPoller::tellsWhatIsWrong()
{
    QFETCH(QString, mode);
    QFETCH(QString, code);
    turn();
    QVERIFY(m_lab->fail(lab().name, mode));
    turn();
    QCOMPARE(bmc().reason, code);
    QTEST(enumText(bmc().state), "state");
    QCOMPARE(events().back().code, code);
    QVERIFY(m_lab->fail(lab().name, QStringLiteral("none")));
    turn(600'000);
    QCOMPARE(bmc().state, BmcState::Reachable);
    QCOMPARE(bmc().reason, QString());
}

void TestMachinesPoller::asksASilentBmcLessOften()
{
    QVERIFY(m_lab->fail(lab().name, QStringLiteral("Refuse")));
    turn();
    const Instant tried = bmc().triedAt;
    m_clock.advanceMs(60'000);
    m_poller->tick();
    QVERIFY(!QTest::qWaitFor([&] { return bmc().triedAt != tried; }, 500));
    turn(60'000);
}

QTEST_GUILESS_MAIN(TestMachinesPoller)
#include "test_machines_poller.moc"
