#include "models/base/clock.h"

namespace rackhouse
{

QString Instant::toIso() const
{
    return isSet() ? toDateTime().toString(Qt::ISODateWithMs) : QString();
}

Instant SystemClock::now() const
{
    return {QDateTime::currentMSecsSinceEpoch()};
}

} // namespace rackhouse
