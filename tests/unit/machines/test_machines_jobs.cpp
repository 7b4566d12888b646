#include "models/domain/security.h"
#include "tests/unit/machines/machinebench.h"

using namespace rackhouse;

namespace
{

const QJsonObject Wrote{{QStringLiteral("device"), QStringLiteral("vda")},
                        {QStringLiteral("content_sha256"), QStringLiteral("cc")},
                        {QStringLiteral("readback_sha256"), QStringLiteral("cc")}};

QString phoneHomePath(const QJsonObject& seedTask)
{
    const QJsonObject params = seedTask.value(u"params").toObject();
    const QString userData = params.value(u"files").toObject().value(u"user-data").toString();
    return userData.mid(userData.indexOf(u"/phone-home/"), 12 + 64);
}

/// From the network boot to the seed that the agent has written: the path to phone home to.
QString seeds(MachineBench& bench, const JobId& job)
{
    if (!bench.stands(job, QStringLiteral("await-agent")))
        return {};
    bench.bootAgent();
    for (const char* kind : {"write-image", "grow-root", "seed"}) {
        if (bench.answer(QString::fromLatin1(kind), Wrote) != 204)
            return {};
    }
    return phoneHomePath(bench.lastTask);
}

} // namespace

class TestMachinesJobs : public QObject
{
    Q_OBJECT

private slots:
    void aStateFollowsOnlyWhatTheTableSays()
    {
        QVERIFY(mayFollow(MachineState::Wiping, MachineState::Available));
        QVERIFY(!mayFollow(MachineState::Discovered, MachineState::Available));
        QVERIFY(!mayFollow(MachineState::Discovered, MachineState::Wiping));
        QVERIFY(!mayFollow(MachineState::Quarantined, MachineState::Available));
        QVERIFY(!mayStart(JobKind::Provision, MachineState::Quarantined));
        QVERIFY(mayStart(JobKind::Wipe, MachineState::Quarantined));
    }

    void anUnknownMachineIsRecordedAndOnlyLookedAt()
    {
        MachineBench bench;
        const auto decision = bench.decide(QStringLiteral("52:54:00:aa:bb:cc"));
        QCOMPARE(decision.kind, netboot::BootDecision::RamSystem);
        QVERIFY(decision.kernelArguments.startsWith(u"rackhouse.token="));
        bench.token = decision.kernelArguments.section(u'=', 1);
        QCOMPARE(bench.token.size(), 64);
        QCOMPARE(bench.registerAgent(QStringLiteral("NEW")).status, 200);
        const QJsonObject task = bench.task();
        QCOMPARE(task.value(u"kind").toString(), QStringLiteral("inventory"));
        const QJsonObject dmi{{QStringLiteral("serial"), QStringLiteral("NEW")}};
        QCOMPARE(bench.post(task.value(u"id").toString(), {{QStringLiteral("dmi"), dmi}}), 204);
        const auto machines =
            *bench.store->read<std::vector<Machine>>([](Reader& r) { return r.list<Machine>(); });
        QCOMPARE(machines.size(), 2u);
        QCOMPARE(machines.back().state, MachineState::Discovered);
        QCOMPARE(machines.back().serial, QStringLiteral("NEW"));
        QCOMPARE(bench.call("GET", QStringLiteral("/agent/v1/task?wait=0"), {}, bench.token).status,
                 204);
    }

    void onlyAGoodTokenMaySendMuch()
    {
        MachineBench bench;
        const auto asked = [&bench](const char* path, const QString& token) {
            http::Request request;
            request.path = QString::fromLatin1(path);
            request.headers.insert("authorization", "Bearer " + token.toLatin1());
            return bench.agents->admitBody(request);
        };
        const char* result = "/agent/v1/tasks/1/result";
        QCOMPARE(asked("/agent/v1/register", {}).maxBytes, 16 * 1024);
        QCOMPARE(asked("/phone-home/1", {}).maxBytes, 16 * 1024);
        QCOMPARE(asked(result, QStringLiteral("wrong")).kind, http::UploadDecision::Refuse);
        QCOMPARE(asked(result, QStringLiteral("wrong")).refusal.status, 401);
        QVERIFY(bench.submit(JobKind::Inspect));
        QTRY_COMPARE(bench.job(bench.machine().jobId).step, QStringLiteral("await-agent"));
        bench.bootAgent();
        QCOMPARE(asked(result, bench.token).kind, http::UploadDecision::InMemory);
        QCOMPARE(asked(result, bench.token).maxBytes, -1);
    }

