#pragma once

#include <cstddef>
#include <vector>

namespace rackhouse
{

/// The rows that each row waits for, by number.
using Waits = std::vector<std::vector<std::size_t>>;

/// All rows in groups: a group comes after those that its rows wait for, rows that wait for each
/// other in a circle are one group, and otherwise the order stays as it is.
std::vector<std::vector<std::size_t>> groupsInOrder(const Waits& waits);

} // namespace rackhouse
