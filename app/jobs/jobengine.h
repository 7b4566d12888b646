#pragma once

#include "app/jobs/jobrun.h"
#include "app/jobs/jobservice.h"
#include "models/base/clock.h"

#include <QMap>
#include <QObject>
#include <QTimer>

namespace rackhouse
{

class Store;

/// Runs jobs: an ordered list of persisted, idempotent steps each. Lives on one thread with a Qt
/// event loop (the engine thread); only the commands of JobService may be called from others.
///
/// A step is recorded as running, with its attempt and deadline, before it acts. After a restart
/// the unfinished jobs are loaded and their current step runs again. A machine has at most one
/// unfinished job (checked in the transaction that submits it).
class JobEngine : public QObject, public JobService
{
    Q_OBJECT
public:
    struct Limits {
        int site = 8;              ///< jobs under way at the site
        int perRack = 4;           ///< and in one rack
        int patiencePercent = 100; ///< of the time limits that the steps declare
    };

    JobEngine(Store& store, const Clock& clock, Limits limits, QObject* parent = nullptr);
    ~JobEngine() override;

    /// Before start().
    void add(JobDefinition definition);
    /// Loads unfinished jobs and goes on with them.
    Result<void> start();
    /// Abandons what is running; rows stay as they are and the next start() resumes.
    void stop();
    /// Looks at deadlines, waits and progress. A timer calls it four times a second.
    void tick();

    QFuture<Result<Job>> submit(JobRequest request) override;
    QFuture<Result<Job>> cancel(JobId id, QString actor) override;
    QFuture<Result<Job>> hold(JobId id, QString actor) override;
    QFuture<Result<Job>> release(JobId id, QString actor) override;
    QFuture<Result<Job>> retry(JobId id, QString fromStep, QString actor) override;

    /// Something that the job's step waits for may have come.
    void notify(const JobId& id);
    /// An unfinished job as it is now, or null.
    std::shared_ptr<const JobRun> unfinished(const JobId& id) const;
    /// Nothing is under way or queued. A held job is no work: it waits for a person.
    bool isIdle() const;

    QFuture<Result<void>> patchStepData(const JobId& id, const QString& step, QJsonObject patch);
    void reportProgress(const JobId& id, const QString& step, qint64 done, qint64 total,
                        const QString& unit, qint64 ratePerSecond);
    void recordEvent(const Job& job, Severity severity, const QString& code, QJsonObject args,
                     const QString& text = {});

    Store& store() const { return m_store; }
    Instant now() const { return m_clock.now(); }
    /// Points at this engine, and at null after its end.
    std::shared_ptr<JobEngine*> handle() const { return m_handle; }

signals:
    void jobFinished(const rackhouse::JobId& id);
    /// The last unfinished job has finished.
    void idle();

private:
    static constexpr qint64 ProgressEveryMs = 500; ///< between two saves of it

    using RunPtr = std::shared_ptr<JobRun>;
    using Answer = std::function<void(Result<Job>)>;
    using Hook = std::function<Result<void>(Writer&)>;

    QFuture<Result<Job>> onEngineThread(std::function<void(Answer)> work);
    QCoro::Task<void> submitHere(JobRequest request, Answer answer);
    QCoro::Task<void> cancelHere(JobId id, QString actor, Answer answer);
    QCoro::Task<void> holdHere(JobId id, bool held, QString actor, Answer answer);
    QCoro::Task<void> retryHere(JobId id, QString fromStep, QString actor, Answer answer);

    Result<void> load(const Job& job);
    RunPtr adopt(Job job, std::vector<JobStep> steps);
    void schedule();
    void advance(const RunPtr& run);
    QCoro::Task<void> launch(RunPtr run);
    QCoro::Task<void> drive(RunPtr run);
    QCoro::Task<StepResult> perform(RunPtr run, const StepDefinition* definition);
    QCoro::Task<void> failStep(RunPtr run, Error error, bool retryable);
    QCoro::Task<void> timeOut(RunPtr run);
    QCoro::Task<void> finish(RunPtr run, JobState state, QString reason, QString detail);
    /// Saves job and steps until it succeeds; false when the run moved on without us meanwhile.
    QCoro::Task<bool> saved(RunPtr run, Hook hook = {});
    QFuture<Result<void>> save(const JobRun& run, Hook hook = {});
    void saveProgress(const RunPtr& run);

    Store& m_store;
    const Clock& m_clock;
    Limits m_limits;
    std::shared_ptr<JobEngine*> m_handle;
    QMap<JobKind, JobDefinition> m_definitions;
    QMap<QString, RunPtr> m_runs; ///< by job id: creation order
    QTimer m_ticker;
    bool m_started = false;
};

} // namespace rackhouse
