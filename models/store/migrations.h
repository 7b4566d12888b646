#pragma once

#include "models/store/database.h"

namespace rackhouse
{

/// The number of the newest migration in resources/sql.
int newestMigration();

/// Applies the migrations that the database lacks, each in its own transaction. Errors:
/// "store-too-new", "store-failed", "disk-full".
Result<void> migrate(Database& database);

} // namespace rackhouse
