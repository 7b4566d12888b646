#pragma once

#include "models/base/clock.h"
#include "models/domain/wiring.h"
#include "models/topology/lldp.h"

namespace rackhouse
{

class Writer;

/// Whose ports told of neighbours, and through whom.
struct NeighborTeller {
    EndKind kind = EndKind::None;
    QString id;
    QString name;
    NeighborSource source = NeighborSource::Agent;
    /// A neighbour that stays as it was is written again only once it was seen so long ago.
    qint64 seenAgainAfterMs = 0;
};

/// Brings the neighbours that one device told to what it tells now. What the agent in a machine
/// says and what the device itself says, by whatever way, stand beside each other, and beside what
/// NetQ says. Rows of neighbours that stay keep their ids. Inside Store::write.
Result<void> replaceNeighbors(Writer& writer, const NeighborTeller& teller,
                              const QList<LldpNeighbor>& neighbors, Instant now);

} // namespace rackhouse
