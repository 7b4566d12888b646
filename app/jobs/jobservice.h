#pragma once

#include "models/base/result.h"
#include "models/domain/job.h"

#include <QFuture>

namespace rackhouse
{

/// What a person or a program wants done.
struct JobRequest {
    JobId id; ///< empty: a new one. A caller that may repeat itself chooses it once, beforehand
    JobKind kind = JobKind::Inspect;
    MachineId machineId; ///< empty for discovery
    QJsonObject params;  ///< per kind; no secrets
    QString actor;       ///< credential name, becomes Job::createdBy
};

/// The door to the jobs engine, usable from any thread. Every future finishes after the change is
/// committed.
class JobService
{
public:
    virtual ~JobService() = default;

    /// Writes the job and its steps. A job that exists under `request.id` is returned as it is.
    /// Errors: "machine-busy" (args: job), "not-found", "bad-field" (args: field) and what the kind
    /// refuses.
    virtual QFuture<Result<Job>> submit(JobRequest request) = 0;
    /// Stops it at its next safe point.
    virtual QFuture<Result<Job>> cancel(JobId id, QString actor) = 0;
    /// Lets it stand still before its next step, and go on.
    virtual QFuture<Result<Job>> hold(JobId id, QString actor) = 0;
    virtual QFuture<Result<Job>> release(JobId id, QString actor) = 0;
    /// Runs a failed or cancelled job again from a step; empty: from the one that failed.
    virtual QFuture<Result<Job>> retry(JobId id, QString fromStep, QString actor) = 0;
};

} // namespace rackhouse
