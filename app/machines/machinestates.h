#pragma once

#include "models/base/result.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"

namespace rackhouse
{

class Writer;

/// Which state of a machine may follow which. Only jobs (and discovery) move it.
bool mayFollow(MachineState from, MachineState to);

/// May a job of that kind be asked for in that state? Retry of a job that was begun is not asked.
bool mayStart(JobKind kind, MachineState state);

/// The state that a machine is in while a job of that kind runs; the state itself for kinds that
/// leave it alone.
MachineState stateDuring(JobKind kind, MachineState before);

/// Moves a machine inside Store::write. "wrong-machine-state" when the table forbids it.
Result<void> moveMachine(Writer& writer, const MachineId& id, MachineState to,
                         const QString& reason = {});

/// Quarantines the machine of a job that has ended, and tells it.
Result<void> quarantine(Writer& writer, const Job& job, const QString& reason);
/// Tells that a machine was found of which the hardware had said nothing before.
Result<void> tellFound(Writer& writer, const MachineId& id, Instant now);

/// Reads a machine that must exist; "not-found" otherwise.
Result<Machine> requireMachine(Writer& writer, const MachineId& id);

/// onSubmit of every job on a machine: checks the state and notes it in the job's result as
/// "from_state" and "from_reason".
Result<Machine> admitJob(Writer& writer, Job& job);
/// Whether the person who asked has named the machine: params {confirm: its serial}. Asked of jobs
/// that interrupt or erase what runs on it. "confirm-mismatch" otherwise.
Result<void> requireConfirmed(const Machine& machine, const Job& job);
/// onRetry of the same: notes the state that the machine is in now. "job-superseded" where another
/// job has wiped or provisioned it since: what this one left there is gone.
Result<void> readmitJob(Writer& writer, Job& job);
/// onStart of the same.
Result<void> enterJob(Writer& writer, const Job& job);
/// Whether that step or a later one was ever begun: a rewind keeps the attempts of the step that
/// failed, not those of the ones before it.
bool wasBegun(const std::vector<JobStep>& steps, const QString& step);
/// The state that admitJob() noted.
MachineState stateBefore(const Job& job);
/// Whether the job leaves an installed system on the machine, which is to run again afterwards.
bool keepsSystem(const Job& job);
/// Puts the machine back to where it stood when the job was asked for.
Result<void> leaveAsBefore(Writer& writer, const Job& job);

} // namespace rackhouse
