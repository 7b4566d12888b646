#pragma once

#include "models/base/result.h"
#include "models/domain/network.h"

#include <functional>
#include <vector>

namespace rackhouse::netboot
{

/// One change of the lease rows of the store.
struct LeaseChange {
    Lease lease; ///< `machineId` is always empty here: whoever stores the row keeps or fills it
    bool removed = false;
};

/// Where leases are kept. An address is confirmed to a client only after the journal has it, so a
/// crash never forgets an address in use.
class LeaseJournal
{
public:
    using Done = std::function<void(Result<void>)>;

    virtual ~LeaseJournal() = default;
    /// Every stored lease; called once, before DHCP starts.
    virtual Result<std::vector<Lease>> load() = 0;
    /// Stores the changes in their order, all or none. Called on the DHCP thread and must not
    /// block; `done` is called once, from any thread, now or later.
    virtual void append(std::vector<LeaseChange> changes, Done done) = 0;
};

} // namespace rackhouse::netboot
