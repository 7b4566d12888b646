#include "models/topology/cablingwire.h"

#include "models/base/json.h"
#include "models/topology/fabricrows.h"
#include "models/topology/lldp.h"
#include "models/topology/netq.h"

#include <QRegularExpression>

#include <algorithm>

namespace rackhouse
{

namespace
{

enum class PortWords { None, Number, Mac, Name };

PortWords wordsOf(const QString& port)
{
    static const QRegularExpression number(QStringLiteral("^\\d+$"));
    static const QRegularExpression mac(QStringLiteral("^([0-9a-f]{2}:){5}[0-9a-f]{2}$"));
    if (port.isEmpty())
        return PortWords::None;
    if (number.match(port).hasMatch())
        return PortWords::Number;
    return mac.match(port).hasMatch() ? PortWords::Mac : PortWords::Name;
}

/// A name that a person would find at the port: no address and no bare number, where there is one.
QString portOf(const Neighbor& neighbor)
{
    const PortWords words = wordsOf(neighbor.port);
    const bool isFound = words != PortWords::Number && words != PortWords::Mac;
    return isFound || neighbor.portText.isEmpty() ? neighbor.port : neighbor.portText;
}

/// The other names of the ports that an end may go by.
void addTwins(WireEnd& end, const PortTwins& twins)
{
    const QStringList told = end.ports;
    for (const QString& port : told) {
        if (const QString twin = twins.value({end.device, port}); !twin.isEmpty())
            end.ports << twin;
    }
}

void addNeighbors(std::vector<WireLink>& links, const WireRows& rows, const DeviceIndex& devices)
{
    for (const Neighbor* row : countingNeighbors(rows.neighbors, devices)) {
        const Neighbor& neighbor = *row;
        const QString here = devices.teller(neighbor);
        if (here.isEmpty())
            continue;
        WireLink link;
        link.a = {here, devices.nameOf(here), neighbor.localPort, {neighbor.localPort}};
        link.b = {devices.heard(neighbor),
                  neighbor.name.isEmpty() ? neighbor.chassis : neighbor.name,
                  portOf(neighbor),
                  {neighbor.port}};
        link.heardAt = neighbor.observedAt;
        if (devices.withMac(neighbor.chassis).isEmpty())
            link.b.chassis = neighbor.chassis;
        if (!neighbor.portText.isEmpty())
            link.b.ports << neighbor.portText;
        addTwins(link.a, rows.twins);
        addTwins(link.b, rows.twins);
        links.push_back(link);
    }
}

/// "1" of a switch is "P1", "Port 1" or "IB1" in the books of some.
WireEnd switchEnd(const QString& device, const FabricGraph::Node& node, const QString& port)
{
    return {device,
            node.name,
            port,
            {port, QStringLiteral("p") + port, QStringLiteral("port ") + port,
             QStringLiteral("ib") + port, QLatin1Char('[') + port + QLatin1Char(']')}};
}

WireEnd adapterEnd(const QString& device, const FabricGraph::Node& node, const QString& port)
{
    WireEnd end{device, node.host.isEmpty() ? node.name : node.host, {}, {}};
    QString spaced = node.guid; // as the kernel writes it
    for (const int place : {12, 8, 4}) {
        if (place < spaced.size())
            spaced.insert(place, QLatin1Char(':'));
    }
    const bool isFirst = port == QLatin1String("1");
    for (const QString& name : {node.adapter, node.guid, spaced}) {
        if (name.isEmpty())
            continue;
        if (isFirst)
            end.ports << name;
        end.ports << name + QLatin1Char('/') + port;
    }
    end.port = end.ports.isEmpty() ? port : end.ports.first();
    return end;
}

void addFabrics(std::vector<WireLink>& links, const WireRows& rows, const DeviceIndex& devices)
{
    using Kind = FabricGraph::Node::Kind;
    const FabricGraph graph = graphOf(rows.nodes, rows.links);
    const auto endOf = [&](int row, const QString& port) {
        const FabricGraph::Node& node = graph.nodes[std::size_t(row)];
        if (node.kind == Kind::Switch)
            return switchEnd(devices.called(node.name), node, port);
        const QString machine = rows.nodes[std::size_t(row)].machineId.text();
        WireEnd end = adapterEnd(
            devices.nameOf(machine).isEmpty() ? devices.called(node.host) : machine, node, port);
        addTwins(end, rows.twins);
        return end;
    };
    for (const FabricGraph::Link& cable : graph.links) {
        // An aggregator is inside its switch: no cable goes there.
        if (graph.nodes[std::size_t(cable.a)].kind == Kind::Aggregator ||
            graph.nodes[std::size_t(cable.b)].kind == Kind::Aggregator)
            continue;
        WireLink link{endOf(cable.a, cable.aPort), endOf(cable.b, cable.bPort)};
        if (link.a.device.isEmpty())
            std::swap(link.a, link.b);
        if (!link.a.device.isEmpty())
            links.push_back(link);
    }
}

} // namespace

bool WireEnd::isOfDevice(const WireEnd& other) const
{
    return device == other.device && (!device.isEmpty() || name == other.name);
}

bool WireEnd::sharesPort(const WireEnd& other) const
{
    return std::any_of(ports.begin(), ports.end(), [&other](const QString& mine) {
        return std::any_of(other.ports.begin(), other.ports.end(), [&mine](const QString& theirs) {
            return plainPort(theirs) == plainPort(mine);
        });
    });
}

bool WireEnd::isSameAs(const WireEnd& other) const
{
    const bool isOtherChassis =
        !chassis.isEmpty() && !other.chassis.isEmpty() && chassis != other.chassis;
    if (!isOfDevice(other) || isOtherChassis)
        return false;
    const PortWords mine = wordsOf(ports.value(0));
    const PortWords others = wordsOf(other.ports.value(0));
    const bool areAlike = mine == others && mine != PortWords::None;
    return !areAlike || sharesPort(other);
}

PortTwins portTwins(const std::vector<Component>& adapters)
{
    PortTwins twins;
    for (const Component& adapter : adapters) {
        const QString net = stringOr(adapter.detail, QStringLiteral("net"));
        if (net.isEmpty())
            continue;
        const QString machine = adapter.machineId.text();
        const qint64 port = integerOr(adapter.detail, QStringLiteral("port"));
        const QString name =
            port > 1 ? adapter.slot + QStringLiteral("/%1").arg(port) : adapter.slot;
        twins.insert({machine, name}, net);
        twins.insert({machine, net}, name);
    }
    return twins;
}

std::vector<WireLink> wireLinks(const WireRows& rows, const DeviceIndex& devices)
{
    std::vector<WireLink> links;
    addNeighbors(links, rows, devices);
    addFabrics(links, rows, devices);
    return links;
}

PortFamily familyOf(const QString& port)
{
    static const QRegularExpression adapter(
        QStringLiteral("^(mlx\\d|hca-\\d|ib\\d|ibp\\d|hfi\\d|([0-9a-f]{4}:?){3}[0-9a-f]{4})"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression number(QStringLiteral("^\\[?(p|port ?)?\\d+\\]?$"),
                                           QRegularExpression::CaseInsensitiveOption);
    const QString name = port.trimmed();
    if (number.match(name).hasMatch())
        return PortFamily::Numbered;
    return adapter.match(name).hasMatch() ? PortFamily::Adapter : PortFamily::Named;
}

} // namespace rackhouse
