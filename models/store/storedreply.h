#pragma once

#include "models/base/clock.h"

#include <QByteArray>
#include <QString>

namespace rackhouse
{

/// What the site API remembers of a POST with an Idempotency-Key: who asked what, and the answer.
struct StoredReply {
    QString key;
    QString actor;
    QString route;       ///< "POST /jobs"
    QString requestHash; ///< SHA-256 of the body, lower-case hex
    int status = 0;      ///< HTTP status; 0: begun, not answered yet
    QByteArray body;     ///< JSON; while status is 0, what the request needs to go on after a crash
    Instant at = {};
};

} // namespace rackhouse
