#pragma once

#include "app/jobs/jobrun.h"

#include <QFuture>

namespace rackhouse
{

class JobEngine;
class Store;

/// What a step may see and say while it runs. Valid as long as somebody holds it; after a cancel, a
/// passed deadline or a stop of the engine it is no longer current and everything it is told is
/// dropped, so a step looks at isCurrent() after each co_await and returns when it is false.
class StepContext
{
public:
    StepContext(JobEngine* engine, std::shared_ptr<JobRun> run);

    bool isCurrent() const;
    /// The step was under way when the appliance stopped; this is its first run since.
    bool resumed() const { return m_resumed; }

    const Job& job() const { return m_run->job; }
    const JobStep& step() const { return m_run->steps[static_cast<size_t>(m_index)]; }
    const QJsonObject& data() const { return step().data; }
    /// What another step of this job remembered.
    QJsonObject dataOf(const QString& stepName) const;
    Instant now() const;
    Store& store() const { return m_store; }

    /// Merges into this step's data; durable when the future has finished without error.
    QFuture<Result<void>> remember(QJsonObject patch);
    /// Saved at most twice a second. total 0: not known.
    void progress(qint64 done, qint64 total, const QString& unit, qint64 ratePerSecond = 0);
    /// For people, in the machine's and the job's log.
    void event(Severity severity, const QString& code, QJsonObject args = {},
               const QString& text = {});
    /// Merged into the job's result when this step ends.
    void result(const QJsonObject& patch);

private:
    friend class JobEngine;

    std::shared_ptr<JobEngine*> m_engine; ///< null inside once the engine is gone
    std::shared_ptr<JobRun> m_run;
    Store& m_store;
    int m_index;
    quint64 m_generation;
    bool m_resumed;
};

} // namespace rackhouse
