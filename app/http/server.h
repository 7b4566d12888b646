#pragma once

#include "app/http/types.h"
#include "models/base/result.h"

#include <memory>

namespace rackhouse::http
{

/// An HTTP/1.1 server with its own threads, plain or TLS 1.3. Stops when destroyed.
class Server
{
public:
    explicit Server(Config config);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Starts serving; port 0 takes a free one. May be called for several addresses. Errors:
    /// "listen-failed", "tls-failed".
    Result<void> listen(const QHostAddress& address, quint16 port);
    /// Serves a socket that already listens (systemd's LISTEN_FDS) and owns it from now on.
    Result<void> adopt(int listeningFd);
    /// The port of the first listener; 0 when there is none.
    quint16 port() const;
    /// Open connections.
    int connections() const;
    /// Takes no more connections, lets replies under way end for up to `graceMs`, then closes.
    void stop(int graceMs = 2000);

private:
    class Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace rackhouse::http
