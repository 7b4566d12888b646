#include "tests/unit/agent/tinyserver.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rackhouse::agent
{
namespace
{
std::string headerValue(const std::string& head, const std::string& name)
{
    const auto at = head.find(name + ": ");
    if (at == std::string::npos)
        return {};
    const auto from = at + name.size() + 2;
    return head.substr(from, head.find('\r', from) - from);
}
} // namespace

TinyServer::TinyServer(Handler handler, int port)
    : m_handler(std::move(handler)), m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    const int on = 1;
    ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(m_listener, 16);
    socklen_t length = sizeof address;
    ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &length);
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

TinyServer::~TinyServer()
{
    m_stopping = true;
    m_thread.join();
    ::close(m_listener);
}

Url TinyServer::url(const std::string& path) const
{
    return {"127.0.0.1", static_cast<std::uint16_t>(m_port), path};
}

void TinyServer::serve()
{
    while (!m_stopping) {
        pollfd entry{m_listener, POLLIN, 0};
        if (::poll(&entry, 1, 20) <= 0)
            continue;
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        answer(socket);
        ::close(socket);
    }
}

void TinyServer::answer(int socket) const
{
    std::string text;
    char bytes[4096];
    auto end = std::string::npos;
    while ((end = text.find("\r\n\r\n")) == std::string::npos) {
        const ssize_t got = ::recv(socket, bytes, sizeof bytes, 0);
        if (got <= 0)
            return;
        text.append(bytes, static_cast<std::size_t>(got));
    }
    const std::string length = headerValue(text, "Content-Length");
    const std::size_t whole = end + 4 + (length.empty() ? 0 : std::stoul(length));
    while (text.size() < whole) {
        const ssize_t got = ::recv(socket, bytes, sizeof bytes, 0);
        if (got <= 0)
            return;
        text.append(bytes, static_cast<std::size_t>(got));
    }
    const auto space = text.find(' ');
    const Request request{text.substr(0, space),
                          text.substr(space + 1, text.find(' ', space + 1) - space - 1),
                          headerValue(text, "Range"), text.substr(end + 4)};
    const Answer reply = m_handler(request);
    const long long claimed =
        reply.claimedLength >= 0 ? reply.claimedLength : static_cast<long long>(reply.body.size());
    const std::string out =
        "HTTP/1.1 " + std::to_string(reply.status) +
        " X\r\nConnection: close\r\nContent-Length: " + std::to_string(claimed) + "\r\n\r\n" +
        reply.body;
    std::size_t sent = 0;
    while (sent < out.size()) {
        const ssize_t done = ::send(socket, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
        if (done <= 0)
            return;
        sent += static_cast<std::size_t>(done);
    }
}

} // namespace rackhouse::agent
