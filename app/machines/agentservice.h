#pragma once

#include "app/http/types.h"
#include "app/machines/agentdesk.h"
#include "app/machines/agentrefusals.h"
#include "app/machines/inventory.h"
#include "models/base/clock.h"

#include <QCoroTask>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <list>

namespace rackhouse
{

class JobEngine;
class Store;

/// The appliance's side of the agent protocol (app/agent/README.md): registration by token, tasks
/// by long poll, progress, results, and the phone-home of installed systems.
///
/// A result is in the database before it is answered with 204; a task that no unfinished job knows
/// is answered with 410, also to an agent whose token ended with its job: it stops at that.
class AgentService : public QObject
{
    Q_OBJECT
public:
    AgentService(Store& store, const Clock& clock, JobEngine& engine, AgentDesk& desk,
                 QObject* parent = nullptr);
    ~AgentService() override;

    /// Takes a request of /agent/v1/* or /phone-home/*. Any thread.
    void handle(http::Request request, http::Reply reply);
    /// How large a body a request may have: a large one only with a token that is good. Any thread.
    http::UploadDecision admitBody(const http::Request& request) const;

private:
    struct Poll {
        BootSession session;
        http::Reply reply;
        Instant until;
    };

    void dispatch(const http::Request& request, const http::Reply& reply);
    QCoro::Task<void> registerAgent(http::Request request, http::Reply reply);
    Result<BootSession> authorize(const http::Request& request);
    Result<BootSession> registered(const QString& tokenHash) const;
    http::Response refusal(const http::Request& request, const Error& why) const;
    void poll(const http::Request& request, const http::Reply& reply, const BootSession& session);
    bool answerPoll(const Poll& poll);
    void answerPolls();
    void progress(const http::Request& request, const http::Reply& reply,
                  const BootSession& session, const QString& taskId);
    QCoro::Task<void> result(http::Request request, http::Reply reply, BootSession session,
                             QString taskId);
    QCoro::Task<void> inspectionResult(http::Request request, http::Reply reply,
                                       BootSession session);
    void keepSeen(const BootSession& session);
    void logLines(const BootSession& session, const QJsonArray& lines);

    Store& m_store;
    const Clock& m_clock;
    JobEngine& m_engine;
    AgentDesk& m_desk;
    AgentRefusals m_refusals;
    std::shared_ptr<AgentService*> m_handle;
    QHash<QString, BootSession> m_sessions; ///< by token hash; those that have spoken
    QHash<BootSessionId, Instant> m_savedSeen;
    QSet<BootSessionId> m_inspected; ///< booted by themselves, and have told what they are
    std::list<Poll> m_polls;
    QTimer m_pollTimer;
};

} // namespace rackhouse
