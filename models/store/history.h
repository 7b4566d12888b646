#pragma once

#include "models/base/clock.h"
#include "models/domain/record.h"

namespace rackhouse
{

/// The kinds whose rows are kept as they were: what a floor consists of and its filters name.
const std::vector<const RecordInfo*>& historyRecords();
bool hasHistory(const RecordInfo& info);

/// What became of a row, for its history.
enum class Turn {
    Same,     ///< nothing that history keeps
    Measured, ///< only measured values, and these by more than a step
    Changed,
};

/// How long values that are only measured make no entry after the one before.
inline constexpr qint64 measuredEveryMs = 3'600'000;

/// What is measured changes all the time (watts, degrees): it counts in steps of 250 W and 2 °C,
/// with "not told" (0) as a step of its own. What is only noted (when something was seen, how far
/// it is, the revision) never counts.
Turn compareRows(const RecordInfo& info, const QJsonObject& before, const QJsonObject& after);

/// The measured and noted values of a row.
QJsonObject measuredPart(const RecordInfo& info, const QJsonObject& row);

/// Nothing in the row was noted after the moment that it is shown of.
void clipNoted(const RecordInfo& info, QJsonObject& row, Instant moment);

/// The whole second from which a change at that moment is seen.
inline Instant momentOf(Instant at)
{
    return {(at.ms + 999) / 1000 * 1000};
}

/// So many rows changed in a part of the history.
struct HistoryMark {
    Instant at; ///< beginning of the part
    qint64 changes = 0;
};

} // namespace rackhouse
