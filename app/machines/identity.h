#pragma once

#include <QString>

namespace rackhouse
{

/// False for serials, UUIDs and MAC addresses that firmware shows where nobody has set one
/// ("Default string", all zeros): many machines share them, so they name none.
bool tellsApart(const QString& id);

} // namespace rackhouse
