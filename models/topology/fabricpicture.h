#pragma once

#include "models/topology/fabricfacts.h"
#include "models/topology/fabricrows.h"

#include <QSet>

namespace rackhouse
{

/// A fabric as it was last seen, with what its nodes are for and what is wrong with it. A row of
/// nodes() is a row of the graph. A spot is a node, by its row, or behind all nodes a leaf that is
/// missing: something is to be seen and said of both.
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
        FabricFacts facts = {}; ///< what else is known of it
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
    const FabricFacts& facts() const { return m_facts; }
    const std::vector<FabricFinding>& findings() const { return m_findings; }
    int spotCount() const { return static_cast<int>(m_nodes.size() + m_missing.size()); }
    bool isMissing(int spot) const { return spot >= static_cast<int>(m_nodes.size()); }
    /// The missing leaf of a rail in a unit; -1: none is missing there.
    int missingAt(int unit, int rail) const { return m_missing.value({unit, rail}, -1); }
    /// Where to go for it.
    int spotOf(const FabricFinding& finding) const;
    /// Stays with a spot while the fabric changes.
    QString keyOf(int spot) const;
    /// The worst of a spot; null when nothing is wrong with it.
    const FabricFinding* findingOf(int spot) const;
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
    bool isFaded(int spot) const
    {
        return m_isFiltered && !isMissing(spot) && !m_kept.contains(spot);
    }
    /// Machines in this fabric that the filter keeps.
    int matches() const { return m_matches; }

private:
    void bundleLinks();
    void filter(const QSet<QString>& matching);

    Fabric m_fabric;
    std::vector<FabricNode> m_nodes;
    FabricGraph m_graph;
    FabricShape m_shape;
    FabricFacts m_facts;
    std::vector<FabricFinding> m_findings;
    QHash<int, std::size_t> m_findingOfSpot;
    QHash<std::pair<int, int>, int> m_missing; ///< spots, by unit and rail
    std::vector<QString> m_leafPorts;
    std::vector<Bundle> m_bundles;
    QHash<int, AssetId> m_assets;
    QSet<int> m_kept; ///< nodes, where there is a filter
    int m_matches = 0;
    bool m_isFiltered = false;
};

} // namespace rackhouse
