#pragma once

#include "models/topology/fabricshape.h"

namespace rackhouse
{

/// Something in a fabric that a technician should go and look at.
struct FabricFinding {
    enum class Kind {
        WrongRail,   ///< an adapter is plugged into the leaf of another rail
        WrongUnit,   ///< an adapter is plugged into a leaf of another scalable unit
        MissingLeaf, ///< a unit has no leaf where the others have one
        FewUplinks,  ///< a leaf has fewer uplinks than most
        Asymmetric,  ///< the ends of a link run at different lanes or speeds
        SlowLink,    ///< a link runs slower than is possible
        WeakLight,   ///< too little light comes in at a port that is up
        SharedPort,  ///< a port that is an end of several links
        OneSided,    ///< only one end tells of the link
        SelfLink,    ///< both ends are the same switch
        DefaultName, ///< an adapter with no name of its own and no machine in the inventory
    };

    Kind kind = Kind::WrongRail;
    int node = -1;       ///< row of the node to go to; -1 for a leaf that is not there
    QString port = {};   ///< on that node; empty: the node as a whole
    int other = -1;      ///< where it is plugged in now
    int expected = -1;   ///< where it should be
    int link = -1;       ///< row in the graph, for what is wrong with a link itself
    int count = 0;       ///< uplinks that it has, for FewUplinks; links, for SharedPort
    int usual = 0;       ///< uplinks that most have
    double possible = 0; ///< Gb/s, for SlowLink
    int unit = -1;       ///< that lacks the leaf, for MissingLeaf
    int rail = -1;       ///< of that leaf
    /// Switches above a leaf that others have more cables to, and how many more, for FewUplinks.
    std::vector<std::pair<int, int>> lacking = {};
    QString name = {}; ///< of what is meant: host and adapter, or the leaf that is missing
};

/// Worst first: wrong cables, missing leaves, few uplinks, asymmetric, slow, weak and doubtful
/// links, names; by name within each.
///
/// What is possible for a link is the greater of what both its ends say that they can, and of what
/// most links of its kind run at: between the same tiers, of hosts also on the same rail.
std::vector<FabricFinding> findingsOf(const FabricGraph& fabric, const FabricShape& shape);

} // namespace rackhouse
