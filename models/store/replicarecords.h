#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

using OutboxId = Id<struct OutboxTag>;
using SavedFilterId = Id<struct SavedFilterTag>;

enum class OutboxState {
    Waiting, ///< to be sent when the site can be reached
    Sending,
    Refused, ///< the site said no (error_code says why); a person decides
};
RACKHOUSE_ENUM_WORDS(OutboxState, {OutboxState::Waiting, "waiting"},
                     {OutboxState::Sending, "sending"}, {OutboxState::Refused, "refused"})

/// A command that was given while its site could not be reached. Its id is the idempotency key.
struct OutboxEntry {
    OutboxId id;
    QString siteKey;
    QString method; ///< "POST"
    QString path;   ///< "/api/v1/racks"
    QJsonObject body;
    qint64 baseRevision = 0; ///< of the row that was seen; 0: none
    Instant createdAt;
    Instant triedAt;
    qint64 attempts = 0;
    OutboxState state = OutboxState::Waiting;
    QString errorCode;
    QString errorDetail;

    static const RecordInfo& record();
};

/// A filter that a person has named, for the table of one kind of record.
struct SavedFilter {
    SavedFilterId id;
    QString kind; ///< RecordInfo::kind
    QString name;
    QString text;
    Instant createdAt;

    static const RecordInfo& record();
};

} // namespace rackhouse
