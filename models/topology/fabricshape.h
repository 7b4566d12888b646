#pragma once

#include "models/topology/fabricgraph.h"

#include <optional>

namespace rackhouse
{

/// What the nodes of a fabric are for, found from the cables: leaves have hosts, spines have
/// leaves. Leaves that serve the same hosts make a scalable unit; in each unit one leaf serves one
/// adapter of every host, its rail.
class FabricShape
{
public:
    struct Place {
        int tier = 0;  ///< 0 host side, 1 leaf, 2 spine, 3 core; -1: reached from nowhere
        int unit = -1; ///< of a leaf or an adapter: row in units()
        int rail = -1; ///< of a leaf or an adapter, from 0
        int links = 0; ///< all cables of a switch
        int hostLinks = 0;
        int upLinks = 0; ///< cables to the tier above
        double hostGigabits = 0;
        double upGigabits = 0;
    };
    struct Unit {
        QString name;            ///< of its hosts: "a08-p1-dgx-04"
        std::vector<int> leaves; ///< by rail; -1 where there is none
        QStringList hosts;
    };

    explicit FabricShape(const FabricGraph& fabric);

    const std::vector<Place>& places() const { return m_places; } ///< a row a node
    const std::vector<Unit>& units() const { return m_units; }
    int railCount() const { return m_railCount; }
    /// Host bandwidth to uplink bandwidth of a leaf: 1 is non-blocking. Nothing without uplinks.
    std::optional<double> oversubscription(int leaf) const;
    /// Of all leaves together.
    std::optional<double> oversubscription() const;
    /// The leaf that an adapter is plugged into, or -1.
    int leafOf(int adapter) const { return m_leafOf[static_cast<std::size_t>(adapter)]; }

private:
    void findTiers();
    void countLinks();
    void findUnits();
    void findRails();
    void nameUnits();
    std::vector<QStringList> hostsOfLeaves() const;

    const FabricGraph& m_fabric;
    std::vector<std::vector<int>> m_neighbors;
    std::vector<Place> m_places;
    std::vector<Unit> m_units;
    std::vector<int> m_leafOf;
    int m_railCount = 0;
};

} // namespace rackhouse
