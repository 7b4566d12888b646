#include "app/machines/agentdesk.h"

namespace rackhouse
{

void AgentDesk::seen(const BootSession& session, Instant now)
{
    if (!session.jobId)
        return;
    m_presence.insert(session.jobId, {session, now});
    m_refusals.remove(session.jobId);
}

std::optional<AgentDesk::Presence> AgentDesk::ofJob(const JobId& job) const
{
    const auto found = m_presence.constFind(job);
    if (found == m_presence.constEnd())
        return std::nullopt;
    return *found;
}

std::optional<AgentDesk::Refusal> AgentDesk::refusalOf(const JobId& job) const
{
    const auto found = m_refusals.constFind(job);
    if (found == m_refusals.constEnd())
        return std::nullopt;
    return *found;
}

void AgentDesk::offer(const JobId& job, const AgentTask& task)
{
    if (offers(job, task.id))
        return;
    m_tasks.insert(job, task);
    emit offered(job);
}

bool AgentDesk::offers(const JobId& job, const QString& taskId) const
{
    const auto found = m_tasks.constFind(job);
    return found != m_tasks.constEnd() && found->id == taskId;
}

std::optional<AgentTask> AgentDesk::taskOf(const JobId& job) const
{
    const auto found = m_tasks.constFind(job);
    if (found == m_tasks.constEnd())
        return std::nullopt;
    return *found;
}

void AgentDesk::forget(const JobId& job)
{
    m_presence.remove(job);
    m_refusals.remove(job);
    m_tasks.remove(job);
}

} // namespace rackhouse
