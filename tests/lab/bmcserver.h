#pragma once

#include "tests/lab/bmc.h"
#include "tests/lab/certificate.h"

#include <QHostAddress>

#include <vector>

namespace rackhouse::lab
{

/// Serves many virtual BMCs over TLS, each on its own listening sockets with its own certificate,
/// from a few threads. app/http serves one handler with one certificate; thousands of addresses in
/// one process, and failures in the middle of a body, are this class's own business.
class BmcServer
{
public:
    explicit BmcServer(CertificateMaker maker);
    ~BmcServer();

    /// Takes over bound and listening sockets; the index is used below. Before or after start().
    int add(std::shared_ptr<Bmc> bmc, const QString& name, const QHostAddress& address,
            const std::vector<int>& listeningSockets);
    void start(int threads);
    void stop();

    /// Sets the failure mode of the BMC and does what it means for sockets and certificate. Open
    /// connections of that BMC are closed.
    void setFailure(int index, FailureMode mode);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// A TCP socket that listens on address:port (0: any port), or -1 with errno.
int listenOn(const QHostAddress& address, quint16 port);
quint16 portOf(int socket);

} // namespace rackhouse::lab
