// What comes in while a step runs: notices, what it remembers, progress and events.

#include "app/jobs/jobengine.h"
#include "app/jobs/jobrows.h"
#include "models/store/store.h"

namespace rackhouse
{

void JobEngine::saveProgress(const RunPtr& run)
{
    run->dirty = false;
    run->savedAt = now();
    std::function<Result<void>(Writer&)> write = [job = run->job, step = run->step()](Writer& w) {
        return jobrows::save(w, job, {step});
    };
    m_store.write<void>(std::move(write));
}

void JobEngine::notify(const JobId& id)
{
    const RunPtr run = m_runs.value(id.text());
    if (!run)
        return;
    if (run->busy)
        run->nudged = true;
    else
        advance(run);
}

std::shared_ptr<const JobRun> JobEngine::unfinished(const JobId& id) const
{
    return m_runs.value(id.text());
}

QFuture<Result<void>> JobEngine::patchStepData(const JobId& id, const QString& step,
                                               QJsonObject patch)
{
    const RunPtr run = m_runs.value(id.text());
    const int index = run ? run->indexOf(step) : -1;
    if (index < 0)
        return QtFuture::makeReadyFuture(Result<void>(fail("not-found", step)));
    JobStep& row = run->steps[static_cast<size_t>(index)];
    for (auto it = patch.begin(); it != patch.end(); ++it)
        row.data.insert(it.key(), it.value());
    std::function<Result<void>(Writer&)> write = [row](Writer& writer) {
        return writer.put(row);
    };
    return m_store.write<void>(std::move(write));
}

void JobEngine::reportProgress(const JobId& id, const QString& step, qint64 done, qint64 total,
                               const QString& unit, qint64 ratePerSecond)
{
    const RunPtr run = m_runs.value(id.text());
    if (!run || run->atEnd() || run->step().name != step ||
        !run->takeProgress(done, total, unit, ratePerSecond))
        return;
    if (now().ms - run->savedAt.ms >= ProgressEveryMs)
        saveProgress(run);
    else
        run->dirty = true;
}

void JobEngine::recordEvent(const Job& job, Severity severity, const QString& code,
                            QJsonObject args, const QString& text)
{
    const Event event = jobrows::event(job, severity, code, std::move(args), text, now());
    std::function<Result<void>(Writer&)> write = [event](Writer& writer) {
        return writer.put(event);
    };
    m_store.write<void>(std::move(write));
}

} // namespace rackhouse
