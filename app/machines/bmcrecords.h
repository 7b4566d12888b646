#pragma once

#include "app/redfish/discoverer.h"
#include "app/redfish/telemetry.h"
#include "models/base/clock.h"
#include "models/domain/asset.h"

namespace rackhouse
{

class Writer;

/// What BMCs say, in the books. The functions run inside Store::write.
namespace bmcrecords
{

/// The state that an error of app/redfish means for a BMC.
BmcState stateOf(const Error& error);

/// Notes that a BMC was asked, with what came of it, and tells of a change in an event: an
/// unexpected certificate is critical.
Result<void> noteAnswer(Writer& writer, const BmcId& bmc, const std::optional<Error>& error,
                        Instant now);

/// Enters a discovered BMC and its machines: rows are found by address, by BMC and system path, by
/// serial, UUID or MAC, and made when there are none. Machines that were only in the books become
/// discovered. The number of machines.
Result<int> enter(Writer& writer, const redfish::DiscoveredBmc& found, const QString& username,
                  const SecretId& secret, Instant now);

/// What it draws, how warm it is and whether it leaks; what is not told any more is 0 again.
void takeTelemetry(Machine& machine, const redfish::Telemetry& telemetry);

/// Tells of a leak that began, got worse or ended since `before` in an event.
Result<void> tellLeak(Writer& writer, const Machine& machine, Health before, Instant now);

/// Parts of a machine as the BMC lists them. Pure.
std::vector<Component> componentsOf(const redfish::SystemInventory& inventory);

} // namespace bmcrecords
} // namespace rackhouse
