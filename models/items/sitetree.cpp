#include "models/items/sitetree.h"

#include "models/base/naturalorder.h"
#include "models/domain/asset.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

using Counts = QHash<std::pair<QString, QString>, qint64>;

void sortByName(std::vector<SiteNode>& nodes)
{
    std::stable_sort(nodes.begin(), nodes.end(), [](const SiteNode& a, const SiteNode& b) {
        if (a.kind != b.kind)
            return a.kind < b.kind;
        return comesBefore(a.name, b.name);
    });
}

SiteNode& hallOf(SiteNode& site, const QString& hall)
{
    if (hall.isEmpty())
        return site;
    for (SiteNode& child : site.children) {
        if (child.kind == SiteNode::Kind::Hall && child.id == hall)
            return child;
    }
    return site.children.emplace_back(
        SiteNode{SiteNode::Kind::Hall, site.siteKey, hall, hall, 0, {}});
}

Result<SiteNode> readSite(ReplicaReader& reader, const QString& siteKey, const Counts& counts)
{
    const auto sites = reader.list<Site>(siteKey);
    const auto racks = reader.listFields<Rack>(
        siteKey, {QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("hall")});
    if (!sites || !racks)
        return fail(!sites ? sites.error() : racks.error());
    SiteNode site{SiteNode::Kind::Site, siteKey, {}, siteKey, 0, {}};
    if (!sites->empty()) {
        site.id = sites->front().id.text();
        site.name = sites->front().name;
    }
    for (auto count = counts.constBegin(); count != counts.constEnd(); ++count)
        site.machines += count.key().first == siteKey ? *count : 0;
    for (const Rack& rack : *racks) {
        const qint64 inside = counts.value({siteKey, rack.id.text()});
        SiteNode& hall = hallOf(site, rack.hall);
        hall.children.push_back(
            {SiteNode::Kind::Rack, siteKey, rack.id.text(), rack.name, inside, {}});
        if (hall.kind == SiteNode::Kind::Hall)
            hall.machines += inside;
    }
    sortByName(site.children);
    for (SiteNode& child : site.children)
        sortByName(child.children);
    return site;
}

} // namespace

Result<SiteNode> readSiteTree(ReplicaReader& reader)
{
    const auto sites = reader.sites();
    if (!sites)
        return fail(sites.error());
    const auto counts = reader.countBy(Machine::record(), QStringLiteral("rack_id"));
    if (!counts)
        return fail(counts.error());
    SiteNode all;
    for (const ReplicaSite& known : *sites) {
        auto site = readSite(reader, known.siteKey, *counts);
        if (!site)
            return site;
        all.machines += site->machines;
        all.children.push_back(*std::move(site));
    }
    sortByName(all.children);
    return all;
}

} // namespace rackhouse
