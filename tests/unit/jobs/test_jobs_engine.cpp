#include "tests/unit/jobs/enginebench.h"

#include <QCoroSignal>

using namespace rackhouse;

namespace
{
const QString First = QStringLiteral("first");
const QString Second = QStringLiteral("second");
const QString Third = QStringLiteral("third");
} // namespace

class TestJobsEngine : public QObject
{
    Q_OBJECT

private slots:
    void runsItsStepsInOrder()
    {
        EngineBench bench;
        bench.script->answers[Second] = {
            StepResult::done({{QStringLiteral("mark"), QStringLiteral("m")}})};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(made);
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        QCOMPARE(bench.script->ran, QStringList({First, Second, Third}));
        const Job job = bench.job(made->id);
        QCOMPARE(job.progressPermille, 1000);
        QVERIFY(job.finishedAt.isSet());
        const auto steps = bench.steps(made->id);
        QCOMPARE(steps[1].data.value(u"mark").toString(), QStringLiteral("m"));
        QCOMPARE(steps[1].attempts, 1);
    }

    void aMachineHasOneUnfinishedJob()
    {
        EngineBench bench;
        bench.script->answers[First] = {StepResult::wait(QStringLiteral("waits"))};
        const MachineId machine = bench.machine(QStringLiteral("m1"));
        const auto one = bench.submit(machine);
        QVERIFY(one);
        const auto two = bench.submit(machine, JobKind::Inspect);
        QVERIFY(!two);
        QCOMPARE(two.error().code, QStringLiteral("machine-busy"));
        QCOMPARE(two.error().args.value(QStringLiteral("job")).toString(), one->id.text());
        QVERIFY(bench.wait(bench.engine->cancel(one->id, QStringLiteral("tester"))));
        QVERIFY(bench.reaches(one->id, JobState::Cancelled));
        QVERIFY(bench.submit(machine, JobKind::Inspect));
    }

    void theSameIdIsTheSameJob()
    {
        EngineBench bench;
        JobRequest request;
        request.id = JobId::create();
        request.kind = JobKind::Wipe;
        request.machineId = bench.machine(QStringLiteral("m1"));
        QVERIFY(bench.wait(bench.engine->submit(request)));
        QVERIFY(bench.reaches(request.id, JobState::Succeeded));
        const auto again = bench.wait(bench.engine->submit(request));
        QVERIFY(again);
        QCOMPARE(again->state, JobState::Succeeded);
        QCOMPARE(bench.script->runsOf(First), 1);
    }

    void aTransientFailureRewinds()
    {
        EngineBench bench;
        bench.script->answers[Third] = {StepResult::failed(makeError("bmc-unreachable")),
                                        StepResult::done()};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(QTest::qWaitFor([&] { return bench.script->runsOf(Third) == 1; }, 5000));
        QVERIFY(bench.stepReaches(made->id, 1, StepState::Pending));
        QCOMPARE(bench.steps(made->id)[1].reason, QStringLiteral("retries"));
        bench.clock.advanceMs(1100);
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        QCOMPARE(bench.script->ran, QStringList({First, Second, Third, Second, Third}));
        QCOMPARE(bench.steps(made->id)[2].attempts, 2);
    }

    void attemptsRunOut()
    {
        EngineBench bench;
        bench.script->answers[First] = {
            StepResult::failed(makeError("bmc-unreachable", QStringLiteral("x")))};
        const MachineId machine = bench.machine(QStringLiteral("m1"));
        const auto made = bench.submit(machine);
        QVERIFY(QTest::qWaitFor(
            [&] {
                bench.clock.advanceMs(1100);
                return bench.job(made->id).state == JobState::Failed;
            },
            5000));
        QCOMPARE(bench.script->runsOf(First), 2);
        QCOMPARE(bench.job(made->id).reason, QStringLiteral("bmc-unreachable"));
        QVERIFY(bench.submit(machine));
    }

    void aFatalFailureIsNotRetried()
    {
        EngineBench bench;
        bench.script->answers[First] = {StepResult::fatal(makeError("hash-mismatch"))};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        QCOMPARE(bench.script->ran, QStringList({First}));
    }

