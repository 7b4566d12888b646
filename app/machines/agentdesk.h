#pragma once

#include "models/base/clock.h"
#include "models/domain/network.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>

#include <optional>

namespace rackhouse
{

/// A piece of work for an agent. The same id is the same work, however often it is handed out.
struct AgentTask {
    QString id;
    QString kind; ///< "write-image"; see app/agent/README.md
    QJsonObject params;
};

/// Which agents are there and what each is to do: between the steps of jobs, which offer tasks, and
/// AgentService, which hands them out. In memory only, on the engine thread; steps offer their
/// task again after a restart.
class AgentDesk : public QObject
{
    Q_OBJECT
public:
    struct Presence {
        BootSession session;
        Instant lastSeenAt;
    };

    using QObject::QObject;

    /// An agent that may not register, and what a person is to know of it.
    struct Refusal {
        QString why;
        Instant at;
    };

    void seen(const BootSession& session, Instant now);
    /// The agent of a job, if one has registered or spoken since the start of the appliance.
    std::optional<Presence> ofJob(const JobId& job) const;

    void refused(const JobId& job, const Refusal& refusal) { m_refusals.insert(job, refusal); }
    /// Of the agent that the job waits for; none once that has registered.
    std::optional<Refusal> refusalOf(const JobId& job) const;

    /// Makes it the job's current task. The same id again changes nothing.
    void offer(const JobId& job, const AgentTask& task);
    bool offers(const JobId& job, const QString& taskId) const;
    std::optional<AgentTask> taskOf(const JobId& job) const;
    /// What was offered belongs to an earlier boot; the step offers it again when it still counts.
    void withdraw(const JobId& job) { m_tasks.remove(job); }
    /// The job has ended: its agent gets nothing more.
    void forget(const JobId& job);

signals:
    void offered(const rackhouse::JobId& job);

private:
    QHash<JobId, Presence> m_presence;
    QHash<JobId, Refusal> m_refusals;
    QHash<JobId, AgentTask> m_tasks;
};

} // namespace rackhouse
