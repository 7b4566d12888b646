#pragma once

#include "models/domain/record.h"
#include "models/store/database.h"
#include "models/store/rowquery.h"
#include "models/store/select.h"

#include <QHash>

#include <functional>
#include <optional>
#include <vector>

namespace rackhouse
{

/// How far the console has read one site's feed.
struct ReplicaSite {
    QString siteKey;
    qint64 seq = 0;                ///< last change entered; 0: never read
    Instant syncedAt;              ///< when the site last answered, by this console's clock
    std::optional<Role> role = {}; ///< for whom it was read; none: the site did not say
};

/// What the rows of one site and one group have in common.
struct Tally {
    QString siteKey;
    QString group;    ///< value of the field that was grouped by; empty: not grouped
    qint64 rows = 0;  ///< how many there are
    qint64 sum = 0;   ///< of the field that was summed up
    qint64 known = 0; ///< rows in which that field is not 0
};

/// Reads of the replica, inside one snapshot. Lives only during Replica::read().
class ReplicaReader
{
public:
    ReplicaReader(Database& database, Instant now) : m_database(database), m_now(now) {}

    template <class T>
    Result<std::optional<T>> find(const QString& siteKey, const QString& id)
    {
        auto rows = list<T>(siteKey, {.equals = {{QStringLiteral("id"), id}}});
        if (!rows)
            return fail(rows.error());
        return rows->empty() ? std::optional<T>() : std::optional<T>(std::move(rows->front()));
    }
    /// The rows of one site, or of all where `siteKey` is empty.
    template <class T>
    Result<std::vector<T>> list(const QString& siteKey, const Select& select = {})
    {
        std::vector<T> rows;
        auto done = visit(T::record(), siteKey, select, [&rows]() -> void* {
            rows.emplace_back();
            return &rows.back();
        });
        if (!done)
            return fail(done.error());
        return rows;
    }
    /// The rows of one site that the filter keeps, with the fields that are named; the others are
    /// as in a new record. For drawings of thousands of rows.
    template <class T>
    Result<std::vector<T>> listFields(const QString& siteKey, const QStringList& fields,
                                      const query::Filter& filter = {})
    {
        std::vector<T> rows;
        auto done = visitFields({.info = &T::record(), .siteKey = siteKey, .filter = filter},
                                fields, [&rows]() -> void* {
                                    rows.emplace_back();
                                    return &rows.back();
                                });
        if (!done)
            return fail(done.error());
        return rows;
    }
    /// How many rows match the equals of the selection.
    Result<qint64> count(const RecordInfo& info, const QString& siteKey, const Select& select = {});

    /// The rows that a table shows, in its order: their numbers in the replica's table (stable
    /// while the row exists). Reads no other column than those that filter and order need.
    Result<std::vector<qint64>> rowNumbers(const RowQuery& query);
    /// Whole rows by number; a number without a row is left out.
    Result<std::vector<ReplicaRow>> rows(const RecordInfo& info,
                                         const std::vector<qint64>& numbers);
    /// The numbers of rows by id; of all sites where `siteKey` is empty.
    Result<std::vector<qint64>> numbersOf(const RecordInfo& info, const QString& siteKey,
                                          const QStringList& ids);

    /// How many rows there are by site key and value of a field ("machines by rack_id").
    Result<QHash<std::pair<QString, QString>, qint64>> countBy(const RecordInfo& info,
                                                               const QString& field);

    /// The different values that rows have in a field, by name where it points to other rows, that
    /// begin with a text; empty ones left out. In natural order, at most `limit`.
    Result<QStringList> valuesOf(const RecordInfo& info, const QString& siteKey,
                                 const FieldInfo& field, const QString& begin, int limit);
    /// Counts the rows that a table would show, by site and by the value of a field, and sums
    /// another one up. Texts that differ only in upper and lower case are one group, as filters
    /// have it.
    Result<std::vector<Tally>> tally(const RowQuery& query, const QString& groupBy = {},
                                     const QString& sumOf = {});

    Result<std::vector<ReplicaSite>> sites();

private:
    Result<void> visit(const RecordInfo& info, const QString& siteKey, const Select& select,
                       const std::function<void*()>& next);
    Result<void> visitFields(const RowQuery& query, const QStringList& fields,
                             const std::function<void*()>& next);

    Database& m_database;
    Instant m_now;
};

} // namespace rackhouse
