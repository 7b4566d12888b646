#pragma once

#include "app/netboot/netboot_service.h"
#include "tests/support/memory_lease_journal.h"
#include "tests/support/private_network.h"

#include <QTemporaryDir>

namespace rackhouse::test
{

/// A provisioning network inside a private namespace: the bridge prov0 (10.77.0.1/24) that is
/// served, the interface other0 (192.168.99.1/24) that is not, and clients on both: c0 and d0.
class NetbootSite
{
public:
    static constexpr auto serverAddress = "10.77.0.1";

    NetbootSite();
    /// Builds the network and starts the service.
    Result<void> start();

    ClientNetwork& clients() { return *m_clients; }
    netboot::NetbootService& service() { return *m_service; }
    MemoryLeaseJournal& journal() { return m_journal; }
    static Subnet subnet();
    QString folder() const { return m_folder.path(); }

    /// What the boot decider answers from now on, and whom it has been asked about.
    void decide(const netboot::BootDecision& decision);
    std::vector<netboot::BootClient> asked() const;
    std::vector<netboot::BootEvent> log() const;
    /// Whether the boot log has a successful line of this phase for the MAC.
    bool hasBooted(netboot::BootEvent::Phase phase, const QString& mac) const;

    /// Gives out these as kernel and initrd. Before start().
    void useRamSystem(const QString& kernel, const QString& initrd);

private:
    Result<void> buildNetwork();
    netboot::BootDecision ask(const netboot::BootClient& client);

    QTemporaryDir m_folder;
    SystemClock m_clock;
    MemoryLeaseJournal m_journal;
    std::unique_ptr<ClientNetwork> m_clients;
    mutable std::mutex m_mutex;
    netboot::BootDecision m_decision;
    std::vector<netboot::BootClient> m_asked;
    std::vector<netboot::BootEvent> m_log;
    std::unique_ptr<netboot::NetbootService> m_service;
};

} // namespace rackhouse::test
