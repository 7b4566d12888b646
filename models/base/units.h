#pragma once

#include <QString>

namespace rackhouse
{

/// "12,000", "2.5", "0.04": four digits that matter, and never as 1.2e+04.
QString realText(double value);
/// "512 GiB", for memory.
QString binaryBytes(qint64 bytes);
/// "1.92 TB", for disks, files and what networks carry.
QString decimalBytes(qint64 bytes);
/// "400 Gbit/s", "2.5 Gbit/s", "100 Mbit/s": what a link carries each way.
QString bitRateText(double megabits);
/// A power in watts, in the language of who reads it: "361 W", "10.2 kW", "1.23 MW".
QString wattsText(double watts);

} // namespace rackhouse
