#pragma once

#include "models/domain/fabricfacts.h"

class QIODevice;

namespace rackhouse
{

/// Reads what `ibswinfo` prints, of one switch or of several one after another, each with its GUID.
/// A field that is not there or not readable is unknown, and named in `unread`; a switch whose GUID
/// is so stays without one. Errors: "switch-guid-missing" (no switch says anything that it can be
/// known by), "topology-too-large" (limit).
Result<std::vector<FabricHealth>> readIbswinfo(QIODevice& text);

} // namespace rackhouse
