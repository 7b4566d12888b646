#pragma once

#include "models/domain/series.h"
#include "models/store/reader.h"

#include <QSet>

namespace rackhouse
{

/// What is rented now and what that brings in a calendar month, of the site and of its halls. A
/// currency that rentals had once is known ever after, with 0 where none has it now.
/// `halls`: those that are told of also where nothing is rented.
Result<std::vector<Sample>> rentSamples(Reader& reader, const QSet<QString>& halls, Instant now);

} // namespace rackhouse
