#pragma once

#include "models/domain/fabricfacts.h"
#include "models/topology/ibnetdiscover.h"

namespace rackhouse
{

/// What runs of perfquery counted.
struct PerfqueryText {
    /// In the text's order, each with LID, port, set and counters. A port that is told twice is
    /// there once, as it was told last.
    std::vector<FabricCounters> ports;
    QList<IbNote> notes; ///< lines that could not be used; the first hundred
};

/// Reads what `perfquery -x` or `perfquery -E` prints, of one port or of many one after another.
/// The sums of all ports that `-a` asks for are noted and left out, as are counters of 32 bits:
/// those stop at their highest value. Errors: "counters-unread" (nothing that can be kept),
/// "topology-too-large" (limit).
Result<PerfqueryText> readPerfquery(QIODevice& text);

/// The GUID that a file is named after, as 16 digits: "0x7cfe9003009ce5b0-1.out"; empty: none.
QString guidInName(const QString& fileName);

} // namespace rackhouse
