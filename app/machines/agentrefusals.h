#pragma once

#include "models/base/result.h"
#include "models/domain/ids.h"

#include <QHash>
#include <QHostAddress>
#include <QSet>

namespace rackhouse
{

class AgentDesk;
class JobEngine;
class Store;

/// Tells people of agents that may not register: an event of the machine, and the reason why the
/// step of its job still waits. Once for each boot and reason, however often the agent asks, until
/// an agent of that machine has registered. Engine thread only.
class AgentRefusals
{
public:
    /// What an agent shows of itself; all of it may be made up.
    struct Claim {
        QString tokenHash;
        QString mac; ///< lower-case with colons; may be empty
        QHostAddress address;
    };

    AgentRefusals(Store& store, JobEngine& engine, AgentDesk& desk)
        : m_store(store), m_engine(engine), m_desk(desk)
    {
    }

    /// `why`: token-unknown or wrong-machine; anything else is no fault of the agent.
    void note(const Claim& claim, const Error& why);
    void forget(const MachineId& machine) { m_told.remove(machine); }

private:
    Store& m_store;
    JobEngine& m_engine;
    AgentDesk& m_desk;
    QHash<MachineId, QSet<QString>> m_told; ///< boot and reason
};

} // namespace rackhouse
