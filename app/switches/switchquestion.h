#pragma once

#include "app/redfish/httpmessage.h"
#include "models/domain/enums.h"
#include "models/topology/lldp.h"
#include "models/topology/switchwords.h"

#include <vector>

namespace rackhouse
{

/// What a switch is asked over HTTPS for its LLDP neighbours, by eAPI, NVUE or RESTCONF.
redfish::HttpRequest switchQuestion(SwitchMethod method);

/// The neighbours in what it answered. Errors: "switch-auth-failed", "switch-refused" (args:
/// detail), "switch-unreadable", "topology-too-large".
Result<QList<LldpNeighbor>> readSwitchAnswer(const redfish::HttpAnswer& answer);

/// One of the questions that come after that for neighbours.
struct SwitchQuestion {
    QString about; ///< "optics": what is missing where it is not answered
    redfish::HttpRequest request;
};

/// What a switch is asked of itself and of its ports.
std::vector<SwitchQuestion> furtherQuestions(SwitchMethod method);

/// Takes in what it answered to one of them. Errors: as of readSwitchAnswer().
Result<void> readFurtherAnswer(const redfish::HttpAnswer& answer, SwitchWords& words);

} // namespace rackhouse
