#pragma once

#include "models/base/result.h"
#include "models/domain/asset.h"

#include <vector>

namespace rackhouse
{

/// The ports of a machine's adapters that a collector in its system lists as JSON: an array of
/// objects with `mlx5_name`, `guid`, `link_type`, `speed` ("400 Gb/sec (4X NDR)"), `speed_kbps`,
/// `max_speed_kbps` and `port_state`, as parts like those that an inspection finds; in `detail`
/// also `speed_mbps` and, where it is told, `most_mbps`. An adapter that is listed twice is there
/// once.
/// Errors: "adapters-unreadable" (not such a list, or one without a name or GUID),
/// "topology-too-large".
Result<std::vector<Component>> readAdapterPorts(const QByteArray& text);

} // namespace rackhouse
