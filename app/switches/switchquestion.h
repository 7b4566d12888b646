#pragma once

#include "app/redfish/httpmessage.h"
#include "models/domain/enums.h"
#include "models/topology/lldp.h"

namespace rackhouse
{

/// What a switch is asked over HTTPS for its LLDP neighbours, by eAPI, NVUE or RESTCONF.
redfish::HttpRequest switchQuestion(SwitchMethod method);

/// The neighbours in what it answered. Errors: "switch-auth-failed", "switch-refused" (args:
/// detail), "switch-unreadable", "topology-too-large".
Result<QList<LldpNeighbor>> readSwitchAnswer(const redfish::HttpAnswer& answer);

} // namespace rackhouse
