#pragma once

#include <QByteArray>
#include <QString>
#include <QVariant>

#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace rackhouse
{

/// A prepared statement on the SQLite handle of a QtSql connection, for what runs thousands of
/// times a second: values go to SQLite as they are, without what QSqlQuery does for any database.
class Statement
{
public:
    Statement(sqlite3* handle, const QString& sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Whether SQLite understood it.
    bool isValid() const { return m_statement != nullptr; }
    /// Sets a value, counted from 1. A null QString or QByteArray is NULL, as in QSqlQuery.
    void bind(int place, const QVariant& value);
    void bindText(int place, const QByteArray& utf8);
    /// Goes to the next row; SQLITE_ROW, SQLITE_DONE or an error of SQLite.
    int step();
    /// Of the row that step() went to, counted from 0.
    qint64 number(int column) const;
    /// Ends it and forgets its values, so that it can run again.
    void reset();

private:
    sqlite3_stmt* m_statement = nullptr;
    std::vector<QByteArray> m_texts; ///< what SQLite reads until reset()
};

} // namespace rackhouse
