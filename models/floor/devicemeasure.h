#pragma once

#include "models/floor/floormeasure.h"

namespace rackhouse
{

/// A measure of one machine, as its plate in an elevation shows it: the number carries its unit.
/// Nothing where the measure is one of whole racks.
std::optional<MeasureValue> measureOf(FloorMeasure measure, const Machine& machine,
                                      Instant staleBefore, Instant now);
/// The same of what is no machine: nobody tells its state, but its name plate may be known.
std::optional<MeasureValue> measureOf(FloorMeasure measure, const Asset& asset);

/// What the number on a plate is: "kW drawn, shaded by the share of the name plate". Empty for
/// measures of whole racks.
QString deviceMeasureUnit(FloorMeasure measure);

} // namespace rackhouse
