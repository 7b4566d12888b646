#pragma once

#include "models/floor/floormeasure.h"
#include "models/market/rent.h"

#include <QHash>

#include <optional>

namespace rackhouse
{

/// What machines that are shown together are let for now.
struct DeviceRents {
    QHash<QString, Rent> byMachine; ///< by its id
    Money best;                     ///< a month of the site's best GPU, in its main currency

    DeviceRents() = default;
    DeviceRents(const std::vector<Machine>& machines, const Rents& rents, Money bestRent);
};

/// A measure of one machine, as its plate in an elevation shows it: the number carries its unit.
/// Nothing where the measure is one of whole racks.
std::optional<MeasureValue> measureOf(FloorMeasure measure, const Machine& machine,
                                      const DeviceRents& rents, Instant staleBefore, Instant now);
/// The same of what is no machine: nobody tells its state, but its name plate may be known.
std::optional<MeasureValue> measureOf(FloorMeasure measure, const Asset& asset);

/// What the number on a plate is: "kW drawn, shaded by the share of the name plate". Empty for
/// measures of whole racks.
QString deviceMeasureUnit(FloorMeasure measure, const Money& bestRent = {});

} // namespace rackhouse
