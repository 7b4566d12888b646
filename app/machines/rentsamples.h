#pragma once

#include "models/domain/series.h"
#include "models/store/reader.h"

namespace rackhouse
{

/// What is rented now and what that brings in a calendar month, of the site and of its halls. A
/// currency that rentals had once is known ever after, with 0 where none has it now.
Result<std::vector<Sample>> rentSamples(Reader& reader, Instant now);

} // namespace rackhouse
