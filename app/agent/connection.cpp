#include "app/agent/connection.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rackhouse::agent
{
namespace
{
constexpr const char* unreachable = "appliance-unreachable";

bool waitFor(int socket, short events, Connection::Milliseconds limit)
{
    pollfd entry{socket, events, 0};
    for (;;) {
        const int ready = ::poll(&entry, 1, static_cast<int>(limit.count()));
        if (ready >= 0 || errno != EINTR) {
            if (ready == 0)
                errno = ETIMEDOUT;
            return ready > 0;
        }
    }
}

socklen_t fillAddress(const Url& url, sockaddr_storage& storage)
{
    auto* four = reinterpret_cast<sockaddr_in*>(&storage);
    if (::inet_pton(AF_INET, url.host.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(url.port);
        return sizeof(sockaddr_in);
    }
    auto* six = reinterpret_cast<sockaddr_in6*>(&storage);
    if (::inet_pton(AF_INET6, url.host.c_str(), &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(url.port);
        return sizeof(sockaddr_in6);
    }
    return 0;
}
} // namespace

Outcome<void> Connection::open(const Url& url, Milliseconds limit)
{
    close();
    sockaddr_storage storage{};
    const socklen_t length = fillAddress(url, storage);
    if (length == 0)
        return fault(unreachable, "no numeric address: " + url.host);
    m_socket = ::socket(storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_socket < 0)
        return systemFault(unreachable, "socket");
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(m_socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    int error = 0;
    if (::connect(m_socket, reinterpret_cast<sockaddr*>(&storage), length) != 0) {
        socklen_t size = sizeof error;
        error = errno;
        if (error == EINPROGRESS)
            error = !waitFor(m_socket, POLLOUT, limit)                                 ? errno
                    : ::getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0 ? errno
                                                                                       : error;
    }
    if (error == 0)
        return {};
    close();
    errno = error;
    return systemFault(unreachable, "connect to " + url.authority());
}

Outcome<void> Connection::sendAll(std::string_view bytes, Milliseconds limit)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN) {
            if (!waitFor(m_socket, POLLOUT, limit))
                return systemFault(unreachable, "send");
        } else if (errno != EINTR) {
            return systemFault(unreachable, "send");
        }
    }
    return {};
}

Outcome<std::size_t> Connection::receive(std::span<char> into, Milliseconds limit)
{
    for (;;) {
        const ssize_t got = ::recv(m_socket, into.data(), into.size(), 0);
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN || !waitFor(m_socket, POLLIN, limit))
            return systemFault(unreachable, "receive");
    }
}

void Connection::close()
{
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
}

std::string Connection::localAddress() const
{
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    if (::getsockname(m_socket, reinterpret_cast<sockaddr*>(&storage), &length) != 0)
        return {};
    char text[INET6_ADDRSTRLEN] = {};
    const void* address =
        storage.ss_family == AF_INET
            ? static_cast<const void*>(&reinterpret_cast<sockaddr_in*>(&storage)->sin_addr)
            : static_cast<const void*>(&reinterpret_cast<sockaddr_in6*>(&storage)->sin6_addr);
    ::inet_ntop(storage.ss_family, address, text, sizeof text);
    return text;
}

} // namespace rackhouse::agent
