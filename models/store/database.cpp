#include "models/store/database.h"

#include "models/base/id.h"
#include "models/base/naturalorder.h"
#include "models/store/monthrevenue.h"
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

Error errorOf(int extendedCode, const QString& text, const QString& path)
{
    const int code = extendedCode % 256;
    // Where the write-ahead log or its index cannot grow, SQLite names the call that failed and not
    // the reason.
    if (code == Full || ((code == IoError || code == CannotOpen) && hasNoRoom(path)))
        return makeError("disk-full", text);
    if (code == Constraint)
        return makeError("conflict", text);
    return makeError("store-failed", text);
}

Error sqlError(const QSqlError& error, const QString& path)
{
    const QString text = error.databaseText();
    return errorOf(error.nativeErrorCode().toInt(), text.isEmpty() ? error.text() : text, path);
}

int compareNames(void*, int leftSize, const void* left, int rightSize, const void* right)
{
    return compareNaturally({static_cast<const char*>(left), leftSize},
                            {static_cast<const char*>(right), rightSize});
}

/// COLLATE natural_order of queries; no schema names it, so that any SQLite can open the file.
bool addNaturalOrder(sqlite3* handle)
{
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
        database->m_handle =
            *static_cast<sqlite3* const*>(connection.driver()->handle().constData());
        if (!addNaturalOrder(database->m_handle) || !addMonthRevenue(database->m_handle))
            return fail("store-failed");
    }
    // A table of 100,000 rows is scanned where the system has it in memory, not copied page by
    // page; what a savepoint would put back, and what is sorted, is no file either.
    QStringList pragmas{QStringLiteral("PRAGMA foreign_keys = ON"),
                        QStringLiteral("PRAGMA mmap_size = 268435456"),
                        QStringLiteral("PRAGMA temp_store = MEMORY")};
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
    m_statements.clear();
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

Error Database::lastError() const
{
    return errorOf(sqlite3_extended_errcode(m_handle), QString::fromUtf8(sqlite3_errmsg(m_handle)),
                   m_path);
}

Result<Statement*> Database::statement(const QString& sql)
{
    auto& statement = m_statements[sql];
    if (!statement)
        statement = std::make_unique<Statement>(m_handle, sql);
    if (statement->isValid())
        return statement.get();
    const Error error = lastError();
    m_statements.erase(sql);
    return fail(error);
}

Result<void> Database::finish(Statement& statement)
{
    int code = statement.step();
    while (code == SQLITE_ROW)
        code = statement.step();
    const bool done = code == SQLITE_DONE;
    const Error error = done ? Error() : lastError();
    statement.reset();
    return done ? Result<void>() : Result<void>(fail(error));
}

Result<void> Database::change(const QString& sql, const QVariantList& values)
{
    const auto statement = this->statement(sql);
    if (!statement)
        return fail(statement.error());
    for (int i = 0; i < values.size(); ++i)
        (*statement)->bind(i + 1, values.at(i));
    return finish(**statement);
}

qint64 Database::changedRows() const
{
    return sqlite3_changes(m_handle);
}

Result<std::vector<qint64>> Database::numbers(const QString& sql, const QVariantList& values)
{
    Statement statement(m_handle, sql);
    if (!statement.isValid())
        return fail(lastError());
    for (int i = 0; i < values.size(); ++i)
        statement.bind(i + 1, values.at(i));
    std::vector<qint64> numbers;
    int code = statement.step();
    for (; code == SQLITE_ROW; code = statement.step())
        numbers.push_back(statement.number(0));
    return code == SQLITE_DONE ? Result<std::vector<qint64>>(std::move(numbers))
                               : fail(lastError());
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
