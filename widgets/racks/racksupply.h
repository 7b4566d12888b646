#pragma once

#include "models/floor/rackfacts.h"
#include "models/power/powerpicture.h"

#include <QHash>

namespace rackhouse
{

class Rows;

/// What the PDUs of each rack carry, with the breakers that feed this rack alone, when another side
/// is lost: the weakest side. By id of the rack; a rack of which a whole side is not known in
/// watts counts with the others, one without any is left out.
QHash<QString, RackSupply> rackSupplies(const PowerPicture& picture);
/// The same, read for a worker.
QHash<QString, RackSupply> readRackSupplies(Rows& rows);

} // namespace rackhouse
