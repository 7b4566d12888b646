#pragma once

#include "models/domain/record.h"
#include "models/store/select.h"

#include <QSqlQuery>
#include <QStringList>
#include <QVariantList>

namespace rackhouse
{

/// SQL text and values made from a record's description. Names come from the description only,
/// values are always bound.
struct BoundSql {
    QString text;
    QVariantList values;
};

/// "id, name, rack_id": every column in the order of the description.
QString columnList(const RecordInfo& info);

/// SELECT of all columns. Unknown fields in the selection are "bad-field".
Result<BoundSql> selectSql(const RecordInfo& info, const Select& select);

/// INSERT ... ON CONFLICT(id) DO UPDATE of all columns.
QString upsertSql(const RecordInfo& info);

/// The values for upsertSql.
QVariantList rowValues(const RecordInfo& info, const void* record);

/// The JSON of recordToJson() as compact text, made of those values.
QByteArray rowJson(const RecordInfo& info, const QVariantList& values);

/// Fills a record from the current row of a query with the columns of columnList(), from column
/// `first` on.
Result<void> readRow(const RecordInfo& info, const QSqlQuery& query, void* record, int first = 0);

/// The current row as JSON without secret and internal fields.
QJsonObject readJson(const RecordInfo& info, const QSqlQuery& query, int first = 0);

} // namespace rackhouse
