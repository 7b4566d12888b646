#pragma once

#include "models/topology/lldp.h"

#include <optional>

namespace rackhouse::lldp
{

// The forms in which devices tell of their neighbours; nothing where the text has none of them.

std::optional<QList<LldpNeighbor>> readJson(const QByteArray& text);
std::optional<QList<LldpNeighbor>> readText(const QByteArray& text);

/// Each neighbour once, its MACs written one way; those at no port are left out.
/// Error: "topology-too-large".
Result<QList<LldpNeighbor>> tidied(const QList<LldpNeighbor>& told);

} // namespace rackhouse::lldp
