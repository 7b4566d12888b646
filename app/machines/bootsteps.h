#pragma once

#include "app/jobs/stepdefinition.h"
#include "app/machines/agentdesk.h"
#include "app/machines/agentwork.h"
#include "app/machines/bmcport.h"
#include "models/base/clock.h"

namespace rackhouse
{

class Store;

/// The steps that every job on a machine is made of: into the RAM system, work there, out again.
/// Lives as long as the engine whose definitions it gives.
class BootSteps
{
public:
    BootSteps(Store& store, const Clock& clock, BmcPort& bmc, AgentDesk& desk)
        : m_store(store), m_bmc(bmc), m_desk(desk), m_openedAt(clock.now())
    {
    }

    /// "read-power": how the machine was found; see wasFoundOn().
    StepDefinition readPower();
    /// "network-boot": boots from the network once and (re)starts the machine.
    StepDefinition networkBoot();
    /// "await-agent": until the agent has shown a token of this job. Rewinds to network-boot.
    StepDefinition awaitAgent();
    /// A step that is one task of the agent. Rewinds to network-boot when the agent is lost.
    StepDefinition agentStep(const QString& name, AgentWork work);
    /// "restart": from its own disk.
    StepDefinition restart();
    /// "power-off". What boots next is left to the machine's own order, or is its disk where a
    /// system is to run again.
    StepDefinition powerOff();
    /// "power": what a power job asks for.
    StepDefinition power();

    /// Whether "read-power" of that job saw anything but a machine that is off.
    static bool wasFoundOn(const Job& job);

    Result<Machine> machineOf(const StepContext& context) const;
    AgentDesk& desk() const { return m_desk; }

private:
    QCoro::Task<StepResult> runReadPower(StepContextPtr context);
    QCoro::Task<StepResult> runNetworkBoot(StepContextPtr context);
    QCoro::Task<StepResult> runAwaitAgent(StepContextPtr context);
    QCoro::Task<StepResult> runAgentStep(AgentWork work, StepContextPtr context);
    QCoro::Task<StepResult> runRestart(StepContextPtr context);
    QCoro::Task<StepResult> runPowerOff(StepContextPtr context);
    QCoro::Task<StepResult> runPower(StepContextPtr context);
    /// Sets the override and restarts the machine, each remembered before it is done.
    QCoro::Task<StepResult> bootFrom(StepContextPtr context, Machine machine, BootOnce target);
    /// What starts the machine's system: its disk, or the network where a BIOS would by itself
    /// start another disk.
    BootOnce systemBoot(const StepContext& context) const;
    /// Writes down what the machine's power was read as.
    QCoro::Task<void> notePower(StepContextPtr context, MachineId machine, PowerState power);

    Store& m_store;
    BmcPort& m_bmc;
    AgentDesk& m_desk;
    Instant m_openedAt;
};

} // namespace rackhouse
