#pragma once

#include <QString>
#include <QVariant>

#include <utility>
#include <vector>

namespace rackhouse
{

/// Which rows of a record's table are wanted, by field names of its description. SQL text stays
/// inside models/store.
struct Select {
    std::vector<std::pair<QString, QVariant>> equals =
        {};               ///< field -> value in FieldInfo::toSql form; null matches NULL
    QString orderBy = {}; ///< field; empty: by id
    bool descending = false;
    qint64 limit = 0; ///< 0: no limit
    QString afterId =
        {}; ///< cursor: only rows whose id comes after this one (with the order by id)
};

} // namespace rackhouse
