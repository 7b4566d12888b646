#include "models/topology/fabricpicture.h"

#include <QMap>

namespace rackhouse
{

FabricPicture::FabricPicture(Fabric fabric, std::vector<FabricNode> nodes,
                             const std::vector<FabricLink>& links)
    : FabricPicture(Source{std::move(fabric), nodes, graphOf(nodes, links)})
{
}

FabricPicture::FabricPicture(Source source)
    : m_fabric(std::move(source.fabric)), m_nodes(std::move(source.nodes)),
      m_graph(std::move(source.graph)), m_shape(m_graph), m_facts(std::move(source.facts)),
      m_findings(findingsOf(m_graph, m_shape, m_facts)), m_leafPorts(m_nodes.size()),
      m_assets(std::move(source.assets)), m_isFiltered(source.isFiltered)
{
    for (std::size_t i = 0; i < m_findings.size(); ++i) {
        const FabricFinding& finding = m_findings[i];
        if (finding.kind == FabricFinding::Kind::MissingLeaf)
            m_missing.insert({finding.unit, finding.rail}, spotCount());
        if (const int spot = spotOf(finding); spot >= 0 && !m_findingOfSpot.contains(spot))
            m_findingOfSpot.insert(spot, i);
    }
    for (const FabricGraph::Link& link : m_graph.links) {
        if (m_shape.leafOf(link.a) == link.b)
            m_leafPorts[static_cast<std::size_t>(link.a)] = link.bPort;
        else if (m_shape.leafOf(link.b) == link.a)
            m_leafPorts[static_cast<std::size_t>(link.b)] = link.aPort;
    }
    bundleLinks();
    if (m_isFiltered)
        filter(source.matching);
}

void FabricPicture::filter(const QSet<QString>& matching)
{
    QSet<QString> found;
    for (std::size_t row = 0; row < m_nodes.size(); ++row) {
        const QString machine = m_nodes[row].machineId.text();
        if (!matching.contains(machine))
            continue;
        found.insert(machine);
        m_kept.insert(static_cast<int>(row));
        m_kept.insert(m_shape.leafOf(static_cast<int>(row)));
    }
    m_matches = static_cast<int>(found.size());
    for (const Bundle& bundle : m_bundles) {
        if (m_kept.contains(bundle.low))
            m_kept.insert(bundle.high);
    }
}

void FabricPicture::bundleLinks()
{
    QMap<std::pair<int, int>, int> cables;
    for (const FabricGraph::Link& link : m_graph.links) {
        const bool upwards = place(link.a).tier < place(link.b).tier;
        const int low = upwards ? link.a : link.b;
        const int high = upwards ? link.b : link.a;
        if (place(low).tier >= 1 && place(high).tier > place(low).tier)
            ++cables[{low, high}];
    }
    for (auto bundle = cables.cbegin(); bundle != cables.cend(); ++bundle)
        m_bundles.push_back({bundle.key().first, bundle.key().second, bundle.value()});
}

int FabricPicture::spotOf(const FabricFinding& finding) const
{
    return finding.kind == FabricFinding::Kind::MissingLeaf ? missingAt(finding.unit, finding.rail)
                                                            : finding.node;
}

QString FabricPicture::keyOf(int spot) const
{
    return isMissing(spot) ? QStringLiteral("missing ") + findingOf(spot)->name
                           : node(spot).id.text();
}

const FabricFinding* FabricPicture::findingOf(int spot) const
{
    const auto found = m_findingOfSpot.constFind(spot);
    return found == m_findingOfSpot.cend() ? nullptr : &m_findings[*found];
}

} // namespace rackhouse
