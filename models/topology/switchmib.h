#pragma once

#include "models/topology/lldpmib.h"
#include "models/topology/switchwords.h"

namespace rackhouse
{

/// The columns that readSwitchMib() understands, each to be walked whole: of SNMPv2-MIB (RFC 3418)
/// sysDescr and sysName, of IF-MIB (RFC 2863) names, types, states, speeds and errors of the
/// interfaces, of ENTITY-MIB (RFC 6933) the chassis, fans and power supplies.
const std::vector<Oid>& switchMibColumns();

/// Takes in what walked variables tell, in any order. Only interfaces that are Ethernet are ports.
/// Errors: "switch-unreadable" (nothing of these MIBs is there), "topology-too-large".
Result<void> readSwitchMib(const std::vector<MibVariable>& variables, SwitchWords& words);

} // namespace rackhouse
