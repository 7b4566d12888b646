#pragma once

#include "models/base/result.h"
#include "models/domain/job.h"

#include <QFuture>

namespace rackhouse
{

/// What somebody asks for.
struct JobRequest {
    JobId id; ///< may be empty. A job that already has this id is answered as it is (idempotency)
    JobKind kind = JobKind::Inspect;
    MachineId machineId; ///< empty for kinds that work on no machine (discovery)
    QJsonObject params;  ///< no secrets
    QString actor;       ///< credential name
};

/// The commands on jobs. Callable from any thread; each future finishes after the change is
/// committed.
///
/// Errors: machine-busy (job), not-found, bad-job-state (state), job-kind-unknown, and what the
/// kind itself checks at submit (bad-field, image-not-ready, wrong-machine-state ...).
class JobService
{
public:
    virtual ~JobService() = default;

    virtual QFuture<Result<Job>> submit(JobRequest request) = 0;
    /// Stops it at the next safe point, a held one where it stands; the answer is the job as it is
    /// then ("cancelling" or "cancelled").
    virtual QFuture<Result<Job>> cancel(JobId id, QString actor) = 0;
    /// Lets the current step finish and stands still before the next one.
    virtual QFuture<Result<Job>> hold(JobId id, QString actor) = 0;
    virtual QFuture<Result<Job>> release(JobId id, QString actor) = 0;
    /// Queues a failed or cancelled job again from a step; empty: from the one it stopped at. It
    /// begins earlier where the step needs something that ended with the job.
    virtual QFuture<Result<Job>> retry(JobId id, QString fromStep, QString actor) = 0;
};

} // namespace rackhouse
