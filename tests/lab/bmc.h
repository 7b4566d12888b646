#pragma once

#include "tests/lab/failure.h"
#include "tests/lab/machine.h"
#include "tests/lab/personality.h"
#include "tests/lab/sessions.h"
#include "tests/lab/tree.h"

#include <map>
#include <memory>
#include <mutex>

namespace rackhouse::lab
{

struct BmcLogin {
    QString user;
    QString password;
};

/// One virtual BMC: answers Redfish requests for one machine. Safe from any thread.
class Bmc
{
public:
    /// The personality and the tree are shared by many BMCs.
    Bmc(std::shared_ptr<const Personality> personality, std::shared_ptr<const Tree> tree,
        Identity identity, BmcLogin login, std::shared_ptr<Machine> machine);

    BmcResponse handle(const BmcRequest& request);

    void setFailure(FailureMode mode);
    FailureMode failure();
    /// What happened here, for tests: requests, sessions, logins, power, boot, failure.
    QJsonObject snapshot();
    Machine& machine() { return *m_machine; }
    const Identity& identity() const { return m_identity; }

private:
    struct Task {
        qint64 doneAtMs = 0; ///< steady clock; 0: never
    };

    BmcResponse logIn(const QByteArray& body);
    static BmcResponse compressed(const BmcRequest& request, BmcResponse response);
    BmcResponse route(const BmcRequest& request, const QString& path);
    BmcResponse read(const BmcRequest& request, const QString& path);
    BmcResponse reset(const BmcRequest& request);
    BmcResponse patchBoot(const BmcRequest& request, const QString& path);
    std::optional<BmcResponse> checkIfMatch(const BmcRequest& request, const QByteArray& body);
    BmcResponse readTask(const QString& path) const;
    BmcResponse startTask(bool stuck);
    QByteArray withState(const QString& path, const QByteArray& body);
    QByteArray etagOf(const QByteArray& body);
    BmcResponse spoil(BmcResponse response) const;

    QString systemPath() const;
    bool isSystem(const QString& path) const;
    bool isSettings(const QString& path) const;
    bool samePath(const QString& a, const QString& b) const;

    const std::shared_ptr<const Personality> m_personality;
    const std::shared_ptr<const Tree> m_tree;
    const Identity m_identity;
    const std::shared_ptr<Machine> m_machine;
    std::mutex m_mutex;
    Sessions m_sessions;
    FailureMode m_failure = FailureMode::None;
    bool m_dropNext = false;
    quint64 m_requests = 0;
    int m_nextTask = 1;
    std::map<QString, Task> m_tasks;
};

} // namespace rackhouse::lab
