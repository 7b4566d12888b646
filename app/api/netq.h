#pragma once

#include "app/api/route.h"
#include "models/store/store.h"

namespace rackhouse::api
{

/// Takes in the file of a call: the topology graph of NetQ takes the place of the one before, and
/// so does a list of compute nodes of NMX. Answers how many devices and cables, or hosts, there
/// are, and which of them the books do not know. Errors: what readNetq() says, "read-failed",
/// "bad-field". Both of these block until all is written; not on the writer's thread.
Result<QJsonObject> takeNetq(Store& store, const Call& call);
/// Removes all that either has told.
Result<QJsonObject> forgetNetq(Store& store, const Call& call);

} // namespace rackhouse::api
