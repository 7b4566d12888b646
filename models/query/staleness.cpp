#include "models/query/staleness.h"

#include "models/domain/switchfacts.h"
#include "models/query/condition.h"

namespace rackhouse::query
{

qint64 staleAfterMs(const RecordInfo& info)
{
    constexpr qint64 ofSwitches = 60 * 60 * 1000;
    const bool isOfSwitch = &info == &SwitchFacts::record() || &info == &SwitchPort::record();
    return isOfSwitch ? ofSwitches : kStaleAfterMs;
}

} // namespace rackhouse::query
