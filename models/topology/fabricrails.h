#pragma once

#include "models/topology/fabricshape.h"

namespace rackhouse
{

/// Which rail the leaves of a fabric are, found from the names of what is plugged into them: in a
/// unit, adapters of one name go to one leaf. Names that hosts have side by side are counted in
/// natural order, so that HCA-1, 2, 5, 6 of one half and mlx5_0, 1, 4, 5 of the other are the same
/// four rails; names that share their leaf are one.
class FabricRails
{
public:
    /// A row of `places` and `leafOf` is a row of the fabric; units have been found.
    FabricRails(const FabricGraph& fabric, const std::vector<FabricShape::Place>& places,
                const std::vector<int>& leafOf);

    /// The leaf that most adapters of that name go to in its unit; -1: nobody can say.
    int leafFor(int adapter) const { return m_leafFor[static_cast<std::size_t>(adapter)]; }
    /// From 0; -1: nothing with a name is plugged into it.
    int ofLeaf(int leaf) const { return m_railOf.value(leaf, -1); }

private:
    /// What the adapters of one name do in one unit.
    struct Use {
        int name = -1;
        int leaf = -1; ///< that most go to
        int count = 0; ///< of those
    };

    void nameAdapters();
    void findUses();
    void rankNames();

    const FabricGraph& m_fabric;
    const std::vector<FabricShape::Place>& m_places;
    const std::vector<int>& m_leafOf;
    std::vector<QString> m_names;
    std::vector<int> m_nameOf; ///< by node; -1: it has none, or is plugged into no leaf
    std::vector<Use> m_uses;
    std::vector<int> m_leafFor;
    std::vector<int> m_rankOf; ///< by name
    QHash<int, int> m_railOf;
};

} // namespace rackhouse
