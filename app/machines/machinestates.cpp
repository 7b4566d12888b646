#include "app/machines/machinestates.h"

#include "models/store/store.h"

#include <algorithm>
#include <array>

namespace rackhouse
{

namespace
{

using S = MachineState;

struct Move {
    S from;
    S to;
};

constexpr auto Moves = std::to_array<Move>({
    {S::Paper, S::Discovered},         {S::Paper, S::Inspecting},
    {S::Discovered, S::Inspecting},    {S::Available, S::Inspecting},
    {S::Provisioned, S::Inspecting},   {S::Quarantined, S::Inspecting},
    {S::Inspecting, S::Paper},         {S::Inspecting, S::Discovered},
    {S::Inspecting, S::Available},     {S::Inspecting, S::Provisioned},
    {S::Inspecting, S::Quarantined},   {S::Available, S::Provisioning},
    {S::Quarantined, S::Provisioning}, {S::Provisioning, S::Available},
    {S::Provisioning, S::Provisioned}, {S::Provisioning, S::Quarantined},
    {S::Available, S::Wiping},         {S::Provisioned, S::Wiping},
    {S::Quarantined, S::Wiping},       {S::Wiping, S::Available},
    {S::Wiping, S::Provisioned},       {S::Wiping, S::Quarantined},
});

void noteState(Job& job, const Machine& machine)
{
    job.result.insert(QStringLiteral("from_state"), enumText(machine.state));
    job.result.insert(QStringLiteral("from_reason"), machine.stateReason);
}

} // namespace

bool mayFollow(MachineState from, MachineState to)
{
    return from == to || std::any_of(Moves.begin(), Moves.end(),
                                     [&](const Move& m) { return m.from == from && m.to == to; });
}

bool mayStart(JobKind kind, MachineState state)
{
    switch (kind) {
    case JobKind::Inspect:
        return mayFollow(state, S::Inspecting);
    case JobKind::Provision:
        return state == S::Available;
    case JobKind::Wipe:
        return mayFollow(state, S::Wiping);
    case JobKind::Power:
    case JobKind::Discover:
        return true;
    }
    return false;
}

MachineState stateDuring(JobKind kind, MachineState before)
{
    switch (kind) {
    case JobKind::Inspect:
        return S::Inspecting;
    case JobKind::Provision:
        return S::Provisioning;
    case JobKind::Wipe:
        return S::Wiping;
    case JobKind::Power:
    case JobKind::Discover:
        break;
    }
    return before;
}

Result<Machine> requireMachine(Writer& writer, const MachineId& id)
{
    auto machine = writer.find<Machine>(id.text());
    if (!machine)
        return fail(machine.error());
    if (!*machine)
        return fail("not-found", QStringLiteral("machine ") + id.text());
    return **machine;
}

Result<void> moveMachine(Writer& writer, const MachineId& id, MachineState to,
                         const QString& reason)
{
    auto machine = requireMachine(writer, id);
    if (!machine)
        return fail(machine.error());
    if (!mayFollow(machine->state, to))
        return fail("wrong-machine-state", {{QStringLiteral("state"), enumText(machine->state)}},
                    enumText(to));
    machine->state = to;
    machine->stateReason = reason;
    machine->revision += 1;
    return writer.put(*machine);
}

Result<void> quarantine(Writer& writer, const Job& job, const QString& reason)
{
    if (auto moved = moveMachine(writer, job.machineId, S::Quarantined, reason); !moved)
        return moved;
    Event event;
    event.id = EventId::create();
    event.at = job.finishedAt;
    event.severity = Severity::Critical;
    event.machineId = job.machineId;
    event.jobId = job.id;
    event.code = QStringLiteral("machine-quarantined");
    return writer.put(event);
}

Result<void> tellFound(Writer& writer, const MachineId& id, Instant now)
{
    Event event;
    event.id = EventId::create();
    event.at = now;
    event.machineId = id;
    event.code = QStringLiteral("machine-discovered");
    return writer.put(event);
}

Result<Machine> admitJob(Writer& writer, Job& job)
{
    auto machine = requireMachine(writer, job.machineId);
    if (!machine)
        return machine;
    if (!mayStart(job.kind, machine->state))
        return fail("wrong-machine-state", {{QStringLiteral("state"), enumText(machine->state)}});
    noteState(job, *machine);
    return machine;
}

Result<void> requireConfirmed(const Machine& machine, const Job& job)
{
    const QString confirmed = job.params.value(u"confirm").toString().trimmed();
    if (machine.serial.isEmpty() || confirmed != machine.serial)
        return fail("confirm-mismatch", {{QStringLiteral("serial"), machine.serial}});
    return {};
}

Result<void> readmitJob(Writer& writer, Job& job)
{
    const auto others =
        writer.list<Job>({.equals = {{QStringLiteral("machine_id"), job.machineId.text()}}});
    if (!others)
        return fail(others.error());
    for (const Job& other : *others) {
        const bool touches = other.kind == JobKind::Wipe || other.kind == JobKind::Provision;
        if (touches && other.id != job.id && other.startedAt > job.createdAt)
            return fail("job-superseded", {{QStringLiteral("job"), other.id.text()}});
    }
    const auto machine = requireMachine(writer, job.machineId);
    if (!machine)
        return fail(machine.error());
    if (!mayFollow(machine->state, stateDuring(job.kind, machine->state)))
        return fail("wrong-machine-state", {{QStringLiteral("state"), enumText(machine->state)}});
    noteState(job, *machine);
    return {};
}

Result<void> enterJob(Writer& writer, const Job& job)
{
    return moveMachine(writer, job.machineId, stateDuring(job.kind, stateBefore(job)));
}

bool wasBegun(const std::vector<JobStep>& steps, const QString& step)
{
    const auto first =
        std::find_if(steps.begin(), steps.end(), [&](const JobStep& s) { return s.name == step; });
    return std::any_of(first, steps.end(), [](const JobStep& s) { return s.attempts > 0; });
}

MachineState stateBefore(const Job& job)
{
    const QString word = job.result.value(u"from_state").toString();
    return enumFromText<MachineState>(word).value_or(S::Quarantined);
}

bool keepsSystem(const Job& job)
{
    return job.kind == JobKind::Inspect && stateBefore(job) == S::Provisioned;
}

Result<void> leaveAsBefore(Writer& writer, const Job& job)
{
    auto machine = requireMachine(writer, job.machineId);
    if (!machine)
        return fail(machine.error());
    if (machine->state != stateDuring(job.kind, stateBefore(job)))
        return {}; // it never entered: cancelled in the queue
    return moveMachine(writer, job.machineId, stateBefore(job),
                       job.result.value(u"from_reason").toString());
}

} // namespace rackhouse
