#include "models/store/migrations.h"

#include <QDir>
#include <QFile>

namespace rackhouse
{

namespace
{

QStringList migrationFiles(const QString& folder)
{
    return QDir(folder).entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
}

Result<int> versionOf(Database& database)
{
    const auto query = database.run(QStringLiteral("PRAGMA user_version"));
    if (!query)
        return fail(query.error());
    const int version = (*query)->next() ? (*query)->value(0).toInt() : 0;
    (*query)->finish();
    return version;
}

Result<void> apply(Database& database, const QString& path, int version)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail("store-failed", path);
    const QString script = QStringLiteral("BEGIN IMMEDIATE;\n") +
                           QString::fromUtf8(file.readAll()) +
                           QStringLiteral(";\nPRAGMA user_version = %1;\nCOMMIT;\n").arg(version);
    auto done = database.runScript(script);
    if (!done)
        (void)database.runScript(QStringLiteral("ROLLBACK;\n"));
    return done;
}

} // namespace

int newestMigration(const QString& folder)
{
    return static_cast<int>(migrationFiles(folder).size());
}

Result<void> migrate(Database& database, const QString& folder)
{
    const auto version = versionOf(database);
    if (!version)
        return fail(version.error());
    const QStringList files = migrationFiles(folder);
    if (*version > files.size())
        return fail("store-too-new", {{QStringLiteral("version"), *version}});
    for (int next = *version; next < files.size(); ++next) {
        if (auto done = apply(database, folder + QLatin1Char('/') + files.at(next), next + 1);
            !done)
            return done;
    }
    return {};
}

} // namespace rackhouse
