#pragma once

#include "models/exchange/books.h"
#include "widgets/common/records.h"

namespace rackhouse
{

/// The books as the console's copy has them; for a worker (see Records::fetch()).
Books readBooks(Rows& rows);

} // namespace rackhouse
