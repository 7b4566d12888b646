#include "models/topology/fabricpicture.h"

#include <QMap>

namespace rackhouse
{

FabricPicture::FabricPicture(Fabric fabric, std::vector<FabricNode> nodes,
                             const std::vector<FabricLink>& links)
    : m_fabric(std::move(fabric)), m_nodes(std::move(nodes)), m_graph(graphOf(m_nodes, links)),
      m_shape(m_graph), m_findings(findingsOf(m_graph, m_shape)), m_leafPorts(m_nodes.size())
{
    for (std::size_t i = 0; i < m_findings.size(); ++i) {
        if (m_findings[i].node >= 0 && !m_findingOfNode.contains(m_findings[i].node))
            m_findingOfNode.insert(m_findings[i].node, i);
    }
    for (const FabricGraph::Link& link : m_graph.links) {
        if (m_shape.leafOf(link.a) == link.b)
            m_leafPorts[static_cast<std::size_t>(link.a)] = link.bPort;
        else if (m_shape.leafOf(link.b) == link.a)
            m_leafPorts[static_cast<std::size_t>(link.b)] = link.aPort;
    }
    bundleLinks();
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

const FabricFinding* FabricPicture::findingOf(int node) const
{
    const auto found = m_findingOfNode.constFind(node);
    return found == m_findingOfNode.cend() ? nullptr : &m_findings[*found];
}

} // namespace rackhouse
