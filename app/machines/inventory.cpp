#include "app/machines/inventory.h"

#include "app/machines/machinestates.h"
#include "app/machines/neighbors.h"
#include "models/base/json.h"
#include "models/domain/fieldtext.h"
#include "models/store/store.h"

namespace rackhouse
{

namespace
{

/// Keeps the old value where the new observation has none.
template <class V>
void take(V& field, const V& observed)
{
    if (observed != V{})
        field = observed;
}

} // namespace

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
        cleanTexts(row);
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

Result<void> replaceAdapters(Writer& writer, const MachineId& machine,
                             const std::vector<Component>& adapters, Instant now)
{
    const auto old = writer.list<Component>(
        {.equals = {{QStringLiteral("machine_id"), machine.text()},
                    {QStringLiteral("source"), enumText(Source::Agent)},
                    {QStringLiteral("kind"), enumText(ComponentKind::InfiniBand)}}});
    if (!old)
        return fail(old.error());
    QHash<QString, Component> known;
    const auto portOf = [](const Component& row) -> QString {
        return row.slot + u'/' + QString::number(integerOr(row.detail, QStringLiteral("port")));
    };
    for (const Component& row : *old)
        known.insert(portOf(row), row);
    for (Component row : adapters) {
        const Component before = known.take(portOf(row));
        row.id = before.id.isEmpty() ? ComponentId::create() : before.id;
        row.machineId = machine;
        row.source = Source::Agent;
        row.observedAt = now;
        for (const QString& field : {QStringLiteral("net"), QStringLiteral("pci")}) {
            if (before.detail.contains(field))
                row.detail.insert(field, before.detail.value(field));
        }
        if (auto put = writer.put(row); !put)
            return put;
    }
    for (const Component& gone : std::as_const(known)) {
        if (auto removed = writer.remove<Component>(gone.id); !removed)
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
    cleanTexts(*row);
    row->observedAt = now;
    row->inspectedAt = now;
    row->revision += 1;
    if (auto put = writer.put(*row); !put)
        return put;
    const NeighborTeller teller{EndKind::Machine, machine.text(), row->name, NeighborSource::Agent};
    if (auto told = replaceNeighbors(writer, teller, inventory.neighbors, now); !told)
        return told;
    return replaceComponents(writer, machine, Source::Agent, inventory.components, now);
}

} // namespace rackhouse
