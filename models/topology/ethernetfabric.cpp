#include "models/topology/ethernetfabric.h"

#include "models/base/naturalorder.h"
#include "models/topology/ethernetwire.h"
#include "models/topology/groups.h"
#include "models/topology/lldp.h"

#include <QMap>

#include <algorithm>

namespace rackhouse
{
namespace
{

/// Sorts the devices of a site into networks and draws each.
class Networks
{
public:
    explicit Networks(const EthernetWire& wire) : m_wire(wire), m_groups(wire.devices().size())
    {
        joinByCable();
        joinByHost();
        for (std::size_t i = 0; i < wire.cables().size(); ++i) {
            const EthernetWire::Cable& cable = wire.cables()[i];
            if (const int owner = switchOf(cable); owner >= 0)
                m_cables[m_groups.of(owner)].push_back(i);
        }
    }

    std::vector<EthernetFabric> all() const
    {
        std::vector<EthernetFabric> fabrics;
        for (const auto& cables : m_cables)
            fabrics.push_back(draw(cables));
        std::stable_sort(fabrics.begin(), fabrics.end(), [](const auto& a, const auto& b) {
            return a.nodes.size() != b.nodes.size() ? a.nodes.size() > b.nodes.size()
                                                    : comesBefore(a.fabric.name, b.fabric.name);
        });
        return fabrics;
    }

private:
    /// A node of a network: a switch, or one port of a host.
    using NodeKey = std::pair<int, QString>;

    bool isSwitch(int device) const { return m_wire.device(device).isSwitch; }

    int switchOf(const EthernetWire::Cable& cable) const
    {
        return isSwitch(cable.a) ? cable.a : isSwitch(cable.b) ? cable.b : -1;
    }

    void joinByCable()
    {
        for (const EthernetWire::Cable& cable : m_wire.cables()) {
            if (isSwitch(cable.a) && isSwitch(cable.b))
                m_groups.join(cable.a, cable.b);
        }
    }

    void joinByHost()
    {
        QMap<std::pair<int, QString>, int> first; // switch of a host and of names alike
        for (const EthernetWire::Cable& cable : m_wire.cables()) {
            const int owner = switchOf(cable);
            const int host = owner == cable.a ? cable.b : cable.a;
            if (owner < 0 || isSwitch(host))
                continue;
            const std::pair key(host, nameShape(m_wire.device(owner).name));
            m_groups.join(owner, first.value(key, owner));
            first.insert(key, owner);
        }
    }

    NodeKey keyOf(int device, const QString& port) const
    {
        return {device, isSwitch(device) ? QString() : plainPort(port)};
    }

    EthernetFabric draw(const std::vector<std::size_t>& cables) const
    {
        EthernetFabric fabric;
        const QMap<NodeKey, int> rows = addNodes(fabric, cables);
        for (const std::size_t i : cables) {
            const EthernetWire::Cable& cable = m_wire.cables()[i];
            FabricGraph::Link link;
            link.a = rows.value(keyOf(cable.a, cable.aPort));
            link.aPort = cable.aPort;
            link.b = rows.value(keyOf(cable.b, cable.bPort));
            link.bPort = cable.bPort;
            link.aRate = cable.aRate;
            link.bRate = cable.bRate;
            link.toldByBoth = !m_wire.isOneSided(cable);
            // What is said of a link is said of its switch, and of the one that tells of it.
            if (!isSwitch(cable.a) || (!link.toldByBoth && !cable.toldByA.isSet())) {
                std::swap(link.a, link.b);
                std::swap(link.aPort, link.bPort);
                std::swap(link.aRate, link.bRate);
            }
            fabric.graph.links.push_back(link);
            fabric.fabric.scannedAt =
                std::max({fabric.fabric.scannedAt, cable.toldByA, cable.toldByB});
        }
        fabric.fabric.nodeCount = static_cast<qint64>(fabric.nodes.size());
        fabric.fabric.linkCount = static_cast<qint64>(fabric.graph.links.size());
        return fabric;
    }

    /// Switches first, each by name.
    QMap<NodeKey, int> addNodes(EthernetFabric& fabric,
                                const std::vector<std::size_t>& cables) const
    {
        QMap<NodeKey, QString> ports; // as it is written
        for (const std::size_t i : cables) {
            const EthernetWire::Cable& cable = m_wire.cables()[i];
            ports.insert(keyOf(cable.a, cable.aPort), cable.aPort);
            ports.insert(keyOf(cable.b, cable.bPort), cable.bPort);
        }
        QList<NodeKey> keys = ports.keys();
        std::sort(keys.begin(), keys.end(), [this](const NodeKey& a, const NodeKey& b) {
            if (isSwitch(a.first) != isSwitch(b.first))
                return isSwitch(a.first);
            if (a.first == b.first)
                return comesBefore(a.second, b.second);
            const QByteArray left = m_wire.device(a.first).name.toUtf8();
            const QByteArray right = m_wire.device(b.first).name.toUtf8();
            const int order = compareNaturally(left, right);
            return order != 0 ? order < 0 : a.first < b.first;
        });
        QMap<NodeKey, int> rows;
        QMap<QString, int> shapes;
        for (const NodeKey& key : keys) {
            rows.insert(key, static_cast<int>(fabric.nodes.size()));
            addNode(fabric, m_wire.device(key.first), ports.value(key));
            if (isSwitch(key.first))
                ++shapes[nameShape(m_wire.device(key.first).name)];
        }
        fabric.fabric.id = FabricId(QStringLiteral("ethernet:") + fabric.nodes.front().name);
        const auto most = std::max_element(shapes.cbegin(), shapes.cend());
        fabric.fabric.name = most.key();
        fabric.fabric.name.replace(QLatin1Char('#'), QLatin1Char('*'));
        return rows;
    }

    static void addNode(EthernetFabric& fabric, const EthernetWire::Device& device,
                        const QString& port)
    {
        FabricNode row;
        row.guid = device.chassis;
        row.name = device.name;
        row.machineId = device.machineId;
        if (device.isSwitch) {
            row.kind = FabricNodeKind::Switch;
            row.id = FabricNodeId(device.key);
            if (device.assetId)
                fabric.assets.insert(static_cast<int>(fabric.nodes.size()), device.assetId);
        } else {
            row.id = FabricNodeId(device.key + QLatin1Char('/') + port);
            row.name += QLatin1Char(' ') + port;
            row.host = device.name;
            row.adapter = port;
        }
        const auto kind =
            device.isSwitch ? FabricGraph::Node::Kind::Switch : FabricGraph::Node::Kind::Adapter;
        fabric.graph.nodes.push_back({kind, row.guid, row.name, row.host, row.adapter});
        fabric.nodes.push_back(std::move(row));
    }

    const EthernetWire& m_wire;
    Groups m_groups;
    QMap<int, std::vector<std::size_t>> m_cables; ///< by network
};

} // namespace

std::vector<EthernetFabric> EthernetFabric::of(const Books& books)
{
    const EthernetWire wire(books);
    return Networks(wire).all();
}

} // namespace rackhouse
