#pragma once

#include "models/domain/record.h"
#include "models/query/filter.h"

#include <QString>
#include <QVariantList>

namespace rackhouse
{

/// What a table over the replica shows: which rows of a record, and in which order.
struct RowQuery {
    const RecordInfo* info = nullptr;
    QString siteKey = {};                                  ///< empty: all sites
    std::vector<std::pair<QString, QVariant>> equals = {}; ///< field -> value, e.g. machine_id
    query::Filter filter = {};                             ///< what the person typed
    QString orderBy = {};                                  ///< field; empty: by name
    bool descending = false;
    qint64 limit = 0; ///< only the first ones; 0: all
};

/// One row of the replica with what a table needs to show it.
struct ReplicaRow {
    qint64 number = 0;
    QString siteKey;
    QVariantList values; ///< by field of the description, in FieldInfo::toSql form
    QStringList labels;  ///< by field: the name of the row that an Id field points to, else empty
};

/// The kind of record that an Id field points to, or null: its `references`, or its name without
/// "_id".
const RecordInfo* referredRecord(const FieldInfo& field);

/// Whether the field holds the id of what an end of a cable is plugged into: a machine, an asset or
/// a feed.
bool isDeviceEnd(const FieldInfo& field);

/// The field by which a person knows a row of that kind: "name", "address", "kind"...
const FieldInfo& labelField(const RecordInfo& info);

} // namespace rackhouse