    void aDeadlineIsAWatchdog()
    {
        EngineBench bench;
        bench.script->answers[First] = {StepResult::wait(QStringLiteral("agent-registers"))};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.stepReaches(made->id, 0, StepState::Waiting));
        QCOMPARE(bench.steps(made->id)[0].reason, QStringLiteral("agent-registers"));
        QCOMPARE(bench.steps(made->id)[0].deadlineAt, bench.clock.now().plusMs(60'000));
        bench.clock.advanceMs(60'001);
        QVERIFY(bench.stepReaches(made->id, 0, StepState::Pending));
        bench.clock.advanceMs(1100);
        QVERIFY(bench.stepReaches(made->id, 0, StepState::Waiting));
        bench.clock.advanceMs(60'001);
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        QCOMPARE(bench.job(made->id).reason, QStringLiteral("timed-out"));
        QCOMPARE(bench.job(made->id).reasonDetail, QStringLiteral("agent-registers"));
    }

    void waitingCostsNoAttemptAndIsEndedByANotice()
    {
        EngineBench bench;
        bench.script->answers[First] = {StepResult::wait(QStringLiteral("w")), StepResult::done()};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.stepReaches(made->id, 0, StepState::Waiting));
        bench.engine->notify(made->id);
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        QCOMPARE(bench.steps(made->id)[0].attempts, 1);
    }

    void cancelWaitsForTheSafePoint()
    {
        EngineBench bench;
        bench.script->answers[Second] = {StepResult::wait(QStringLiteral("w")), StepResult::done()};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.stepReaches(made->id, 1, StepState::Waiting));
        const auto asked = bench.wait(bench.engine->cancel(made->id, QStringLiteral("tester")));
        QVERIFY(asked);
        QVERIFY(bench.reaches(made->id, JobState::Cancelled));
        QCOMPARE(bench.script->runsOf(Third), 0);
        QCOMPARE(bench.steps(made->id)[1].state, StepState::Succeeded);
        QVERIFY(!bench.wait(bench.engine->cancel(made->id, QStringLiteral("tester"))));
    }

    void cancelAbandonsASafeStep()
    {
        EngineBench bench;
        bench.script->answers[First] = {StepResult::wait(QStringLiteral("w"))};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.stepReaches(made->id, 0, StepState::Waiting));
        const StepContextPtr context = bench.script->contexts[First];
        QVERIFY(bench.wait(bench.engine->cancel(made->id, QStringLiteral("tester"))));
        QCOMPARE(bench.job(made->id).state, JobState::Cancelled);
        QVERIFY(!context->isCurrent());
        QVERIFY(!bench.wait(context->remember({{QStringLiteral("late"), true}})));
    }

