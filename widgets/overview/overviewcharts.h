#pragma once

#include "widgets/overview/overviewdata.h"

namespace rackhouse
{

/// Jobs that ended on each of the last fourteen days of this computer's calendar, by result.
ChartData readJobChart(Rows& rows, Instant now);
ChartData readStateChart(Rows& rows);
ChartData readGpuChart(Rows& rows);
/// Watts by model of machine.
ChartData readPowerChart(Rows& rows);

/// A moment as filters have it: its minute, in UTC.
QString minuteText(Instant at);

} // namespace rackhouse
