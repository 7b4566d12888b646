#pragma once

#include "models/domain/record.h"

namespace rackhouse::query
{

/// How old what the hardware said may be before it is shown as stale and found by `is:stale`:
/// kStaleAfterMs, and an hour of switches, which are asked every few minutes and less often while
/// they fail.
qint64 staleAfterMs(const RecordInfo& info);

} // namespace rackhouse::query
