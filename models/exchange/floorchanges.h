#pragma once

#include "models/exchange/books.h"
#include "models/exchange/changeplan.h"

#include <QHash>

namespace rackhouse
{

/// Rows as they would be after the plan, beside those that stay as they are; by id, with the row of
/// the plan that speaks of each.
template <class T>
using Planned = QHash<QString, std::pair<size_t, T>>;

/// Makes problems of the planned rows that would stand outside of their rack or in the room of
/// another device, and notes of racks that would be too heavy or need too much power.
void checkPlaces(const BookIndex& index, const Planned<Machine>& machines,
                 const Planned<Asset>& assets, ChangePlan& plan);

/// Makes notes of the planned racks that would stand on the plan where another rack stands.
void checkFloor(const BookIndex& index, const Planned<Rack>& racks, ChangePlan& plan);

/// Makes problems of the planned cables that would share a port with another one.
void checkPorts(const BookIndex& index, const Planned<Cable>& cables, ChangePlan& plan);

} // namespace rackhouse
