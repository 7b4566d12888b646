#include "app/machines/wiperecords.h"
#include "models/domain/componentmerge.h"
#include "tests/unit/machines/machinebench.h"

using namespace rackhouse;

namespace
{

QJsonObject drives(const QJsonObject& one)
{
    return {{QStringLiteral("drives"), QJsonArray{one}}};
}

const QJsonObject Marked{{QStringLiteral("drive"), QStringLiteral("DRV1")},
                         {QStringLiteral("serial"), QStringLiteral("DRV1")},
                         {QStringLiteral("device"), QStringLiteral("vda")},
                         {QStringLiteral("media"), QStringLiteral("virtio")},
                         {QStringLiteral("markers_written"), 64}};
const QJsonObject Erased{{QStringLiteral("drive"), QStringLiteral("DRV1")},
                         {QStringLiteral("method"), QStringLiteral("overwrite")},
                         {QStringLiteral("class"), QStringLiteral("clear")},
                         {QStringLiteral("zeros"), true},
                         {QStringLiteral("ok"), true}};

QJsonObject verified(int survived)
{
    return {{QStringLiteral("drive"), QStringLiteral("DRV1")},
            {QStringLiteral("checked"), 64},
            {QStringLiteral("survived"), survived},
            {QStringLiteral("ok"), survived == 0}};
}

} // namespace

