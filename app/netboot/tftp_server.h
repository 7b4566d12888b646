#pragma once

#include "app/netboot/boot_event.h"
#include "app/netboot/client_directory.h"
#include "app/netboot/event_loop.h"
#include "app/netboot/interface_socket.h"
#include "app/netboot/tftp_files.h"
#include "app/netboot/tftp_transfer.h"

#include <atomic>
#include <map>
#include <thread>

namespace rackhouse::netboot
{

/// Where to serve: an interface and the server's address on it.
struct ServedAddress {
    QString networkInterface;
    Ipv4 address;

    bool operator==(const ServedAddress&) const = default;
};

/// Read-only TFTP on the named interfaces, in a thread of its own, many transfers side by side, but
/// no more than 16 to one address.
class TftpServer
{
public:
    struct Dependencies {
        const Clock& clock;
        const ClientDirectory& directory;
        BootObserver observer; ///< may be empty
    };

    explicit TftpServer(Dependencies dependencies);
    ~TftpServer();

    /// Port 69 unless a test asks for another; 0 takes a free one.
    Result<void> start(const std::vector<ServedAddress>& addresses, TftpFiles files,
                       quint16 port = 69);
    void stop();
    /// The port of the first address.
    quint16 port() const { return m_port; }
    /// Transfers that run now.
    int transfers() const { return m_transferCount; }

private:
    struct Listener {
        NetworkInterface interface;
        Ipv4 address;
        FileDescriptor socket;
    };
    struct Session;
    using Peer = std::pair<Ipv4, quint16>;

    Result<void> listen(const ServedAddress& served, quint16 port);
    void receiveRequests(Listener& listener);
    void begin(Listener& listener, const Peer& peer, const TftpRequest& request);
    std::ptrdiff_t transfersOf(Ipv4 client) const;
    void refuse(const Listener& listener, const Peer& peer, const TftpRequest& request,
                const TftpErrorMessage& error);
    void openSession(const Listener& listener, const Peer& peer, const TftpRequest& request,
                     TftpFiles::Content content);
    void receiveAcks(Session& session);
    void send(Session& session, const TftpTransfer::Send& what);
    void finish(Session& session, const QString& problem);
    void tick();
    void note(Ipv4 client, const QByteArray& file, const QString& problem) const;

    Dependencies m_dependencies;
    TftpFiles m_files;
    std::shared_ptr<EventLoop> m_loop;
    std::vector<std::unique_ptr<Listener>> m_listeners;
    std::map<Peer, std::unique_ptr<Session>> m_sessions;
    std::thread m_thread;
    quint16 m_port = 0;
    std::atomic<int> m_transferCount = 0;
};

} // namespace rackhouse::netboot
