#pragma once

#include "models/domain/record.h"

namespace rackhouse::query
{

/// How old what the hardware said may be before it is shown as stale and found by `is:stale`:
/// kStaleAfterMs, and kSwitchFreshMs of switches.
qint64 staleAfterMs(const RecordInfo& info);

} // namespace rackhouse::query
