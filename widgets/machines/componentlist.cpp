#include "widgets/machines/componentlist.h"

#include "models/base/naturalorder.h"
#include "widgets/common/emptyhint.h"
#include "widgets/common/format.h"
#include "widgets/common/status.h"
#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QSet>

#include <map>

namespace rackhouse
{

namespace
{

constexpr std::array<ComponentKind, 11> kOrder{
    ComponentKind::Gpu,       ComponentKind::Cpu,        ComponentKind::Dimm,  ComponentKind::Drive,
    ComponentKind::Nic,       ComponentKind::InfiniBand, ComponentKind::Psu,   ComponentKind::Fan,
    ComponentKind::PciDevice, ComponentKind::Firmware,   ComponentKind::Sensor};

/// What of a component's detail the other columns do not say, as one line: "driver e1000e, numa
/// node 0".
QString detailLine(const QJsonObject& detail)
{
    static const QSet<QString> elsewhere{u"device"_qs,     u"firmware"_qs, u"manufacturer"_qs,
                                         u"model"_qs,      u"path"_qs,     u"serial"_qs,
                                         u"size_bytes"_qs, u"slot"_qs};
    QStringList parts;
    for (auto member = detail.constBegin(); member != detail.constEnd(); ++member) {
        if (member->isObject() || member->isArray() || member->isNull() ||
            elsewhere.contains(member.key()))
            continue;
        const QString value = member->isBool() ? (member->toBool() ? ComponentList::tr("yes")
                                                                   : ComponentList::tr("no"))
                                               : member->toVariant().toString();
        if (!value.isEmpty())
            parts << QString(member.key()).replace(u'_', u' ') + u' ' + value;
    }
    return parts.join(u", "_qs);
}

QString saidBy(const MergedComponent& part)
{
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
    const std::array<int, 6> widths{190, 250, 190, 100, 100, 110};
    for (int column = 0; column < int(widths.size()); ++column)
        setColumnWidth(column, widths[size_t(column)]);
    header()->setStretchLastSection(true);
    headerItem()->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
    new EmptyHint(this, tr("Nothing is known of what is inside. Inspect the machine: it boots a "
                           "RAM system that looks."));
}

void ComponentList::set(const std::vector<Component>& components)
{
    QSet<QString> folded;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        if (!topLevelItem(i)->isExpanded())
            folded.insert(topLevelItem(i)->data(0, Qt::UserRole).toString());
    }
    const std::vector<MergedComponent> parts = mergeReports(components);
    std::map<ComponentKind, std::vector<const MergedComponent*>> kinds;
    for (const MergedComponent& part : parts)
        kinds[part.shown.kind].push_back(&part);
    clear();
    for (const ComponentKind kind : kOrder) {
        auto& members = kinds[kind];
        if (members.empty())
            continue;
        std::sort(members.begin(), members.end(),
                  [](const MergedComponent* a, const MergedComponent* b) {
                      return comesBefore(a->shown.slot, b->shown.slot);
                  });
        QTreeWidgetItem* parent = group(kind, int(members.size()));
        for (const MergedComponent* part : members)
            fill(new QTreeWidgetItem(parent), *part);
        parent->setExpanded(!folded.contains(enumText(kind)));
    }
}

QTreeWidgetItem* ComponentList::group(ComponentKind kind, int count)
{
    auto* item =
        new QTreeWidgetItem(this, {tr("%1 (%2)").arg(componentKindTitle(kind)).arg(count)});
    item->setData(0, Qt::UserRole, enumText(kind));
    item->setFirstColumnSpanned(true);
    QFont bold = item->font(0);
    bold.setWeight(QFont::DemiBold);
    item->setFont(0, bold);
    return item;
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
    if (component.health != Health::Unknown) {
        item->setIcon(4, toneIcon(health.tone, m_theme.tokens()));
        item->setText(4, health.word);
        item->setForeground(4, m_theme.tokens().tone(health.tone));
    }
    item->setText(5, component.firmware);
    item->setText(6, detailLine(component.detail));
    const QString tip = saidBy(part).arg(relativeTime(component.observedAt, m_clock.now()),
                                         exactTime(component.observedAt));
    for (int column = 0; column < columnCount(); ++column)
        item->setToolTip(column, column == 6 ? item->text(6) + u"\n"_qs + tip : tip);
}

} // namespace rackhouse
