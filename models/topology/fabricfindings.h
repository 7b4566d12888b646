#pragma once

#include "models/topology/fabricshape.h"

namespace rackhouse
{

/// Something in a fabric that a technician should go and look at.
struct FabricFinding {
    enum class Kind {
        WrongRail,    ///< an adapter is plugged into the leaf of another rail
        WrongUnit,    ///< an adapter is plugged into a leaf of another scalable unit
        MissingLeaf,  ///< a unit has no leaf where the others have one
        SupplyFailed, ///< a power supply of a switch gives nothing, or says so
        FanFailed,    ///< a fan of a switch stands still, or the switch says so
        HotSwitch,    ///< a switch is hotter than it should be
        FewUplinks,   ///< a leaf has fewer uplinks than most
        Asymmetric,   ///< the ends of a link run at different lanes or speeds
        SlowLink,     ///< a link runs slower than is possible
        WeakLight,    ///< too little light comes in at a port that is up
        LinkErrors,   ///< a port has counted errors of its link
        Discards,     ///< a port has thrown packets away
        Congested,    ///< a port has to wait before it can send
        SharedPort,   ///< a port that is an end of several links
        OneSided,     ///< only one end tells of the link
        SelfLink,     ///< both ends are the same switch
        OtherLeaf,    ///< a host is plugged in below another leaf than is planned
        OtherSpine,   ///< a switch is cabled to other switches above it than is planned
        NotThere,     ///< a switch or hosts are planned and not on the wire
        Unplanned,    ///< a host or a switch is on the wire and not planned
        OtherSerial,  ///< a switch tells another serial than the books
        UnknownPort,  ///< counters came of a port that is in no fabric
        DefaultName,  ///< an adapter with no name of its own and no machine in the inventory
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
    QString told = {}; ///< the sentence, of what counters, switches and the plan tell
    QString name = {}; ///< of what is meant: host and adapter, or the leaf that is missing
};

/// In the order of a work list: by kind as they are listed above, by name within each.
void sortFindings(std::vector<FabricFinding>& findings);

/// What the cables alone show, worst first: wrong cables, missing leaves, few uplinks, asymmetric,
/// slow, weak and doubtful links, names.
///
/// What is possible for a link is the greater of what both its ends say that they can, and of what
/// most links of its kind run at: between the same tiers, of hosts also on the same rail.
std::vector<FabricFinding> findingsOf(const FabricGraph& fabric, const FabricShape& shape);

} // namespace rackhouse
