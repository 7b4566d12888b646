// The commands of JobService: they come from any thread and are carried out on the engine's.

#include "app/jobs/await.h"
#include "app/jobs/jobengine.h"
#include "app/jobs/jobrows.h"
#include "models/store/store.h"

#include <QPromise>

namespace rackhouse
{

namespace
{

tl::unexpected<Error> badState(const Job& job)
{
    return fail("bad-job-state", {{QStringLiteral("state"), enumText(job.state)}});
}

} // namespace

QFuture<Result<Job>> JobEngine::onEngineThread(std::function<void(Answer)> work)
{
    auto promise = std::make_shared<QPromise<Result<Job>>>();
    promise->start();
    auto future = promise->future();
    const Answer answer = [promise](Result<Job> result) {
        promise->addResult(std::move(result));
        promise->finish();
    };
    QMetaObject::invokeMethod(
        this, [work = std::move(work), answer] { work(answer); }, Qt::QueuedConnection);
    return future;
}

QFuture<Result<Job>> JobEngine::submit(JobRequest request)
{
    return onEngineThread([this, request](Answer answer) { submitHere(request, answer); });
}

QFuture<Result<Job>> JobEngine::cancel(JobId id, QString actor)
{
    return onEngineThread([=, this](Answer answer) { cancelHere(id, actor, answer); });
}

QFuture<Result<Job>> JobEngine::hold(JobId id, QString actor)
{
    return onEngineThread([=, this](Answer answer) { holdHere(id, true, actor, answer); });
}

QFuture<Result<Job>> JobEngine::release(JobId id, QString actor)
{
    return onEngineThread([=, this](Answer answer) { holdHere(id, false, actor, answer); });
}

QFuture<Result<Job>> JobEngine::retry(JobId id, QString fromStep, QString actor)
{
    return onEngineThread([=, this](Answer answer) { retryHere(id, fromStep, actor, answer); });
}

QCoro::Task<void> JobEngine::submitHere(JobRequest request, Answer answer)
{
    const auto self = m_handle;
    const auto definition = m_definitions.constFind(request.kind);
    if (definition == m_definitions.constEnd()) {
        answer(fail("job-kind-unknown", enumText(request.kind)));
        co_return;
    }
    std::function<Result<SubmittedJob>(Writer&)> work = [d = *definition, request,
                                                         at = now()](Writer& writer) {
        return jobrows::insert(writer, d, request, at);
    };
    auto write = m_store.write<SubmittedJob>(std::move(work));
    auto made = co_await settled(write);
    if (!made) {
        answer(fail(made.error()));
        co_return;
    }
    if (*self && !made->existed && m_started) {
        adopt(made->job, made->steps);
        schedule();
    }
    answer(made->job);
}

QCoro::Task<void> JobEngine::cancelHere(JobId id, QString actor, Answer answer)
{
    const auto self = m_handle;
    const RunPtr run = m_runs.value(id.text());
    if (!run) {
        const auto job = m_store.read<std::optional<Job>>(
            [&](Reader& reader) { return reader.find<Job>(id.text()); });
        if (job && *job)
            answer(badState(**job));
        else
            answer(fail("not-found", id.text()));
        co_return;
    }
    if (isFinished(run->job.state)) {
        answer(badState(run->job));
        co_return;
    }
    // A held job stands between two steps: nothing is under way that would have to reach its end.
    const bool waitsHere = run->job.state == JobState::Queued || run->job.state == JobState::Held ||
                           run->atEnd() || run->step().safePoint;
    run->cancelAsked = true;
    run->holdAsked = false;
    run->job.reasonDetail = actor;
    recordEvent(run->job, Severity::Info, QStringLiteral("job-cancel-asked"),
                {{QStringLiteral("actor"), actor}});
    if (waitsHere) {
        co_await finish(run, JobState::Cancelled, QStringLiteral("cancelled"), actor);
        answer(run->job);
        co_return;
    }
    run->job.state = JobState::Cancelling;
    run->job.reason = QStringLiteral("waits-for-safe-point");
    auto write = save(*run);
    const auto written = co_await settled(write);
    answer(written ? Result<Job>(run->job) : Result<Job>(fail(written.error())));
    if (*self && !isFinished(run->job.state))
        advance(run);
}

QCoro::Task<void> JobEngine::holdHere(JobId id, bool held, QString actor, Answer answer)
{
    const auto self = m_handle;
    const RunPtr run = m_runs.value(id.text());
    if (!run) {
        answer(fail("not-found", id.text()));
        co_return;
    }
    const bool allowed =
        held ? run->job.state == JobState::Queued || run->job.state == JobState::Running
             : run->holdAsked;
    if (!allowed || run->cancelAsked) {
        answer(badState(run->job));
        co_return;
    }
    run->holdAsked = held;
    if (!held && run->job.state == JobState::Held)
        run->job.state = run->job.startedAt.isSet() ? JobState::Running : JobState::Queued;
    else if (held && run->job.state == JobState::Queued)
        run->job.state = JobState::Held;
    run->job.reason = held ? (run->job.state == JobState::Held ? QStringLiteral("held")
                                                               : QStringLiteral("hold-asked"))
                           : QString();
    recordEvent(run->job, Severity::Info,
                held ? QStringLiteral("job-hold-asked") : QStringLiteral("job-released"),
                {{QStringLiteral("actor"), actor}});
    auto write = save(*run);
    const auto written = co_await settled(write);
    answer(written ? Result<Job>(run->job) : Result<Job>(fail(written.error())));
    if (!*self)
        co_return;
    advance(run);
    schedule();
}

QCoro::Task<void> JobEngine::retryHere(JobId id, QString fromStep, QString actor, Answer answer)
{
    const auto self = m_handle;
    if (const RunPtr run = m_runs.value(id.text())) {
        answer(badState(run->job));
        co_return;
    }
    const auto job = m_store.read<std::optional<Job>>(
        [&](Reader& reader) { return reader.find<Job>(id.text()); });
    if (!job || !*job) {
        answer(job ? fail("not-found", id.text()) : fail(job.error()));
        co_return;
    }
    if ((*job)->state == JobState::Succeeded) {
        answer(badState(**job));
        co_return;
    }
    if (const auto loaded = load(**job); !loaded) {
        answer(fail(loaded.error()));
        co_return;
    }
    const RunPtr run = m_runs.take(id.text());
    const int first = run->retryIndex(fromStep);
    if (first < 0) {
        answer(fail("step-unknown", {{QStringLiteral("step"), fromStep}}));
        co_return;
    }
    run->rewind(first, static_cast<int>(run->steps.size()));
    run->cancelAsked = run->holdAsked = false;
    run->job.state = JobState::Queued;
    run->job.reason.clear();
    run->job.reasonDetail.clear();
    run->job.startedAt = run->job.finishedAt = {};
    run->job.revision += 1;
    std::function<Result<Job>(Writer&)> work = [d = *run->definition, job = run->job,
                                                steps = run->steps](Writer& writer) {
        return jobrows::requeue(writer, d, job, steps);
    };
    auto write = m_store.write<Job>(std::move(work));
    const auto written = co_await settled(write);
    if (!written) {
        answer(fail(written.error()));
        co_return;
    }
    run->job = *written;
    recordEvent(run->job, Severity::Info, QStringLiteral("job-retried"),
                {{QStringLiteral("actor"), actor}, {QStringLiteral("step"), run->job.step}});
    if (*self && m_started) {
        m_runs.insert(id.text(), run);
        schedule();
    }
    answer(run->job);
}

} // namespace rackhouse
