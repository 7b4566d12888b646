#pragma once

#include "models/base/result.h"
#include "models/domain/job.h"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace QCoro
{
template <typename T>
class Task;
}

namespace rackhouse
{

class StepContext;
class Reader;
class Writer;
using StepContextPtr = std::shared_ptr<StepContext>;

/// How one run of a step ended.
struct StepResult {
    enum class Kind { Done, Skipped, Wait, Failed };

    Kind kind = Kind::Done;
    QJsonObject data; ///< merged into the step's data when done
    QString reason;   ///< what it waits for
    QString detail;   ///< more about that, for people
    Error error;
    bool retryable = false;

    static StepResult done(QJsonObject data = {});
    /// There was nothing to do.
    static StepResult skipped();
    /// Run me again when something happened or after the poll interval. Costs no attempt.
    static StepResult wait(QString reason, QString detail = {});
    /// Transient: another attempt may help.
    static StepResult failed(Error error);
    /// Another attempt would not help.
    static StepResult fatal(Error error);
};

/// One step of a kind of job. `run` reads the world, does what is missing and says how it stands;
/// it is called again after Wait and after a restart of the appliance, so it must be idempotent.
/// What must not happen twice is remembered (StepContext::remember) before it happens.
struct StepDefinition {
    QString name;
    bool safePoint = true; ///< a cancel may stop the job before or inside this step
    std::chrono::milliseconds deadline{60'000}; ///< of one attempt
    int maxAttempts = 1;
    QString rewindTo;  ///< where a retryable failure goes back to; empty: this step
    QString retryFrom; ///< where a retry of the ended job goes back to; empty: this step
    int weight = 1;    ///< share of the job's progress
    std::chrono::milliseconds pollEvery{2'000};
    std::chrono::milliseconds retryDelay{2'000}; ///< doubled with each attempt
    std::function<QCoro::Task<StepResult>(StepContextPtr)> run;
};

/// A kind of job. The hooks run on the writer thread inside the transaction that they belong to: a
/// failing hook rolls it back.
struct JobDefinition {
    JobKind kind = JobKind::Inspect;
    bool onMachine = true; ///< needs a machine, and is alone on it
    bool takesSlot = true; ///< counts against the limits of site and rack
    std::vector<StepDefinition> steps;
    /// Checks what was asked and may complete the params.
    std::function<Result<void>(Writer&, Job&)> onSubmit;
    /// Checks whether a finished job may be queued again and notes what the world is like now.
    std::function<Result<void>(Writer&, Job&)> onRetry;
    /// When it leaves the queue (also after retry).
    std::function<Result<void>(Writer&, const Job&)> onStart;
    /// With the job in its final state. Must not fail for a reason that a retry of the same cannot
    /// cure.
    std::function<Result<void>(Writer&, const Job&, const std::vector<JobStep>&)> onFinish;
};

} // namespace rackhouse
