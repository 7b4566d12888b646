#pragma once

#include "app/jobs/stepcontext.h"
#include "app/machines/agentdesk.h"

#include <QCoroTask>

namespace rackhouse
{

/// A step that is one task of the agent.
struct AgentWork {
    QString kind;
    /// Called when the task is offered, again after a restart; may hold secrets, which are never
    /// stored.
    std::function<QCoro::Task<Result<QJsonObject>>(StepContextPtr)> params;
    /// Judges the agent's result.
    std::function<QCoro::Task<StepResult>(StepContextPtr, QJsonObject)> accept;
};

/// In the data of the step "await-agent": the boot session of the agent that the job works with.
inline constexpr QLatin1StringView AgentBoot("boot_session");

/// Offers the task under an id that is remembered first, waits for the answer, and takes notice of
/// an agent that has gone silent ("agent-lost") or that another boot has started
/// ("agent-restarted"): names of disks hold for one boot only.
QCoro::Task<StepResult> runAgentWork(AgentDesk& desk, Instant deskOpenedAt, AgentWork work,
                                     StepContextPtr context);

/// The agent's error as ours: its code when it looks like one.
Error agentError(const QJsonObject& error);
/// False for errors that come back however often the same is tried.
bool isTransient(const Error& error);

} // namespace rackhouse
