#pragma once

#include "models/base/clock.h"
#include "models/topology/switchwords.h"

namespace rackhouse
{

class Writer;

/// Brings the rows of what a switch says of itself and of its ports to what it says now. Rows keep
/// their ids, and those that would only say the same again, with other temperatures, stay as they
/// are until they are `seenAgainAfterMs` old. What it told before stays where the question that
/// tells it is one of `words.facts.missing`; the ports also where it told no port at all. Inside
/// Store::write.
Result<void> replaceSwitchWords(Writer& writer, const AssetId& asset, SwitchWords words,
                                Instant now, qint64 seenAgainAfterMs);

} // namespace rackhouse
