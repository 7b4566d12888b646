#include "app/jobs/stepcontext.h"

#include "app/jobs/jobengine.h"

namespace rackhouse
{

StepContext::StepContext(JobEngine* engine, std::shared_ptr<JobRun> run)
    : m_engine(engine->handle()), m_run(std::move(run)), m_store(engine->store()),
      m_index(m_run->current), m_generation(m_run->generation), m_resumed(m_run->resumed)
{
}

bool StepContext::isCurrent() const
{
    return *m_engine && m_run->generation == m_generation;
}

QJsonObject StepContext::dataOf(const QString& stepName) const
{
    const int index = m_run->indexOf(stepName);
    return index < 0 ? QJsonObject() : m_run->steps[static_cast<size_t>(index)].data;
}

Instant StepContext::now() const
{
    return *m_engine ? (*m_engine)->now() : Instant{};
}

QFuture<Result<void>> StepContext::remember(QJsonObject patch)
{
    if (!isCurrent())
        return QtFuture::makeReadyFuture(Result<void>(fail("cancelled")));
    return (*m_engine)->patchStepData(m_run->job.id, step().name, std::move(patch));
}

void StepContext::progress(qint64 done, qint64 total, const QString& unit, qint64 ratePerSecond)
{
    if (isCurrent())
        (*m_engine)->reportProgress(m_run->job.id, step().name, done, total, unit, ratePerSecond);
}

void StepContext::event(Severity severity, const QString& code, QJsonObject args,
                        const QString& text)
{
    if (isCurrent())
        (*m_engine)->recordEvent(m_run->job, severity, code, std::move(args), text);
}

void StepContext::result(const QJsonObject& patch)
{
    if (!isCurrent())
        return;
    for (auto it = patch.begin(); it != patch.end(); ++it)
        m_run->resultPatch.insert(it.key(), it.value());
}

} // namespace rackhouse
