#include "app/machines/inventory.h"

#include "app/machines/machinestates.h"
#include "models/store/store.h"

#include <QJsonArray>

namespace rackhouse
{

namespace
{

constexpr int MostComponents = 4096;

QString text(const QJsonObject& o, const char* field)
{
    return stringOr(o, QString::fromLatin1(field)).trimmed();
}

qint64 number(const QJsonObject& o, const char* field)
{
    return integerOr(o, QString::fromLatin1(field));
}

struct Names {
    const char* list;
    ComponentKind kind;
    const char* slot;
    const char* manufacturer;
    const char* model;
    const char* capacity;
};

constexpr Names Lists[] = {
    {"cpus", ComponentKind::Cpu, "slot", "manufacturer", "model", ""},
    {"dimms", ComponentKind::Dimm, "slot", "manufacturer", "part", "size_bytes"},
    {"drives", ComponentKind::Drive, "device", "manufacturer", "model", "size_bytes"},
    {"nics", ComponentKind::Nic, "name", "vendor", "driver", ""},
    {"gpus", ComponentKind::Gpu, "pci", "vendor", "model", "memory_bytes"},
    {"infiniband", ComponentKind::InfiniBand, "device", "", "rate", ""},
    {"pci", ComponentKind::PciDevice, "address", "vendor", "device", ""},
};

Component component(const QJsonObject& item, const Names& names)
{
    Component row;
    row.kind = names.kind;
    row.source = Source::Agent;
    row.slot = text(item, names.slot);
    row.manufacturer = text(item, names.manufacturer);
    row.model = text(item, names.model);
    row.serial = text(item, "serial");
    if (row.serial.isEmpty() && names.kind == ComponentKind::Nic)
        row.serial = text(item, "mac");
    if (row.serial.isEmpty() && names.kind == ComponentKind::InfiniBand)
        row.serial = text(item, "guid");
    row.firmware = text(item, "firmware");
    row.capacityBytes = number(item, names.capacity);
    row.detail = item;
    return row;
}

void addLldp(std::vector<Component>& components, const QJsonArray& neighbours)
{
    for (const QJsonValue& value : neighbours) {
        const QJsonObject neighbour = value.toObject();
        for (Component& row : components) {
            if (row.kind == ComponentKind::Nic && row.slot == text(neighbour, "port"))
                row.detail.insert(QStringLiteral("lldp"), neighbour);
        }
    }
}

void count(Machine& facts, const std::vector<Component>& components)
{
    for (const Component& row : components) {
        switch (row.kind) {
        case ComponentKind::Cpu:
            facts.cpuCount += 1;
            facts.coreCount += number(row.detail, "cores");
            break;
        case ComponentKind::Drive:
            facts.driveCount += 1;
            facts.driveBytes += row.capacityBytes;
            break;
        case ComponentKind::Gpu:
            facts.gpuCount += 1;
            if (facts.gpuModel.isEmpty())
                facts.gpuModel = row.model;
            break;
        case ComponentKind::Nic:
            if (const QString mac = text(row.detail, "mac").toLower(); !mac.isEmpty())
                facts.macs << mac;
            break;
        default:
            break;
        }
    }
}

/// Keeps the old value where the new observation has none.
template <class V>
void take(V& field, const V& observed)
{
    if (observed != V{})
        field = observed;
}

} // namespace

AgentInventory AgentInventory::read(const QJsonObject& inventory)
{
    AgentInventory read;
    for (const Names& names : Lists) {
        for (const QJsonValue& value : inventory.value(QLatin1String(names.list)).toArray()) {
            if (value.isObject() && read.components.size() < MostComponents)
                read.components.push_back(component(value.toObject(), names));
        }
    }
    addLldp(read.components, inventory.value(u"lldp").toArray());
    const QJsonObject dmi = inventory.value(u"dmi").toObject();
    Machine& facts = read.facts;
    facts.manufacturer = text(dmi, "manufacturer");
    facts.model = text(dmi, "product");
    facts.serial = text(dmi, "serial");
    facts.uuid = text(dmi, "uuid").toLower();
    facts.biosVersion = text(dmi, "bios_version");
    facts.firmwareMode =
        enumFromText<FirmwareMode>(text(dmi, "firmware")).value_or(FirmwareMode::Unknown);
    facts.memoryBytes = number(inventory, "memory_bytes");
    count(facts, read.components);
    return read;
}

Result<void> replaceComponents(Writer& writer, const MachineId& machine, Source source,
                               std::vector<Component> components, Instant now)
{
    Select select;
    select.equals = {{QStringLiteral("machine_id"), machine.text()},
                     {QStringLiteral("source"), enumText(source)}};
    auto old = writer.list<Component>(select);
    if (!old)
        return fail(old.error());
    QHash<QString, ComponentId> known; // a part that stays keeps its row
    for (const Component& row : *old)
        known.insert(enumText(row.kind) + u'/' + row.slot + u'/' + row.serial, row.id);
    for (Component& row : components) {
        const QString key = enumText(row.kind) + u'/' + row.slot + u'/' + row.serial;
        row.id = known.contains(key) ? known.take(key) : ComponentId::create();
        row.machineId = machine;
        row.source = source;
        row.observedAt = now;
        if (auto put = writer.put(row); !put)
            return put;
    }
    for (const ComponentId& gone : std::as_const(known)) {
        if (auto removed = writer.remove<Component>(gone); !removed)
            return removed;
    }
    return {};
}

Result<void> storeInventory(Writer& writer, const MachineId& machine,
                            const AgentInventory& inventory, Instant now)
{
    auto row = requireMachine(writer, machine);
    if (!row)
        return fail(row.error());
    const Machine& facts = inventory.facts;
    take(row->manufacturer, facts.manufacturer);
    take(row->model, facts.model);
    take(row->serial, facts.serial);
    take(row->uuid, facts.uuid);
    take(row->biosVersion, facts.biosVersion);
    take(row->firmwareMode, facts.firmwareMode);
    take(row->memoryBytes, facts.memoryBytes);
    row->cpuCount = facts.cpuCount;
    row->coreCount = facts.coreCount;
    row->driveCount = facts.driveCount;
    row->driveBytes = facts.driveBytes;
    row->gpuCount = std::max(row->gpuCount, facts.gpuCount);
    take(row->gpuModel, facts.gpuModel);
    for (const QString& mac : facts.macs) {
        if (!row->macs.contains(mac))
            row->macs << mac;
    }
    row->observedAt = now;
    row->inspectedAt = now;
    row->revision += 1;
    if (auto put = writer.put(*row); !put)
        return put;
    return replaceComponents(writer, machine, Source::Agent, inventory.components, now);
}

} // namespace rackhouse
