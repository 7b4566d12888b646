#pragma once

#include "app/jobs/await.h"
#include "app/jobs/jobengine.h"
#include "app/jobs/stepcontext.h"
#include "models/domain/asset.h"
#include "models/store/store.h"

#include <QCoroTask>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

namespace rackhouse
{

/// What the steps of a test job answer, and how often they ran.
struct Script {
    QMap<QString, QList<StepResult>> answers; ///< in turn; the last one for ever; none: done
    QStringList ran;
    QMap<QString, StepContextPtr> contexts;

    int runsOf(const QString& step) const { return static_cast<int>(ran.count(step)); }
};

inline QCoro::Task<StepResult> scripted(std::shared_ptr<Script> script, QString name,
                                        StepContextPtr context)
{
    script->ran << name;
    script->contexts[name] = context;
    auto& answers = script->answers[name];
    StepResult answer = answers.isEmpty() ? StepResult::done() : answers.first();
    if (answers.size() > 1)
        answers.removeFirst();
    co_return answer;
}

/// An engine on a database of its own, with a clock that the test moves. restart() is what a crash
/// and a new start are to the engine.
class EngineBench
{
public:
    EngineBench()
    {
        store = *Store::open(dir.filePath(QStringLiteral("rackhouse.db")), clock);
        restart();
    }
    ~EngineBench() { engine.reset(); }

    void restart(JobEngine::Limits limits = {})
    {
        engine.reset();
        engine = std::make_unique<JobEngine>(*store, clock, limits);
        for (JobKind kind : {JobKind::Wipe, JobKind::Inspect, JobKind::Provision})
            engine->add(definition(kind));
        QVERIFY(engine->start());
    }

    JobDefinition definition(JobKind kind)
    {
        JobDefinition d;
        d.kind = kind;
        for (const char* name : {"first", "second", "third"}) {
            StepDefinition step;
            step.name = QString::fromLatin1(name);
            step.deadline = std::chrono::seconds(60);
            step.maxAttempts = 2;
            step.retryDelay = std::chrono::milliseconds(1000);
            step.run = [s = script, n = step.name](StepContextPtr c) {
                return scripted(s, n, std::move(c));
            };
            d.steps.push_back(step);
        }
        d.steps[0].safePoint = kind != JobKind::Provision;
        d.steps[1].safePoint = false;
        d.steps[2].rewindTo = QStringLiteral("second");
        if (kind == JobKind::Inspect)
            d.steps[2].retryFrom = QStringLiteral("second");
        return d;
    }

    MachineId machine(const QString& name, const RackId& rack = {})
    {
        Machine row;
        row.id = MachineId::create();
        row.name = name;
        row.rackId = rack;
        put(row);
        return row.id;
    }

    template <class T>
    void put(const T& row)
    {
        std::function<Result<void>(Writer&)> write = [row](Writer& w) {
            return w.put(row);
        };
        auto future = store->write<void>(std::move(write));
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result());
    }

    template <class T>
    Result<T> wait(QFuture<Result<T>> future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 5000))
            return fail("timed-out");
        return future.result();
    }

    Result<Job> submit(const MachineId& machine, JobKind kind = JobKind::Wipe)
    {
        JobRequest request;
        request.kind = kind;
        request.machineId = machine;
        request.actor = QStringLiteral("tester");
        return wait(engine->submit(request));
    }

    /// Past the store, as nothing in the product does.
    void execute(const char* sql)
    {
        {
            auto database =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("aside"));
            database.setDatabaseName(dir.filePath(QStringLiteral("rackhouse.db")));
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY2(query.exec(QString::fromLatin1(sql)), qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("aside"));
    }

    Job job(const JobId& id)
    {
        auto found = store->read<std::optional<Job>>(
            [&](Reader& reader) { return reader.find<Job>(id.text()); });
        return found && *found ? **found : Job();
    }

    std::vector<JobStep> steps(const JobId& id)
    {
        Select select;
        select.equals = {{QStringLiteral("job_id"), id.text()}};
        select.orderBy = QStringLiteral("ordinal");
        return *store->read<std::vector<JobStep>>(
            [&](Reader& reader) { return reader.list<JobStep>(select); });
    }

    bool reaches(const JobId& id, JobState state)
    {
        return QTest::qWaitFor([&] { return job(id).state == state; }, 5000);
    }
    bool stepReaches(const JobId& id, int ordinal, StepState state)
    {
        return QTest::qWaitFor(
            [&] { return steps(id)[static_cast<size_t>(ordinal)].state == state; }, 5000);
    }

    QTemporaryDir dir;
    ManualClock clock;
    std::unique_ptr<Store> store;
    std::shared_ptr<Script> script = std::make_shared<Script>();
    std::unique_ptr<JobEngine> engine;
};

} // namespace rackhouse
