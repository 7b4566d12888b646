#pragma once

#include "app/netboot/lease_journal.h"

#include <QMap>

#include <mutex>

namespace rackhouse::test
{

/// Keeps leases in memory, and fails when told to. Thread-safe.
class MemoryLeaseJournal final : public netboot::LeaseJournal
{
public:
    Result<std::vector<Lease>> load() override { return leases(); }

    void append(std::vector<netboot::LeaseChange> changes, Done done) override
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_failing) {
                done(fail("store-failed"));
                return;
            }
            for (const netboot::LeaseChange& change : changes) {
                if (change.removed)
                    m_leases.remove(change.lease.id.text());
                else
                    m_leases.insert(change.lease.id.text(), change.lease);
            }
        }
        done({});
    }

    void setFailing(bool failing)
    {
        const std::lock_guard lock(m_mutex);
        m_failing = failing;
    }
    std::vector<Lease> leases() const
    {
        const std::lock_guard lock(m_mutex);
        return {m_leases.begin(), m_leases.end()};
    }
    /// The address of a MAC; empty when it has none.
    QString addressOf(const QString& mac) const
    {
        for (const Lease& lease : leases()) {
            if (lease.mac == mac)
                return lease.address;
        }
        return {};
    }

private:
    mutable std::mutex m_mutex;
    QMap<QString, Lease> m_leases;
    bool m_failing = false;
};

} // namespace rackhouse::test
