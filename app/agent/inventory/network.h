#pragma once

#include "app/agent/inventory/roots.h"
#include "app/agent/outcome.h"

namespace rackhouse::agent
{

/// The Ethernet cards, as the inventory wants them.
Json listNics(const Roots& roots);
/// The ports of adapters that speak RDMA, each with its network interface ("ib0") as `net`.
Json listInfiniband(const Roots& roots);
/// The MACs of the Ethernet cards, lower-case.
std::vector<std::string> listMacs(const Roots& roots);
/// The MAC of the card that has this address; empty if none has.
std::string macOfAddress(const Roots& roots, const std::string& address);

} // namespace rackhouse::agent
