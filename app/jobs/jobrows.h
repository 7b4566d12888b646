#pragma once

#include "app/jobs/jobservice.h"
#include "app/jobs/stepdefinition.h"
#include "models/base/clock.h"

namespace rackhouse
{

/// What the submit transaction made, or found under the same id.
struct SubmittedJob {
    Job job;
    std::vector<JobStep> steps;
    bool existed = false;
};

/// The transactions of jobs. Each function runs inside Store::write.
namespace jobrows
{

/// Job, steps and the machine's job in one transaction; machine-busy when it has one. (Who asked is
/// in the audit before: the API writes it.)
Result<SubmittedJob> insert(Writer& writer, const JobDefinition& definition, JobRequest request,
                            Instant now);
/// Queues a finished job again; the same checks. bad-job-state where it is not finished (any more).
Result<Job> requeue(Writer& writer, const JobDefinition& definition, Job job,
                    const std::vector<JobStep>& steps);
Result<void> save(Writer& writer, const Job& job, const std::vector<JobStep>& steps);
/// Frees the machine from a job that has ended.
Result<void> releaseMachine(Writer& writer, const Job& job);
Event event(const Job& job, Severity severity, const QString& code, QJsonObject args,
            const QString& text, Instant now);

} // namespace jobrows
} // namespace rackhouse
