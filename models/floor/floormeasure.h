#pragma once

#include "models/floor/rackfacts.h"

#include <QStringList>

#include <optional>

namespace rackhouse
{

/// What the racks of a floor are shaded by: one at a time.
enum class FloorMeasure {
    Occupancy,
    Power,
    Inlet,
    Hottest,
    Leak,
    Health,
    FreeGpus,
    Revenue,
    Wiped,
    Inspected
};
RACKHOUSE_ENUM_WORDS(FloorMeasure, {FloorMeasure::Occupancy, "occupancy"},
                     {FloorMeasure::Power, "power"}, {FloorMeasure::Inlet, "inlet"},
                     {FloorMeasure::Hottest, "hottest"}, {FloorMeasure::Leak, "leak"},
                     {FloorMeasure::Health, "health"}, {FloorMeasure::FreeGpus, "free-gpus"},
                     {FloorMeasure::Revenue, "revenue"}, {FloorMeasure::Wiped, "wiped"},
                     {FloorMeasure::Inspected, "inspected"})

/// The measure that a link names. "checked" was the later of last wipe and last inspection once.
std::optional<FloorMeasure> measureFromLink(const QString& word);

/// A measure of one rack as it is drawn and read.
struct MeasureValue {
    bool known = false;
    double share = 0;               ///< 0 to 1 on the scale of the measure, where it is known
    Health level = Health::Unknown; ///< Warning, Critical: beyond what is good
    /// On the tile: "34/42", "12.3"; of a device with its unit. Empty where nothing is known.
    QString number;
    QString sentence;   ///< "34 of 42 U used, 8 free"
    QString brief = {}; ///< its beginning, for a table; empty: all of it
    bool stale = false; ///< nothing was heard for long of what decides
    bool never = false; ///< for some of it there is nothing to measure from: worst
    QString word = {};  ///< of a device: what is said beside its number, "above 27 °C", "stale"
};

MeasureValue measureOf(FloorMeasure measure, const Rack& rack, const RackFacts& facts, Instant now);

/// "Occupancy", "Free GPUs"
QString measureTitle(FloorMeasure measure);
/// The ends and three steps between of the scale, with the unit: "0 %", "25 %"... Revenue has them
/// in the currency of the site's best GPU: "0", "550", "1.1k". Empty for what has no scale.
QStringList measureStops(FloorMeasure measure, const Money& bestRent = {});
/// It has states and no scale: tiles are not shaded.
bool isOfStates(FloorMeasure measure);
/// What the number on a tile is: "units used of all", "kW".
QString measureUnit(FloorMeasure measure, const Money& bestRent = {});

} // namespace rackhouse
