#include "app/api/fabricscan.h"

#include "app/api/fabricfacts.h"
#include "app/api/rowdifference.h"

#include <QSet>

#include <algorithm>

namespace rackhouse
{
namespace
{

/// "c470:bd03:0033:649a" of the kernel, "0xc470bd030033649a" of the tools.
quint64 guidOf(QString text)
{
    return text.remove(u':').toULongLong(nullptr, 16);
}

QString guidText(quint64 guid)
{
    return QStringLiteral("%1").arg(guid, 16, 16, QLatin1Char('0'));
}

FabricNodeKind kindOf(FabricGraph::Node::Kind kind)
{
    switch (kind) {
    case FabricGraph::Node::Kind::Switch:
        return FabricNodeKind::Switch;
    case FabricGraph::Node::Kind::Aggregator:
        return FabricNodeKind::Aggregator;
    case FabricGraph::Node::Kind::Adapter:
        break;
    }
    return FabricNodeKind::Adapter;
}

/// The two ends of a cable, whichever is told first: another host prints them the other way round.
QString cableOf(const FabricLink& link)
{
    const QString a = QStringLiteral("%1:%2").arg(link.aId.text()).arg(link.aPort);
    const QString b = QStringLiteral("%1:%2").arg(link.bId.text()).arg(link.bPort);
    return std::min(a, b) + u'-' + std::max(a, b);
}

/// More than a tenth, and more than a handful that somebody may have unplugged.
bool isMuch(qsizetype gone, qsizetype known)
{
    constexpr qsizetype handful = 5;
    return gone > handful && gone * 10 > known;
}

} // namespace

Result<FabricScan> FabricScan::begin(Store& store, const FabricId& fabric)
{
    return store.read<FabricScan>([&fabric](Reader& reader) -> Result<FabricScan> {
        FabricScan scan;
        scan.m_fabric = fabric;
        const Select mine{.equals = {{QStringLiteral("fabric_id"), fabric.text()}}};
        auto known = reader.get<Fabric>(fabric);
        auto nodes = reader.list<FabricNode>(mine);
        auto links = reader.list<FabricLink>(mine);
        auto machines = reader.list<Machine>();
        auto cards = reader.list<Component>(
            {.equals = {{QStringLiteral("kind"), enumText(ComponentKind::InfiniBand)}}});
        for (const Error* error :
             {known ? nullptr : &known.error(), nodes ? nullptr : &nodes.error(),
              links ? nullptr : &links.error(), machines ? nullptr : &machines.error(),
              cards ? nullptr : &cards.error()}) {
            if (error)
                return fail(*error);
        }
        for (const FabricNode& node : *nodes)
            scan.m_rows.nodes.insert(node.id.text(), node);
        for (const FabricLink& link : *links)
            scan.m_rows.links.insert(link.id.text(), link);
        QHash<QString, QString> names;
        for (const Machine& machine : *machines) {
            const QString host = machine.hostname.isEmpty() ? machine.name : machine.hostname;
            names.insert(machine.id.text(), host);
            scan.m_machineOfHost.insert(machine.name, machine.id);
            scan.m_machineOfHost.insert(host, machine.id);
        }
        for (const Component& card : *cards) {
            const quint64 guid = guidOf(card.serial);
            if (guid == 0)
                continue;
            scan.m_hosts.insert(guid, {names.value(card.machineId.text()), card.slot});
            scan.m_machineOfGuid.insert(guidText(guid), card.machineId);
        }
        return scan;
    });
}

FabricNodeId FabricScan::nodeId(const QString& guid) const
{
    return FabricNodeId(idIn(m_fabric, guid));
}

FabricScan::Rows FabricScan::rowsOf(const IbSubnet& subnet) const
{
    const FabricGraph graph = FabricGraph::of(subnet, m_hosts);
    Rows rows;
    rows.skippedLines = subnet.skippedLines;
    for (const FabricGraph::Node& node : graph.nodes) {
        FabricNode row{nodeId(node.guid), m_fabric,  kindOf(node.kind), node.guid,
                       node.name,         node.host, node.adapter,      {}};
        row.lid = node.lid;
        row.machineId = m_machineOfGuid.value(node.guid);
        if (!row.machineId && !node.host.isEmpty())
            row.machineId = m_machineOfHost.value(node.host);
        rows.nodes.insert(row.id.text(), row);
    }
    for (const FabricGraph::Link& link : graph.links) {
        const QString& a = graph.nodes[static_cast<std::size_t>(link.a)].guid;
        const QString& b = graph.nodes[static_cast<std::size_t>(link.b)].guid;
        const QString ends = QStringLiteral("%1:%2-%3:%4").arg(a, link.aPort, b, link.bPort);
        const FabricLink row{FabricLinkId(idIn(m_fabric, ends)),
                             m_fabric,
                             nodeId(a),
                             link.aPort.toLongLong(),
                             nodeId(b),
                             link.bPort.toLongLong(),
                             link.aRate.lanes,
                             link.aRate.speed,
                             link.toldByBoth,
                             link.bRate.lanes,
                             link.bRate.speed};
        rows.links.insert(row.id.text(), row);
    }
    return rows;
}

Result<void> FabricScan::checkLoss(const Rows& wanted) const
{
    const auto nodes = std::count_if(m_rows.nodes.keyBegin(), m_rows.nodes.keyEnd(),
                                     [&](const QString& id) { return !wanted.nodes.contains(id); });
    QSet<QString> cables;
    for (const FabricLink& link : wanted.links)
        cables.insert(cableOf(link));
    const auto links =
        std::count_if(m_rows.links.begin(), m_rows.links.end(),
                      [&](const FabricLink& link) { return !cables.contains(cableOf(link)); });
    if (!isMuch(nodes, m_rows.nodes.size()) && !isMuch(links, m_rows.links.size()))
        return {};
    return fail("fabric-would-shrink", {{QStringLiteral("nodes"), qint64(nodes)},
                                        {QStringLiteral("known_nodes"), m_rows.nodes.size()},
                                        {QStringLiteral("links"), qint64(links)},
                                        {QStringLiteral("known_links"), m_rows.links.size()}});
}

Result<void> FabricScan::replaceBy(Store& store, const Rows& wanted) const
{
    std::vector<RowWork> nodePuts;
    std::vector<RowWork> nodeRemovals;
    std::vector<RowWork> work;
    std::vector<RowWork> linkRemovals;
    addDifference(m_rows.nodes, wanted.nodes, nodePuts, nodeRemovals);
    addDifference(m_rows.links, wanted.links, work, linkRemovals);
    work.insert(work.begin(), nodePuts.begin(), nodePuts.end());
    work.insert(work.end(), linkRemovals.begin(), linkRemovals.end());
    work.insert(work.end(), nodeRemovals.begin(), nodeRemovals.end());
    return writeAll(store, work);
}

Result<Fabric> FabricScan::apply(Store& store, const Rows& wanted, Instant scannedAt) const
{
    if (auto replaced = replaceBy(store, wanted); !replaced)
        return fail(replaced.error());
    auto written = store.write<Fabric>([&](Writer& writer) -> Result<Fabric> {
        auto fabric = writer.get<Fabric>(m_fabric);
        if (!fabric)
            return fabric;
        fabric->scannedAt = scannedAt;
        fabric->nodeCount = wanted.nodes.size();
        fabric->linkCount = wanted.links.size();
        fabric->skippedLines = wanted.skippedLines;
        ++fabric->revision;
        if (auto put = writer.put(*fabric); !put)
            return fail(put.error());
        return fabric;
    });
    return written.result();
}

Result<void> FabricScan::remove(Store& store) const
{
    if (auto forgotten = forgetFacts(store, m_fabric); !forgotten)
        return forgotten;
    if (auto emptied = replaceBy(store, {}); !emptied)
        return emptied;
    auto written =
        store.write<void>([this](Writer& writer) { return writer.remove<Fabric>(m_fabric); });
    return written.result();
}

} // namespace rackhouse
