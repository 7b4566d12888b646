#include "widgets/machines/componentlist.h"

#include "models/base/naturalorder.h"
#include "models/base/units.h"
#include "widgets/common/emptyhint.h"
#include "widgets/common/format.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/status.h"
#include "widgets/common/theme.h"
#include "widgets/machines/componentdetail.h"

#include <QHeaderView>

#include <map>

namespace rackhouse
{

namespace
{

constexpr std::array<ComponentKind, 12> kOrder{
    ComponentKind::Gpu,          ComponentKind::Cpu,      ComponentKind::Dimm,
    ComponentKind::Drive,        ComponentKind::Nic,      ComponentKind::InfiniBand,
    ComponentKind::NvlinkDomain, ComponentKind::Psu,      ComponentKind::Fan,
    ComponentKind::PciDevice,    ComponentKind::Firmware, ComponentKind::Sensor};

QString saidBy(const MergedComponent& part)
{
    if (part.shown.source == Source::Nmx)
        return ComponentList::tr("NMX said so %1, %2");
    if (part.byBmc && part.byAgent)
        return ComponentList::tr("The BMC and the agent said so %1, %2");
    return part.byBmc ? ComponentList::tr("The BMC said so %1, %2")
                      : ComponentList::tr("The agent said so %1, %2");
}

QString capacity(const Component& component)
{
    if (component.capacityBytes <= 0)
        return {};
    return component.kind == ComponentKind::Drive ? decimalBytes(component.capacityBytes)
                                                  : binaryBytes(component.capacityBytes);
}

} // namespace

QString componentKindTitle(ComponentKind kind)
{
    switch (kind) {
    case ComponentKind::Cpu:
        return ComponentList::tr("Processors");
    case ComponentKind::Dimm:
        return ComponentList::tr("Memory modules");
    case ComponentKind::Drive:
        return ComponentList::tr("Drives");
    case ComponentKind::Nic:
        return ComponentList::tr("Network adapters");
    case ComponentKind::Gpu:
        return ComponentList::tr("GPUs");
    case ComponentKind::InfiniBand:
        return ComponentList::tr("InfiniBand ports");
    case ComponentKind::PciDevice:
        return ComponentList::tr("PCI devices");
    case ComponentKind::NvlinkDomain:
        return ComponentList::tr("NVLink domain");
    case ComponentKind::Psu:
        return ComponentList::tr("Power supplies");
    case ComponentKind::Fan:
        return ComponentList::tr("Fans");
    case ComponentKind::Sensor:
        return ComponentList::tr("Sensors");
    case ComponentKind::Firmware:
        break;
    }
    return ComponentList::tr("Firmware");
}

ComponentList::ComponentList(const Theme& theme, const Clock& clock, QWidget* parent)
    : QTreeWidget(parent), m_theme(theme), m_clock(clock)
{
    setObjectName(u"machine.components"_qs);
    setAccessibleName(tr("Components of the machine"));
    setHeaderLabels({tr("Slot"), tr("Model"), tr("Serial"), tr("Capacity"), tr("Health"),
                     tr("Firmware"), tr("Detail")});
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setColumnWidths(this, {190, 250, 190, 100, 100, 110});
    header()->setStretchLastSection(true);
    headerItem()->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
    new EmptyHint(this, tr("Nothing is known of what is inside. Inspect the machine: it boots a "
                           "RAM system that looks."));
}

void ComponentList::set(const std::vector<Component>& components)
{
    const std::vector<MergedComponent> parts = mergeReports(components);
    std::map<ComponentKind, std::vector<const MergedComponent*>> kinds;
    for (const MergedComponent& part : parts)
        kinds[part.shown.kind].push_back(&part);
    std::vector<ComponentKind> shown;
    QStringList keys;
    for (const ComponentKind kind : kOrder) {
        if (kinds[kind].empty())
            continue;
        shown.push_back(kind);
        keys << enumText(kind);
    }
    updateLines(invisibleRootItem(), keys, [&](QTreeWidgetItem* group, int number, bool isNew) {
        const ComponentKind kind = shown[size_t(number)];
        fillGroup(group, kind, std::move(kinds[kind]));
        if (isNew) {
            group->setFirstColumnSpanned(true);
            group->setExpanded(true);
        }
    });
}

void ComponentList::fillGroup(QTreeWidgetItem* group, ComponentKind kind,
                              std::vector<const MergedComponent*> members) const
{
    std::sort(members.begin(), members.end(),
              [](const MergedComponent* a, const MergedComponent* b) {
                  return comesBefore(a->shown.slot, b->shown.slot);
              });
    group->setText(0, tr("%1 (%2)").arg(componentKindTitle(kind)).arg(members.size()));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    group->setFont(0, bold);
    QStringList keys;
    for (const MergedComponent* part : members)
        keys << part->shown.id.text();
    updateLines(group, keys, [&](QTreeWidgetItem* line, int number, bool) {
        fill(line, *members[size_t(number)]);
    });
}

void ComponentList::fill(QTreeWidgetItem* item, const MergedComponent& part) const
{
    const Component& component = part.shown;
    item->setText(0, component.slot);
    item->setText(1, u"%1 %2"_qs.arg(component.manufacturer, component.model).trimmed());
    item->setText(2, component.serial);
    item->setFont(2, Theme::monoFont());
    item->setText(3, capacity(component));
    item->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
    const Status health = statusOf(component.health);
    const bool known = component.health != Health::Unknown;
    item->setIcon(4, known ? toneIcon(health.tone, m_theme.tokens()) : QIcon());
    item->setText(4, known ? health.word : QString());
    item->setForeground(4, m_theme.tokens().tone(health.tone));
    item->setText(5, component.firmware);
    item->setText(6, componentDetailText(component.detail));
    const QString tip = saidBy(part).arg(relativeTime(component.observedAt, m_clock.now()),
                                         exactTime(component.observedAt));
    for (int column = 0; column < columnCount(); ++column)
        item->setToolTip(column, column == 6 ? item->text(6) + u"\n"_qs + tip : tip);
}

} // namespace rackhouse
