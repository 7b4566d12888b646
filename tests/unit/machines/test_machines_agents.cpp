#include "tests/unit/machines/machinebench.h"

using namespace rackhouse;

namespace
{

const QJsonObject Busy{{QStringLiteral("done"), 5}, {QStringLiteral("total"), 10}};
const QString WriteImage = QStringLiteral("write-image");

/// A provision whose agent is writing the image: the id of its task.
QString writes(MachineBench& bench, const JobId& job)
{
    if (!bench.stands(job, QStringLiteral("await-agent")))
        return {};
    bench.bootAgent();
    return bench.waitsIn(job, WriteImage) ? bench.task().value(u"id").toString() : QString();
}

MachineBench::Said progress(MachineBench& bench, const QString& task)
{
    return bench.call("POST", QStringLiteral("/agent/v1/tasks/%1/progress").arg(task), Busy,
                      bench.token);
}

/// What the server does with a report's body before it has read it.
http::UploadDecision admits(MachineBench& bench, const QString& task)
{
    http::Request request;
    request.path = QStringLiteral("/agent/v1/tasks/%1/progress").arg(task);
    request.headers.insert("authorization", "Bearer " + bench.token.toLatin1());
    return bench.agents->admitBody(request);
}

std::vector<Event> eventsOf(MachineBench& bench, const QString& code)
{
    return *bench.store->read<std::vector<Event>>([&](Reader& r) {
        return r.list<Event>({.equals = {{QStringLiteral("code"), code}}});
    });
}

/// Everything that was on its way into the store is there.
void flush(MachineBench& bench)
{
    QVERIFY(bench.wait(bench.store->write<void>([](Writer&) { return Result<void>(); })));
}

JobStep stepOf(MachineBench& bench, const JobId& job, const QString& name)
{
    const Select one{
        .equals = {{QStringLiteral("job_id"), job.text()}, {QStringLiteral("name"), name}}};
    return bench.store->read<std::vector<JobStep>>([&](Reader& r) { return r.list<JobStep>(one); })
        ->front();
}

MachineBench::Said strangerRegisters(MachineBench& bench, const QString& mac)
{
    return bench.call(
        "POST", QStringLiteral("/agent/v1/register"),
        {{QStringLiteral("token"), QString(64, u'0')}, {QStringLiteral("boot_mac"), mac}});
}

} // namespace

/// What agents hear whose job has ended or that may not register, and what people hear of them.
class TestMachinesAgents : public QObject
{
    Q_OBJECT

private slots:
    void aCancelledJobStopsItsAgent_data()
    {
        QTest::addColumn<bool>("restarts");
        QTest::newRow("at once") << false;
        QTest::newRow("after a restart of the appliance") << true;
    }
    void aCancelledJobStopsItsAgent()
    {
        QFETCH(bool, restarts);
        MachineBench bench;
        const auto made = bench.submit(JobKind::Provision, bench.provisionParams());
        const QString task = writes(bench, made->id);
        QCOMPARE(progress(bench, task).body.value(u"cancel").toBool(true), false);
        QVERIFY(bench.wait(bench.engine->cancel(made->id, QStringLiteral("tester"))));
        QVERIFY(bench.reaches(made->id, JobState::Cancelled));
        if (restarts)
            bench.restart();
        QCOMPARE(progress(bench, task).status, 410);
        QCOMPARE(admits(bench, task).kind, http::UploadDecision::Refuse);
        QCOMPARE(admits(bench, task).refusal.status, 410);
        QCOMPARE(bench.post(task, {}), 410);
        // There is no more work for it, and a token that never was stays a stranger's.
        QCOMPARE(bench.call("GET", QStringLiteral("/agent/v1/task?wait=0"), {}, bench.token).status,
                 401);
        bench.token = QString(64, u'0');
        QCOMPARE(progress(bench, task).status, 401);
    }

