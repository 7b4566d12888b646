#pragma once

#include "models/base/result.h"
#include "models/store/statement.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <memory>
#include <unordered_map>
#include <vector>

namespace rackhouse
{

struct RecordInfo;

/// One SQLite connection of the thread that opened it, with its prepared statements.
class Database
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    /// Opens the file in WAL mode with foreign keys on. Errors: "store-failed".
    static Result<std::unique_ptr<Database>> open(const QString& path, Mode mode);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs a statement with positional values; the statement stays prepared. Errors:
    /// "store-failed", "disk-full", "conflict" (a UNIQUE or FOREIGN KEY constraint).
    Result<QSqlQuery*> run(const QString& sql, const QVariantList& values = {});
    /// The same without keeping the statement prepared, for text that rarely comes twice.
    Result<QSqlQuery> runOnce(const QString& sql, const QVariantList& values = {});
    /// Runs a statement to its end without looking at rows that it gives; it stays prepared. The
    /// same errors.
    Result<void> change(const QString& sql, const QVariantList& values = {});
    /// Such a statement, to be given its values and run by finish().
    Result<Statement*> statement(const QString& sql);
    Result<void> finish(Statement& statement);
    /// How many rows the last statement changed.
    qint64 changedRows() const;
    /// The first column of all rows, without keeping the statement prepared.
    Result<std::vector<qint64>> numbers(const QString& sql, const QVariantList& values = {});
    /// upsertSql() of recordsql.h, made once a connection.
    const QString& upsertSql(const RecordInfo& info);
    /// Runs a script of statements separated by semicolons at line ends, once, without keeping
    /// them.
    Result<void> runScript(const QString& script);

private:
    Database(QString connection, QString path)
        : m_connection(std::move(connection)), m_path(std::move(path))
    {
    }
    Error lastError() const;

    QString m_connection;
    QString m_path;
    sqlite3* m_handle = nullptr; ///< of the connection
    std::unordered_map<QString, QSqlQuery> m_prepared;
    std::unordered_map<QString, std::unique_ptr<Statement>> m_statements;
    std::unordered_map<const RecordInfo*, QString> m_upserts;
};

} // namespace rackhouse
