#include "models/topology/netq.h"

#include "models/base/json.h"
#include "models/topology/lldp.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace rackhouse
{

namespace
{

QJsonArray listIn(const QJsonValue& object, const char* field)
{
    return object.toObject().value(QLatin1String(field)).toArray();
}

QString textIn(const QJsonValue& object, const char* field)
{
    return stringOr(object.toObject(), QLatin1String(field)).trimmed();
}

/// Adds one picture to a graph: its own ids hold within it.
class GraphReader
{
public:
    explicit GraphReader(NetqGraph& graph) : m_graph(graph) {}

    void read(const QJsonValue& picture)
    {
        const QJsonArray tiers = listIn(picture, "nodes");
        for (const QJsonValue& tier : tiers) {
            const QJsonArray nodes = listIn(tier, "compounded_nodes");
            for (const QJsonValue& node : nodes)
                addDevice(node);
        }
        const QJsonArray bundles = listIn(picture, "links");
        for (const QJsonValue& bundle : bundles) {
            const QJsonArray links = listIn(bundle, "compounded_links");
            for (const QJsonValue& link : links)
                addCable(listIn(link, "interfaces"));
        }
    }

private:
    void addDevice(const QJsonValue& node)
    {
        const QString id = textIn(node, "id");
        const QString name = textIn(node, "name");
        if (id.isEmpty() || m_rows.contains(id))
            return;
        m_rows.insert(id, static_cast<int>(m_graph.devices.size()));
        m_graph.devices.push_back(
            {name.isEmpty() ? id : name, textIn(node, "device_type") == QLatin1String("switch")});
    }

    void addCable(const QJsonArray& ends)
    {
        const NetqGraph::Cable cable{
            m_rows.value(textIn(ends.at(0), "node"), -1), textIn(ends.at(0), "interface"),
            m_rows.value(textIn(ends.at(1), "node"), -1), textIn(ends.at(1), "interface")};
        if (ends.size() != 2 || cable.a < 0 || cable.b < 0 || cable.aPort.isEmpty() ||
            cable.bPort.isEmpty())
            ++m_graph.skipped;
        else
            m_graph.cables.push_back(cable);
    }

    NetqGraph& m_graph;
    QHash<QString, int> m_rows; ///< of devices, by id
};

Health healthOf(const QString& word)
{
    static const QHash<QString, Health> words{
        {QStringLiteral("healthy"), Health::Ok},
        {QStringLiteral("degraded"), Health::Warning},
        {QStringLiteral("unhealthy"), Health::Critical},
    };
    return words.value(word.toLower(), Health::Unknown);
}

NvlinkHost hostOf(const QJsonObject& node)
{
    const QJsonObject place = node.value(QStringLiteral("LocationInfo")).toObject();
    const auto number = [&place](const char* field) {
        return integerOr(place, QLatin1String(field), -1);
    };
    NvlinkHost host;
    host.name = textIn(node, "Name");
    host.id = textIn(node, "ID");
    host.domain = textIn(node, "DomainUUID").toLower();
    host.chassisSerial = textIn(place, "ChassisSerialNumber");
    host.health = healthOf(textIn(node, "Health"));
    host.chassis = number("ChassisID");
    host.slot = number("SlotID");
    host.tray = number("TrayIndex");
    host.host = number("HostID");
    host.gpus = listIn(node, "GpuIDList").size();
    return host;
}

bool isPicture(const QJsonValue& value)
{
    return value[QLatin1String("nodes")].isArray() && value[QLatin1String("links")].isArray();
}

bool isHost(const QJsonValue& value)
{
    return !textIn(value, "Name").isEmpty() && !textIn(value, "DomainUUID").isEmpty();
}

/// How much later NetQ has to tell of a device than the device itself: both take their time.
constexpr qint64 kLaterMs = 3'600'000;

/// When a device was told of last.
struct LastWords {
    Instant own;
    Instant netq;

    bool isNetqLater() const { return netq > own.plusMs(kLaterMs); }
};

/// Whose port it is; by its name where the books do not know it.
QString tellerOf(const Neighbor& row, const DeviceIndex& devices)
{
    const QString known = devices.teller(row);
    return known.isEmpty() ? row.localName.toLower() : known;
}

QString heardOf(const Neighbor& row, const DeviceIndex& devices)
{
    const QString known = devices.heard(row);
    return known.isEmpty() ? row.name.toLower() : known;
}

} // namespace

std::vector<Neighbor> NetqGraph::neighbors() const
{
    std::vector<Neighbor> rows;
    const auto tell = [&rows](const Device& here, const QString& herePort, const Device& there,
                              const QString& therePort) {
        Neighbor row;
        row.localName = here.name;
        row.localPort = herePort;
        row.name = there.name;
        row.port = therePort;
        row.source = NeighborSource::Netq;
        rows.push_back(std::move(row));
    };
    for (const Cable& cable : cables) {
        const Device& a = devices[static_cast<std::size_t>(cable.a)];
        const Device& b = devices[static_cast<std::size_t>(cable.b)];
        tell(a, cable.aPort, b, cable.bPort);
        tell(b, cable.bPort, a, cable.aPort);
    }
    return rows;
}

Component NvlinkHost::toComponent() const
{
    Component part;
    part.kind = ComponentKind::NvlinkDomain;
    part.source = Source::Nmx;
    part.slot = slot < 0 ? id : QString::number(slot);
    part.model = domain;
    part.serial = chassisSerial;
    part.health = health;
    const auto tell = [&part](const char* field, qint64 value) {
        if (value >= 0)
            part.detail.insert(QLatin1String(field), value);
    };
    tell("chassis", chassis);
    tell("tray", tray);
    tell("host", host);
    tell("gpus", gpus);
    return part;
}

Result<NetqText> readNetq(const QByteArray& text)
{
    if (text.size() > kMostNetqBytes)
        return fail("topology-too-large", {{QStringLiteral("limit"), kMostNetqBytes >> 20}});
    const QJsonDocument document = QJsonDocument::fromJson(text);
    const QJsonArray list = document.isObject() ? QJsonArray{document.object()} : document.array();
    const auto all = [&list](bool (*is)(const QJsonValue&)) {
        return !list.isEmpty() && std::all_of(list.begin(), list.end(), is);
    };
    if (all(isPicture)) {
        NetqGraph graph;
        for (const QJsonValue& picture : list)
            GraphReader(graph).read(picture);
        if (graph.devices.empty())
            return fail("netq-unreadable");
        return graph;
    }
    if (!all(isHost))
        return fail("netq-unreadable");
    std::vector<NvlinkHost> hosts;
    for (const QJsonValue& node : list)
        hosts.push_back(hostOf(node.toObject()));
    return hosts;
}

std::vector<const Neighbor*> countingNeighbors(const std::vector<Neighbor>& told,
                                               const DeviceIndex& devices)
{
    using PortKey = std::pair<QString, QString>;
    QHash<QString, LastWords> last;
    QSet<PortKey> portsOfNetq;
    QSet<PortKey> ownPorts;
    for (const Neighbor& row : told) {
        const bool byNetq = row.source == NeighborSource::Netq;
        const QString device = tellerOf(row, devices);
        LastWords& words = last[device];
        Instant& word = byNetq ? words.netq : words.own;
        word = std::max(word, row.observedAt);
        (byNetq ? portsOfNetq : ownPorts).insert({device, plainPort(row.localPort)});
    }
    std::vector<const Neighbor*> counting;
    for (const Neighbor& row : told) {
        const PortKey here{tellerOf(row, devices), plainPort(row.localPort)};
        const LastWords words = last.value(here.first);
        if (row.source != NeighborSource::Netq) {
            if (!words.isNetqLater() || !portsOfNetq.contains(here))
                counting.push_back(&row);
            continue;
        }
        const PortKey there{heardOf(row, devices), plainPort(row.port)};
        const bool isToldHere = words.own.isSet() && !words.isNetqLater();
        const bool isToldThere = ownPorts.contains(there) && !last.value(there.first).isNetqLater();
        if (!isToldHere && !isToldThere)
            counting.push_back(&row);
    }
    return counting;
}

} // namespace rackhouse
