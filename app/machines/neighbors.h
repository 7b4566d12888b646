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
};

/// Brings the neighbours that one device told through one source to what it tells now. Rows of
/// neighbours that stay keep their ids. Inside Store::write.
Result<void> replaceNeighbors(Writer& writer, const NeighborTeller& teller,
                              const QList<LldpNeighbor>& neighbors, Instant now);

} // namespace rackhouse
