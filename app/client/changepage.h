#pragma once

#include "models/base/result.h"
#include "models/domain/enums.h"
#include "models/store/change.h"

#include <optional>
#include <vector>

namespace rackhouse::client
{

/// One answer of GET /changes.
struct ChangePage {
    std::vector<Change> changes;
    qint64 next = 0;               ///< ask again from here
    qint64 last = 0;               ///< number of the feed's end
    bool more = false;             ///< there are more right now
    std::optional<Role> role = {}; ///< for whom it is; none: the site does not say
};

/// Error: "bad-answer".
Result<ChangePage> parseChangePage(const QJsonObject& answer);

} // namespace rackhouse::client
