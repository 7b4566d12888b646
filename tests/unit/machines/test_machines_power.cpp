#include "app/machines/bmcpool.h"
#include "tests/support/labfixture.h"
#include "tests/unit/machines/machinebench.h"

using namespace rackhouse;

namespace
{

const QJsonObject Cycle{{QStringLiteral("action"), QStringLiteral("cycle")}};
const QStringList OffAndOn{QStringLiteral("force-off"), QStringLiteral("on")};

/// The appliance is killed while the BMC has a command, which it never carries out.
void crashAt(MachineBench& bench, const QString& command)
{
    QTRY_VERIFY(bench.bmc.hangs);
    QCOMPARE(bench.bmc.hangsAt, command);
    bench.stop();
    bench.bmc.hangsAt.clear();
    QTRY_VERIFY(!bench.bmc.hangs);
    bench.restart();
}

} // namespace

/// Power is what was read back, also where the appliance or the BMC fails in the middle.
class TestMachinesPower : public QObject
{
    Q_OBJECT

private slots:
    void aCycleThatACrashInterruptedIsDone_data()
    {
        QTest::addColumn<QString>("command");
        for (const QString& command : OffAndOn)
            QTest::newRow(qPrintable(command)) << command;
    }
    void aCycleThatACrashInterruptedIsDone()
    {
        QFETCH(QString, command);
        MachineBench bench;
        bench.bmc.state = PowerState::On;
        bench.bmc.hangsAt = command;
        const auto made = bench.submit(JobKind::Power, Cycle);
        QVERIFY(made);
        crashAt(bench, command);
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        QCOMPARE(bench.bmc.calls, OffAndOn);
        QCOMPARE(bench.machine().power, PowerState::On);
    }

    void aMachineThatACrashLeftOffStartsItsNewSystem()
    {
        MachineBench bench;
        const auto made = bench.submit(JobKind::Provision, bench.provisionParams());
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        const QJsonObject wrote{{QStringLiteral("content_sha256"), QStringLiteral("cc")},
                                {QStringLiteral("readback_sha256"), QStringLiteral("cc")}};
        for (const char* kind : {"write-image", "grow-root", "seed"})
            QCOMPARE(bench.answer(QString::fromLatin1(kind), wrote), 204);
        bench.bmc.hangsAt = QStringLiteral("on");
        QCOMPARE(bench.answer(QStringLiteral("boot-disk"), {}), 204);
        crashAt(bench, QStringLiteral("on"));
        QCOMPARE(bench.bmc.state, PowerState::Off);
        QVERIFY(bench.waitsIn(made->id, QStringLiteral("restart")));
        bench.clock.advanceMs(30'000);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-phone-home")));
        QCOMPARE(bench.bmc.state, PowerState::On);
        QCOMPARE(bench.bmc.calls.last(2),
                 QStringList({QStringLiteral("boot-disk"), QStringLiteral("on")}));
    }

    void aBmcThatIgnoresACycleFailsTheJob()
    {
        LabFixture::Options options;
        options.paper = 1;
        options.personality = QStringLiteral("supermicro");
        auto lab = LabFixture::start(options);
        QVERIFY2(lab, lab ? "" : qPrintable(lab.error().detail));
        const LabBmc& virtualBmc = (*lab)->bmcs().front();
        MachineBench bench;
        const auto secret =
            *sealSecret(bench.vault, Redacted<QString>(virtualBmc.password), bench.clock.now());
        bench.put(secret);
        Machine machine = bench.machine();
        machine.systemPath = QStringLiteral("/redfish/v1/Systems/1");
        bench.put(machine);
        Bmc row = *bench.store->read<Bmc>([&](Reader& r) { return r.get<Bmc>(machine.bmcId); });
        row.address = virtualBmc.address;
        row.port = virtualBmc.port;
        row.username = virtualBmc.username;
        row.secretId = secret.id;
        bench.put(row);
        redfish::Options quick;
        quick.pollMs = 50;
        quick.powerMs = 500;
        BmcPool pool(*bench.store, bench.vault, quick);
        BootSteps steps(*bench.store, bench.clock, pool, *bench.desk);
        bench.engine->add(powerJob(steps));

        const auto works = bench.submit(JobKind::Power, Cycle);
        QVERIFY(works);
        QVERIFY(bench.reaches(works->id, JobState::Succeeded));
        QCOMPARE(bench.machine().power, PowerState::On);

        QVERIFY((*lab)->fail(virtualBmc.name, QStringLiteral("IgnoresPower")));
        const auto ignored = bench.submit(JobKind::Power, Cycle);
        QVERIFY(ignored);
        QVERIFY(QTest::qWaitFor(
            [&] {
                bench.clock.advanceMs(1'000);
                return isFinished(bench.job(ignored->id).state);
            },
            20'000));
        QCOMPARE(bench.job(ignored->id).state, JobState::Failed);
        QCOMPARE(bench.job(ignored->id).reason, QStringLiteral("bmc-power-stuck"));
        bench.stop();
    }
};

QTEST_GUILESS_MAIN(TestMachinesPower)
#include "test_machines_power.moc"
