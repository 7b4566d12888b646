#pragma once

#include "models/store/recordsql.h"
#include "models/store/rowquery.h"

namespace rackhouse
{

/// The fields of a record that reach the console: those that its JSON has.
std::vector<const FieldInfo*> replicaFields(const RecordInfo& info);

/// CREATE TABLE of a record in the replica: its fields behind `number` (the row's own) and
/// `site_key`. No foreign keys, because pages of the feed cut through them, and no other UNIQUE.
QString replicaTableSql(const RecordInfo& info);
/// Its indexes: every Id field, for the lists inside a page ("the steps of this job"), and the
/// times at which something happened.
QStringList replicaIndexSql(const RecordInfo& info);
QString replicaUpsertSql(const RecordInfo& info);
/// UPDATE of a row that stays where it is: sets the fields of `set` where those of `same`, which
/// have an index, are what they were, so that no index is written. Values in the order of both
/// lists, with the site key between them. Nothing to set: `sql` is empty.
struct ReplicaUpdate {
    QString sql;
    std::vector<const FieldInfo*> set;
    std::vector<const FieldInfo*> same;
};
ReplicaUpdate replicaUpdate(const RecordInfo& info);

/// SELECT of whole rows in the order of the description, a missing field as an empty text; columns
/// from `selectColumns` on.
QString replicaColumns(const RecordInfo& info);
Result<BoundSql> replicaSelectSql(const RecordInfo& info, const QString& columns,
                                  const QString& siteKey, const Select& select);

/// An SQL expression for the name of the row that an Id field of table alias `t` points to; empty
/// where it points to nothing that the replica holds.
QString labelSql(const FieldInfo& field);
/// The rows that an Id field points to, or what an end of a cable is plugged into.
query::SqlNames namesOf(const FieldInfo& field);

/// The different values of a field, by name where it points to other rows.
Result<BoundSql> valuesSql(const RecordInfo& info, const QString& siteKey, const FieldInfo& field,
                           const QString& begin, int limit);
/// SELECT of the row numbers of a table, in its order.
Result<BoundSql> rowNumbersSql(const RowQuery& query, Instant now);
/// The same for the first rows of an order by the names that an Id field points to, looked for
/// among the first names only: where that finds as many as are wanted, no other row needs a name.
/// Rows that point nowhere are left out. Empty where the query is another one.
Result<BoundSql> firstByNameSql(const RowQuery& query, Instant now);
/// SELECT of the fields that are named, of the rows of a query, in the order of their numbers.
Result<BoundSql> fieldsSql(const RowQuery& query, const QStringList& fields, Instant now);

/// SELECT of site key, group, number of rows, sum and rows with a value other than 0 of the rows of
/// a table. Either field may be empty.
Result<BoundSql> tallySql(const RowQuery& query, const QString& groupBy, const QString& sumOf,
                          Instant now);

} // namespace rackhouse
