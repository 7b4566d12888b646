#pragma once

#include "app/switches/snmptarget.h"
#include "models/base/result.h"
#include "models/topology/lldpmib.h"

#include <QObject>

#include <functional>
#include <memory>

namespace rackhouse
{

/// A conversation with one SNMP agent through net-snmp, one request at a time, without blocking.
/// All sessions of a process live on one thread: net-snmp keeps the users of SNMPv3 in one list.
///
/// Errors: "switch-silent", "switch-unreachable", "switch-auth-failed", "switch-refused".
class SnmpSession : public QObject
{
    Q_OBJECT
public:
    /// What an agent tells after the name that it was asked for; empty: nothing comes after it.
    using Variables = std::vector<MibVariable>;
    using Handler = std::function<void(Result<Variables>)>;

    /// Before the process has other threads: net-snmp is set up by the environment.
    static void prepare();
    /// `engineId`: of the agent, for SNMPv3; empty: only discoverEngine() can be asked.
    static Result<std::unique_ptr<SnmpSession>>
    open(const SnmpTarget& target, const SnmpLimits& limits, const QByteArray& engineId = {});
    ~SnmpSession() override;

    /// The handler may let this session be deleted later, not at once.
    void discoverEngine(Handler handler);
    void getBulk(const Oid& after, int rows, Handler handler);
    /// Of the agent, once it has been discovered.
    QByteArray engineId() const;

private:
    struct Net;
    explicit SnmpSession(std::unique_ptr<Net> net);

    void readable();
    void tick();
    void deliver();

    const std::unique_ptr<Net> m_net;
    Handler m_handler;
};

} // namespace rackhouse
