#include "app/jobs/jobrows.h"

#include "app/jobs/jobrun.h"
#include "models/domain/asset.h"
#include "models/store/store.h"

namespace rackhouse::jobrows
{

namespace
{

/// Gives the machine to the job, unless another unfinished one has it.
Result<void> takeMachine(Writer& writer, const Job& job)
{
    auto machine = writer.find<Machine>(job.machineId.text());
    if (!machine)
        return fail(machine.error());
    if (!*machine)
        return fail("not-found", QStringLiteral("machine ") + job.machineId.text());
    Machine& row = **machine;
    if (row.jobId && row.jobId != job.id) {
        const auto other = writer.find<Job>(row.jobId.text());
        if (!other)
            return fail(other.error());
        if (*other && !isFinished((*other)->state))
            return fail("machine-busy", {{QStringLiteral("job"), row.jobId.text()}});
    }
    row.jobId = job.id;
    row.revision += 1;
    return writer.put(row);
}

} // namespace

Result<void> save(Writer& writer, const Job& job, const std::vector<JobStep>& steps)
{
    if (auto put = writer.put(job); !put)
        return put;
    for (const JobStep& step : steps) {
        if (auto put = writer.put(step); !put)
            return put;
    }
    return {};
}

Result<SubmittedJob> insert(Writer& writer, const JobDefinition& definition, JobRequest request,
                            Instant now)
{
    SubmittedJob made;
    if (request.id) {
        auto known = writer.find<Job>(request.id.text());
        if (!known)
            return fail(known.error());
        if (*known) {
            made.job = **known;
            made.existed = true;
            return made;
        }
    }
    Job& job = made.job;
    job.id = request.id ? request.id : JobId::create();
    job.kind = request.kind;
    job.machineId = request.machineId;
    job.params = request.params;
    job.createdBy = request.actor;
    job.createdAt = now;
    if (definition.onMachine) {
        if (auto taken = takeMachine(writer, job); !taken)
            return fail(taken.error());
    }
    if (definition.onSubmit) {
        if (auto checked = definition.onSubmit(writer, job); !checked)
            return fail(checked.error());
    }
    made.steps = JobRun::freshSteps(job.id, definition);
    job.step = made.steps.empty() ? QString() : made.steps.front().name;
    if (auto put = save(writer, job, made.steps); !put)
        return fail(put.error());
    return made;
}

Result<Job> requeue(Writer& writer, const JobDefinition& definition, Job job,
                    const std::vector<JobStep>& steps)
{
    const auto stored = writer.get<Job>(job.id);
    if (!stored)
        return stored;
    if (!isFinished(stored->state)) // somebody else was faster
        return fail("bad-job-state", {{QStringLiteral("state"), enumText(stored->state)}});
    if (job.machineId) {
        if (auto taken = takeMachine(writer, job); !taken)
            return fail(taken.error());
    }
    if (definition.onRetry) {
        if (auto allowed = definition.onRetry(writer, job); !allowed)
            return fail(allowed.error());
    }
    if (auto put = save(writer, job, steps); !put)
        return fail(put.error());
    return job;
}

Result<void> releaseMachine(Writer& writer, const Job& job)
{
    if (!job.machineId)
        return {};
    auto machine = writer.find<Machine>(job.machineId.text());
    if (!machine)
        return fail(machine.error());
    if (!*machine || (*machine)->jobId != job.id)
        return {};
    (*machine)->jobId = {};
    (*machine)->revision += 1;
    return writer.put(**machine);
}

Event event(const Job& job, Severity severity, const QString& code, QJsonObject args,
            const QString& text, Instant now)
{
    Event row;
    row.id = EventId::create();
    row.at = now;
    row.severity = severity;
    row.machineId = job.machineId;
    row.jobId = job.id;
    row.code = code;
    row.args = std::move(args);
    row.text = text;
    return row;
}

} // namespace rackhouse::jobrows
