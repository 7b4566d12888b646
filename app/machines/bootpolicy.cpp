#include "app/machines/bootpolicy.h"

#include "app/machines/bootsessions.h"
#include "app/machines/identity.h"
#include "app/machines/machinestates.h"
#include "app/netboot/subnet_config.h"
#include "models/store/store.h"

#include <QLoggingCategory>
#include <QNetworkInterface>

namespace rackhouse
{

Q_LOGGING_CATEGORY(lcBoot, "rackhouse.boot", QtInfoMsg)

using netboot::BootClient;
using netboot::BootDecision;

namespace
{

Event bootEvent(const BootDecision& decision, const MachineId& machine, const JobId& job,
                const BootClient& asker, Instant now)
{
    Event event;
    event.id = EventId::create();
    event.at = now;
    event.machineId = machine;
    event.jobId = job;
    event.code = decision.kind == BootDecision::RamSystem ? QStringLiteral("boots-ram-system")
                                                          : QStringLiteral("boots-disk");
    event.args = {{QStringLiteral("mac"), asker.mac},
                  {QStringLiteral("architecture"), asker.architecture},
                  {QStringLiteral("address"), asker.address.toString()}};
    return event;
}

Result<std::optional<Machine>> findMachine(Writer& writer, const QString& mac, const QString& uuid)
{
    const auto id = writer.machineOfMac(mac);
    if (!id)
        return fail(id.error());
    // The MAC is what booted; the UUID is a help when the books do not have the MAC yet.
    if (!id->isEmpty() || uuid.isEmpty())
        return writer.find<Machine>(*id);
    const auto machines =
        writer.list<Machine>({.equals = {{QStringLiteral("uuid"), uuid}}, .limit = 1});
    if (!machines)
        return fail(machines.error());
    return machines->empty() ? std::optional<Machine>() : std::optional<Machine>(machines->front());
}

Result<Machine> recordUnknown(Writer& writer, const QString& mac, const QString& uuid, Instant now)
{
    Machine machine;
    machine.id = MachineId::create();
    machine.name = QStringLiteral("new-") + QString(mac).remove(u':');
    machine.state = MachineState::Discovered;
    machine.stateReason = QStringLiteral("network-booted");
    machine.uuid = uuid;
    machine.macs = QStringList{mac};
    machine.observedAt = now;
    if (auto put = writer.put(machine); !put)
        return fail(put.error());
    if (auto told = tellFound(writer, machine.id, now); !told)
        return fail(told.error());
    return machine;
}

/// The uuid helped: next time the MAC will do.
Result<void> learnMac(Writer& writer, Machine& machine, const QString& mac)
{
    if (machine.macs.contains(mac))
        return {};
    machine.macs << mac;
    machine.revision += 1;
    return writer.put(machine);
}

/// The newest lease of a machine's cards: where it was seen last.
Result<std::optional<Lease>> newestLease(Reader& reader, const Machine& machine)
{
    std::optional<Lease> newest;
    for (const QString& mac : machine.macs) {
        const auto leases = reader.list<Lease>({.equals = {{QStringLiteral("mac"), mac}}});
        if (!leases)
            return fail(leases.error());
        for (const Lease& lease : *leases) {
            if (!newest || newest->updatedAt < lease.updatedAt)
                newest = lease;
        }
    }
    return newest;
}

} // namespace

QString BootPolicy::normalMac(const QString& mac)
{
    QString hex = mac.toLower();
    hex.remove(u':');
    hex.remove(u'-');
    static const QString digits = QStringLiteral("0123456789abcdef");
    if (hex.size() != 12 ||
        !std::all_of(hex.begin(), hex.end(), [](QChar c) { return digits.contains(c); }))
        return {};
    QStringList parts;
    for (int i = 0; i < 12; i += 2)
        parts << hex.mid(i, 2);
    return parts.join(u':');
}

bool BootPolicy::wantsRamSystem(const Job& job)
{
    if (job.state != JobState::Running && job.state != JobState::Cancelling &&
        job.state != JobState::Held)
        return false;
    static const QStringList inRam{
        QStringLiteral("network-boot"), QStringLiteral("await-agent"), QStringLiteral("inventory"),
        QStringLiteral("write-image"),  QStringLiteral("verify"),      QStringLiteral("grow-root"),
        QStringLiteral("seed"),         QStringLiteral("boot-disk"),   QStringLiteral("wipe-mark"),
        QStringLiteral("wipe-erase"),   QStringLiteral("wipe-verify")};
    return inRam.contains(job.step);
}

Result<QString> BootPolicy::bootUrl(Reader& reader, const Machine& machine, quint16 port)
{
    const auto subnets = reader.list<Subnet>();
    if (!subnets)
        return fail(subnets.error());
    const auto lease = newestLease(reader, machine);
    if (!lease)
        return fail(lease.error());
    const auto own = QNetworkInterface::allAddresses();
    const Subnet* chosen = nullptr;
    for (const Subnet& subnet : *subnets) {
        if (*lease && subnet.id == (*lease)->subnetId)
            chosen = &subnet;
    }
    for (const Subnet& subnet : *subnets) {
        if (!chosen && own.contains(QHostAddress(subnet.serverAddress)))
            chosen = &subnet;
    }
    if (!chosen && subnets->size() == 1)
        chosen = &subnets->front();
    if (!chosen)
        return fail("no-boot-subnet", machine.name);
    return QStringLiteral("http://%1:%2").arg(chosen->serverAddress).arg(port);
}

Result<void> BootPolicy::checkSubnet(const Subnet& subnet)
{
    const auto config = netboot::SubnetConfig::from(subnet);
    return config ? Result<void>() : fail(config.error());
}

Result<std::optional<int>> BootPolicy::biosDrive(Reader& reader, const MachineId& machine)
{
    const auto jobs =
        reader.list<Job>({.equals = {{QStringLiteral("machine_id"), machine.text()},
                                     {QStringLiteral("kind"), enumText(JobKind::Provision)}},
                          .descending = true});
    if (!jobs)
        return fail(jobs.error());
    for (const Job& job : *jobs) {
        if (!job.result.contains(u"device")) // it wrote nothing
            continue;
        const qint64 drive = integerOr(job.result, QStringLiteral("bios_drive"));
        return drive > 0 ? std::optional<int>(int(drive)) : std::nullopt;
    }
    return std::nullopt;
}

Result<BootDecision> BootPolicy::verdict(Writer& writer, const BootClient& client, Instant now)
{
    const QString mac = normalMac(client.mac);
    if (mac.isEmpty())
        return BootDecision{};
    const QString uuid = tellsApart(client.uuid) ? client.uuid.toLower() : QString();
    auto found = findMachine(writer, mac, uuid);
    if (!found)
        return fail(found.error());
    auto machine = *found ? Result<Machine>(**found) : recordUnknown(writer, mac, uuid, now);
    if (!machine)
        return fail(machine.error());
    if (auto learned = learnMac(writer, *machine, mac); !learned)
        return fail(learned.error());

    JobId forJob;
    QString purpose;
    if (machine->jobId) {
        const auto job = writer.find<Job>(machine->jobId.text());
        if (!job)
            return fail(job.error());
        if (*job && wantsRamSystem(**job)) {
            forJob = machine->jobId;
            purpose = enumText((*job)->kind);
        }
    }
    const bool neverSeen =
        machine->state == MachineState::Discovered || machine->state == MachineState::Paper;
    if (purpose.isEmpty() && neverSeen && !machine->jobId)
        purpose = QStringLiteral("inspect");
    BootDecision decision;
    decision.kind = BootDecision::LocalDisk;
    if (purpose.isEmpty()) {
        const auto drive = biosDrive(writer, machine->id);
        if (!drive)
            return fail(drive.error());
        decision.biosDrive = drive->value_or(netboot::firstBiosDrive);
    } else {
        const BootToken token = BootToken::create();
        const auto session = bootsessions::mint(writer, token, machine->id, forJob, purpose, now);
        if (!session)
            return fail(session.error());
        decision.kind = BootDecision::RamSystem;
        decision.kernelArguments = QStringLiteral("rackhouse.token=") + token.token.reveal();
    }
    const Event event = bootEvent(decision, machine->id, forJob, client, now);
    if (auto put = writer.put(event); !put)
        return fail(put.error());
    return decision;
}

void BootPolicy::decide(BootClient client, std::function<void(BootDecision)> answer)
{
    std::function<Result<BootDecision>(Writer&)> work = [client = std::move(client),
                                                         now = m_clock.now()](Writer& writer) {
        return verdict(writer, client, now);
    };
    auto write = m_store.write<BootDecision>(std::move(work));
    write
        .then([answer](Result<BootDecision> outcome) {
            if (!outcome)
                qCWarning(lcBoot) << "no boot decision:" << outcome.error().code
                                  << outcome.error().detail;
            answer(outcome.value_or(BootDecision{}));
        })
        .onCanceled([answer] { answer({}); });
}

} // namespace rackhouse
