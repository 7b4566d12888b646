#include "models/topology/fabricrows.h"

#include "models/base/units.h"

#include <QCoreApplication>

namespace rackhouse
{
namespace
{

FabricGraph::Node::Kind graphKind(FabricNodeKind kind)
{
    switch (kind) {
    case FabricNodeKind::Switch:
        return FabricGraph::Node::Kind::Switch;
    case FabricNodeKind::Aggregator:
        return FabricGraph::Node::Kind::Aggregator;
    case FabricNodeKind::Adapter:
        break;
    }
    return FabricGraph::Node::Kind::Adapter;
}

constexpr int kMostNamed = 6; ///< switches in one sentence

QString tr(const char* text)
{
    return QCoreApplication::translate("FabricFinding", text);
}

QString nameOf(const FabricGraph& graph, int row)
{
    if (row < 0)
        return tr("a leaf that is not there");
    return graph.nodes[static_cast<std::size_t>(row)].name;
}

/// "leaf-1 port 12"; an adapter is one port.
QString placeOf(const FabricFinding& finding, const FabricGraph& graph)
{
    const FabricGraph::Node& node = graph.nodes[static_cast<std::size_t>(finding.node)];
    return node.kind == FabricGraph::Node::Kind::Switch
               ? tr("%1 port %2").arg(finding.name, finding.port)
               : finding.name;
}

QString fewUplinksText(const FabricFinding& finding, const FabricGraph& graph)
{
    const QString counts = tr("%1 has %2 uplinks; most leaves have %3.")
                               .arg(finding.name)
                               .arg(finding.count)
                               .arg(finding.usual);
    if (finding.lacking.empty())
        return tr("%1 Look for the %2 that are missing.")
            .arg(counts)
            .arg(finding.usual - finding.count);
    QStringList spines;
    for (const auto& [spine, cables] : finding.lacking) {
        if (spines.size() == kMostNamed) {
            spines << tr("%1 more").arg(std::ssize(finding.lacking) - kMostNamed);
            break;
        }
        spines << tr("%1 (%2)").arg(nameOf(graph, spine)).arg(cables);
    }
    return tr("%1 Look for the cables that are missing to %2.")
        .arg(counts, spines.join(QStringLiteral(", ")));
}

} // namespace

FabricGraph graphOf(const std::vector<FabricNode>& nodes, const std::vector<FabricLink>& links)
{
    FabricGraph graph;
    QHash<QString, int> rows;
    for (const FabricNode& node : nodes) {
        rows.insert(node.id.text(), static_cast<int>(graph.nodes.size()));
        graph.nodes.push_back(
            {graphKind(node.kind), node.guid, node.name, node.host, node.adapter, int(node.lid)});
    }
    for (const FabricLink& link : links) {
        const int a = rows.value(link.aId.text(), -1);
        const int b = rows.value(link.bId.text(), -1);
        if (a < 0 || b < 0)
            continue;
        graph.links.push_back({a,
                               QString::number(link.aPort),
                               b,
                               QString::number(link.bPort),
                               {static_cast<int>(link.lanes), link.speed},
                               {static_cast<int>(link.bLanes), link.bSpeed},
                               link.toldByBoth});
    }
    return graph;
}

QString findingCode(FabricFinding::Kind kind)
{
    switch (kind) {
    case FabricFinding::Kind::WrongRail:
        return QStringLiteral("wrong-rail");
    case FabricFinding::Kind::WrongUnit:
        return QStringLiteral("wrong-unit");
    case FabricFinding::Kind::MissingLeaf:
        return QStringLiteral("missing-leaf");
    case FabricFinding::Kind::FewUplinks:
        return QStringLiteral("few-uplinks");
    case FabricFinding::Kind::Asymmetric:
        return QStringLiteral("asymmetric");
    case FabricFinding::Kind::SlowLink:
        return QStringLiteral("slow-link");
    case FabricFinding::Kind::WeakLight:
        return QStringLiteral("weak-light");
    case FabricFinding::Kind::SharedPort:
        return QStringLiteral("shared-port");
    case FabricFinding::Kind::OneSided:
        return QStringLiteral("one-sided-link");
    case FabricFinding::Kind::SelfLink:
        return QStringLiteral("self-link");
    case FabricFinding::Kind::SupplyFailed:
        return QStringLiteral("supply-failed");
    case FabricFinding::Kind::FanFailed:
        return QStringLiteral("fan-failed");
    case FabricFinding::Kind::HotSwitch:
        return QStringLiteral("hot-switch");
    case FabricFinding::Kind::LinkErrors:
        return QStringLiteral("link-errors");
    case FabricFinding::Kind::Discards:
        return QStringLiteral("discards");
    case FabricFinding::Kind::Congested:
        return QStringLiteral("congested");
    case FabricFinding::Kind::OtherLeaf:
        return QStringLiteral("other-leaf");
    case FabricFinding::Kind::OtherSpine:
        return QStringLiteral("other-spine");
    case FabricFinding::Kind::NotThere:
        return QStringLiteral("not-there");
    case FabricFinding::Kind::Unplanned:
        return QStringLiteral("unplanned");
    case FabricFinding::Kind::OtherSerial:
        return QStringLiteral("other-serial");
    case FabricFinding::Kind::UnknownPort:
        return QStringLiteral("unknown-port");
    case FabricFinding::Kind::DefaultName:
        break;
    }
    return QStringLiteral("default-name");
}

QString findingText(const FabricFinding& finding, const FabricGraph& graph)
{
    if (!finding.told.isEmpty())
        return finding.told;
    const QString other = nameOf(graph, finding.other);
    const auto link = finding.link < 0 ? FabricGraph::Link()
                                       : graph.links[static_cast<std::size_t>(finding.link)];
    switch (finding.kind) {
    case FabricFinding::Kind::WrongRail:
    case FabricFinding::Kind::WrongUnit:
        return tr("%1 is plugged into %2. Move its cable to %3.")
            .arg(finding.name, other, nameOf(graph, finding.expected));
    case FabricFinding::Kind::MissingLeaf:
        return tr("The leaf %1 is not in the fabric, where its neighbours have one. Look whether "
                  "it is on and cabled.")
            .arg(finding.name);
    case FabricFinding::Kind::FewUplinks:
        return fewUplinksText(finding, graph);
    case FabricFinding::Kind::Asymmetric:
        return tr("The link from %1 to %2 runs at %3 on one end and at %4 on the other. Take the "
                  "cable out at both ends and plug it in again; replace it if that does not help.")
            .arg(placeOf(finding, graph), other, link.aRate.text(), link.bRate.text());
    case FabricFinding::Kind::SlowLink:
        return tr("The link from %1 to %2 runs at %3, and %4 is possible. Clean or replace "
                  "the cable.")
            .arg(placeOf(finding, graph), other, bitRateText(link.gigabits() * 1000),
                 bitRateText(finding.possible * 1000));
    case FabricFinding::Kind::WeakLight:
        return tr("Only %3 dBm of light come in at %1 from %2. Clean both ends of the cable; "
                  "replace it or the module at the other end if that does not help.")
            .arg(placeOf(finding, graph), other)
            .arg(finding.node == link.a ? link.aRate.dimDbm : link.bRate.dimDbm, 0, 'f', 1);
    case FabricFinding::Kind::SharedPort:
        return tr("%1 is an end of %2 links, and a cable has two ends. Look for a hub between, or "
                  "for two devices of one name.")
            .arg(placeOf(finding, graph))
            .arg(finding.count);
    case FabricFinding::Kind::OneSided:
        return tr("%1 tells of a cable to %2, which tells nothing of it. Look at both ends.")
            .arg(placeOf(finding, graph), other);
    case FabricFinding::Kind::SelfLink:
        return tr("%1 is plugged into the same switch. Take the cable out.")
            .arg(placeOf(finding, graph));
    default:
        break;
    }
    return tr("\"%1\" on %2 has no name of its own. Inspect its machine, so that its GUID is "
              "known.")
        .arg(finding.name, other);
}

} // namespace rackhouse
