#include "app/jobs/jobengine.h"

#include "app/jobs/await.h"
#include "app/jobs/jobrows.h"
#include "app/jobs/stepcontext.h"
#include "models/domain/asset.h"
#include "models/store/store.h"

#include <QCoroTimer>
#include <QLoggingCategory>

#include <algorithm>

namespace rackhouse
{

Q_LOGGING_CATEGORY(lcJobs, "rackhouse.jobs", QtInfoMsg)

namespace
{
constexpr std::chrono::milliseconds TickEvery{250};
constexpr std::chrono::milliseconds SaveAgainAfter{2'000};
constexpr qint64 LongestRetryDelayMs = 60'000;
} // namespace

JobEngine::JobEngine(Store& store, const Clock& clock, Limits limits, QObject* parent)
    : QObject(parent), m_store(store), m_clock(clock), m_limits(limits),
      m_handle(std::make_shared<JobEngine*>(this))
{
    m_ticker.setInterval(TickEvery);
    connect(&m_ticker, &QTimer::timeout, this, &JobEngine::tick);
}

JobEngine::~JobEngine()
{
    stop();
    *m_handle = nullptr;
}

void JobEngine::add(JobDefinition definition)
{
    for (StepDefinition& step : definition.steps)
        step.deadline = step.deadline * m_limits.patiencePercent / 100;
    m_definitions.insert(definition.kind, definition);
}

Result<void> JobEngine::start()
{
    for (JobState state :
         {JobState::Queued, JobState::Running, JobState::Held, JobState::Cancelling}) {
        Select select;
        select.equals = {{QStringLiteral("state"), enumText(state)}};
        const auto jobs = m_store.read<std::vector<Job>>(
            [&](Reader& reader) { return reader.list<Job>(select); });
        if (!jobs)
            return fail(jobs.error());
        for (const Job& job : *jobs) {
            if (auto loaded = load(job); !loaded)
                return loaded;
        }
    }
    m_started = true;
    m_ticker.start();
    const auto runs = m_runs.values();
    for (const RunPtr& run : runs)
        advance(run);
    schedule();
    return {};
}

bool JobEngine::isIdle() const
{
    return std::all_of(m_runs.begin(), m_runs.end(),
                       [](const RunPtr& run) { return run->job.state == JobState::Held; });
}

Result<void> JobEngine::load(const Job& job)
{
    Select select;
    select.equals = {{QStringLiteral("job_id"), job.id.text()}};
    select.orderBy = QStringLiteral("ordinal");
    auto steps = m_store.read<std::vector<JobStep>>(
        [&](Reader& reader) { return reader.list<JobStep>(select); });
    if (!steps)
        return fail(steps.error());
    const RunPtr run = adopt(job, *std::move(steps));
    run->cancelAsked = job.state == JobState::Cancelling;
    run->holdAsked = job.state == JobState::Held || job.reason == u"hold-asked";
    if (!run->definition || run->atEnd() || job.state == JobState::Queued)
        return {};
    JobStep& step = run->step();
    if (step.state == StepState::Running || step.state == StepState::Waiting) {
        run->resumed = true;
        if (const StepDefinition* d = run->stepDefinition())
            step.deadlineAt = now().plusMs(d->deadline.count()); // the time we were away is not its
        run->touched.insert(run->current);
        save(*run);
        recordEvent(run->job, Severity::Info, QStringLiteral("job-resumed"),
                    {{QStringLiteral("step"), step.name}});
        qCInfo(lcJobs) << "resuming job" << job.id.text() << "at" << step.name;
    }
    return {};
}

JobEngine::RunPtr JobEngine::adopt(Job job, std::vector<JobStep> steps)
{
    auto run = std::make_shared<JobRun>();
    run->job = std::move(job);
    run->steps = std::move(steps);
    const auto definition = m_definitions.constFind(run->job.kind);
    run->definition = definition == m_definitions.constEnd() ? nullptr : &*definition;
    while (!run->atEnd() &&
           (run->step().state == StepState::Succeeded || run->step().state == StepState::Skipped))
        run->current += 1;
    if (run->job.machineId) {
        const auto machine = m_store.read<std::optional<Machine>>(
            [&](Reader& reader) { return reader.find<Machine>(run->job.machineId.text()); });
        if (machine && *machine)
            run->rackId = (*machine)->rackId;
    }
    m_runs.insert(run->job.id.text(), run);
    return run;
}

void JobEngine::stop()
{
    m_started = false;
    m_ticker.stop();
    for (const RunPtr& run : std::as_const(m_runs))
        run->generation += 1;
    m_runs.clear();
}

void JobEngine::tick()
{
    const Instant at = now();
    const auto runs = m_runs.values();
    bool startsAgain = false;
    for (const RunPtr& run : runs) {
        startsAgain |= run->job.state == JobState::Queued && !run->busy && run->wakeAt.isSet() &&
                       at >= run->wakeAt;
        if (run->atEnd() || run->job.state == JobState::Queued || run->job.state == JobState::Held)
            continue;
        const JobStep& step = run->step();
        const bool underWay = step.state == StepState::Running || step.state == StepState::Waiting;
        if (underWay && step.deadlineAt.isSet() && at > step.deadlineAt)
            timeOut(run);
        else if (!run->busy && at >= run->wakeAt)
            advance(run);
        if (run->dirty && at.ms - run->savedAt.ms >= ProgressEveryMs)
            saveProgress(run);
    }
    if (startsAgain)
        schedule();
}

void JobEngine::schedule()
{
    if (!m_started)
        return;
    int site = 0;
    QHash<RackId, int> perRack;
    for (const RunPtr& run : std::as_const(m_runs)) {
        if (run->holdsSlot()) {
            site += 1;
            perRack[run->rackId] += 1;
        }
    }
    const auto runs = m_runs.values();
    for (const RunPtr& run : runs) {
        if (run->job.state != JobState::Queued || run->busy || now() < run->wakeAt)
            continue;
        const bool rackFull = run->rackId && perRack.value(run->rackId) >= m_limits.perRack;
        const bool counts = run->definition && run->definition->takesSlot;
        if (counts && (site >= m_limits.site || rackFull)) {
            if (run->job.reason != u"waits-for-slot") {
                run->job.reason = QStringLiteral("waits-for-slot");
                save(*run);
            }
            continue;
        }
        if (counts) {
            site += 1;
            perRack[run->rackId] += 1;
        }
        launch(run);
    }
}

QCoro::Task<void> JobEngine::launch(RunPtr run)
{
    const auto self = m_handle;
    const quint64 generation = ++run->generation;
    run->busy = true;
    run->job.state = JobState::Running;
    run->job.reason.clear();
    run->job.reasonDetail.clear();
    run->wakeAt = {};
    if (!run->job.startedAt.isSet())
        run->job.startedAt = now();
    Error refused;
    // The hooks run on the writer thread, maybe after this engine is gone: they own what they call.
    const auto onStart = run->definition ? run->definition->onStart : nullptr;
    const Hook start = [onStart, job = run->job](Writer& writer) -> Result<void> {
        return onStart ? onStart(writer, job) : Result<void>();
    };
    auto write = save(*run, start);
    auto started = co_await settled(write);
    if (!*self || run->generation != generation)
        co_return;
    if (!started &&
        (started.error().code == u"store-failed" || started.error().code == u"disk-full")) {
        run->job.state = JobState::Queued;
        run->job.startedAt = {};
        run->job.reason = started.error().code;
        run->wakeAt = now().plusMs(SaveAgainAfter.count());
        run->busy = false;
        co_return;
    }
    if (!started) {
        co_await finish(run, JobState::Failed, started.error().code, started.error().detail);
        co_return;
    }
    recordEvent(run->job, Severity::Info, QStringLiteral("job-started"),
                {{QStringLiteral("kind"), enumText(run->job.kind)}});
    run->busy = false;
    advance(run);
}

void JobEngine::advance(const RunPtr& run)
{
    if (!m_started || run->busy || run->job.state == JobState::Queued ||
        run->job.state == JobState::Held || isFinished(run->job.state))
        return;
    run->busy = true;
    run->nudged = false;
    run->generation += 1;
    drive(run);
}

QCoro::Task<StepResult> JobEngine::perform(RunPtr run, const StepDefinition* definition)
{
    const auto context = std::make_shared<StepContext>(this, run);
    auto task = definition->run(context);
    co_return co_await task;
}

QCoro::Task<void> JobEngine::drive(RunPtr run)
{
    const auto self = m_handle;
    const quint64 generation = run->generation;
    while (!run->atEnd()) {
        const StepDefinition* definition = run->stepDefinition();
        if (!definition) {
            co_await finish(run, JobState::Failed, QStringLiteral("job-outdated"), run->job.step);
            co_return;
        }
        if (run->cancelAsked && run->step().safePoint) {
            co_await finish(run, JobState::Cancelled, QStringLiteral("cancelled"), {});
            co_return;
        }
        if (run->holdAsked && run->step().state == StepState::Pending) {
            run->job.state = JobState::Held;
            run->job.reason = QStringLiteral("held");
            if (co_await saved(run))
                run->busy = false;
            co_return;
        }
        if (run->step().state == StepState::Pending) {
            run->beginStep(now());
            if (!co_await saved(run))
                co_return;
        }
        const StepResult result = co_await perform(run, definition);
        if (!*self || run->generation != generation)
            co_return;
        run->resumed = false;
        if (result.kind == StepResult::Kind::Failed) {
            co_await failStep(run, result.error, result.retryable);
            co_return;
        }
        if (result.kind == StepResult::Kind::Wait) {
            JobStep& step = run->step();
            run->wakeAt = now().plusMs(definition->pollEvery.count());
            if (step.state != StepState::Waiting || step.reason != result.reason ||
                step.reasonDetail != result.detail) {
                step.state = StepState::Waiting;
                step.reason = result.reason;
                step.reasonDetail = result.detail;
                run->touched.insert(run->current);
                if (!co_await saved(run))
                    co_return;
            }
            if (std::exchange(run->nudged, false))
                continue;
            run->busy = false;
            co_return;
        }
        JobStep& step = run->step();
        for (auto it = result.data.begin(); it != result.data.end(); ++it)
            step.data.insert(it.key(), it.value());
        for (auto it = run->resultPatch.begin(); it != run->resultPatch.end(); ++it)
            run->job.result.insert(it.key(), it.value());
        run->resultPatch = {};
        run->endStep(result.kind == StepResult::Kind::Skipped ? StepState::Skipped
                                                              : StepState::Succeeded,
                     now());
        run->job.progressPermille = std::max(run->job.progressPermille, run->permille());
        run->current += 1;
        if (!co_await saved(run))
            co_return;
    }
    co_await finish(run, JobState::Succeeded, {}, {});
}

QCoro::Task<void> JobEngine::timeOut(RunPtr run)
{
    run->generation += 1;
    run->busy = true;
    const JobStep& step = run->step();
    const Error error = makeError("timed-out", {{QStringLiteral("step"), step.name}},
                                  step.reasonDetail.isEmpty() ? step.reason : step.reasonDetail);
    co_await failStep(run, error, true);
}

QCoro::Task<void> JobEngine::failStep(RunPtr run, Error error, bool retryable)
{
    const auto self = m_handle;
    const StepDefinition* definition = run->stepDefinition();
    JobStep& step = run->step();
    const QJsonObject args{{QStringLiteral("step"), step.name},
                           {QStringLiteral("reason"), error.code},
                           {QStringLiteral("attempt"), step.attempts}};
    const bool again =
        definition && retryable && !run->cancelAsked && step.attempts < definition->maxAttempts;
    if (!again) {
        run->endStep(StepState::Failed, now());
        step.reason = error.code;
        step.reasonDetail = error.detail;
        run->touched.insert(run->current);
        recordEvent(run->job, Severity::Warning, QStringLiteral("step-failed"), args, error.detail);
        co_await finish(run, JobState::Failed, error.code, error.detail);
        co_return;
    }
    recordEvent(run->job, Severity::Warning, QStringLiteral("step-retried"), args, error.detail);
    const qint64 delay =
        std::min<qint64>(definition->retryDelay.count() << std::min<qint64>(step.attempts - 1, 10),
                         LongestRetryDelayMs);
    const int failed = run->current;
    const int target = run->indexOf(definition->rewindTo);
    run->rewind(target < 0 || target > failed ? failed : target, failed);
    run->step().reason = QStringLiteral("retries");
    run->step().reasonDetail = problemText(error);
    run->wakeAt = now().plusMs(delay);
    if (co_await saved(run))
        run->busy = false;
}

QCoro::Task<void> JobEngine::finish(RunPtr run, JobState state, QString reason, QString detail)
{
    const auto self = m_handle;
    run->generation += 1;
    run->busy = true;
    run->job.state = state;
    run->job.reason = reason;
    run->job.reasonDetail = detail;
    run->job.finishedAt = now();
    if (state == JobState::Succeeded)
        run->job.progressPermille = 1000;
    if (state == JobState::Cancelled && !run->atEnd() && run->step().state != StepState::Pending)
        run->endStep(StepState::Failed, now());
    const QString code = QStringLiteral("job-") + enumText(state);
    const Severity severity = state == JobState::Failed ? Severity::Critical : Severity::Info;
    const Event event = jobrows::event(
        run->job, severity, code,
        {{QStringLiteral("kind"), enumText(run->job.kind)}, {QStringLiteral("reason"), reason}},
        detail, now());
    const auto onFinish = run->definition ? run->definition->onFinish : nullptr;
    const Hook end = [onFinish, event, job = run->job, steps = run->steps](Writer& writer) {
        auto done = jobrows::releaseMachine(writer, job);
        if (done && onFinish)
            done = onFinish(writer, job, steps);
        return done ? writer.put(event) : done;
    };
    if (!co_await saved(run, end))
        co_return;
    qCInfo(lcJobs) << "job" << run->job.id.text() << enumText(run->job.kind) << enumText(state)
                   << reason;
    m_runs.remove(run->job.id.text());
    emit jobFinished(run->job.id);
    if (!*self)
        co_return;
    schedule();
    if (m_runs.isEmpty())
        emit idle();
}

QFuture<Result<void>> JobEngine::save(const JobRun& run, Hook hook)
{
    std::vector<JobStep> steps;
    for (int index : run.touched)
        steps.push_back(run.steps[static_cast<size_t>(index)]);
    std::function<Result<void>(Writer&)> write = [job = run.job, steps = std::move(steps),
                                                  hook = std::move(hook)](Writer& writer) {
        auto put = jobrows::save(writer, job, steps);
        return put && hook ? hook(writer) : put;
    };
    return m_store.write<void>(std::move(write));
}

QCoro::Task<bool> JobEngine::saved(RunPtr run, Hook hook)
{
    const auto self = m_handle;
    const quint64 generation = run->generation;
    run->savedAt = now();
    run->dirty = false;
    while (true) {
        run->job.revision += 1;
        const std::set<int> written = run->touched;
        auto write = save(*run, hook);
        const auto outcome = co_await settled(write);
        if (outcome) {
            for (int index : written)
                run->touched.erase(index);
        }
        if (!*self || run->generation != generation)
            co_return false;
        if (outcome)
            co_return true;
        qCCritical(lcJobs) << "cannot save job" << run->job.id.text() << outcome.error().code
                           << outcome.error().detail << "- trying again";
        co_await QCoro::sleepFor(SaveAgainAfter);
        if (!*self || run->generation != generation)
            co_return false;
    }
}

} // namespace rackhouse
