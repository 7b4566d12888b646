#include "app/machines/bootpolicy.h"

#include "app/machines/bootsessions.h"
#include "app/machines/identity.h"
#include "models/store/store.h"

#include <QLoggingCategory>

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

Result<QString> BootPolicy::bootUrl(Reader& reader, const QHostAddress& client, quint16 port)
{
    const auto subnets = reader.list<Subnet>();
    if (!subnets)
        return fail(subnets.error());
    for (const Subnet& subnet : *subnets) {
        const auto network = QHostAddress::parseSubnet(subnet.cidr);
        if (!client.isNull() && client.isInSubnet(network))
            return QStringLiteral("http://%1:%2").arg(subnet.serverAddress).arg(port);
    }
    if (!subnets->empty() && client.isNull())
        return QStringLiteral("http://%1:%2").arg(subnets->front().serverAddress).arg(port);
    return fail("no-boot-subnet", client.toString());
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
    if (!purpose.isEmpty()) {
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
