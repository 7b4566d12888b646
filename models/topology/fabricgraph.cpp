#include "models/topology/fabricgraph.h"

#include "models/base/units.h"

#include <QRegularExpression>

#include <algorithm>

namespace rackhouse
{
namespace
{

/// Gb/s of one lane, by the name that InfiniBand gives the rate.
double laneGigabits(const QString& speed)
{
    static const QHash<QString, double> rates{
        {QStringLiteral("SDR"), 2.5},     {QStringLiteral("DDR"), 5},
        {QStringLiteral("QDR"), 10},      {QStringLiteral("FDR10"), 10.3125},
        {QStringLiteral("FDR"), 14.0625}, {QStringLiteral("EDR"), 25.78125},
        {QStringLiteral("HDR"), 50},      {QStringLiteral("NDR"), 100},
        {QStringLiteral("XDR"), 200}};
    return rates.value(speed);
}

/// A name that a system or a card has before anybody gave it one.
bool isDefaultHost(const QString& host)
{
    static const QStringList defaults{QStringLiteral("localhost"), QStringLiteral("ubuntu"),
                                      QStringLiteral("debian"), QStringLiteral("(none)")};
    return host.isEmpty() || defaults.contains(host);
}

/// "a08-p1-dgx-04-c01 mlx5_5" is adapter mlx5_5 of host a08-p1-dgx-04-c01.
FabricHost hostInName(const QString& name)
{
    static const QRegularExpression form(
        QStringLiteral("^(\\S+)\\s+((?:HCA-|mlx\\d_|ib|ibp|hfi\\d_)\\d\\S*)$"));
    const auto match = form.match(name);
    if (!match.hasMatch() || isDefaultHost(match.captured(1)))
        return {};
    return {match.captured(1), match.captured(2)};
}

FabricGraph::Node nodeOf(const IbNode& seen, const FabricHosts& known)
{
    FabricGraph::Node node;
    node.guid = QStringLiteral("%1").arg(seen.guid, 16, 16, QLatin1Char('0'));
    node.name = seen.name;
    node.lid = seen.lid;
    if (seen.kind != IbNode::Kind::Adapter) {
        node.kind = FabricGraph::Node::Kind::Switch;
        // "MF0;A09-P1-IBLEAF-04-04:MQM9701/U1": chassis, name, model and part of a managed switch.
        static const QRegularExpression managed(QStringLiteral("^MF\\d+;([^:]+):"));
        if (const auto match = managed.match(seen.name); match.hasMatch())
            node.name = match.captured(1);
    } else if (seen.name.contains(QLatin1String("Aggregation Node"))) {
        node.kind = FabricGraph::Node::Kind::Aggregator;
    } else {
        const FabricHost told = hostInName(seen.name);
        const FabricHost listed = known.value(seen.guid);
        node.host = listed.host.isEmpty() ? told.host : listed.host;
        node.adapter = listed.adapter.isEmpty() ? told.adapter : listed.adapter;
    }
    return node;
}

} // namespace

double FabricGraph::Rate::gigabits() const
{
    return told > 0 ? told : lanes * laneGigabits(speed);
}

QString FabricGraph::Rate::text() const
{
    return lanes > 0 ? QStringLiteral("%1x%2").arg(lanes).arg(speed) : bitRateText(told * 1000);
}

double FabricGraph::Link::gigabits() const
{
    const double here = aRate.gigabits();
    const double there = bRate.gigabits();
    return here > 0 && there > 0 ? std::min(here, there) : std::max(here, there);
}

double FabricGraph::Link::most() const
{
    return std::min(aRate.most, bRate.most);
}

bool FabricGraph::Link::isAsymmetric() const
{
    const double here = aRate.gigabits();
    const double there = bRate.gigabits();
    return here > 0 && there > 0 && (here != there || aRate.lanes != bRate.lanes);
}

QString nameShape(const QString& name)
{
    static const QRegularExpression number(QStringLiteral("\\d+"));
    return name.toLower().replace(number, QStringLiteral("#"));
}

FabricGraph FabricGraph::of(const IbSubnet& subnet, const FabricHosts& known)
{
    FabricGraph fabric;
    QHash<quint64, int> rows;
    for (const IbNode& seen : subnet.nodes) {
        rows.insert(seen.guid, static_cast<int>(fabric.nodes.size()));
        fabric.nodes.push_back(nodeOf(seen, known));
    }
    for (const IbNode& seen : subnet.nodes) {
        const int here = rows.value(seen.guid);
        for (const IbPort& port : seen.ports) {
            const int there = rows.value(port.peer, -1);
            if (port.peer == 0 || there < 0)
                continue;
            const IbPort* back = subnet.nodes[there].port(port.peerPort);
            const bool both = back && back->peer == seen.guid && back->peerPort == port.number;
            // A cable that both ends tell is taken from the one that comes first.
            if (both && std::pair(there, port.peerPort) < std::pair(here, port.number))
                continue;
            FabricGraph::Link link{here, QString::number(port.number), there,
                                   QString::number(port.peerPort)};
            link.aRate = {port.lanes, port.speed};
            if (both)
                link.bRate = {back->lanes, back->speed};
            link.toldByBoth = both;
            fabric.links.push_back(link);
        }
    }
    return fabric;
}

} // namespace rackhouse
