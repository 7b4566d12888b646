#pragma once

#include "models/topology/lldp.h"

#include <optional>

namespace rackhouse::lldp
{

// The forms in which devices tell of their neighbours; nothing where the text has none of them.

std::optional<QList<LldpNeighbor>> readJson(const QByteArray& text);
std::optional<QList<LldpNeighbor>> readText(const QByteArray& text);

} // namespace rackhouse::lldp
