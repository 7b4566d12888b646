#pragma once

#include "models/floor/floormeasure.h"

#include <vector>

namespace rackhouse
{

/// A measure of a whole hall in a few words, for one who looks at the site from afar.
struct HallSummary {
    QString number;                 ///< with its unit: "62 % used", "1.23 MW", "14 leaking"
    QString state;                  ///< "3 critical, 1 warning", "not known"; may be empty
    Health level = Health::Unknown; ///< Critical, Warning: the worst of its racks
    bool stale = false;             ///< of one of its racks

    /// `hall` is the measure of all of it, `racks` are those of its racks.
    static HallSummary of(FloorMeasure measure, const MeasureValue& hall,
                          const std::vector<MeasureValue>& racks);
    /// Number and state.
    QString words() const;
};

} // namespace rackhouse
