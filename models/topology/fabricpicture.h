#pragma once

#include "models/topology/fabricrows.h"

#include <QSet>

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

    struct Source {
        Fabric fabric;
        std::vector<FabricNode> nodes;
        FabricGraph graph;               ///< with a row for each of `nodes`
        QHash<int, AssetId> assets = {}; ///< that switches are in the books, by node
        QSet<QString> matching = {};     ///< ids of the machines that the filter keeps
        bool isFiltered = false;
    };

    explicit FabricPicture(Source source);
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
    /// The port of a leaf that an adapter is plugged into; empty: none.
    const QString& leafPortOf(int adapter) const
    {
        return m_leafPorts[static_cast<std::size_t>(adapter)];
    }
    /// The asset of the books that a switch is; none: not known.
    AssetId assetOf(int node) const { return m_assets.value(node); }
    bool isFiltered() const { return m_isFiltered; }
    /// Whether the filter keeps nothing of it. Switches stay with what is plugged into them.
    bool isFaded(int node) const { return m_isFiltered && !m_kept.contains(node); }
    /// Machines in this fabric that the filter keeps.
    int matches() const { return m_matches; }

private:
    void bundleLinks();
    void filter(const QSet<QString>& matching);

    Fabric m_fabric;
    std::vector<FabricNode> m_nodes;
    FabricGraph m_graph;
    FabricShape m_shape;
    std::vector<FabricFinding> m_findings;
    QHash<int, std::size_t> m_findingOfNode;
    std::vector<QString> m_leafPorts;
    std::vector<Bundle> m_bundles;
    QHash<int, AssetId> m_assets;
    QSet<int> m_kept; ///< nodes, where there is a filter
    int m_matches = 0;
    bool m_isFiltered = false;
};

} // namespace rackhouse
