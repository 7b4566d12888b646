#pragma once

#include "models/query/filter.h"
#include "models/topology/fabricpicture.h"

#include <memory>

namespace rackhouse
{

class Rows;

/// Which fabric is to be shown: the one that has something of the machines, where one has; the one
/// of that id, where there is one; else the first that there is a picture of.
struct FabricWish {
    QString id;
    QStringList machines; ///< ids
};

/// The fabrics that a person can choose from, and the one that is shown.
struct FabricRead {
    struct Choice {
        QString id;
        QString title; ///< "InfiniBand compute", "Ethernet leaf-*"

        bool operator==(const Choice&) const = default;
    };

    std::vector<Choice> choices;
    int chosen = -1;                              ///< of the choices; -1: there are none
    std::shared_ptr<const FabricPicture> picture; ///< null where the chosen one was never scanned
};

/// Reads them from a site; for a worker. InfiniBand as it was scanned, Ethernet as LLDP tells it.
/// Machines that the filter keeps are marked.
FabricRead readFabric(Rows& rows, const FabricWish& wish, const query::Filter& filter);

/// What is wrong in one fabric.
struct FabricFindings {
    FabricRead::Choice fabric;
    std::vector<FabricFinding> findings;
};

/// Of every fabric of a site that was scanned; for a worker.
std::vector<FabricFindings> readFabricFindings(Rows& rows);

} // namespace rackhouse
