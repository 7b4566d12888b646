#pragma once

#include "app/netboot/boot_event.h"
#include "app/netboot/client_directory.h"
#include "app/netboot/dhcp_socket.h"
#include "app/netboot/event_loop.h"

#include <atomic>
#include <thread>

namespace rackhouse::netboot
{

struct DhcpStatistics {
    qint64 received = 0;
    qint64 malformed = 0;
    qint64 replies = 0;
    qint64 dropped =
        0; ///< not answered: the journal failed or was too far behind, or sending failed
};

/// DHCP on the named interfaces, in a thread of its own. An ACK leaves only after the journal has
/// stored the lease.
class DhcpServer
{
public:
    struct Dependencies {
        const Clock& clock;
        LeaseJournal& journal;
        ClientDirectory& directory;
        BootObserver observer; ///< may be empty
    };

    explicit DhcpServer(Dependencies dependencies);
    ~DhcpServer();

    /// Loads the leases, opens the sockets of every interface that the subnets name, and serves.
    /// On an error nothing runs.
    Result<void> start(const std::vector<SubnetConfig>& subnets, const BootEndpoints& endpoints);
    void stop();
    DhcpStatistics statistics() const;

private:
    Result<void> openSockets(const std::vector<SubnetConfig>& subnets);
    void serve(DhcpSocket& socket);
    void handle(DhcpSocket& socket, const DhcpSocket::Received& received);
    void storeBatch(DhcpSocket& socket);
    void sendReply(DhcpSocket& socket, const DhcpReply& reply);

    Dependencies m_dependencies;
    std::shared_ptr<EventLoop> m_loop;
    std::unique_ptr<DhcpEngine> m_engine;
    std::vector<std::unique_ptr<DhcpSocket>> m_sockets;
    std::vector<LeaseChange> m_changes;  ///< of the batch being read
    std::vector<DhcpReply> m_afterStore; ///< what may leave once those are stored
    size_t m_waiting = 0;                ///< replies that wait for the journal
    std::thread m_thread;
    std::atomic<qint64> m_received = 0;
    std::atomic<qint64> m_malformed = 0;
    std::atomic<qint64> m_replies = 0;
    std::atomic<qint64> m_dropped = 0;
};

} // namespace rackhouse::netboot
