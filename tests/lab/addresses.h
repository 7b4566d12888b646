#pragma once

#include "models/base/result.h"

#include <QHostAddress>

#include <optional>
#include <vector>

namespace rackhouse::lab
{

/// The loopback addresses of a lab's BMCs and the one port that all of them listen on.
struct BmcAddresses {
    std::vector<QHostAddress> addresses;
    quint16 port = 0;
    std::vector<std::vector<int>> sockets; ///< listening; the outer index is the address
};

/// `count` addresses after the base (127.20.0.0 gives .1, .2 ...), listening on one free port.
/// Without a base, a block of 127.0.0.0/8 is taken at random, another one when it is not free.
Result<BmcAddresses> openAddresses(int count, std::optional<QHostAddress> base);

/// Listens once more on the same addresses, in the network namespace that the process is in now.
Result<void> openAgain(BmcAddresses& addresses);

} // namespace rackhouse::lab
