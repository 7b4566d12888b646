#pragma once

#include "models/topology/fabricrows.h"

namespace rackhouse
{

/// A fabric as it was last seen, with what its nodes are for and what is wrong with it. A row of
/// nodes() is a row of the graph.
class FabricPicture
{
public:
    /// The cables between two switches of different tiers.
    struct Bundle {
        int low = -1;
        int high = -1;
        int cables = 0;
    };

    FabricPicture(Fabric fabric, std::vector<FabricNode> nodes,
                  const std::vector<FabricLink>& links);
    FabricPicture(const FabricPicture&) = delete;
    FabricPicture& operator=(const FabricPicture&) = delete;

    const Fabric& fabric() const { return m_fabric; }
    const std::vector<FabricNode>& nodes() const { return m_nodes; }
    const FabricNode& node(int row) const { return m_nodes[static_cast<std::size_t>(row)]; }
    const FabricShape::Place& place(int row) const
    {
        return m_shape.places()[static_cast<std::size_t>(row)];
    }
    const FabricGraph& graph() const { return m_graph; }
    const FabricShape& shape() const { return m_shape; }
    const std::vector<FabricFinding>& findings() const { return m_findings; }
    /// The worst of a node; null when nothing is wrong with it.
    const FabricFinding* findingOf(int node) const;
    const std::vector<Bundle>& bundles() const { return m_bundles; }
    QString sentence(const FabricFinding& finding) const { return findingText(finding, m_graph); }
    /// The port of a leaf that an adapter is plugged into; 0: none.
    int leafPortOf(int adapter) const { return m_leafPorts[static_cast<std::size_t>(adapter)]; }

private:
    void bundleLinks();

    Fabric m_fabric;
    std::vector<FabricNode> m_nodes;
    FabricGraph m_graph;
    FabricShape m_shape;
    std::vector<FabricFinding> m_findings;
    QHash<int, std::size_t> m_findingOfNode;
    std::vector<int> m_leafPorts;
    std::vector<Bundle> m_bundles;
};

} // namespace rackhouse
