#include "app/agent/httpexchange.h"
#include "tests/fuzz/fuzzing.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace rackhouse::agent;
using namespace rackhouse::fuzz;

namespace
{

constexpr std::chrono::seconds limit{2};
constexpr std::size_t mostBytes = 64 * 1024;

/// A listening socket on a free port of the loopback address.
class Peer
{
public:
    Peer() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* plain = reinterpret_cast<sockaddr*>(&address);
        require(::bind(m_socket, plain, size) == 0 && ::listen(m_socket, 4) == 0 &&
                    ::getsockname(m_socket, plain, &size) == 0,
                "a port is free");
        m_url.host = "127.0.0.1";
        m_url.port = ntohs(address.sin_port);
    }

    const Url& url() const { return m_url; }

    /// Takes the next connection, sends everything and says that nothing follows.
    int answer(const QByteArray& bytes) const
    {
        const int connection = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
        // Reset instead of waiting: thousands of runs would use up the ports.
        const linger hard{1, 0};
        ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        require(::send(connection, bytes.constData(), static_cast<std::size_t>(bytes.size()),
                       MSG_NOSIGNAL) == bytes.size() &&
                    ::shutdown(connection, SHUT_WR) == 0,
                "the response can be sent");
        return connection;
    }

private:
    int m_socket;
    Url m_url;
};

struct Received {
    HttpHead head;
    std::string body;
};

/// What the agent makes of these bytes, read in pieces of `piece` bytes.
Outcome<Received> receive(const QByteArray& bytes, std::size_t piece)
{
    static const Peer peer;
    Connection connection;
    require(connection.open(peer.url(), limit).has_value(), "the peer can be reached");
    const int other = peer.answer(bytes);
    HttpExchange exchange(connection, limit);
    Outcome<Received> received = Received{};
    if (auto head = exchange.start("GET", peer.url(), "", ""); head)
        received->head = *std::move(head);
    else
        received = tl::unexpected(head.error());
    std::string buffer(piece, '\0');
    while (received) {
        const auto count = exchange.read(buffer);
        if (!count)
            received = tl::unexpected(count.error());
        else if (*count == 0)
            break;
        else
            received->body.append(buffer, 0, *count);
        require(!received || received->body.size() <= static_cast<std::size_t>(bytes.size()),
                "a body is no longer than what came");
    }
    ::close(other);
    return received;
}

QByteArray chunked(const QByteArray& body, qsizetype piece)
{
    QByteArray bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (qsizetype at = 0; at < body.size(); at += piece) {
        const QByteArray part = body.mid(at, piece);
        bytes += QByteArray::number(part.size(), 16) + ";x=y\r\n" + part + "\r\n";
    }
    return bytes + "0\r\nX-Trailer: 1\r\n\r\n";
}

QByteArray counted(const QByteArray& body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    const QByteArray front("\0\x10", 2);
    return {front + counted("{\"tasks\":[]}"),
            front + chunked("{\"tasks\":[]}", 5),
            front + "HTTP/1.1 100 Continue\r\n\r\n" + counted("x"),
            front + "HTTP/1.0 200 OK\nConnection: close\n\nuntil the end",
            front + "HTTP/1.1 204 No Content\r\n\r\n",
            "\1\3body in chunks",
            "\2\5body with a length"};
}

/// The input: how the bytes are used (as they are, or as the body of a whole response), the length
/// of pieces, the bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Input input(data, size);
    const int way = input.byte() % 3;
    const qsizetype piece = 1 + input.byte();
    const QByteArray bytes = input.rest();
    if (way == 0) {
        const auto received = receive(bytes, static_cast<std::size_t>(piece));
        const auto length = received ? received->head.contentLength() : std::nullopt;
        const bool whole = length && !received->head.isChunked() && received->head.status != 204 &&
                           received->head.status != 304;
        require(!whole || received->body.size() == static_cast<std::size_t>(*length),
                "a body has the length that was announced");
        return 0;
    }
    if (bytes.size() > static_cast<qsizetype>(mostBytes))
        return 0;
    const auto received =
        receive(way == 1 ? chunked(bytes, piece) : counted(bytes), static_cast<std::size_t>(piece));
    require(received && received->head.status == 200 && received->head.keepsAlive() &&
                received->body == bytes.toStdString(),
            "a body is received as it was sent");
    return 0;
}
