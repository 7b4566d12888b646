#pragma once

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"
#include "models/store/change.h"
#include "tests/support/democabling.h"
#include "tests/support/demofabric.h"
#include "tests/support/demopower.h"
#include "tests/support/demorentals.h"

#include <QJsonArray>

namespace rackhouse
{

/// Collects records as entries of a change feed.
class Feed
{
public:
    explicit Feed(Instant at, qint64 after = 0) : m_at(at), m_after(after) {}

    template <class T>
    void add(const T& record)
    {
        m_changes.push_back({m_after + qint64(m_changes.size()) + 1, m_at, T::record().kindText(),
                             record.id.text(), false, toJson(record)});
    }
    const std::vector<Change>& changes() const { return m_changes; }

private:
    Instant m_at;
    qint64 m_after;
    std::vector<Change> m_changes;
};

inline void addFabric(Feed& feed, const DemoFabric& demo)
{
    feed.add(demo.fabric);
    for (const FabricNode& node : demo.nodes)
        feed.add(node);
    for (const FabricLink& link : demo.links)
        feed.add(link);
    for (const FabricCounters& counters : demo.counters)
        feed.add(counters);
    for (const FabricHealth& health : demo.health)
        feed.add(health);
}

inline void addCabling(Feed& feed, const DemoCabling& demo)
{
    for (const Asset& leaf : demo.switches)
        feed.add(leaf);
    for (const Cable& cable : demo.cables)
        feed.add(cable);
    for (const Neighbor& neighbor : demo.neighbors)
        feed.add(neighbor);
    for (const SwitchAccess& access : demo.accesses)
        feed.add(access);
    for (const SwitchFacts& facts : demo.facts)
        feed.add(facts);
    for (const SwitchPort& port : demo.ports)
        feed.add(port);
}

/// A device type that its importer has doubts about, and a filter that somebody shares.
inline void addInventory(Feed& feed)
{
    DeviceType type;
    type.id = DeviceTypeId::create();
    type.slug = u"nvidia-qm9700"_qs;
    type.manufacturer = u"Nvidia"_qs;
    type.model = u"QM9700"_qs;
    type.kind = DeviceKind::Switch;
    type.weightKg = 14.8;
    type.warnings = {u"The numbering of the ports skips P22.1, P23.0: 62 are listed."_qs};
    feed.add(type);
    SharedFilter filter;
    filter.id = SharedFilterId::create();
    filter.kind = Machine::record().kindText();
    filter.name = u"free H100"_qs;
    filter.text = u"state:available gpu:8"_qs;
    filter.owner = u"omar"_qs;
    feed.add(filter);
}

inline void addPower(Feed& feed, const DemoPower& demo)
{
    for (const PowerFeed& row : demo.feeds)
        feed.add(row);
    for (const Asset& pdu : demo.pdus)
        feed.add(pdu);
    for (const Cable& cable : demo.cables)
        feed.add(cable);
    for (const Component& supply : demo.supplies)
        feed.add(supply);
}

inline DeviceType leafType()
{
    DeviceType type;
    type.id = DeviceTypeId::create();
    type.slug = u"nvidia-sn5600"_qs;
    type.manufacturer = u"NVIDIA"_qs;
    type.model = u"SN5600"_qs;
    type.kind = DeviceKind::Switch;
    type.heightUnits = 2;
    type.weightKg = 22.8;
    type.plateW = 2'167;
    QJsonArray ports;
    for (int i = 1; i <= 64; ++i)
        ports << QJsonObject{{u"name"_qs, u"swp%1"_qs.arg(i)},
                             {u"type"_qs, u"800gbase-x-osfp"_qs},
                             {u"group"_qs, u"network"_qs},
                             {u"face"_qs, u"front"_qs}};
    type.layout = {{u"ports"_qs, ports}, {u"psus"_qs, 2}};
    return type;
}

inline Asset assetIn(const Rack& rack, AssetKind kind, const QString& suffix, double unit,
                     double height)
{
    Asset asset;
    asset.id = AssetId::create();
    asset.name = rack.name.toLower() + u'-' + suffix;
    asset.kind = kind;
    asset.rackId = rack.id;
    asset.position = unit;
    asset.heightUnits = height;
    return asset;
}

/// What stands in every rack beside machines: a switch on top, a patch panel, a console server.
/// Returns the panel.
inline Asset addAssets(Feed& feed, const Rack& rack, const DeviceType& leaf)
{
    Asset lights = assetIn(rack, AssetKind::Switch, u"leaf"_qs, 43, 2);
    lights.deviceTypeId = leaf.id;
    lights.manufacturer = leaf.manufacturer;
    lights.model = leaf.model;
    lights.serial = u"MT24%1"_qs.arg(rack.position, 6, 10, QLatin1Char('0'));
    lights.weightKg = leaf.weightKg;
    lights.plateW = leaf.plateW;
    feed.add(lights);
    Asset patch = assetIn(rack, AssetKind::PatchPanel, u"patch"_qs, 45, .5);
    patch.halfDepth = true;
    feed.add(patch);
    Asset console = assetIn(rack, AssetKind::Console, u"serial"_qs, 46, 1);
    console.halfDepth = true;
    console.face = RackFace::Rear;
    feed.add(console);
    return patch;
}

/// What closes and keeps units of a rack that is not full yet.
inline void addReserved(Feed& feed, const Rack& rack, Instant now)
{
    feed.add(assetIn(rack, AssetKind::Blank, u"blank"_qs, 40, 2));
    Asset kept = assetIn(rack, AssetKind::Reservation, u"kept"_qs, 37, 3);
    kept.note = u"Zephyr Labs, two nodes"_qs;
    kept.until = now.plusMs(60LL * 86'400'000);
    feed.add(kept);
}

} // namespace rackhouse
