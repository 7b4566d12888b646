#pragma once

#include "models/domain/fabricfacts.h"

namespace rackhouse
{

/// How the counters of a port are to be taken: as what was added between two readings, or, where
/// there was one or they were cleared between, as what there is since nobody knows when.
class CounterReading
{
public:
    explicit CounterReading(const FabricCounters& counters);

    /// Milliseconds between the two readings; 0: only totals are known.
    qint64 period() const { return m_period; }
    /// Added in the period, or the total; 0 also where it was not told.
    qint64 value(const QString& counter) const;
    /// The total as it was read last; nothing where it was not told.
    std::optional<qint64> total(const QString& counter) const;
    /// Whether there are at least `most` of it, and as many an hour where the period is known.
    bool exceeds(const QString& counter, qint64 most) const;

private:
    const FabricCounters& m_row;
    qint64 m_period = 0;
};

/// "3.5 h", "4 min", "12 s".
QString periodText(qint64 ms);
/// What a counter counts, for a person: "symbol errors"; empty for one that has no words.
QString counterText(const QString& counter);
/// How much a counter counts, for a person: "4,211", and of data, which ports count in words of
/// four octets, "145 TB".
QString countText(const QString& counter, qint64 count);
/// The same to the last one: 4211, and octets of data.
qint64 exactCount(const QString& counter, qint64 count);
/// As countText(), to the last one and with what it is: "145,192,107,443,712 bytes".
QString exactCountText(const QString& counter, qint64 count);

/// Whether who knows a port as it was is to hear of it as it is: it is told anew of other places,
/// of errors and losses that were added or cleared, and, with each reading, of what is a finding.
/// What it only sent, received and waited in between changes nothing that is to be looked at.
bool isNews(const FabricCounters& before, const FabricCounters& now);

/// Puts what was read at a time into what is kept of the port. What was read before stays beside
/// it, also where the older reading comes later.
FabricCounters withReading(FabricCounters kept, const FabricCounters& read, Instant at);

} // namespace rackhouse
