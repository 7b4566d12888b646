#pragma once

#include "models/store/database.h"

namespace rackhouse
{

/// The folders of migrations, compiled in from resources/sql.
inline const QString kSiteMigrations = QStringLiteral(":/sql");
inline const QString kReplicaMigrations = QStringLiteral(":/sql/replica");

/// The number of the newest migration in a folder.
int newestMigration(const QString& folder = kSiteMigrations);

/// Applies the migrations of the folder that the database lacks, each in its own transaction.
/// Errors: "store-too-new", "store-failed", "disk-full".
Result<void> migrate(Database& database, const QString& folder = kSiteMigrations);

} // namespace rackhouse
