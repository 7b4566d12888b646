#pragma once

#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/fabric.h"
#include "models/domain/floor.h"
#include "models/domain/network.h"
#include "models/domain/wiring.h"
#include "models/store/writer.h"

namespace rackhouse::api
{

/// Whether a row that a client sent makes sense beside the others. Errors: "bad-field",
/// "name-taken", "position-taken" (args: name), "port-taken" (args: port, cable), "cable-loop",
/// "power-loop",
/// "subnet-invalid", "machine-unknown", "machine-held", "machine-held-open" (args: machine, by, id,
/// from, until), "gpu-slot-unknown" (args: machine, slot, slots), "gpu-slots-unknown",
/// "currency-unknown", "rental-backwards", "time-zone-unknown".
Result<void> check(Writer& writer, const Rack& rack);
Result<void> check(Writer& writer, const Machine& machine);
Result<void> check(Writer& writer, const Subnet& subnet);
Result<void> check(Writer& writer, const Fabric& fabric);
Result<void> check(Writer& writer, const Hall& hall);
Result<void> check(Writer& writer, const DeviceType& type);
Result<void> check(Writer& writer, const Asset& asset);
Result<void> check(Writer& writer, const Cable& cable);
Result<void> check(Writer& writer, const PowerFeed& feed);
Result<void> check(Writer& writer, const SharedFilter& filter);
Result<void> check(Writer& writer, const Allocation& allocation);
/// A site has one row of settings.
Result<void> check(Writer& writer, const SiteSettings& settings);

/// Whether a row may go. A machine's components go with it; its history does not, so a machine with
/// one stays. Error: "in-use".
Result<void> checkRemoval(Writer& writer, const Rack& rack);
Result<void> checkRemoval(Writer& writer, const Machine& machine);
Result<void> checkRemoval(Writer& writer, const Subnet& subnet);
Result<void> checkRemoval(Writer& writer, const Hall& hall);
Result<void> checkRemoval(Writer& writer, const DeviceType& type);
Result<void> checkRemoval(Writer& writer, const Asset& asset);
Result<void> checkRemoval(Writer& writer, const Cable& cable);
Result<void> checkRemoval(Writer& writer, const PowerFeed& feed);
Result<void> checkRemoval(Writer& writer, const SharedFilter& filter);
Result<void> checkRemoval(Writer& writer, const Allocation& allocation);

} // namespace rackhouse::api
