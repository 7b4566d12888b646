#pragma once

#include "app/netboot/boot_http.h"
#include "app/netboot/dhcp_server.h"
#include "app/netboot/tftp_server.h"

namespace rackhouse::http
{
class Server;
}

namespace rackhouse::netboot
{

/// Everything that network boot needs from outside. The references must outlive the service.
struct NetbootDependencies {
    const Clock& clock;
    LeaseJournal& journal;
    BootDecider decider;
    BootObserver observer = {}; ///< gets the lines of the boot log
    /// The file of an image, called on HTTP threads.
    std::function<Result<QString>(const QString& imageId)> imageFile = {};
    std::vector<BootRoute> routes = {};                     ///< "/agent/v1/", "/phone-home/"
    QString loaderFolder = QStringLiteral("/usr/lib/ipxe"); ///< undionly.kpxe, snponly.efi
    QString ramdiskFolder = {};                             ///< vmlinuz, initrd.img
    quint16 httpPort = 0;                                   ///< 0: a free one
};

struct NetbootStatus {
    bool running = false;
    std::optional<Error> problem; ///< why the last start failed
    quint16 httpPort = 0;
    DhcpStatistics dhcp;
    int tftpTransfers = 0;
};

/// DHCP, TFTP and boot HTTP on the interfaces that the subnets name, and on no other. start(),
/// stop() and status() are called from one thread.
class NetbootService
{
public:
    explicit NetbootService(NetbootDependencies dependencies);
    ~NetbootService();

    /// Serves these subnets from now on. Downloads under way go on when no address has changed.
    /// On an error nothing runs: "subnet-invalid", "netboot-needs-privileges",
    /// "netboot-interface-missing", "netboot-socket-failed", "store-failed".
    Result<void> start(const std::vector<Subnet>& subnets);
    void stop();
    NetbootStatus status() const;

private:
    Result<void> startAll(const std::vector<Subnet>& subnets);
    Result<void> startFileServers(const std::vector<ServedAddress>& addresses);
    Result<void> startHttp(const ServedAddress& served);

    NetbootDependencies m_dependencies;
    ClientDirectory m_directory;
    BootHttp m_bootHttp;
    DhcpServer m_dhcp;
    TftpServer m_tftp;
    std::vector<std::unique_ptr<http::Server>> m_http;
    std::vector<ServedAddress> m_addresses;
    quint16 m_httpPort = 0;
    bool m_running = false;
    std::optional<Error> m_problem;
};

} // namespace rackhouse::netboot