    void holdStandsStillBeforeTheNextStep()
    {
        EngineBench bench;
        bench.script->answers[First] = {StepResult::wait(QStringLiteral("w")), StepResult::done()};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.stepReaches(made->id, 0, StepState::Waiting));
        QVERIFY(bench.wait(bench.engine->hold(made->id, QStringLiteral("tester"))));
        bench.engine->notify(made->id);
        QVERIFY(bench.reaches(made->id, JobState::Held));
        QCOMPARE(bench.script->runsOf(Second), 0);
        bench.restart();
        QCOMPARE(bench.job(made->id).state, JobState::Held);
        QVERIFY(bench.wait(bench.engine->release(made->id, QStringLiteral("tester"))));
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
    }

    void aHeldJobThatIsCancelledEndsWhereItStands()
    {
        EngineBench bench;
        bench.script->answers[First] = {StepResult::wait(QStringLiteral("w")), StepResult::done()};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.stepReaches(made->id, 0, StepState::Waiting));
        const QString by = QStringLiteral("tester");
        QVERIFY(bench.wait(bench.engine->hold(made->id, by)));
        bench.engine->notify(made->id);
        QVERIFY(bench.reaches(made->id, JobState::Held)); // before a step that is no safe point
        bench.restart();
        QVERIFY(bench.wait(bench.engine->cancel(made->id, by)));
        QVERIFY(bench.reaches(made->id, JobState::Cancelled));
        QCOMPARE(bench.script->runsOf(Second), 0);
    }

    void aCancelOutlastsAHoldAndARestart_data()
    {
        QTest::addColumn<bool>("restarts");
        QTest::newRow("at once") << false;
        QTest::newRow("after a restart") << true;
    }
    void aCancelOutlastsAHoldAndARestart()
    {
        QFETCH(bool, restarts);
        EngineBench bench;
        bench.script->answers[First] = {StepResult::wait(QStringLiteral("w"))};
        // Neither its first nor its second step is a safe point.
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")), JobKind::Provision);
        QVERIFY(bench.stepReaches(made->id, 0, StepState::Waiting));
        const QString by = QStringLiteral("tester");
        QVERIFY(bench.wait(bench.engine->hold(made->id, by)));
        const auto cancelled = bench.wait(bench.engine->cancel(made->id, by));
        QVERIFY(cancelled);
        QCOMPARE(cancelled->state, JobState::Cancelling);
        if (restarts) {
            bench.script->contexts.clear();
            bench.restart();
            QTRY_VERIFY(bench.script->contexts.contains(First));
        }
        bench.script->answers[First] = {StepResult::done()};
        bench.engine->notify(made->id);
        QVERIFY(bench.reaches(made->id, JobState::Cancelled));
        QCOMPARE(bench.script->runsOf(Second), 1);
        QCOMPARE(bench.script->runsOf(Third), 0);
    }

    void aRetryWhoseStepsCannotBeReadIsRefused()
    {
        EngineBench bench;
        bench.script->answers[First] = {StepResult::fatal(makeError("internal")),
                                        StepResult::done()};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        const QString by = QStringLiteral("tester");
        bench.execute("ALTER TABLE job_step RENAME TO elsewhere");
        const auto refused = bench.wait(bench.engine->retry(made->id, {}, by));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QStringLiteral("store-failed"));
        bench.execute("ALTER TABLE elsewhere RENAME TO job_step");
        QVERIFY(bench.wait(bench.engine->retry(made->id, {}, by)));
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
    }

    void aRetryBeginsWhereTheStepFindsWhatItNeeds()
    {
        EngineBench bench;
        bench.script->answers[Third] = {StepResult::fatal(makeError("internal")),
                                        StepResult::done()};
        // The third step of this kind needs what the second leaves.
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")), JobKind::Inspect);
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        bench.script->ran.clear();
        QVERIFY(bench.wait(bench.engine->retry(made->id, {}, QStringLiteral("tester"))));
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        QCOMPARE(bench.script->ran, QStringList({Second, Third}));
    }

    void retriesFromAStep()
    {
        EngineBench bench;
        bench.script->answers[Third] = {StepResult::fatal(makeError("internal"))};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        bench.script->answers[Third] = {StepResult::done()};
        bench.script->ran.clear();
        const auto unknown = bench.wait(
            bench.engine->retry(made->id, QStringLiteral("nonsense"), QStringLiteral("tester")));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, QStringLiteral("step-unknown"));
        QVERIFY(bench.wait(bench.engine->retry(made->id, Second, QStringLiteral("tester"))));
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        QCOMPARE(bench.script->ran, QStringList({Second, Third}));
    }

    void twoRetriesAtOnceAreOne()
    {
        EngineBench bench;
        bench.script->answers[Second] = {StepResult::fatal(makeError("internal")),
                                         StepResult::wait(QStringLiteral("w"))};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        auto one = bench.engine->retry(made->id, Second, QStringLiteral("a"));
        auto two = bench.engine->retry(made->id, Second, QStringLiteral("b"));
        QVERIFY(bench.wait(one));
        const auto refused = bench.wait(two);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QStringLiteral("bad-job-state"));
        QVERIFY(bench.stepReaches(made->id, 1, StepState::Waiting));
        QCOMPARE(bench.script->runsOf(Second), 2);
    }

    void aRetriedJobThatWasHeldWaitsForItsSlot()
    {
        EngineBench bench;
        bench.restart({.site = 1, .perRack = 1});
        bench.script->answers[First] = {StepResult::fatal(makeError("internal")),
                                        StepResult::wait(QStringLiteral("w"))};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.reaches(made->id, JobState::Failed));
        const auto other = bench.submit(bench.machine(QStringLiteral("m2")));
        QVERIFY(bench.stepReaches(other->id, 0, StepState::Waiting));
        const QString by = QStringLiteral("tester");
        QVERIFY(bench.wait(bench.engine->retry(made->id, First, by)));
        QVERIFY(bench.wait(bench.engine->hold(made->id, by)));
        QCOMPARE(bench.job(made->id).state, JobState::Held);
        const auto released = bench.wait(bench.engine->release(made->id, by));
        QVERIFY(released);
        QCOMPARE(released->state, JobState::Queued);
        QCOMPARE(bench.script->runsOf(First), 2);
    }

    void aJobThatIsHeldBeforeItsStartTakesNoSlot()
    {
        EngineBench bench;
        bench.restart({.site = 1, .perRack = 1});
        bench.script->answers[First] = {StepResult::wait(QStringLiteral("w")), StepResult::done()};
        const auto one = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.stepReaches(one->id, 0, StepState::Waiting));
        const auto two = bench.submit(bench.machine(QStringLiteral("m2")));
        QVERIFY(bench.wait(bench.engine->hold(two->id, QStringLiteral("tester"))));
        const auto three = bench.submit(bench.machine(QStringLiteral("m3")));
        bench.engine->notify(one->id);
        QVERIFY(bench.reaches(one->id, JobState::Succeeded));
        QVERIFY(bench.reaches(three->id, JobState::Succeeded));
        QCOMPARE(bench.job(two->id).state, JobState::Held);
    }

    void slotsAreLimited()
    {
        EngineBench bench;
        Rack rack;
        rack.id = RackId::create();
        rack.name = QStringLiteral("r1");
        bench.put(rack);
        bench.restart({.site = 8, .perRack = 1});
        bench.script->answers[First] = {StepResult::wait(QStringLiteral("w")), StepResult::done()};
        const auto one = bench.submit(bench.machine(QStringLiteral("m1"), rack.id));
        const auto two = bench.submit(bench.machine(QStringLiteral("m2"), rack.id));
        QVERIFY(
            QTest::qWaitFor([&] { return bench.job(two->id).reason == u"waits-for-slot"; }, 5000));
        QCOMPARE(bench.job(two->id).state, JobState::Queued);
        QVERIFY(bench.stepReaches(one->id, 0, StepState::Waiting));
        bench.engine->notify(one->id);
        QVERIFY(bench.reaches(one->id, JobState::Succeeded));
        QVERIFY(bench.reaches(two->id, JobState::Succeeded));
    }

    void resumesInEveryStep_data()
    {
        QTest::addColumn<QString>("step");
        for (const QString& step : {First, Second, Third})
            QTest::newRow(qPrintable(step)) << step;
    }
    void resumesInEveryStep()
    {
        QFETCH(QString, step);
        EngineBench bench;
        bench.script->answers[step] = {StepResult::wait(QStringLiteral("w"))};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(QTest::qWaitFor([&] { return bench.script->contexts.contains(step); }, 5000));
        const int index = bench.script->contexts[step]->step().ordinal;
        QVERIFY(bench.stepReaches(made->id, index, StepState::Waiting));
        QVERIFY(bench.wait(bench.script->contexts[step]->remember(
            {{QStringLiteral("task"), QStringLiteral("t1")}})));
        bench.script->ran.clear();
        bench.restart();
        QTRY_COMPARE(bench.script->runsOf(step), 1);
        QVERIFY(bench.script->contexts[step]->resumed());
        QCOMPARE(bench.script->contexts[step]->data().value(u"task").toString(),
                 QStringLiteral("t1"));
        bench.script->answers[step] = {StepResult::done()};
        bench.engine->notify(made->id);
        QVERIFY(bench.reaches(made->id, JobState::Succeeded));
        QCOMPARE(bench.steps(made->id)[static_cast<size_t>(index)].attempts, 1);
        for (const QString& earlier : {First, Second, Third}) {
            if (earlier == step)
                break;
            QCOMPARE(bench.script->runsOf(earlier), 0);
        }
    }

    void progressNeverGoesBackAndIsSaved()
    {
        EngineBench bench;
        bench.script->answers[First] = {StepResult::wait(QStringLiteral("w"))};
        const auto made = bench.submit(bench.machine(QStringLiteral("m1")));
        QVERIFY(bench.stepReaches(made->id, 0, StepState::Waiting));
        const StepContextPtr context = bench.script->contexts[First];
        bench.clock.advanceMs(600);
        context->progress(600, 1000, QStringLiteral("B"), 50);
        context->progress(500, 1000, QStringLiteral("B"), 60);
        bench.clock.advanceMs(600);
        QTRY_COMPARE(bench.steps(made->id)[0].ratePerSecond, 60);
        QCOMPARE(bench.steps(made->id)[0].done, 600);
        QCOMPARE(bench.job(made->id).progressPermille, 200);
    }
};

QTEST_GUILESS_MAIN(TestJobsEngine)
#include "test_jobs_engine.moc"
