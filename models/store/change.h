#pragma once

#include "models/base/clock.h"

#include <QJsonObject>
#include <QString>

namespace rackhouse
{

/// One entry of a site's change feed: a row as it was after its latest change, or its removal.
struct Change {
    qint64 seq = 0; ///< number in the feed; grows by at least one with every row change
    Instant at;
    QString kind; ///< RecordInfo::kind
    QString rowId;
    bool removed = false;
    QJsonObject body; ///< the row without secret and internal fields; empty when removed
};

} // namespace rackhouse
