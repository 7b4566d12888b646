#include "models/query/staleness.h"

#include "models/domain/switchfacts.h"
#include "models/query/condition.h"

namespace rackhouse::query
{

qint64 staleAfterMs(const RecordInfo& info)
{
    const bool isOfSwitch = &info == &SwitchFacts::record() || &info == &SwitchPort::record();
    return isOfSwitch ? kSwitchFreshMs : kStaleAfterMs;
}

} // namespace rackhouse::query
