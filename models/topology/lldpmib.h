#pragma once

#include "models/topology/lldp.h"

#include <vector>

namespace rackhouse
{

/// The name of a variable or of a subtree of a MIB.
using Oid = std::vector<quint32>;

/// A variable as an SNMP agent tells it: an integer, or the bytes of anything else.
struct MibVariable {
    Oid name;
    qint64 number = 0;
    QByteArray bytes = {};
};

/// The columns that readLldpMib() understands, each to be walked whole: of LLDP-MIB (IEEE
/// 802.1AB-2005) lldpLocPortTable, lldpRemTable and lldpRemManAddrTable, and of IF-MIB the names
/// and addresses of the interfaces.
const std::vector<Oid>& lldpMibColumns();

/// The neighbours that walked variables tell of, in any order. A row that lacks its chassis or its
/// port is left out.
/// Errors: "switch-without-lldp" (nothing of the LLDP-MIB is there), "topology-too-large".
Result<QList<LldpNeighbor>> readLldpMib(const std::vector<MibVariable>& variables);

} // namespace rackhouse
