#pragma once

#include "models/domain/record.h"

namespace rackhouse
{

/// Every kind of record, parents before children, so that foreign keys hold when they are written
/// in this order.
const std::vector<const RecordInfo*>& allRecords();

/// The kinds that reach a console through the change feed.
std::vector<const RecordInfo*> feedRecords();

/// The kind of that name, or null.
const RecordInfo* recordOfKind(const QString& kind);

} // namespace rackhouse
