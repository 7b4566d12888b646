#include "models/store/database.h"

#include "models/base/id.h"
#include "models/base/naturalorder.h"
#include "models/store/recordsql.h"

#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QStorageInfo>

#include <sqlite3.h>

namespace rackhouse
{

namespace
{

constexpr int kBusyTimeoutMs = 10'000;

/// Primary result codes of SQLite; the low byte of the extended ones.
enum { IoError = 10, Full = 13, CannotOpen = 14, Constraint = 19 };

/// Less than the files beside the database need.
constexpr qint64 kNoRoomBytes = 64 * 1024;

bool hasNoRoom(const QString& database)
{
    const QStorageInfo disk(QFileInfo(database).absolutePath());
    return disk.isValid() && disk.bytesAvailable() < kNoRoomBytes;
}

Error sqlError(const QSqlError& error, const QString& path)
{
    const int code = error.nativeErrorCode().toInt() % 256;
    const QString text = error.databaseText();
    // Where the write-ahead log or its index cannot grow, SQLite names the call that failed and not
    // the reason.
    if (code == Full || ((code == IoError || code == CannotOpen) && hasNoRoom(path)))
        return makeError("disk-full", text);
    if (code == Constraint)
        return makeError("conflict", text);
    return makeError("store-failed", text.isEmpty() ? error.text() : text);
}

int compareNames(void*, int leftSize, const void* left, int rightSize, const void* right)
{
    return compareNaturally({static_cast<const char*>(left), leftSize},
                            {static_cast<const char*>(right), rightSize});
}

/// COLLATE natural_order of queries; no schema names it, so that any SQLite can open the file.
bool addNaturalOrder(const QSqlDatabase& connection)
{
    auto* handle = *static_cast<sqlite3* const*>(connection.driver()->handle().constData());
    return sqlite3_create_collation(handle, "natural_order", SQLITE_UTF8, nullptr, compareNames) ==
           SQLITE_OK;
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString& path, Mode mode)
{
    const QString name = newUuid();
    std::unique_ptr<Database> database(new Database(name, path));
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        connection.setDatabaseName(path);
        QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(kBusyTimeoutMs);
        if (mode == Mode::ReadOnly)
            options += QStringLiteral(";QSQLITE_OPEN_READONLY");
        connection.setConnectOptions(options);
        if (!connection.open())
            return fail(sqlError(connection.lastError(), path));
        if (!addNaturalOrder(connection))
            return fail("store-failed");
    }
    // A table of 100,000 rows is scanned where the system has it in memory, not copied page by
    // page.
    QStringList pragmas{QStringLiteral("PRAGMA foreign_keys = ON"),
                        QStringLiteral("PRAGMA mmap_size = 268435456")};
    if (mode == Mode::ReadWrite)
        pragmas << QStringLiteral("PRAGMA journal_mode = WAL")
                << QStringLiteral("PRAGMA synchronous = FULL");
    for (const QString& pragma : std::as_const(pragmas)) {
        QSqlQuery query(QSqlDatabase::database(name));
        if (!query.exec(pragma))
            return fail(sqlError(query.lastError(), path));
    }
    return database;
}

Database::~Database()
{
    m_prepared.clear();
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<QSqlQuery*> Database::run(const QString& sql, const QVariantList& values)
{
    auto found = m_prepared.find(sql);
    if (found == m_prepared.end()) {
        QSqlQuery query(QSqlDatabase::database(m_connection));
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            return fail(sqlError(query.lastError(), m_path));
        found = m_prepared.emplace(sql, std::move(query)).first;
    }
    QSqlQuery& query = found->second;
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values.at(i));
    if (!query.exec()) {
        const Error error = sqlError(query.lastError(), m_path);
        query.finish();
        return fail(error);
    }
    return &query;
}

Result<QSqlQuery> Database::runOnce(const QString& sql, const QVariantList& values)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return fail(sqlError(query.lastError(), m_path));
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values.at(i));
    if (!query.exec())
        return fail(sqlError(query.lastError(), m_path));
    return query;
}

Result<void> Database::change(const QString& sql, const QVariantList& values)
{
    const auto query = run(sql, values);
    if (!query)
        return fail(query.error());
    (*query)->finish();
    return {};
}

const QString& Database::upsertSql(const RecordInfo& info)
{
    QString& text = m_upserts[&info];
    if (text.isEmpty())
        text = rackhouse::upsertSql(info);
    return text;
}

Result<void> Database::runScript(const QString& script)
{
    for (const QString& part : script.split(QStringLiteral(";\n"))) {
        const QString statement = part.trimmed();
        if (statement.isEmpty())
            continue;
        QSqlQuery query(QSqlDatabase::database(m_connection));
        if (!query.exec(statement))
            return fail(sqlError(query.lastError(), m_path));
    }
    return {};
}

} // namespace rackhouse
