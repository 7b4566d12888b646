#include "models/domain/componentmerge.h"

#include <algorithm>
#include <map>

namespace rackhouse
{

namespace
{

using Reports = std::vector<const Component*>;

/// What a part is called by everybody who looks at it; empty where it has no such name.
QString identity(const Component& component)
{
    if (component.kind == ComponentKind::Nic || component.kind == ComponentKind::InfiniBand) {
        const QString mac = component.detail.value(QStringLiteral("mac")).toString();
        if (!mac.isEmpty())
            return mac.toLower();
    }
    return component.serial.trimmed().toLower();
}

const QString& firstKnown(const QString& first, const QString& second)
{
    return first.isEmpty() ? second : first;
}

MergedComponent alone(const Component& component)
{
    const bool bmc = component.source == Source::Bmc;
    return {component, bmc, !bmc};
}

/// The BMC knows health and the slot on the case; the system knows its own name, the firmware that
/// runs and what the part can really hold.
MergedComponent together(const Component& bmc, const Component& agent)
{
    MergedComponent merged{bmc, true, true};
    Component& shown = merged.shown;
    if (!agent.slot.isEmpty() && agent.slot.compare(bmc.slot, Qt::CaseInsensitive) != 0)
        shown.slot =
            bmc.slot.isEmpty() ? agent.slot : QStringLiteral("%1 (%2)").arg(bmc.slot, agent.slot);
    if (bmc.model.isEmpty()) {
        shown.manufacturer = firstKnown(agent.manufacturer, bmc.manufacturer);
        shown.model = agent.model;
    }
    shown.serial = firstKnown(bmc.serial, agent.serial);
    shown.firmware = firstKnown(agent.firmware, bmc.firmware);
    shown.capacityBytes = agent.capacityBytes > 0 ? agent.capacityBytes : bmc.capacityBytes;
    shown.health = bmc.health == Health::Unknown ? agent.health : bmc.health;
    shown.observedAt = std::max(bmc.observedAt, agent.observedAt);
    for (auto member = agent.detail.constBegin(); member != agent.detail.constEnd(); ++member)
        shown.detail.insert(member.key(), member.value());
    return merged;
}

/// Takes the report out of `candidates` that names the same part as `wanted`.
const Component* takePartner(const Component& wanted, Reports& candidates)
{
    const QString name = identity(wanted);
    const auto found =
        std::find_if(candidates.begin(), candidates.end(), [&name](const Component* candidate) {
            return !name.isEmpty() && identity(*candidate) == name;
        });
    if (found == candidates.end())
        return nullptr;
    const Component* partner = *found;
    candidates.erase(found);
    return partner;
}

/// Whether two reports may be of one part by their sizes, of which each side rounds its own way.
/// Drives have to tell both: what is taken for another drive is not wiped.
bool sizesAgree(const Component* a, const Component* b)
{
    if (a->capacityBytes <= 0 || b->capacityBytes <= 0)
        return a->kind != ComponentKind::Drive;
    const qint64 apart = std::abs(a->capacityBytes - b->capacityBytes);
    return apart <= std::max(a->capacityBytes, b->capacityBytes) / 50;
}

/// Whether the rest of both reports can only be the same parts under other names: neither side has
/// two names to tell apart by.
bool sameInOrder(const Reports& bmc, const Reports& agent)
{
    const auto unnamed = [](const Component* component) {
        return identity(*component).isEmpty();
    };
    return std::equal(bmc.begin(), bmc.end(), agent.begin(), agent.end(), sizesAgree) &&
           (std::all_of(bmc.begin(), bmc.end(), unnamed) ||
            std::all_of(agent.begin(), agent.end(), unnamed));
}

void mergeKind(const Reports& bmc, Reports agent, std::vector<MergedComponent>& merged)
{
    Reports rest;
    for (const Component* report : bmc) {
        if (const Component* partner = takePartner(*report, agent))
            merged.push_back(together(*report, *partner));
        else
            rest.push_back(report);
    }
    if (sameInOrder(rest, agent)) {
        for (std::size_t i = 0; i < rest.size(); ++i)
            merged.push_back(together(*rest[i], *agent[i]));
        return;
    }
    for (const Component* report : rest)
        merged.push_back(alone(*report));
    for (const Component* report : agent)
        merged.push_back(alone(*report));
}

} // namespace

std::vector<MergedComponent> mergeReports(const std::vector<Component>& components)
{
    std::map<ComponentKind, std::pair<Reports, Reports>> kinds;
    for (const Component& component : components) {
        auto& [bmc, agent] = kinds[component.kind];
        (component.source == Source::Bmc ? bmc : agent).push_back(&component);
    }
    const auto bySlot = [](const Component* a, const Component* b) {
        return a->slot < b->slot;
    };
    std::vector<MergedComponent> merged;
    for (auto& [kind, reports] : kinds) {
        auto& [bmc, agent] = reports;
        std::sort(bmc.begin(), bmc.end(), bySlot);
        std::sort(agent.begin(), agent.end(), bySlot);
        mergeKind(bmc, agent, merged);
    }
    return merged;
}

} // namespace rackhouse
