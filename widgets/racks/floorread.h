#pragma once

#include "models/floor/floorpicture.h"
#include "models/query/filter.h"

#include <memory>

namespace rackhouse
{

class Rows;

/// Reads the floor of a site; for a worker. Machines that the filter keeps are counted.
std::shared_ptr<const FloorPicture> readFloor(Rows& rows, const query::Filter& filter, Instant now);
std::vector<Machine> machinesIn(Rows& rows, const QString& rackId);

} // namespace rackhouse
