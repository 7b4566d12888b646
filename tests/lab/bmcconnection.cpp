#include "tests/lab/bmcconnection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>

#include <chrono>
#include <sstream>

namespace rackhouse::lab
{

namespace asio = boost::asio;
namespace http = boost::beast::http;
using namespace std::chrono_literals;

namespace
{

constexpr auto kQuiet = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kMaxBody = 1024 * 1024;
constexpr qsizetype kSlowPiece = 8;

BmcRequest fromBeast(const http::request<http::string_body>& message)
{
    BmcRequest request;
    request.method = QByteArray(message.method_string().data(),
                                static_cast<int>(message.method_string().size()));
    request.target = QByteArray(message.target().data(), static_cast<int>(message.target().size()));
    request.body = QByteArray::fromStdString(message.body());
    for (const auto& field : message) {
        const auto name = field.name_string();
        const auto value = field.value();
        request.headers.insert(QByteArray(name.data(), static_cast<int>(name.size())).toLower(),
                               QByteArray(value.data(), static_cast<int>(value.size())));
    }
    return request;
}

std::string headerText(const BmcResponse& response, bool keepAlive, unsigned version)
{
    http::response<http::empty_body> header;
    header.version(version);
    header.result(static_cast<unsigned>(response.status));
    for (const auto& [name, value] : response.headers)
        header.set(name.toStdString(), value.toStdString());
    if (!response.body.isEmpty())
        header.set(http::field::content_type, response.contentType.toStdString());
    if (response.status != 204 && response.status != 304)
        header.content_length(static_cast<std::uint64_t>(response.body.size()));
    header.keep_alive(keepAlive);
    std::ostringstream text;
    text << header.base();
    return text.str();
}

} // namespace

BmcConnection::BmcConnection(asio::ip::tcp::socket socket, asio::ssl::context& context,
                             std::shared_ptr<Bmc> bmc)
    : m_stream(boost::beast::tcp_stream(std::move(socket)), context), m_bmc(std::move(bmc))
{
}

asio::awaitable<void> BmcConnection::run()
{
    const auto self = shared_from_this();
    auto& socket = boost::beast::get_lowest_layer(m_stream);
    socket.expires_after(30s);
    auto [failed] = co_await m_stream.async_handshake(asio::ssl::stream_base::server, kQuiet);
    while (!failed) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(kMaxBody);
        socket.expires_after(120s);
        auto [readFailed, size] = co_await http::async_read(m_stream, m_buffer, parser, kQuiet);
        if (readFailed)
            break;
        const auto& message = parser.get();
        BmcResponse response = m_bmc->handle(fromBeast(message));
        if (response.delivery == BmcResponse::Delivery::Hang) {
            co_await hang();
            break;
        }
        const bool sent = co_await send(std::move(response), message.method() == http::verb::head,
                                        message.keep_alive(), message.version());
        if (!sent || !message.keep_alive())
            break;
    }
    socket.expires_after(5s);
    if (!failed)
        co_await m_stream.async_shutdown(kQuiet);
    socket.close();
}

asio::awaitable<bool> BmcConnection::send(BmcResponse response, bool head, bool keepAlive,
                                          unsigned version)
{
    auto& socket = boost::beast::get_lowest_layer(m_stream);
    std::string text = headerText(response, keepAlive, version);
    if (!head && response.delivery == BmcResponse::Delivery::Whole)
        text.append(response.body.constData(), static_cast<std::size_t>(response.body.size()));
    socket.expires_after(60s);
    auto [failed, size] = co_await asio::async_write(m_stream, asio::buffer(text), kQuiet);
    if (failed || head || response.delivery == BmcResponse::Delivery::Whole)
        co_return !failed;
    const bool slow = response.delivery == BmcResponse::Delivery::Slow;
    const auto end = slow ? response.body.size() : response.body.size() / 2;
    asio::steady_timer timer(m_stream.get_executor());
    for (qsizetype at = 0; at < end && !failed; at += kSlowPiece) {
        const auto piece = static_cast<std::size_t>(std::min(kSlowPiece, end - at));
        socket.expires_after(60s);
        std::tie(failed, size) = co_await asio::async_write(
            m_stream, asio::buffer(response.body.constData() + at, piece), kQuiet);
        if (slow && !failed) {
            timer.expires_after(200ms);
            co_await timer.async_wait(kQuiet);
        }
    }
    if (!slow)
        socket.close();
    co_return slow && !failed;
}

asio::awaitable<void> BmcConnection::hang()
{
    // Ends when the client closes or close() is called; whatever comes is ignored.
    auto& socket = boost::beast::get_lowest_layer(m_stream);
    socket.expires_never();
    char ignored[512];
    for (bool failed = false; !failed;) {
        auto [error, size] = co_await m_stream.async_read_some(asio::buffer(ignored), kQuiet);
        failed = static_cast<bool>(error);
    }
}

void BmcConnection::close()
{
    asio::post(m_stream.get_executor(), [self = shared_from_this()] {
        boost::beast::get_lowest_layer(self->m_stream).close();
    });
}

} // namespace rackhouse::lab
