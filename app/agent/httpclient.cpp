#include "app/agent/httpclient.h"

namespace rackhouse::agent
{
namespace
{
constexpr std::size_t bodyLimit = 16 * 1024 * 1024;
constexpr std::chrono::seconds connectLimit{5};
} // namespace

HttpClient::HttpClient(Url base, std::string token)
    : m_base(std::move(base)), m_token(std::move(token))
{
}

Outcome<HttpReply> HttpClient::get(const std::string& path, std::chrono::milliseconds limit)
{
    return request("GET", path, {}, limit);
}

Outcome<HttpReply> HttpClient::post(const std::string& path, const Json& body,
                                    std::chrono::milliseconds limit)
{
    return request("POST", path, body.dump(-1, ' ', false, Json::error_handler_t::replace), limit);
}

Outcome<HttpReply> HttpClient::request(const std::string& method, const std::string& path,
                                       const std::string& body, std::chrono::milliseconds limit)
{
    const bool reused = m_connection.isOpen();
    auto reply = attempt(method, path, body, limit);
    if (!reply && reused) // the server may have closed a connection that was idle
        reply = attempt(method, path, body, limit);
    return reply;
}

Outcome<void> HttpClient::connect()
{
    if (m_connection.isOpen())
        return {};
    auto opened = m_connection.open(m_base, connectLimit);
    if (opened)
        m_localAddress = m_connection.localAddress();
    return opened;
}

Outcome<HttpReply> HttpClient::attempt(const std::string& method, const std::string& path,
                                       const std::string& body, std::chrono::milliseconds limit)
{
    if (auto connected = connect(); !connected)
        return tl::unexpected(connected.error());
    Url url = m_base;
    url.path = path;
    std::string headers = "Authorization: Bearer " + m_token + "\r\nAccept: application/json\r\n";
    if (method == "POST")
        headers += "Content-Type: application/json\r\n";
    HttpExchange exchange(m_connection, limit);
    auto head = exchange.start(method, url, headers, body);
    auto text = head ? exchange.readAll(bodyLimit) : tl::unexpected(head.error());
    if (!text || !head->keepsAlive())
        m_connection.close();
    if (!text)
        return tl::unexpected(text.error());
    return HttpReply{head->status, std::move(*text)};
}

} // namespace rackhouse::agent
