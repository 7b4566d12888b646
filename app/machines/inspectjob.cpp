#include "app/machines/inspectjob.h"

#include "app/jobs/await.h"
#include "app/machines/bootsessions.h"
#include "app/machines/inventory.h"
#include "app/machines/machinestates.h"
#include "models/store/store.h"

namespace rackhouse
{

namespace
{

QCoro::Task<Result<QJsonObject>> noParams(StepContextPtr)
{
    co_return QJsonObject();
}

QCoro::Task<StepResult> acceptInventory(StepContextPtr context, QJsonObject result)
{
    const AgentInventory inventory = AgentInventory::read(result);
    std::function<Result<void>(Writer&)> work = [inventory, id = context->job().machineId,
                                                 now = context->now()](Writer& writer) {
        return storeInventory(writer, id, inventory, now);
    };
    auto write = context->store().write<void>(std::move(work));
    const auto written = co_await settled(write);
    if (!written)
        co_return StepResult::failed(written.error());
    context->result({{QStringLiteral("components"), qint64(inventory.components.size())},
                     {QStringLiteral("drives"), inventory.facts.driveCount},
                     {QStringLiteral("memory_bytes"), inventory.facts.memoryBytes}});
    co_return StepResult::done();
}

Result<void> finishInspect(Writer& writer, const Job& job, const std::vector<JobStep>&)
{
    if (auto expired = bootsessions::expireJob(writer, job.id, job.finishedAt); !expired)
        return expired;
    const MachineState before = stateBefore(job);
    const bool isNew = before == MachineState::Discovered || before == MachineState::Paper;
    if (job.state == JobState::Succeeded && isNew)
        return moveMachine(writer, job.machineId, MachineState::Available);
    return leaveAsBefore(writer, job);
}

Result<void> admitInspect(Writer& writer, Job& job)
{
    const auto machine = admitJob(writer, job);
    if (!machine)
        return fail(machine.error());
    // What runs there is cut off, so it has to be meant.
    return keepsSystem(job) ? requireConfirmed(*machine, job) : Result<void>();
}

QCoro::Task<StepResult> skip(StepContextPtr)
{
    co_return StepResult::skipped();
}

/// The step, in jobs of which `wanted` is true.
StepDefinition onlyIf(bool (*wanted)(const Job&), StepDefinition step)
{
    step.run = [wanted, run = std::move(step.run)](StepContextPtr context) {
        return wanted(context->job()) ? run(std::move(context)) : skip(std::move(context));
    };
    return step;
}

bool returnsToSystem(const Job& job)
{
    return keepsSystem(job) && BootSteps::wasFoundOn(job);
}

bool endsOff(const Job& job)
{
    return !returnsToSystem(job);
}

} // namespace

JobDefinition inspectJob(BootSteps& steps)
{
    JobDefinition job;
    job.kind = JobKind::Inspect;
    job.steps = {onlyIf(keepsSystem, steps.readPower()),
                 steps.networkBoot(),
                 steps.awaitAgent(),
                 steps.agentStep(QStringLiteral("inventory"),
                                 {QStringLiteral("inventory"), noParams, acceptInventory}),
                 onlyIf(returnsToSystem, steps.restart()),
                 onlyIf(endsOff, steps.powerOff())};
    job.onSubmit = admitInspect;
    job.onRetry = readmitJob;
    job.onStart = enterJob;
    job.onFinish = finishInspect;
    return job;
}

JobDefinition powerJob(BootSteps& steps)
{
    JobDefinition job;
    job.kind = JobKind::Power;
    job.takesSlot = false;
    job.steps = {steps.power()};
    job.onSubmit = [](Writer& writer, Job& asked) -> Result<void> {
        const auto machine = requireMachine(writer, asked.machineId);
        if (!machine)
            return fail(machine.error());
        if (machine->bmcId.isEmpty())
            return fail("no-bmc");
        static const QStringList actions{QStringLiteral("on"), QStringLiteral("off"),
                                         QStringLiteral("force-off"), QStringLiteral("cycle")};
        if (!actions.contains(asked.params.value(u"action").toString()))
            return fail("bad-field", {{QStringLiteral("field"), QStringLiteral("action")}});
        return {};
    };
    return job;
}

} // namespace rackhouse