    void aMachineWithoutAJobBootsItsDisk()
    {
        MachineBench bench;
        QCOMPARE(bench.decide(bench.mac).kind, netboot::BootDecision::LocalDisk);
        QCOMPARE(bench.decide(QStringLiteral("nonsense")).kind, netboot::BootDecision::Deny);
    }

    void inspectsAndSwitchesOff()
    {
        MachineBench bench;
        const auto made = bench.submit(JobKind::Inspect);
        QVERIFY(made);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        QCOMPARE(bench.machine().state, MachineState::Inspecting);
        QCOMPARE(bench.bmc.calls, QStringList({QStringLiteral("boot-pxe"), QStringLiteral("on")}));
        bench.bootAgent();
        const QJsonObject drive{{QStringLiteral("device"), QStringLiteral("vda")},
                                {QStringLiteral("serial"), QStringLiteral("DRV1")},
                                {QStringLiteral("size_bytes"), 77}};
        const QJsonObject inventory{
            {QStringLiteral("memory_bytes"), 1024},
            {QStringLiteral("drives"), QJsonArray{drive, QStringLiteral("odd")}}};
        QCOMPARE(bench.answer(QStringLiteral("inventory"), inventory), 204);
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        const Machine machine = bench.machine();
        QCOMPARE(machine.state, MachineState::Available);
        QCOMPARE(machine.driveCount, 1);
        QCOMPARE(machine.driveBytes, 77);
        QCOMPARE(machine.power, PowerState::Off);
        QVERIFY(machine.jobId.isEmpty());
        const auto parts = *bench.store->read<std::vector<Component>>(
            [](Reader& r) { return r.list<Component>(); });
        QCOMPARE(parts.size(), 1u); // the same drive, in the same row
    }

