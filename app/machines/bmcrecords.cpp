#include "app/machines/bmcrecords.h"

#include "app/machines/identity.h"
#include "app/machines/inventory.h"
#include "app/machines/machinestates.h"
#include "models/domain/fieldtext.h"
#include "models/domain/job.h"
#include "models/domain/nvlinks.h"
#include "models/store/store.h"

#include <algorithm>

namespace rackhouse::bmcrecords
{

namespace
{

/// Those who follow the feed hear of a BMC that goes on answering once in so long: each answer of
/// each BMC would be too much, and what is 5 minutes old would look stale.
constexpr qint64 kToldEveryMs = 180'000;

Component component(ComponentKind kind, const redfish::Part& part, qint64 bytes = 0)
{
    Component row;
    row.kind = kind;
    row.source = Source::Bmc;
    row.slot = part.slot;
    row.manufacturer = part.manufacturer;
    row.model = part.model.isEmpty() ? part.partNumber : part.model;
    row.serial = part.serial;
    row.firmware = part.firmware;
    row.capacityBytes = bytes;
    row.health = part.health;
    row.detail = {{QStringLiteral("path"), part.path}};
    return row;
}

Component sensor(const redfish::Reading& reading)
{
    Component row;
    row.kind = ComponentKind::Sensor;
    row.source = Source::Bmc;
    row.slot = reading.name;
    row.model = reading.kind;
    row.health = reading.health;
    row.detail = {{QStringLiteral("path"), reading.path}};
    return row;
}

QJsonObject nvLinkDetail(const std::vector<redfish::NvLink>& links)
{
    NvLinks told;
    for (const redfish::NvLink& link : links)
        told.add(link);
    return told.toJson();
}

/// Keeps the old value where the BMC says nothing.
template <class V>
void take(V& field, const V& observed)
{
    if (observed != V{})
        field = observed;
}

Result<Bmc> bmcRow(Writer& writer, const redfish::DiscoveredBmc& found)
{
    Select select;
    select.equals = {{QStringLiteral("address"), found.address.host},
                     {QStringLiteral("port"), found.address.port}};
    auto rows = writer.list<Bmc>(select);
    if (!rows)
        return fail(rows.error());
    if (!rows->empty())
        return rows->front();
    Bmc row;
    row.id = BmcId::create();
    row.address = found.address.host;
    row.port = found.address.port;
    return row;
}

/// How surely a row is that machine; 0: it is another.
int likeness(const Machine& row, const BmcId& bmc, const redfish::SystemInventory& system)
{
    if (tellsApart(system.serial) && row.serial == system.serial)
        return 4;
    if (tellsApart(system.uuid) && row.uuid == system.uuid)
        return 3;
    const bool otherSerial =
        !row.serial.isEmpty() && !system.serial.isEmpty() && row.serial != system.serial;
    if (otherSerial)
        return 0;
    const bool sharesMac = std::any_of(row.macs.begin(), row.macs.end(), [&](const QString& mac) {
        return tellsApart(mac) && system.macs.contains(mac);
    });
    if (sharesMac)
        return 2;
    return row.bmcId == bmc && row.systemPath == system.path ? 1 : 0;
}

Result<QString> freeName(Writer& writer, const redfish::SystemInventory& system, const Bmc& bmc)
{
    QString wish = system.hostname.isEmpty() ? system.serial : system.hostname;
    if (wish.isEmpty())
        wish = bmc.address;
    for (int i = 1;; ++i) {
        const QString name = i == 1 ? wish : QStringLiteral("%1-%2").arg(wish).arg(i);
        const auto same =
            writer.count(Machine::record(), {.equals = {{QStringLiteral("name"), name}}});
        if (!same)
            return fail(same.error());
        if (*same == 0)
            return name;
    }
}

/// The rows that may be that machine, found by what is indexed: among thousands, each new one would
/// otherwise be compared with all.
Result<std::vector<Machine>> candidates(Writer& writer, const BmcId& bmc,
                                        const redfish::SystemInventory& system)
{
    std::vector<std::pair<QString, QString>> keys{{QStringLiteral("bmc_id"), bmc.text()}};
    if (tellsApart(system.serial))
        keys.emplace_back(QStringLiteral("serial"), system.serial);
    if (tellsApart(system.uuid))
        keys.emplace_back(QStringLiteral("uuid"), system.uuid);
    for (const QString& mac : system.macs) {
        const auto id = writer.machineOfMac(mac);
        if (!id)
            return fail(id.error());
        if (tellsApart(mac) && !id->isEmpty())
            keys.emplace_back(QStringLiteral("id"), *id);
    }
    std::vector<Machine> found;
    for (const auto& [field, value] : keys) {
        const auto rows = writer.list<Machine>({.equals = {{field, value}}});
        if (!rows)
            return fail(rows.error());
        found.insert(found.end(), rows->begin(), rows->end());
    }
    return found;
}

void takeFacts(Machine& row, const redfish::SystemInventory& system)
{
    row.systemPath = system.path;
    take(row.manufacturer, system.manufacturer);
    take(row.model, system.model);
    take(row.serial, system.serial);
    take(row.uuid, system.uuid);
    take(row.biosVersion, system.biosVersion);
    take(row.firmwareMode, system.firmwareMode);
    take(row.power, system.power);
    take(row.health, system.health);
    std::vector<redfish::Reading> readings = system.sensors;
    readings.insert(readings.end(), system.leakDetectors.begin(), system.leakDetectors.end());
    takeTelemetry(row, redfish::telemetryOf(readings));
    for (const QString& mac : system.macs) {
        if (!row.macs.contains(mac))
            row.macs << mac;
    }
    if (row.inspectedAt.isSet())
        return; // what the agent counted from inside is nearer to the truth
    take(row.memoryBytes, system.memoryBytes);
    take(row.cpuCount, static_cast<qint64>(system.cpus.size()));
    take(row.gpuCount, static_cast<qint64>(system.gpus.size()));
    if (!system.gpus.empty())
        take(row.gpuModel, system.gpus.front().model);
    row.coreCount = row.driveBytes = 0;
    for (const auto& cpu : system.cpus)
        row.coreCount += cpu.cores;
    for (const auto& drive : system.drives)
        row.driveBytes += drive.bytes;
    row.driveCount = static_cast<qint64>(system.drives.size());
}

Result<void> enterMachine(Writer& writer, const Bmc& bmc, const redfish::SystemInventory& system,
                          Instant now)
{
    const auto machines = candidates(writer, bmc.id, system);
    if (!machines)
        return fail(machines.error());
    const auto best = std::max_element(
        machines->begin(), machines->end(), [&](const Machine& a, const Machine& b) {
            return likeness(a, bmc.id, system) < likeness(b, bmc.id, system);
        });
    Machine row;
    if (best != machines->end() && likeness(*best, bmc.id, system) > 0) {
        row = *best;
    } else {
        row.id = MachineId::create();
        auto name = freeName(writer, system, bmc);
        if (!name)
            return fail(name.error());
        row.name = *std::move(name);
    }
    const bool isFound = row.state == MachineState::Paper;
    if (isFound)
        row.state = MachineState::Discovered;
    row.bmcId = bmc.id;
    const Health leak = row.leak;
    takeFacts(row, system);
    cleanTexts(row);
    row.observedAt = now;
    row.revision += 1;
    if (auto put = writer.put(row); !put)
        return put;
    if (auto told = tellLeak(writer, row, leak, now); !told)
        return told;
    if (auto told = isFound ? tellFound(writer, row.id, now) : Result<void>(); !told)
        return told;
    return replaceComponents(writer, row.id, Source::Bmc, componentsOf(system), now);
}

} // namespace

BmcState stateOf(const Error& error)
{
    static const QHash<QString, BmcState> states{
        {QStringLiteral("bmc-pin-changed"), BmcState::PinChanged},
        {QStringLiteral("bmc-auth-failed"), BmcState::AuthFailed},
        {QStringLiteral("bmc-password-change-required"), BmcState::AuthFailed},
        {QStringLiteral("bmc-unreachable"), BmcState::Unreachable},
        {QStringLiteral("bmc-timeout"), BmcState::Unreachable},
        {QStringLiteral("bmc-closed"), BmcState::Unreachable},
        {QStringLiteral("bmc-tls-failed"), BmcState::Unreachable},
        {QStringLiteral("bmc-not-redfish"), BmcState::Broken},
        {QStringLiteral("bmc-bad-json"), BmcState::Broken},
        {QStringLiteral("bmc-too-large"), BmcState::Broken}};
    return states.value(error.code, BmcState::Reachable);
}

Result<void> noteAnswer(Writer& writer, const BmcId& id, const std::optional<Error>& error,
                        Instant now)
{
    auto bmc = writer.get<Bmc>(id);
    if (!bmc)
        return fail(bmc.error());
    const auto before = std::pair(bmc->state, bmc->presented);
    const bool goesOn = !error && bmc->state == BmcState::Reachable && bmc->reason.isEmpty() &&
                        bmc->presented.isEmpty() &&
                        bmc->observedAt.ms / kToldEveryMs == now.ms / kToldEveryMs;
    bmc->state = error ? stateOf(*error) : BmcState::Reachable;
    bmc->reason = error ? error->code : QString();
    if (!error)
        bmc->presented.clear();
    else if (bmc->state == BmcState::PinChanged)
        bmc->presented = error->args.value(QStringLiteral("presented")).toString();
    bmc->triedAt = now;
    if (!error)
        bmc->observedAt = now;
    if (auto put = goesOn ? writer.putUnfed(*bmc) : writer.put(*bmc); !put)
        return put;
    if (before == std::pair(bmc->state, bmc->presented))
        return {};
    const auto machines = writer.list<Machine>({.equals = {{QStringLiteral("bmc_id"), id.text()}}});
    if (!machines)
        return fail(machines.error());
    Event event;
    event.id = EventId::create();
    event.at = now;
    event.severity = bmc->state == BmcState::PinChanged  ? Severity::Critical
                     : bmc->state == BmcState::Reachable ? Severity::Info
                                                         : Severity::Warning;
    event.machineId = machines->empty() ? MachineId() : machines->front().id;
    event.code = bmc->state == BmcState::Reachable ? QStringLiteral("bmc-reachable")
                 : error                           ? error->code
                                                   : QString();
    if (error) { // its sentence needs them
        event.args = QJsonObject::fromVariantMap(error->args);
        event.text = error->detail;
    }
    event.args.insert(QStringLiteral("address"), bmc->address);
    event.args.insert(QStringLiteral("bmc"), bmc->id.text());
    return writer.put(event);
}

Result<int> enter(Writer& writer, const redfish::DiscoveredBmc& found, const QString& username,
                  const SecretId& secret, Instant now)
{
    auto bmc = bmcRow(writer, found);
    if (!bmc)
        return fail(bmc.error());
    const bool answered = found.root.has_value();
    const BmcState heard = found.error ? stateOf(*found.error) : BmcState::Reachable;
    const bool took = heard == BmcState::Reachable;
    if (bmc->secretId.isEmpty() || took) { // an untried password does not replace a right one
        bmc->username = username;
        bmc->secretId = secret;
    }
    if (answered) {
        take(bmc->vendor, found.root->vendor);
        take(bmc->product, found.root->product);
        take(bmc->redfishVersion, found.root->redfishVersion);
        if (bmc->certificate.isEmpty())
            bmc->certificate = found.root->fingerprint;
    }
    take(bmc->model, found.manager.model);
    take(bmc->firmware, found.manager.firmware);
    bmc->revision += 1;
    if (auto put = writer.put(*bmc); !put)
        return fail(put.error());
    for (const redfish::SystemInventory& system : found.machines) {
        if (auto entered = enterMachine(writer, *bmc, system, now); !entered)
            return fail(entered.error());
    }
    if (auto noted = noteAnswer(writer, bmc->id, found.error, now); !noted)
        return fail(noted.error());
    return static_cast<int>(found.machines.size());
}

void takeTelemetry(Machine& machine, const redfish::Telemetry& telemetry)
{
    machine.powerW = qRound64(telemetry.powerW);
    machine.inletC = telemetry.inletC;
    machine.hottestC = telemetry.hottestC;
    machine.leak = telemetry.leak;
    machine.leakAt = telemetry.leakAt.join(QStringLiteral(", "));
}

Result<void> tellLeak(Writer& writer, const Machine& machine, Health before, Instant now)
{
    const bool leaked = before > Health::Ok;
    const bool leaks = machine.leak > Health::Ok;
    if (machine.leak == before || (!leaks && !leaked))
        return {};
    Event event;
    event.id = EventId::create();
    event.at = now;
    event.severity = machine.leak == Health::Critical ? Severity::Critical
                     : leaks                          ? Severity::Warning
                                                      : Severity::Info;
    event.machineId = machine.id;
    event.code = leaks                        ? QStringLiteral("leak-detected")
                 : machine.leak == Health::Ok ? QStringLiteral("leak-ended")
                                              : QStringLiteral("leak-not-told");
    event.args = {{QStringLiteral("detectors"), machine.leakAt}};
    return writer.put(event);
}

std::vector<Component> componentsOf(const redfish::SystemInventory& inventory)
{
    std::vector<Component> parts;
    for (const auto& cpu : inventory.cpus)
        parts.push_back(component(ComponentKind::Cpu, cpu));
    for (const auto& dimm : inventory.dimms)
        parts.push_back(component(ComponentKind::Dimm, dimm, dimm.bytes));
    for (const auto& drive : inventory.drives) {
        parts.push_back(component(ComponentKind::Drive, drive, drive.bytes));
        parts.back().detail.insert(QStringLiteral("transport"), drive.protocol.toLower());
    }
    for (const auto& nic : inventory.nics) {
        parts.push_back(component(ComponentKind::Nic, nic));
        parts.back().detail.insert(QStringLiteral("mac"), nic.mac);
    }
    for (const auto& gpu : inventory.gpus) {
        parts.push_back(component(ComponentKind::Gpu, gpu, gpu.memoryBytes));
        if (!gpu.nvLinks.empty())
            parts.back().detail.insert(QStringLiteral("nvlink"), nvLinkDetail(gpu.nvLinks));
    }
    for (const auto& psu : inventory.psus) {
        parts.push_back(component(ComponentKind::Psu, psu));
        if (psu.capacityW > 0)
            parts.back().detail.insert(QStringLiteral("capacity_w"), psu.capacityW);
    }
    for (const auto& fan : inventory.fans)
        parts.push_back(component(ComponentKind::Fan, fan));
    for (const auto& reading : inventory.sensors) {
        parts.push_back(sensor(reading));
        parts.back().detail.insert(QStringLiteral("value"), reading.value);
        parts.back().detail.insert(QStringLiteral("unit"), reading.unit);
    }
    for (const auto& detector : inventory.leakDetectors)
        parts.push_back(sensor(detector));
    return parts;
}

} // namespace rackhouse::bmcrecords
