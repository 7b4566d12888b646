#pragma once

#include "models/domain/asset.h"
#include "models/domain/fabric.h"
#include "models/store/store.h"
#include "models/topology/fabricgraph.h"

namespace rackhouse
{

/// Brings the rows of a fabric to what one look at it showed. Rows keep their ids from one look to
/// the next, so that the change feed tells only what has changed.
class FabricScan
{
public:
    /// What one look shows, as rows.
    struct Rows {
        QHash<QString, FabricNode> nodes; ///< by id
        QHash<QString, FabricLink> links;
        qint64 skippedLines = 0;
    };

    /// Reads the rows that are there, and the adapters that the inventory knows.
    static Result<FabricScan> begin(Store& store, const FabricId& fabric);

    Rows rowsOf(const IbSubnet& subnet) const;
    /// Whether most of what is known is still there: of the nodes, and of the links whichever end
    /// tells them first, at most a tenth or a handful is gone. Errors: "fabric-would-shrink".
    Result<void> checkLoss(const Rows& wanted) const;
    /// Writes the differences, a part at a time so that nothing else waits long, then the fabric
    /// itself. Blocks until all is written; not on the writer's thread.
    Result<Fabric> apply(Store& store, const Rows& wanted, Instant scannedAt) const;
    /// Removes the fabric with all that is in it.
    Result<void> remove(Store& store) const;

private:
    Result<void> replaceBy(Store& store, const Rows& wanted) const;
    FabricNodeId nodeId(const QString& guid) const;

    FabricId m_fabric;
    Rows m_rows;
    FabricHosts m_hosts;
    QHash<QString, MachineId> m_machineOfGuid;
    QHash<QString, MachineId> m_machineOfHost;
};

} // namespace rackhouse
