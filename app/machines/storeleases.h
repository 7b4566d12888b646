#pragma once

#include "app/netboot/lease_journal.h"

namespace rackhouse
{

class Store;

/// DHCP leases in the store. A batch of changes is one transaction of the writer thread; the
/// machine of an address is found by its MAC.
class StoreLeases final : public netboot::LeaseJournal
{
public:
    explicit StoreLeases(Store& store) : m_store(store) {}

    Result<std::vector<Lease>> load() override;
    void append(std::vector<netboot::LeaseChange> changes, Done done) override;

private:
    Store& m_store;
};

} // namespace rackhouse