    void aJobThatRanOutOfTimeStopsItsAgent()
    {
        MachineBench bench;
        const auto made = bench.submit(JobKind::Provision, bench.provisionParams());
        const QString first = writes(bench, made->id);
        bench.clock.advanceMs(4ll * 3600 * 1000 + 1);
        QVERIFY(bench.stands(made->id, QStringLiteral("network-boot")));
        QCOMPARE(progress(bench, first).body.value(u"cancel").toBool(), true);
        bench.clock.advanceMs(5'000);
        const QString last = writes(bench, made->id);
        QVERIFY(!last.isEmpty() && last != first);
        bench.clock.advanceMs(4ll * 3600 * 1000 + 1);
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        QCOMPARE(bench.job(made->id).reason, QStringLiteral("timed-out"));
        QCOMPARE(progress(bench, last).status, 410);
    }

    void anotherMachineIsToldOfOnceAndIsWhyTheStepWaits()
    {
        MachineBench bench;
        const auto made = bench.submit(JobKind::Inspect);
        QVERIFY(bench.waitsIn(made->id, QStringLiteral("await-agent")));
        const auto decision = bench.decide(bench.mac);
        bench.token = decision.kernelArguments.section(u'=', 1);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(bench.registerAgent(QStringLiteral("OTHER")).status, 409);
        QTRY_COMPARE(stepOf(bench, made->id, QStringLiteral("await-agent")).reason,
                     QStringLiteral("agent-refused"));
        const JobStep step = stepOf(bench, made->id, QStringLiteral("await-agent"));
        QVERIFY2(step.reasonDetail.contains(u"OTHER"), qPrintable(step.reasonDetail));
        flush(bench);
        const auto events = eventsOf(bench, QStringLiteral("wrong-machine"));
        QCOMPARE(events.size(), 1u);
        QCOMPARE(events[0].severity, Severity::Warning);
        QCOMPARE(events[0].machineId, bench.machineId);
        QCOMPARE(events[0].jobId, made->id);
        QCOMPARE(events[0].args.value(u"found").toString(), QStringLiteral("OTHER"));
        QCOMPARE(events[0].args.value(u"address").toString(), QStringLiteral("10.77.0.50"));
        QCOMPARE(bench.registerAgent().status, 200);
        QVERIFY(bench.stands(made->id, QStringLiteral("inventory")));
    }

    void aStepThatEndsInRefusalsSaysSo()
    {
        MachineBench bench;
        const auto made = bench.submit(JobKind::Inspect);
        for (int attempt = 0; attempt < 2; ++attempt) {
            QVERIFY(bench.waitsIn(made->id, QStringLiteral("await-agent")));
            QCOMPARE(strangerRegisters(bench, bench.mac).status, 401);
            bench.clock.advanceMs(3'000); // until the step looks again
            QTRY_COMPARE(stepOf(bench, made->id, QStringLiteral("await-agent")).reason,
                         QStringLiteral("agent-refused"));
            bench.clock.advanceMs(11 * 60'000);
            QVERIFY(QTest::qWaitFor(
                [&] { return bench.job(made->id).step != u"await-agent" || attempt == 1; }, 5000));
            bench.clock.advanceMs(5'000);
        }
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        QVERIFY2(bench.job(made->id).reasonDetail.contains(u"token"),
                 qPrintable(bench.job(made->id).reasonDetail));
        flush(bench);
        QCOMPARE(eventsOf(bench, QStringLiteral("agent-token-unknown")).size(), 1u);
    }

    void strangersFillNoLog()
    {
        MachineBench bench;
        QCOMPARE(strangerRegisters(bench, QStringLiteral("52:54:00:aa:bb:cc")).status, 401);
        QCOMPARE(strangerRegisters(bench, {}).status, 401);
        const auto made = bench.submit(JobKind::Provision, bench.provisionParams());
        writes(bench, made->id);
        QVERIFY(bench.wait(bench.engine->cancel(made->id, QStringLiteral("tester"))));
        QVERIFY(bench.reaches(made->id, JobState::Cancelled));
        // Its agent asks on, in vain; that is no news.
        QCOMPARE(bench.registerAgent().status, 401);
        flush(bench);
        QVERIFY(eventsOf(bench, QStringLiteral("agent-token-unknown")).empty());
    }
};

QTEST_GUILESS_MAIN(TestMachinesAgents)
#include "test_machines_agents.moc"