/// A wipe is called done only when it was.
class TestMachinesWipe : public QObject
{
    Q_OBJECT

private slots:
    void wipesWithARecordADrive()
    {
        MachineBench bench;
        const auto wrong =
            bench.submit(JobKind::Wipe, {{QStringLiteral("confirm"), QStringLiteral("x")}});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, QStringLiteral("confirm-mismatch"));
        const JobId id = wipeUntilErased(bench);
        QCOMPARE(bench.answer(QStringLiteral("wipe-verify"), drives(verified(0))), 204);
        const QJsonObject asked = bench.lastTask.value(u"params").toObject();
        QCOMPARE(asked.value(u"drives").toArray(),
                 (QJsonArray{QJsonObject{{QStringLiteral("drive"), QStringLiteral("DRV1")},
                                         {QStringLiteral("zeros"), true}}}));
        QVERIFY(bench.reaches(id, JobState::Succeeded));
        QCOMPARE(bench.machine().state, MachineState::Available);
        QVERIFY(bench.machine().wipedAt.isSet());
        const auto records = bench.wipeRecords();
        QCOMPARE(records.size(), 1u);
        QCOMPARE(records[0].result, WipeResult::Passed);
        QCOMPARE(records[0].method, WipeMethod::Overwrite);
        QCOMPARE(records[0].markersChecked, 64);
    }

    void aDriveThatIsNotCleanQuarantinesTheMachine()
    {
        MachineBench bench;
        const JobId id = wipeUntilErased(bench);
        QCOMPARE(bench.answer(QStringLiteral("wipe-verify"), drives(verified(3))), 204);
        QVERIFY(bench.reaches(id, JobState::Failed));
        QCOMPARE(bench.machine().state, MachineState::Quarantined);
        QCOMPARE(bench.machine().stateReason, QStringLiteral("wipe-failed"));
        QCOMPARE(bench.wipeRecords()[0].reason, QStringLiteral("markers-survived"));
        // And it is told, so that it is seen who was quarantined when.
        auto told = *bench.store->read<std::vector<Event>>([](Reader& reader) {
            return reader.list<Event>(
                {.equals = {{QStringLiteral("code"), QStringLiteral("machine-quarantined")}}});
        });
        QCOMPARE(told.size(), 1u);
        QCOMPARE(told.front().machineId, bench.machineId);
        QCOMPARE(told.front().jobId, id);
        QVERIFY(told.front().at.isSet());
    }

    void drivesWithoutASerialHaveEachTheirRecord()
    {
        MachineBench bench;
        Component lost; // in the books, without a serial too
        lost.id = ComponentId::create();
        lost.machineId = bench.machineId;
        lost.kind = ComponentKind::Drive;
        lost.source = Source::Agent;
        lost.slot = QStringLiteral("sdc");
        bench.put(lost);
        const auto made = submitWipe(bench);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        const auto answerWith = [&](const char* kind, QJsonObject facts) {
            QJsonArray all;
            for (const char* drive : {"DRV1", "eui.01", "sdb"}) {
                facts.insert(QStringLiteral("drive"), QLatin1String(drive));
                facts.insert(QStringLiteral("serial"),
                             QByteArray(drive) == "DRV1" ? QStringLiteral("DRV1") : QString());
                const bool dirty = QByteArray(drive) == "sdb";
                facts.insert(QStringLiteral("survived"), dirty ? 3 : 0);
                all.append(facts);
            }
            return bench.answer(QString::fromLatin1(kind), {{QStringLiteral("drives"), all}});
        };
        QCOMPARE(answerWith("wipe-mark", {{QStringLiteral("markers_written"), 64}}), 204);
        QCOMPARE(answerWith("wipe-erase", {{QStringLiteral("ok"), true}}), 204);
        QCOMPARE(bench.lastTask.value(u"params").toObject().value(u"drives").toArray().size(), 3);
        QCOMPARE(answerWith("wipe-verify",
                            {{QStringLiteral("checked"), 64}, {QStringLiteral("ok"), true}}),
                 204);
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        QMap<QString, QString> outcome;
        for (const WipeRecord& record : bench.wipeRecords())
            outcome.insert(wiperecords::nameOf(record), enumText(record.result) + record.reason);
        const QMap<QString, QString> expected{
            {QStringLiteral("DRV1"), QStringLiteral("passed")},
            {QStringLiteral("eui.01"), QStringLiteral("passed")},
            {QStringLiteral("sdb"), QStringLiteral("failedmarkers-survived")},
            {QStringLiteral("sdc"), QStringLiteral("faileddrive-missing")}};
        QCOMPARE(outcome, expected);
    }

    void aDriveThatOnlyTheBmcReportsIsNotClean_data()
    {
        QTest::addColumn<QString>("serial");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("transport");
        QTest::addColumn<QString>("reason");
        const QString lost = QStringLiteral("drive-not-reachable");
        QTest::newRow("another") << QStringLiteral("DRV2") << 1000LL << QString() << lost;
        QTest::newRow("of unknown size") << QStringLiteral("DRV2") << 0LL << QString() << lost;
        QTest::newRow("without a serial") << QString() << 1000LL << QStringLiteral("sata") << lost;
        QTest::newRow("an empty bay") << QString() << 0LL << QString() << QString();
        QTest::newRow("a stick") << QStringLiteral("U") << 9LL << QStringLiteral("usb")
                                 << QString();
        QTest::newRow("the marked one") << QStringLiteral(" drv1") << 9LL << QString() << QString();
    }
    void aDriveThatOnlyTheBmcReportsIsNotClean()
    {
        QFETCH(QString, serial);
        QFETCH(qint64, bytes);
        QFETCH(QString, transport);
        QFETCH(QString, reason);
        MachineBench bench;
        for (const QString& known : {QStringLiteral("DRV1"), serial}) {
            Component drive;
            drive.id = ComponentId::create();
            drive.machineId = bench.machineId;
            drive.kind = ComponentKind::Drive;
            drive.source = Source::Bmc;
            drive.slot = QStringLiteral("Bay ") + (known == serial ? u'2' : u'1');
            drive.serial = known;
            drive.capacityBytes = known == serial ? bytes : 10'000'000;
            drive.detail = {{QStringLiteral("transport"), known == serial ? transport : QString()}};
            if (known == serial || serial.trimmed() != u"drv1")
                bench.put(drive);
        }
        const JobId id = wipeUntilErased(bench);
        QCOMPARE(bench.answer(QStringLiteral("wipe-verify"), drives(verified(0))), 204);
        QVERIFY(bench.reaches(id, reason.isEmpty() ? JobState::Succeeded : JobState::Failed));
        const auto records = bench.wipeRecords();
        QCOMPARE(records.size(), reason.isEmpty() ? 1u : 2u);
        for (const WipeRecord& record : records)
            QCOMPARE(record.reason, record.device == u"vda" ? QString() : reason);
        QCOMPARE(bench.machine().state,
                 reason.isEmpty() ? MachineState::Available : MachineState::Quarantined);
    }

    void aMemberOfARaidThatAPersonAnswersForIsOnRecord()
    {
        MachineBench bench;
        Component member;
        member.id = ComponentId::create();
        member.machineId = bench.machineId;
        member.kind = ComponentKind::Drive;
        member.source = Source::Bmc;
        member.serial = QStringLiteral("RAID1");
        member.capacityBytes = 480'000'000'000;
        bench.put(member);
        const QJsonObject more{
            {QStringLiteral("accept_unreachable"), QStringLiteral("OTHER, RAID1")}};
        const JobId id = wipeUntilErased(bench, more);
        QCOMPARE(bench.answer(QStringLiteral("wipe-verify"), drives(verified(0))), 204);
        QVERIFY(bench.reaches(id, JobState::Succeeded));
        QCOMPARE(bench.machine().state, MachineState::Available);
        const auto records = bench.wipeRecords();
        const auto found = std::find_if(records.begin(), records.end(), [](const WipeRecord& r) {
            return r.serial == QLatin1String("RAID1");
        });
        QVERIFY(found != records.end());
        QCOMPARE(found->result, WipeResult::Failed); // it was not erased, and the record says so
        QCOMPARE(found->reason, QStringLiteral("drive-not-reachable"));
        QVERIFY(found->detail.value(u"accepted_unreachable").toBool());
    }

    void aDriveOfAnotherSizeIsAnotherDrive()
    {
        Component bmc;
        bmc.kind = ComponentKind::Drive;
        bmc.source = Source::Bmc;
        bmc.serial = QStringLiteral("S");
        bmc.capacityBytes = 3'840'000'000'000;
        Component agent;
        agent.kind = ComponentKind::Drive;
        agent.source = Source::Agent;
        for (const auto& [bytes, one] : {std::pair{3'840'755'982'336LL, true},
                                         std::pair{1'000'000LL, false}, std::pair{0LL, false}}) {
            agent.capacityBytes = bytes;
            QCOMPARE(mergeReports({bmc, agent}).size() == 1, one);
        }
    }

    void aDriveThatHasVanishedIsNotClean()
    {
        MachineBench bench;
        const auto made = submitWipe(bench);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        const QJsonObject none{{QStringLiteral("drives"), QJsonArray()}};
        for (const char* kind : {"wipe-mark", "wipe-erase", "wipe-verify"})
            QCOMPARE(bench.answer(QString::fromLatin1(kind), none), 204);
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        QCOMPARE(bench.wipeRecords()[0].reason, QStringLiteral("drive-missing"));
        QCOMPARE(bench.machine().state, MachineState::Quarantined);
    }

    void anotherMachineThanTheOneInTheBooksIsRefused()
    {
        MachineBench bench;
        const auto made = submitWipe(bench);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.token = bench.decide(bench.mac).kernelArguments.section(u'=', 1);
        QCOMPARE(bench.registerAgent(QStringLiteral("OTHER")).status, 409);
        QCOMPARE(bench.call("GET", QStringLiteral("/agent/v1/task?wait=0"), {}, bench.token).status,
                 401);
    }

    void anUnreachableBmcFailsTheJobAndLeavesTheMachine()
    {
        MachineBench bench;
        bench.bmc.broken = true;
        const auto made = submitWipe(bench);
        QVERIFY(QTest::qWaitFor(
            [&] {
                bench.clock.advanceMs(10'000);
                return bench.job(made->id).state == JobState::Failed;
            },
            5000));
        QCOMPARE(bench.job(made->id).reason, QStringLiteral("bmc-unreachable"));
        QCOMPARE(bench.machine().state, MachineState::Available);
    }

    void anErasedMachineThatIsLostIsNotGivenBack()
    {
        MachineBench bench;
        const JobId id = wipeUntilErased(bench);
        QVERIFY(bench.stands(id, QStringLiteral("wipe-verify")));
        bench.bmc.broken = true;
        QVERIFY(failsWithTime(bench, id, 95'000));
        QCOMPARE(bench.job(id).reason, QStringLiteral("bmc-unreachable"));
        QCOMPARE(bench.machine().state, MachineState::Quarantined);
    }

    void aRetryOfAFailedWipeDoesNotGiveTheMachineBack()
    {
        MachineBench bench;
        const JobId id = failedWipe(bench);
        bench.bmc.broken = true;
        QVERIFY(bench.wait(
            bench.engine->retry(id, QStringLiteral("network-boot"), QStringLiteral("tester"))));
        QVERIFY(failsWithTime(bench, id, 10'000));
        QCOMPARE(bench.machine().state, MachineState::Quarantined);
        QCOMPARE(bench.machine().stateReason, QStringLiteral("wipe-failed"));
    }

    void aJobIsNotRetriedOverALaterOne()
    {
        MachineBench bench;
        const JobId old = failedWipe(bench);
        bench.clock.advanceMs(1000);
        const JobId later = wipeUntilErased(bench);
        QCOMPARE(bench.answer(QStringLiteral("wipe-verify"), drives(verified(0))), 204);
        QVERIFY(bench.reaches(later, JobState::Succeeded));
        const auto retried =
            bench.wait(bench.engine->retry(old, QString(), QStringLiteral("tester")));
        QVERIFY(!retried);
        QCOMPARE(retried.error().code, QStringLiteral("job-superseded"));
        QCOMPARE(bench.machine().state, MachineState::Available);
        QCOMPARE(bench.job(old).state, JobState::Failed);
    }

    void aDriveThatTookNoMarkersIsNotClean()
    {
        MachineBench bench;
        const auto made = submitWipe(bench);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        QJsonObject unmarked = Marked;
        unmarked.insert(QStringLiteral("markers_written"), 0);
        unmarked.insert(QStringLiteral("error"), QStringLiteral("write-failed"));
        QCOMPARE(bench.answer(QStringLiteral("wipe-mark"), drives(unmarked)), 204);
        QCOMPARE(bench.answer(QStringLiteral("wipe-erase"), drives(Erased)), 204);
        QCOMPARE(bench.answer(QStringLiteral("wipe-verify"), drives(verified(0))), 204);
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        QCOMPARE(bench.wipeRecords()[0].reason, QStringLiteral("not-verified"));
        QCOMPARE(bench.machine().state, MachineState::Quarantined);
    }

    void aMachineWithoutAnyDriveIsNotCalledWiped()
    {
        MachineBench bench;
        std::function<Result<void>(Writer&)> unplug = [](Writer& writer) -> Result<void> {
            const auto parts = writer.list<Component>();
            return writer.remove<Component>(parts->front().id);
        };
        QVERIFY(bench.wait(bench.store->write<void>(std::move(unplug))));
        const auto made = submitWipe(bench);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        const QJsonObject none{{QStringLiteral("drives"), QJsonArray()}};
        for (const char* kind : {"wipe-mark", "wipe-erase", "wipe-verify"})
            QCOMPARE(bench.answer(QString::fromLatin1(kind), none), 204);
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        QCOMPARE(bench.job(made->id).reason, QStringLiteral("no-drives"));
        QCOMPARE(bench.machine().state, MachineState::Quarantined);
    }

private:
    /// Lets the time pass until the job has failed.
    static bool failsWithTime(MachineBench& bench, const JobId& id, qint64 stepMs)
    {
        return QTest::qWaitFor(
            [&] {
                bench.clock.advanceMs(stepMs);
                return bench.job(id).state == JobState::Failed;
            },
            5000);
    }

    static JobId failedWipe(MachineBench& bench)
    {
        const JobId id = wipeUntilErased(bench);
        bench.answer(QStringLiteral("wipe-verify"), drives(verified(3)));
        return bench.reaches(id, JobState::Failed) ? id : JobId();
    }

    static Result<Job> submitWipe(MachineBench& bench, QJsonObject params = {})
    {
        params.insert(QStringLiteral("confirm"), QStringLiteral("SER1"));
        return bench.submit(JobKind::Wipe, params);
    }

    static JobId wipeUntilErased(MachineBench& bench, const QJsonObject& params = {})
    {
        const auto made = submitWipe(bench, params);
        if (!made || !bench.stands(made->id, QStringLiteral("await-agent")))
            return {};
        bench.bootAgent();
        bench.answer(QStringLiteral("wipe-mark"), drives(Marked));
        bench.answer(QStringLiteral("wipe-erase"), drives(Erased));
        return made->id;
    }
};

QTEST_GUILESS_MAIN(TestMachinesWipe)
#include "test_machines_wipe.moc"
