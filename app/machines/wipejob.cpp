#include "app/machines/wipejob.h"

#include "app/jobs/await.h"
#include "app/machines/bootsessions.h"
#include "app/machines/machinestates.h"
#include "app/machines/wiperecords.h"
#include "models/store/store.h"

#include <QJsonArray>

namespace rackhouse
{

namespace
{

constexpr int MarkersPerDrive = 64;
constexpr QLatin1StringView WipeMark("wipe-mark");
constexpr QLatin1StringView WipeErase("wipe-erase");

Result<void> admitWipe(Writer& writer, Job& job)
{
    const auto machine = admitJob(writer, job);
    if (!machine)
        return fail(machine.error());
    return requireConfirmed(*machine, job);
}

Result<void> finishWipe(Writer& writer, const Job& job, const std::vector<JobStep>& steps)
{
    if (auto expired = bootsessions::expireJob(writer, job.id, job.finishedAt); !expired)
        return expired;
    const bool touched = wasBegun(steps, WipeMark);
    if (job.state != JobState::Succeeded) {
        if (!touched)
            return leaveAsBefore(writer, job);
        return quarantine(writer, job,
                          job.state == JobState::Cancelled ? QStringLiteral("wipe-cancelled")
                                                           : job.reason);
    }
    if (auto moved = moveMachine(writer, job.machineId, MachineState::Available); !moved)
        return moved;
    auto machine = requireMachine(writer, job.machineId);
    if (!machine)
        return fail(machine.error());
    machine->wipedAt = job.finishedAt;
    machine->imageId = {};
    machine->hostname.clear();
    machine->ipAddress.clear();
    return writer.put(*machine);
}

/// What the agent and the BMC have said of the machine's drives. A stick in a USB port is
/// neither's.
Result<std::vector<Component>> drivesOfBooks(Writer& writer, const MachineId& machine)
{
    Select select;
    select.equals = {{QStringLiteral("machine_id"), machine.text()},
                     {QStringLiteral("kind"), enumText(ComponentKind::Drive)}};
    auto drives = writer.list<Component>(select);
    if (drives)
        std::erase_if(*drives, [](const Component& drive) {
            return stringOr(drive.detail, QStringLiteral("transport")) == u"usb";
        });
    return drives;
}

/// Serials of drives behind a RAID controller, that a person answers for: "S1,S2".
QStringList acceptedIn(const Job& job)
{
    const QString names = stringOr(job.params, QStringLiteral("accept_unreachable"));
    QStringList accepted = names.split(u',', Qt::SkipEmptyParts);
    for (QString& name : accepted)
        name = name.trimmed();
    return accepted;
}

/// What the agent has answered for each drive.
QJsonArray drivesIn(const StepContext& context, const QString& step)
{
    const QJsonObject answer = context.dataOf(step).value(u"answer").toObject();
    return answer.value(u"result").toObject().value(u"drives").toArray();
}

/// Names of the drives that were marked.
QJsonArray markedDrives(const StepContext& context)
{
    QJsonArray names;
    for (const QJsonValue& drive : drivesIn(context, WipeMark))
        names.append(wiperecords::nameIn(drive.toObject()));
    return names;
}

/// The same drives, each with whether its erase leaves zeros: an agent that was started anew since
/// then does not know.
QJsonArray erasedDrives(const StepContext& context)
{
    const QJsonArray erased = drivesIn(context, WipeErase);
    QJsonArray drives;
    for (const QJsonValue& name : markedDrives(context)) {
        QJsonObject drive{{QStringLiteral("drive"), name}};
        for (const QJsonValue& value : erased) {
            const QJsonValue zeros = value.toObject().value(u"zeros");
            if (wiperecords::nameIn(value.toObject()) == name.toString() && zeros.isBool())
                drive.insert(QStringLiteral("zeros"), zeros);
        }
        drives.append(drive);
    }
    return drives;
}

QJsonObject markerParams(const StepContext& context)
{
    // The seed is the job: the same markers whenever the step runs again.
    return {{QStringLiteral("job"), context.job().id.text()},
            {QStringLiteral("seed"), context.job().id.text()},
            {QStringLiteral("markers"), MarkersPerDrive}};
}

} // namespace

StepDefinition WipeJob::step(const QString& name, Params (WipeJob::*params)(StepContextPtr),
                             QCoro::Task<StepResult> (WipeJob::*accept)(StepContextPtr,
                                                                        QJsonObject))
{
    AgentWork work;
    work.kind = name;
    work.params = [this, params](StepContextPtr c) {
        return (this->*params)(std::move(c));
    };
    work.accept = [this, accept](StepContextPtr c, QJsonObject r) {
        return (this->*accept)(std::move(c), std::move(r));
    };
    return m_steps.agentStep(name, std::move(work));
}

JobDefinition WipeJob::definition()
{
    StepDefinition mark = step(WipeMark, &WipeJob::markParams, &WipeJob::acceptMark);
    StepDefinition erase = step(WipeErase, &WipeJob::eraseParams, &WipeJob::acceptErase);
    erase.safePoint = false; // a drive in the middle of an erase is worse than either end
    erase.deadline = std::chrono::hours(72); // a disk of 30 TB at 150 MB/s, and some
    erase.weight = 20;
    StepDefinition verify =
        step(QStringLiteral("wipe-verify"), &WipeJob::verifyParams, &WipeJob::acceptVerify);
    verify.safePoint = false;
    verify.deadline = std::chrono::hours(1);

    JobDefinition job;
    job.kind = JobKind::Wipe;
    job.steps = {m_steps.networkBoot(), m_steps.awaitAgent(), mark, erase, verify,
                 m_steps.powerOff()};
    job.onSubmit = admitWipe;
    job.onRetry = readmitJob;
    job.onStart = enterJob;
    job.onFinish = finishWipe;
    return job;
}

WipeJob::Params WipeJob::markParams(StepContextPtr context)
{
    co_return markerParams(*context);
}

QCoro::Task<StepResult> WipeJob::acceptMark(StepContextPtr context, QJsonObject result)
{
    std::function<Result<void>(Writer&)> work =
        [job = context->job(), drives = result.value(u"drives").toArray(),
         now = context->now()](Writer& writer) -> Result<void> {
        const auto books = drivesOfBooks(writer, job.machineId);
        if (!books)
            return fail(books.error());
        return wiperecords::mark(writer, job.id, job.machineId, drives, *books, acceptedIn(job),
                                 now);
    };
    auto write = m_store.write<void>(std::move(work));
    const auto written = co_await settled(write);
    if (!written)
        co_return StepResult::failed(written.error());
    co_return StepResult::done();
}

WipeJob::Params WipeJob::eraseParams(StepContextPtr context)
{
    co_return QJsonObject{{QStringLiteral("drives"), markedDrives(*context)}};
}

QCoro::Task<StepResult> WipeJob::acceptErase(StepContextPtr context, QJsonObject result)
{
    std::function<Result<void>(Writer&)> work =
        [id = context->job().id, drives = result.value(u"drives").toArray()](Writer& writer) {
            return wiperecords::erase(writer, id, drives);
        };
    auto write = m_store.write<void>(std::move(work));
    const auto written = co_await settled(write);
    if (!written)
        co_return StepResult::failed(written.error());
    co_return StepResult::done();
}

WipeJob::Params WipeJob::verifyParams(StepContextPtr context)
{
    QJsonObject params = markerParams(*context);
    params.insert(QStringLiteral("drives"), erasedDrives(*context));
    co_return params;
}

QCoro::Task<StepResult> WipeJob::acceptVerify(StepContextPtr context, QJsonObject result)
{
    using Records = std::vector<WipeRecord>;
    std::function<Result<Records>(Writer&)> work =
        [id = context->job().id, drives = result.value(u"drives").toArray(),
         now = context->now()](Writer& writer) -> Result<Records> {
        if (auto verified = wiperecords::verify(writer, id, drives, now); !verified)
            return fail(verified.error());
        Select select;
        select.equals = {{QStringLiteral("job_id"), id.text()}};
        return writer.list<WipeRecord>(select);
    };
    auto write = m_store.write<Records>(std::move(work));
    const auto records = co_await settled(write);
    if (!records)
        co_return StepResult::failed(records.error());
    if (records->empty()) // a controller without a driver looks like a machine without drives
        co_return StepResult::fatal(makeError("no-drives"));
    QStringList failed;
    for (const WipeRecord& record : *records) {
        if (record.result != WipeResult::Passed && !wiperecords::isAccepted(record))
            failed << wiperecords::nameOf(record) + QStringLiteral(": ") + record.reason;
    }
    context->result({{QStringLiteral("drives"), qint64(records->size())},
                     {QStringLiteral("failed"), qint64(failed.size())}});
    if (!failed.isEmpty())
        co_return StepResult::fatal(makeError("wipe-failed",
                                              {{QStringLiteral("drives"), failed.size()}},
                                              failed.join(QStringLiteral("; "))));
    co_return StepResult::done();
}

} // namespace rackhouse
