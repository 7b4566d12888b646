#pragma once

#include "models/topology/ethernetfabric.h"
#include "models/topology/fabricpicture.h"

#include <memory>

namespace rackhouse
{

constexpr qint64 kHourMs = 3'600'000;
constexpr Instant kNow{1'700'000'000'000};

/// A site as its devices tell of each other, and what is drawn of it.
class Wire
{
public:
    EthernetFabric::Books books;

    Machine& host(const QString& name)
    {
        books.machines.push_back({});
        books.machines.back().id = MachineId::create();
        books.machines.back().name = name;
        return books.machines.back();
    }
    void device(const QString& name, AssetKind kind = AssetKind::Switch)
    {
        Asset asset;
        asset.id = AssetId::create();
        asset.name = name;
        asset.kind = kind;
        books.assets.push_back(asset);
    }
    /// `teller` hears a port of `name` at its own port.
    Neighbor& hear(const QString& teller, const QString& port, const QString& name,
                   const QString& farPort)
    {
        Neighbor row;
        row.id = NeighborId::create();
        row.localName = teller;
        row.localPort = port;
        row.name = name;
        row.port = farPort;
        row.observedAt = kNow;
        for (const Machine& machine : books.machines) {
            if (machine.name == teller)
                row.localId = machine.id.text();
        }
        for (const Asset& asset : books.assets) {
            if (asset.name == teller)
                row.localId = asset.id.text();
        }
        books.neighbors.push_back(row);
        return books.neighbors.back();
    }
    void cable(const QString& a, const QString& aPort, const QString& b, const QString& bPort)
    {
        hear(a, aPort, b, bPort);
        hear(b, bPort, a, aPort);
    }
    void cut(const QString& name, const QString& port)
    {
        std::erase_if(books.neighbors, [&](const Neighbor& row) {
            return (row.localName == name && row.localPort == port) ||
                   (row.name == name && row.port == port);
        });
    }
    void remove(const QString& name)
    {
        std::erase_if(books.neighbors, [&](const Neighbor& row) {
            return row.localName == name || row.name == name;
        });
        std::erase_if(books.assets, [&](const Asset& asset) { return asset.name == name; });
    }
    void speed(const QString& machine, const QString& port, int mbps)
    {
        Component nic;
        nic.kind = ComponentKind::Nic;
        nic.slot = port;
        nic.detail = {{QStringLiteral("speed_mbps"), mbps}};
        for (const Machine& known : books.machines) {
            if (known.name == machine)
                nic.machineId = known.id;
        }
        books.nics.push_back(nic);
    }

    /// What the switch of that name tells of a port.
    SwitchPort& port(const QString& name, const QString& port)
    {
        const auto asset = std::find_if(books.assets.begin(), books.assets.end(),
                                        [&](const Asset& known) { return known.name == name; });
        for (SwitchPort& known : books.ports) {
            if (known.assetId == asset->id && known.name == port)
                return known;
        }
        books.ports.push_back({});
        books.ports.back().assetId = asset->id;
        books.ports.back().name = port;
        books.ports.back().state = PortState::Up;
        books.ports.back().observedAt = kNow;
        return books.ports.back();
    }
    /// All uplinks run at 400 Gbit/s.
    void uplinkSpeeds()
    {
        for (const Neighbor& row : std::vector(books.neighbors)) {
            if (!row.localName.startsWith(QLatin1String("su")) &&
                !row.name.startsWith(QLatin1String("su")))
                port(row.localName, row.localPort).speedMbps = 400'000;
        }
    }

    /// Three units of three hosts, two rails, two spines with two cables to each leaf.
    static Wire rails()
    {
        Wire site;
        for (int spine = 1; spine <= 2; ++spine)
            site.device(QStringLiteral("spine-%1").arg(spine));
        for (int unit = 1; unit <= 3; ++unit) {
            for (int rail = 1; rail <= 2; ++rail)
                site.device(leaf(unit, rail));
            for (int number = 1; number <= 3; ++number) {
                const QString name = site.host(host(unit, number)).name;
                for (int rail = 1; rail <= 2; ++rail)
                    site.cable(leaf(unit, rail), swp(number), name, eth(rail));
            }
            for (int rail = 1; rail <= 2; ++rail) {
                for (int spine = 0; spine < 4; ++spine)
                    site.cable(leaf(unit, rail), swp(61 + spine),
                               QStringLiteral("spine-%1").arg(1 + spine / 2),
                               swp(unit * 4 + rail * 2 + spine % 2));
            }
        }
        return site;
    }
    static QString leaf(int unit, int rail)
    {
        return QStringLiteral("leaf-%1-%2").arg(rail).arg(unit);
    }
    static QString host(int unit, int number)
    {
        return QStringLiteral("su%1-c%2").arg(unit).arg(number);
    }
    static QString swp(int port) { return QStringLiteral("swp%1").arg(port); }
    static QString eth(int rail) { return QStringLiteral("eth%1").arg(rail); }

    /// The networks, each as the number of its switches and its links.
    QList<std::pair<int, int>> networks() const
    {
        QList<std::pair<int, int>> all;
        for (const EthernetFabric& fabric : EthernetFabric::of(books)) {
            int switches = 0;
            for (const FabricNode& node : fabric.nodes)
                switches += node.kind == FabricNodeKind::Switch;
            all << std::pair(switches, static_cast<int>(fabric.graph.links.size()));
        }
        return all;
    }
    /// The first network.
    std::shared_ptr<const FabricPicture> picture() const
    {
        const EthernetFabric fabric = EthernetFabric::of(books).front();
        return std::make_shared<FabricPicture>(
            FabricPicture::Source{fabric.fabric, fabric.nodes, fabric.graph, fabric.assets});
    }
    QStringList findings() const
    {
        QStringList all;
        const auto drawn = picture();
        for (const FabricFinding& finding : drawn->findings())
            all << findingCode(finding.kind) + QLatin1Char(' ') + finding.name +
                       (finding.port.isEmpty() || finding.name.endsWith(finding.port)
                            ? QString()
                            : QLatin1Char(' ') + finding.port);
        return all;
    }
};

} // namespace rackhouse
