#include "app/machines/provisionjob.h"

#include "app/jobs/await.h"
#include "app/machines/bmcpool.h"
#include "app/machines/bootsessions.h"
#include "app/machines/cloudseed.h"
#include "app/machines/machinestates.h"
#include "app/machines/provisionparams.h"
#include "app/machines/servedimage.h"
#include "models/store/store.h"

namespace rackhouse
{

namespace
{

constexpr QLatin1StringView WriteImage("write-image");
constexpr QLatin1StringView AwaitPhoneHome("await-phone-home");
constexpr QLatin1StringView UserData("user_data");
constexpr QLatin1StringView UserDataId("user_data_id");

Result<void> admitProvision(Writer& writer, Job& job, const redfish::Vault& vault)
{
    const auto admitted = admitJob(writer, job);
    if (!admitted)
        return fail(admitted.error());
    if (auto checked = checkProvision(writer, job); !checked)
        return checked;
    const Redacted<QString> userData(job.params.take(UserData).toString());
    job.params.remove(UserDataId);
    if (userData.isEmpty())
        return {};
    const auto secret = sealSecret(vault, userData, writer.now());
    if (!secret)
        return fail(secret.error());
    job.params.insert(UserDataId, secret->id.text());
    return writer.put(*secret);
}

Result<void> readmitProvision(Writer& writer, Job& job)
{
    const SecretId userData(job.params.value(UserDataId).toString());
    if (auto kept = userData ? requireSecret(writer, userData) : Result<void>(); !kept)
        return kept;
    return readmitJob(writer, job);
}

/// The answer of the agent to an earlier step of the same job.
QJsonObject answerOf(const StepContext& context, const QString& step)
{
    return context.dataOf(step).value(u"answer").toObject().value(u"result").toObject();
}

/// A BIOS starts its first disk by itself. Any other one is started over the network, by its
/// number; where nobody knows that, a person has to know.
void warnOfBios(StepContext& context, const QJsonObject& wrote)
{
    const qint64 drive = integerOr(wrote, QStringLiteral("bios_drive"));
    if (wrote.value(u"firmware").toString() != u"bios" || drive == netboot::firstBiosDrive)
        return;
    context.event(Severity::Warning,
                  drive > 0 ? QStringLiteral("boot-drive-not-first")
                            : QStringLiteral("boot-drive-unknown"),
                  {{QStringLiteral("device"), wrote.value(u"device")}});
}

Result<void> finishProvision(Writer& writer, const Job& job, const std::vector<JobStep>& steps)
{
    if (auto expired = bootsessions::expireJob(writer, job.id, job.finishedAt); !expired)
        return expired;
    const bool wrote = wasBegun(steps, WriteImage);
    QJsonObject phoneHome;
    for (const JobStep& step : steps) {
        if (step.name == AwaitPhoneHome)
            phoneHome = step.data.value(u"phone_home").toObject();
    }
    if (job.state != JobState::Succeeded) {
        if (!wrote)
            return leaveAsBefore(writer, job);
        return quarantine(writer, job,
                          job.state == JobState::Cancelled ? QStringLiteral("provision-cancelled")
                                                           : job.reason);
    }
    if (auto moved = moveMachine(writer, job.machineId, MachineState::Provisioned); !moved)
        return moved;
    const SecretId userData(job.params.value(UserDataId).toString());
    if (auto forgotten = writer.remove<SealedSecret>(userData); !forgotten)
        return forgotten;
    auto machine = requireMachine(writer, job.machineId);
    if (!machine)
        return fail(machine.error());
    const QString said = phoneHome.value(u"hostname").toString();
    machine->hostname = said.isEmpty() ? job.params.value(u"hostname").toString() : said;
    machine->ipAddress = phoneHome.value(u"address").toString();
    machine->imageId = ImageId(job.params.value(u"image_id").toString());
    return writer.put(*machine);
}

} // namespace

StepDefinition ProvisionJob::plain(const QString& name,
                                   QCoro::Task<StepResult> (ProvisionJob::*run)(StepContextPtr))
{
    StepDefinition step;
    step.name = name;
    step.run = [this, run](StepContextPtr context) {
        return (this->*run)(std::move(context));
    };
    return step;
}

StepDefinition
ProvisionJob::agent(const QString& name, Params (ProvisionJob::*params)(StepContextPtr),
                    QCoro::Task<StepResult> (ProvisionJob::*accept)(StepContextPtr, QJsonObject))
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

JobDefinition ProvisionJob::definition()
{
    StepDefinition write =
        agent(WriteImage, &ProvisionJob::writeParams, &ProvisionJob::acceptWrite);
    write.deadline = std::chrono::hours(4);
    write.weight = 20;
    StepDefinition verified = plain(QStringLiteral("verify"), &ProvisionJob::verify);
    verified.rewindTo = WriteImage;
    verified.maxAttempts = 2;
    StepDefinition seed =
        agent(QStringLiteral("seed"), &ProvisionJob::seedParams, &ProvisionJob::acceptAny);
    StepDefinition phone = plain(AwaitPhoneHome, &ProvisionJob::awaitPhoneHome);
    phone.deadline = std::chrono::minutes(30);
    phone.weight = 10;
    StepDefinition restart = m_steps.restart();
    // The token to phone home with ends with the job, and a system phones once in its life: a retry
    // writes another one.
    restart.retryFrom = phone.retryFrom = QStringLiteral("network-boot");

    JobDefinition job;
    job.kind = JobKind::Provision;
    job.steps = {
        plain(QStringLiteral("check"), &ProvisionJob::check),
        m_steps.networkBoot(),
        m_steps.awaitAgent(),
        write,
        verified,
        agent(QStringLiteral("grow-root"), &ProvisionJob::deviceParams, &ProvisionJob::acceptAny),
        seed,
        agent(QStringLiteral("boot-disk"), &ProvisionJob::deviceParams, &ProvisionJob::acceptAny),
        restart,
        phone};
    job.onSubmit = [&vault = m_vault](Writer& writer, Job& asked) {
        return admitProvision(writer, asked, vault);
    };
    job.onRetry = readmitProvision;
    job.onStart = enterJob;
    job.onFinish = finishProvision;
    return job;
}

QCoro::Task<StepResult> ProvisionJob::check(StepContextPtr context)
{
    const auto checked =
        m_store.read<void>([&](Reader& reader) { return checkProvision(reader, context->job()); });
    if (!checked)
        co_return StepResult::fatal(checked.error());
    co_return StepResult::done();
}

Result<QString> ProvisionJob::bootUrl(const StepContext& context) const
{
    if (m_port == 0) // the interface is down for the moment
        return fail("netboot-interface-missing");
    const auto machine = m_steps.machineOf(context);
    if (!machine)
        return fail(machine.error());
    return m_store.read<QString>(
        [&](Reader& reader) { return BootPolicy::bootUrl(reader, *machine, m_port.load()); });
}

ProvisionJob::Params ProvisionJob::writeParams(StepContextPtr context)
{
    const auto url = bootUrl(*context);
    if (!url)
        co_return fail(url.error());
    const auto image =
        m_store.read<Image>([&](Reader& reader) { return readyImage(reader, context->job()); });
    if (!image)
        co_return fail(image.error());
    const auto served = ServedImage::load(m_imageFolder, image->id);
    if (!served)
        co_return fail(served.error());
    const auto drive = m_store.read<Component>(
        [&](Reader& reader) { return chooseDrive(reader, context->job(), image->diskBytes); });
    if (!drive)
        co_return fail(drive.error());
    QJsonObject target{{QStringLiteral("device"), drive->slot},
                       {QStringLiteral("size_bytes"), drive->capacityBytes}};
    if (!drive->serial.isEmpty())
        target.insert(QStringLiteral("serial"), drive->serial);
    co_return QJsonObject{{QStringLiteral("drive"), target},
                          {QStringLiteral("url"), QString(*url + u"/images/" + image->id.text())},
                          {QStringLiteral("format"), served->format},
                          {QStringLiteral("sha256"), served->sha256},
                          {QStringLiteral("size_bytes"), served->sizeBytes},
                          {QStringLiteral("disk_bytes"), served->diskBytes}};
}

QCoro::Task<StepResult> ProvisionJob::acceptWrite(StepContextPtr context, QJsonObject result)
{
    const QString biosDrive = QStringLiteral("bios_drive");
    context->result({{QStringLiteral("device"), result.value(u"device")},
                     {QStringLiteral("written_bytes"), result.value(u"written_bytes")},
                     {QStringLiteral("content_sha256"), result.value(u"content_sha256")},
                     {biosDrive, integerOr(result, biosDrive)}}); // 0: not known
    warnOfBios(*context, result);
    co_return StepResult::done();
}

QCoro::Task<StepResult> ProvisionJob::verify(StepContextPtr context)
{
    const QJsonObject wrote = answerOf(*context, WriteImage);
    const QString content = wrote.value(u"content_sha256").toString();
    const QString readBack = wrote.value(u"readback_sha256").toString();
    if (content.isEmpty() || content != readBack)
        co_return StepResult::failed(makeError(
            "readback-mismatch", {{QStringLiteral("device"), wrote.value(u"device").toString()}},
            content + u" / " + readBack));
    co_return StepResult::done({{QStringLiteral("readback_sha256"), readBack}});
}

ProvisionJob::Params ProvisionJob::deviceParams(StepContextPtr context)
{
    co_return QJsonObject{
        {QStringLiteral("device"), answerOf(*context, WriteImage).value(u"device")}};
}

ProvisionJob::Params ProvisionJob::seedParams(StepContextPtr context)
{
    const auto url = bootUrl(*context);
    if (!url)
        co_return fail(url.error());
    // A new token whenever the task is offered: only its hash is kept, and the earlier ones stay
    // good until the job ends, in case the agent has one of them already.
    const BootToken token = BootToken::create();
    const Job job = context->job();
    std::function<Result<BootSession>(Writer&)> work = [token, job,
                                                        now = context->now()](Writer& writer) {
        return bootsessions::mint(writer, token, job.machineId, job.id,
                                  QStringLiteral("phone-home"), now);
    };
    auto write = m_store.write<BootSession>(std::move(work));
    const auto minted = co_await settled(write);
    if (!minted)
        co_return fail(minted.error());
    SeedRequest request;
    request.instanceId = QStringLiteral("rackhouse-") + job.id.text();
    request.hostname = job.params.value(u"hostname").toString();
    const QJsonArray keys = job.params.value(u"ssh_keys").toArray();
    for (const QJsonValue& key : keys)
        request.sshKeys << key.toString();
    request.users = job.params.value(u"users").toArray();
    if (const SecretId sealed(job.params.value(UserDataId).toString()); sealed) {
        const auto userData = openSecret(m_vault, m_store, sealed);
        if (!userData)
            co_return fail(userData.error());
        request.userData = userData->reveal();
    }
    request.phoneHomeUrl =
        Redacted<QString>(*url + QStringLiteral("/phone-home/") + token.token.reveal());
    const auto files = noCloudSeed(request);
    if (!files)
        co_return fail(files.error());
    co_return QJsonObject{
        {QStringLiteral("device"), answerOf(*context, WriteImage).value(u"device")},
        {QStringLiteral("files"), *files}};
}

QCoro::Task<StepResult> ProvisionJob::acceptAny(StepContextPtr, QJsonObject result)
{
    co_return StepResult::done(result);
}

QCoro::Task<StepResult> ProvisionJob::awaitPhoneHome(StepContextPtr context)
{
    const QJsonObject said = context->data().value(u"phone_home").toObject();
    if (said.isEmpty())
        co_return StepResult::wait(QStringLiteral("phones-home"));
    context->result({{QStringLiteral("hostname"), said.value(u"hostname")},
                     {QStringLiteral("address"), said.value(u"address")}});
    co_return StepResult::done();
}

} // namespace rackhouse
