#pragma once

#include "models/query/filter.h"
#include "models/topology/fabricpicture.h"

#include <memory>

namespace rackhouse
{

class Rows;

/// The fabrics that a person can choose from, and the one that is shown.
struct FabricRead {
    struct Choice {
        QString id;
        QString title; ///< "InfiniBand compute", "Ethernet leaf-*"
    };

    std::vector<Choice> choices;
    std::shared_ptr<const FabricPicture> picture; ///< null where there is none
};

/// Reads them from a site; for a worker. InfiniBand as it was scanned, Ethernet as LLDP tells it.
/// `wanted` is the id of one of them; empty: the first. Machines that the filter keeps are marked.
FabricRead readFabric(Rows& rows, const QString& wanted, const query::Filter& filter);

} // namespace rackhouse