    void aProvisionedMachineIsInspectedOnlyWhenMeant()
    {
        MachineBench bench;
        bench.setState(MachineState::Provisioned);
        const auto refused = bench.submit(JobKind::Inspect);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QStringLiteral("confirm-mismatch"));
        QCOMPARE(bench.machine().state, MachineState::Provisioned);
        QVERIFY(bench.bmc.calls.isEmpty());
    }

    void aProvisionedMachineGoesBackToItsSystem_data()
    {
        QTest::addColumn<PowerState>("before");
        QTest::addColumn<QStringList>("calls");
        const QString pxe = QStringLiteral("boot-pxe");
        const QString disk = QStringLiteral("boot-disk");
        const QString on = QStringLiteral("on");
        const QString off = QStringLiteral("force-off");
        QTest::newRow("on") << PowerState::On << QStringList{pxe, off, on, disk, off, on};
        QTest::newRow("off") << PowerState::Off << QStringList{pxe, on, disk, off};
    }
    void aProvisionedMachineGoesBackToItsSystem()
    {
        QFETCH(PowerState, before);
        MachineBench bench;
        bench.setState(MachineState::Provisioned);
        bench.bmc.state = before;
        const auto made =
            bench.submit(JobKind::Inspect, {{QStringLiteral("confirm"), QStringLiteral("SER1")}});
        QVERIFY(made);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.restart(); // how it was found outlives the appliance
        bench.bootAgent();
        QCOMPARE(bench.answer(QStringLiteral("inventory"), {}), 204);
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        QTEST(bench.bmc.calls, "calls");
        QCOMPARE(bench.machine().state, MachineState::Provisioned);
        QCOMPARE(bench.bmc.state, before);
        QCOMPARE(bench.machine().power, before);
        QCOMPARE(bench.decide(bench.mac).kind, netboot::BootDecision::LocalDisk);
    }

    void provisionsUntilTheSystemPhonesHome()
    {
        MachineBench bench;
        const auto made = bench.submit(JobKind::Provision, bench.provisionParams());
        QVERIFY(made);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        QCOMPARE(bench.answer(QStringLiteral("write-image"), Wrote), 204);
        const QJsonObject params = bench.lastTask.value(u"params").toObject();
        QCOMPARE(params.value(u"url").toString(),
                 QStringLiteral("http://10.77.0.1:8070/images/") + bench.image.id.text());
        QCOMPARE(params.value(u"drive").toObject().value(u"serial").toString(),
                 QStringLiteral("DRV1"));
        QCOMPARE(bench.answer(QStringLiteral("grow-root"), {}), 204);
        QCOMPARE(bench.answer(QStringLiteral("seed"), {}), 204);
        const QString path = phoneHomePath(bench.lastTask);
        QCOMPARE(bench.answer(QStringLiteral("boot-disk"), {}), 204);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-phone-home")));
        QCOMPARE(bench.bmc.calls.mid(2),
                 QStringList({QStringLiteral("boot-disk"), QStringLiteral("force-off"),
                              QStringLiteral("on")}));
        QCOMPARE(bench.decide(bench.mac).kind, netboot::BootDecision::LocalDisk);
        const QString wrong = QStringLiteral("/phone-home/") + QString(64, u'0');
        QCOMPARE(bench.call("POST", wrong).status, 401);
        QCOMPARE(bench.call("POST", path, {}, {}, "hostname=gpu-01&instance_id=i").status, 200);
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        const Machine machine = bench.machine();
        QCOMPARE(machine.state, MachineState::Provisioned);
        QCOMPARE(machine.hostname, QStringLiteral("gpu-01"));
        QCOMPARE(machine.ipAddress, QStringLiteral("10.77.0.50"));
        QCOMPARE(bench.call("POST", path, {}, {}, "hostname=evil").status, 401);
    }

    void aRetryOfASystemThatNeverPhonedWritesItAnew_data()
    {
        QTest::addColumn<bool>("restarted");
        QTest::addColumn<QString>("from");
        QTest::newRow("its restart failed") << false << QString();
        QTest::newRow("silent") << true << QString();
        QTest::newRow("silent, asked for that step") << true << QStringLiteral("await-phone-home");
    }
    void aRetryOfASystemThatNeverPhonedWritesItAnew()
    {
        QFETCH(bool, restarted);
        QFETCH(QString, from);
        MachineBench bench;
        const auto made = bench.submit(JobKind::Provision, bench.provisionParams());
        const QString first = seeds(bench, made->id);
        bench.bmc.broken = !restarted;
        QCOMPARE(bench.answer(QStringLiteral("boot-disk"), {}), 204);
        if (restarted)
            QVERIFY(bench.waitsIn(made->id, QStringLiteral("await-phone-home")));
        QVERIFY(QTest::qWaitFor(
            [&] {
                bench.clock.advanceMs(60'000);
                return bench.job(made->id).state == JobState::Failed;
            },
            20'000));
        bench.bmc.broken = false;
        QVERIFY(bench.wait(bench.engine->retry(made->id, from, QStringLiteral("tester"))));
        const QString second = seeds(bench, made->id);
        QVERIFY(first != second);
        QCOMPARE(bench.answer(QStringLiteral("boot-disk"), {}), 204);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-phone-home")));
        QCOMPARE(bench.call("POST", first, {}, {}, "hostname=old").status, 401);
        QCOMPARE(bench.call("POST", second, {}, {}, "hostname=gpu-01").status, 200);
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        QCOMPARE(bench.machine().state, MachineState::Provisioned);
    }

    void userDataIsNowhereButInTheSeed()
    {
        MachineBench bench;
        QJsonObject params = bench.provisionParams();
        params.insert(QStringLiteral("user_data"),
                      QStringLiteral("#cloud-config\npassword: hunter2\n"));
        const auto made = bench.submit(JobKind::Provision, params);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        for (const char* kind : {"write-image", "grow-root", "seed"})
            QCOMPARE(bench.answer(QString::fromLatin1(kind), Wrote), 204);
        const QJsonObject seed = bench.lastTask.value(u"params").toObject();
        const QJsonObject files = seed.value(u"files").toObject();
        QVERIFY(files.value(u"user-data").toString().contains(u"hunter2"));
        const QString path = phoneHomePath(bench.lastTask);
        QCOMPARE(bench.answer(QStringLiteral("boot-disk"), {}), 204);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-phone-home")));
        QCOMPARE(bench.call("POST", path, {}, {}, "hostname=gpu-01").status, 200);
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        QVERIFY(!toText(toJson(bench.job(made->id))).contains("hunter2"));
        const auto secrets = *bench.store->read<std::vector<SealedSecret>>(
            [](Reader& r) { return r.list<SealedSecret>(); });
        QVERIFY(secrets.empty());
        bench.stop();
        bench.store.reset();
        for (const QFileInfo& file : QDir(bench.dir.path()).entryInfoList(QDir::Files)) {
            QFile bytes(file.filePath());
            QVERIFY(bytes.open(QIODevice::ReadOnly));
            QVERIFY2(!bytes.readAll().contains("hunter2"), qPrintable(file.fileName()));
        }
    }

    void resumesInTheMiddleOfWritingUnderTheSameTask()
    {
        MachineBench bench;
        const auto made = bench.submit(JobKind::Provision, bench.provisionParams());
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        QVERIFY(bench.stands(made->id, QStringLiteral("write-image")));
        const QString id = bench.task().value(u"id").toString();
        bench.restart();
        QCOMPARE(bench.task().value(u"id").toString(), id);
        const auto progress =
            bench.call("POST", QStringLiteral("/agent/v1/tasks/%1/progress").arg(id),
                       {{QStringLiteral("done"), 5}, {QStringLiteral("total"), 10}}, bench.token);
        QCOMPARE(progress.body.value(u"cancel").toBool(true), false);
        QCOMPARE(bench.post(id, Wrote), 204);
        QVERIFY(bench.stands(made->id, QStringLiteral("grow-root")));
        QCOMPARE(bench.bmc.calls.count(QStringLiteral("on")), 1);
        QCOMPARE(bench.bmc.calls.count(QStringLiteral("force-off")), 0);
    }

    void whatIsAskedIsCheckedBeforeAnythingStarts_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("code");
        QTest::newRow("hostname") << QStringLiteral("hostname") << QJsonValue(QStringLiteral("-a"))
                                  << QStringLiteral("hostname-invalid");
        QTest::newRow("yaml") << QStringLiteral("user_data")
                              << QJsonValue(QStringLiteral("#cloud-config\na: [b"))
                              << QStringLiteral("user-data-not-yaml");
        QTest::newRow("no cloud-config")
            << QStringLiteral("user_data") << QJsonValue(QStringLiteral("#!/bin/sh"))
            << QStringLiteral("user-data-not-cloud-config");
        QTest::newRow("key") << QStringLiteral("ssh_keys")
                             << QJsonValue(QJsonArray{QStringLiteral("ssh-rsa AAAA")})
                             << QStringLiteral("ssh-key-invalid");
        QTest::newRow("drive") << QStringLiteral("drive_serial")
                               << QJsonValue(QStringLiteral("nope"))
                               << QStringLiteral("drive-missing");
        QTest::newRow("image") << QStringLiteral("image_id") << QJsonValue(newUuid())
                               << QStringLiteral("not-found");
    }
    void whatIsAskedIsCheckedBeforeAnythingStarts()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(QString, code);
        MachineBench bench;
        QJsonObject params = bench.provisionParams();
        params.insert(field, value);
        const auto made = bench.submit(JobKind::Provision, params);
        QVERIFY(!made);
        QCOMPARE(made.error().code, code);
        QVERIFY(bench.machine().jobId.isEmpty());
    }

    void aTokenLastsAsLongAsItsAgentSpeaks()
    {
        MachineBench bench;
        const auto decision = bench.decide(QStringLiteral("52:54:00:aa:bb:cc"));
        bench.token = decision.kernelArguments.section(u'=', 1);
        QCOMPARE(bench.registerAgent(QStringLiteral("NEW")).status, 200);
        const QString poll = QStringLiteral("/agent/v1/task?wait=0");
        for (int i = 0; i < 4; ++i) {
            bench.clock.advanceMs(20ll * 3600 * 1000);
            QCOMPARE(bench.call("GET", poll, {}, bench.token).status, 200);
            QVERIFY(bench.wait(bench.store->write<void>([](Writer&) { return Result<void>(); })));
        }
        bench.clock.advanceMs(25ll * 3600 * 1000);
        QCOMPARE(bench.call("GET", poll, {}, bench.token).status, 401);
    }

    void aNewerAgentMakesOlderTokensVoid()
    {
        MachineBench bench;
        const auto made = bench.submit(JobKind::Inspect);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        const QString old = bench.token;
        bench.bootAgent();
        QVERIFY(old != bench.token);
        QCOMPARE(bench.call("GET", QStringLiteral("/agent/v1/task?wait=0"), {}, old).status, 401);
    }

    void aSilentAgentIsLostAndTheMachineBootsAgain()
    {
        MachineBench bench;
        const auto made = bench.submit(JobKind::Inspect);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        QVERIFY(bench.waitsIn(made->id, QStringLiteral("inventory")));
        bench.clock.advanceMs(95'000);
        QVERIFY(bench.stands(made->id, QStringLiteral("network-boot")));
        bench.clock.advanceMs(5'000);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        QCOMPARE(bench.bmc.calls.count(QStringLiteral("force-off")), 1);
    }

    void aMachineThatStartsAnewByItselfBeginsAgain()
    {
        MachineBench bench;
        const auto made = bench.submit(JobKind::Provision, bench.provisionParams());
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        QCOMPARE(bench.answer(QStringLiteral("write-image"), Wrote), 204);
        QVERIFY(bench.stands(made->id, QStringLiteral("grow-root")));
        bench.bootAgent(); // disks may have other names now
        QVERIFY(bench.stands(made->id, QStringLiteral("network-boot")));
        QCOMPARE(bench.call("GET", QStringLiteral("/agent/v1/task?wait=0"), {}, bench.token).status,
                 204);
    }
};

QTEST_GUILESS_MAIN(TestMachinesJobs)
#include "test_machines_jobs.moc"
