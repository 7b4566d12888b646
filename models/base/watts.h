#pragma once

#include <QString>

namespace rackhouse
{

/// A power in watts as people read it, in their language: "361 W", "10.2 kW", "1.23 MW".
QString wattsText(double watts);

} // namespace rackhouse
