#pragma once

#include "models/base/result.h"

#include <QStringList>

namespace rackhouse::redfish
{

/// The hosts that an address expression names, in order, each once: an address or host name
/// ("10.0.0.7", "bmc-17.example"), a range of IPv4 addresses ("10.0.0.1-10.0.0.50", "10.0.0.1-50"),
/// a network ("10.0.0.0/24": without its network and broadcast address), or several of these
/// separated by commas or spaces.
///
/// Errors: "address-range-invalid" (text), "address-range-too-large" (limit) for more than `limit`.
Result<QStringList> expandAddresses(const QString& expression, int limit = 4096);
Result<QStringList> expandAddresses(const QStringList& expressions, int limit = 4096);

} // namespace rackhouse::redfish
