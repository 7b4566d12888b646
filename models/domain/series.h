#pragma once

#include "models/base/clock.h"
#include "models/domain/enums.h"

#include <vector>

namespace rackhouse
{

/// What a site sums up of itself, again and again.
enum class Measure {
    Power,            ///< that machines tell to draw
    Gpus,             ///< that are there
    GpusInUse,        ///< of provisioned machines
    GpusFree,         ///< of available machines
    MachinesOk,       ///< by health
    MachinesWarning,  ///< by health
    MachinesCritical, ///< by health
    MachinesUnknown,  ///< by health
    HottestInlet,     ///< of all machines
    GpusRented,       ///< by rentals that hold then
    Revenue,          ///< that these bring in a calendar month, by currency
};
RACKHOUSE_ENUM_WORDS(Measure, {Measure::Power, "power_w"}, {Measure::Gpus, "gpus"},
                     {Measure::GpusInUse, "gpus_in_use"}, {Measure::GpusFree, "gpus_free"},
                     {Measure::MachinesOk, "machines_ok"},
                     {Measure::MachinesWarning, "machines_warning"},
                     {Measure::MachinesCritical, "machines_critical"},
                     {Measure::MachinesUnknown, "machines_unknown"},
                     {Measure::HottestInlet, "hottest_inlet_c"},
                     {Measure::GpusRented, "gpus_rented"}, {Measure::Revenue, "revenue"})

/// Samples are whole numbers: so many of them are one of the unit that people read.
qint64 scaleOf(Measure measure, const QString& currency = {});

/// Who may see it: rentals are for operators.
Role leastRole(Measure measure);

inline constexpr qint64 sampleEveryMs = 5 * 60'000;

/// One sum at one moment.
struct Sample {
    Measure measure = Measure::Power;
    QString hall;     ///< empty: of the whole site
    QString currency; ///< ISO 4217, of money; else empty
    qint64 value = 0; ///< times scaleOf(); of money in minor units
};

/// What was sampled in a time.
struct SeriesPoint {
    Instant at;    ///< its beginning
    qint64 ms = 0; ///< its length
    double mean = 0;
    double highest = 0;

    bool operator==(const SeriesPoint&) const = default;
};

/// One measure over time. A time without a sample has no point.
struct SeriesLine {
    Measure measure = Measure::Power;
    QString currency;
    Instant since; ///< the first point that there is at all; not set: none
    std::vector<SeriesPoint> points;
};

/// Which part of a measure is wanted, in how many points at most.
struct SeriesRange {
    QString hall; ///< empty: of the whole site
    Instant from;
    Instant until;
    int points = 0;

    /// The length of a point: whole samples, hours or days, as many of them as it takes.
    qint64 stepMs() const;
};

} // namespace rackhouse
