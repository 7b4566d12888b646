#pragma once

#include "models/domain/fabric.h"
#include "models/store/store.h"
#include "models/topology/perfquery.h"

namespace rackhouse
{

/// What a text told, beside the fabric: how much was taken in, and what of it could not be used.
struct FactsTaken {
    qint64 taken = 0;
    QStringList unknown; ///< ports and switches that are in no fabric: "LID 99 port 1"
    qint64 skippedLines = 0;
};

/// Keeps what the ports of a fabric counted, beside what they had counted before. `guid` is of the
/// node, where the sender knows it; else a port is known by its LID as the fabric was read last.
/// What was kept of ports that are in no fabric goes, where it is not told again.
/// Errors: "fabric-unread". All of these block until all is written; not on the writer's thread.
Result<FactsTaken> keepCounters(Store& store, const FabricId& fabric, const PerfqueryText& text,
                                const QString& guid, Instant at);
/// Keeps what switches say of their parts, each in place of what it said before.
Result<FactsTaken> keepHealth(Store& store, const FabricId& fabric,
                              const std::vector<FabricHealth>& switches, Instant at);
/// A plan takes the place of the one before.
Result<FactsTaken> keepPlan(Store& store, const FabricId& fabric,
                            const std::vector<FabricPlan>& plan);
/// Removes all that is kept of a fabric beside its nodes and links.
Result<void> forgetFacts(Store& store, const FabricId& fabric);

} // namespace rackhouse
