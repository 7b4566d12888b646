#include "app/machines/agentinventory.h"

#include "models/base/json.h"

#include <QJsonArray>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int MostComponents = 4096;
constexpr qint64 LargestNumber = 1LL << 50; ///< so that the sums of all components fit

QString text(const QJsonObject& o, const char* field)
{
    return stringOr(o, QString::fromLatin1(field)).trimmed();
}

qint64 number(const QJsonObject& o, const char* field)
{
    return std::clamp<qint64>(integerOr(o, QString::fromLatin1(field)), 0, LargestNumber);
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

QList<LldpNeighbor> neighborsOf(const QJsonArray& told)
{
    QList<LldpNeighbor> neighbors;
    for (const QJsonValue& value : told) {
        const QJsonObject neighbor = value.toObject();
        const LldpNeighbor row{text(neighbor, "port"),
                               plainMac(text(neighbor, "chassis")),
                               text(neighbor, "system"),
                               plainMac(text(neighbor, "neighbor_port")),
                               {}};
        if (!row.localPort.isEmpty() && neighbors.size() < MostComponents)
            neighbors.append(row);
    }
    return neighbors;
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

} // namespace

AgentInventory AgentInventory::read(const QJsonObject& inventory)
{
    AgentInventory read;
    for (const Names& names : Lists) {
        const QJsonArray values = inventory.value(QLatin1String(names.list)).toArray();
        for (const QJsonValue& value : values) {
            if (value.isObject() && read.components.size() < MostComponents)
                read.components.push_back(component(value.toObject(), names));
        }
    }
    addLldp(read.components, inventory.value(u"lldp").toArray());
    read.neighbors = neighborsOf(inventory.value(u"lldp").toArray());
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

} // namespace rackhouse
