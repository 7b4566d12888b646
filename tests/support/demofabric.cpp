#include "tests/support/demofabric.h"

#include <algorithm>

namespace rackhouse
{
namespace
{
constexpr int kSpines = 8;
}

int DemoFabric::addNode(FabricNodeKind kind, const QString& name, const QString& host,
                        const QString& adapter)
{
    FabricNode node;
    node.id = FabricNodeId::create();
    node.fabricId = fabric.id;
    node.kind = kind;
    node.guid =
        QStringLiteral("%1").arg(0x2c5eab0300000000ULL + nodes.size(), 16, 16, QLatin1Char('0'));
    node.name = name;
    node.host = host;
    node.adapter = adapter;
    nodes.push_back(node);
    return static_cast<int>(nodes.size()) - 1;
}

void DemoFabric::addLink(int a, int aPort, int b, int bPort)
{
    FabricLink link;
    link.id = FabricLinkId::create();
    link.fabricId = fabric.id;
    link.aId = nodes[static_cast<std::size_t>(a)].id;
    link.aPort = aPort;
    link.bId = nodes[static_cast<std::size_t>(b)].id;
    link.bPort = bPort;
    link.lanes = 4;
    link.speed = QStringLiteral("NDR");
    links.push_back(link);
}

DemoFabric DemoFabric::of(const FabricGraph& graph, Instant now)
{
    DemoFabric rows;
    rows.fabric.id = FabricId::create();
    rows.fabric.scannedAt = now;
    for (const FabricGraph::Node& node : graph.nodes) {
        FabricNode row;
        row.id = FabricNodeId::create();
        row.fabricId = rows.fabric.id;
        row.kind = node.kind == FabricGraph::Node::Kind::Switch       ? FabricNodeKind::Switch
                   : node.kind == FabricGraph::Node::Kind::Aggregator ? FabricNodeKind::Aggregator
                                                                      : FabricNodeKind::Adapter;
        row.guid = node.guid;
        row.name = node.name;
        row.host = node.host;
        row.adapter = node.adapter;
        rows.nodes.push_back(row);
    }
    for (const FabricGraph::Link& link : graph.links) {
        FabricLink row;
        row.id = FabricLinkId::create();
        row.fabricId = rows.fabric.id;
        row.aId = rows.nodes[static_cast<std::size_t>(link.a)].id;
        row.aPort = link.aPort.toLongLong();
        row.bId = rows.nodes[static_cast<std::size_t>(link.b)].id;
        row.bPort = link.bPort.toLongLong();
        row.lanes = link.aRate.lanes;
        row.speed = link.aRate.speed;
        row.toldByBoth = link.toldByBoth;
        row.bLanes = link.bRate.lanes;
        row.bSpeed = link.bRate.speed;
        rows.links.push_back(row);
    }
    return rows;
}

DemoFabric DemoFabric::make(int units, int hosts, int rails, Instant now)
{
    DemoFabric made;
    made.fabric.id = FabricId::create();
    made.fabric.name = QStringLiteral("compute");
    made.fabric.scannedAt = now.plusMs(-240'000);
    std::vector<int> spines;
    for (int i = 0; i < kSpines; ++i)
        spines.push_back(
            made.addNode(FabricNodeKind::Switch,
                         QStringLiteral("ibspine-%1").arg(i + 1, 2, 10, QLatin1Char('0')), {}, {}));
    for (int unit = 0; unit < units; ++unit) {
        const QString su = QStringLiteral("%1").arg(unit + 1, 2, 10, QLatin1Char('0'));
        for (int rail = 0; rail < rails; ++rail) {
            const int leaf = made.addNode(
                FabricNodeKind::Switch,
                QStringLiteral("ibleaf-%1-%2").arg(rail + 1, 2, 10, QLatin1Char('0')).arg(su), {},
                {});
            for (int host = 0; host < hosts; ++host) {
                const QString name =
                    QStringLiteral("dgx-%1-c%2").arg(su).arg(host + 1, 2, 10, QLatin1Char('0'));
                const QString card = QStringLiteral("mlx5_%1").arg(rail);
                const int adapter = made.addNode(FabricNodeKind::Adapter,
                                                 name + QLatin1Char(' ') + card, name, card);
                made.addLink(leaf, host + 1, adapter, 1);
            }
            for (int spine = 0; spine < kSpines; ++spine) {
                for (int cable = 0; cable < 2; ++cable)
                    made.addLink(leaf, 33 + 2 * spine + cable,
                                 spines[static_cast<std::size_t>(spine)],
                                 1 + 2 * (unit * rails + rail) + cable);
            }
        }
    }
    made.fabric.nodeCount = static_cast<qint64>(made.nodes.size());
    made.fabric.linkCount = static_cast<qint64>(made.links.size());
    return made;
}

int DemoFabric::find(const QString& name) const
{
    const auto found = std::find_if(nodes.begin(), nodes.end(),
                                    [&](const FabricNode& node) { return node.name == name; });
    return static_cast<int>(found - nodes.begin());
}

void DemoFabric::unplug(const FabricNodeId& node)
{
    std::erase_if(links,
                  [&](const FabricLink& link) { return link.aId == node || link.bId == node; });
}

void DemoFabric::spoil()
{
    const FabricNodeId one =
        nodes[static_cast<std::size_t>(find(QStringLiteral("dgx-02-c05 mlx5_2")))].id;
    const FabricNodeId other =
        nodes[static_cast<std::size_t>(find(QStringLiteral("dgx-02-c05 mlx5_3")))].id;
    for (FabricLink& link : links) {
        if (link.bId == one)
            link.bId = other;
        else if (link.bId == other)
            link.bId = one;
    }
    const auto missing = static_cast<std::size_t>(find(QStringLiteral("ibleaf-03-01")));
    unplug(nodes[missing].id);
    nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(missing));
    const FabricNodeId few =
        nodes[static_cast<std::size_t>(find(QStringLiteral("ibleaf-02-03")))].id;
    std::erase_if(links,
                  [&](const FabricLink& link) { return link.aId == few && link.aPort > 44; });
    for (const char* card : {"dgx-03-c02 mlx5_0", "dgx-03-c02 mlx5_1", "dgx-03-c07 mlx5_3"}) {
        FabricNode& node = nodes[static_cast<std::size_t>(find(QString::fromLatin1(card)))];
        node.name = QStringLiteral("MT4129 ConnectX7   Mellanox Technologies");
        node.host.clear();
        node.adapter.clear();
    }
}

void DemoFabric::count(const char* name, qint64 port, const QJsonObject& now,
                       const QJsonObject& before, Instant at)
{
    FabricCounters row;
    row.id = FabricCountersId::create();
    row.fabricId = fabric.id;
    row.guid = nodes[static_cast<std::size_t>(find(QString::fromLatin1(name)))].guid;
    row.port = port;
    row.observedAt = at;
    row.counters = now;
    row.beforeAt = at.plusMs(-7'200'000);
    row.before = before;
    counters.push_back(row);
}

FabricHealth DemoFabric::healthOf(const char* name, Instant at) const
{
    FabricHealth row;
    row.id = FabricHealthId::create();
    row.fabricId = fabric.id;
    row.guid = nodes[static_cast<std::size_t>(find(QString::fromLatin1(name)))].guid;
    row.observedAt = at;
    row.product = QStringLiteral("Gorilla NDR Unmanaged");
    row.partNumber = QStringLiteral("MQM9790-NS2F");
    row.serial = QStringLiteral("MT2412X%1").arg(row.guid.right(5).toUpper());
    row.firmware = QStringLiteral("31.2012.4036");
    SwitchParts parts;
    for (const char* supply : {"PSU0", "PSU1"}) {
        const QString ok = QStringLiteral("OK");
        parts.supplies.push_back({QLatin1String(supply), ok, QStringLiteral("MTEF-PSF-AC-M"),
                                  QStringLiteral("MT2410T0%1").arg(parts.supplies.size() + 11), ok,
                                  ok, 412.0});
    }
    for (int fan = 1; fan <= 7; ++fan)
        parts.fans.push_back({QStringLiteral("fan#%1").arg(fan), 5900 + 40 * (fan % 3)});
    parts.fanStatus = QStringLiteral("OK");
    parts.temperatureC = 52;
    parts.maxTemperatureC = 57;
    parts.uptimeS = 67LL * 86'400;
    row.parts = parts.toJson();
    return row;
}

void DemoFabric::tellFacts(Instant now)
{
    const auto total = [](qint64 symbols, qint64 downed, qint64 waited, qint64 sent) {
        return QJsonObject{{QStringLiteral("SymbolErrorCounter"), symbols},
                           {QStringLiteral("LinkDownedCounter"), downed},
                           {QStringLiteral("PortXmitWait"), waited},
                           {QStringLiteral("PortXmitData"), sent}};
    };
    const Instant at = now.plusMs(-600'000);
    const qint64 before = 35'000'000'000'000;
    const qint64 after = 36'298'026'860'928;
    count("ibleaf-01-03", 6, total(4211, 3, 41'864, after), total(3007, 2, 41'000, before), at);
    count("ibleaf-02-02", 41, total(3, 1, 95'022'730'501, after), total(3, 1, 22'730'501, before),
          at);
    count("ibspine-02", 1, total(0, 1, 36'510'964, after), total(0, 1, 36'510'000, before), at);
    FabricHealth spine = healthOf("ibspine-02", at);
    SwitchParts parts = SwitchParts::of(spine.parts);
    parts.fanStatus = QStringLiteral("ERROR");
    parts.fans[3].rpm = 0;
    spine.parts = parts.toJson();
    health.push_back(spine);
    FabricHealth leaf = healthOf("ibleaf-04-02", at);
    parts = SwitchParts::of(leaf.parts);
    parts.supplies[1].dc = parts.supplies[1].fan = QStringLiteral("ERROR");
    parts.supplies[1].watts.reset();
    leaf.parts = parts.toJson();
    leaf.unread << QStringLiteral("PSU1 power (W)");
    health.push_back(leaf);
}

} // namespace rackhouse
