#pragma once

#include "app/agent/httpexchange.h"

namespace rackhouse::agent
{

struct HttpReply {
    int status = 0;
    std::string body;
};

/// JSON requests to one server over one kept connection. Not thread-safe: one client a thread.
class HttpClient
{
public:
    HttpClient(Url base, std::string token);

    /// The reply of any status; fails with "appliance-unreachable" when there is none in time.
    Outcome<HttpReply> get(const std::string& path, std::chrono::milliseconds limit);
    Outcome<HttpReply> post(const std::string& path, const Json& body,
                            std::chrono::milliseconds limit);
    /// Opens the connection if there is none.
    Outcome<void> connect();
    /// This machine's address towards the server; empty before the first reply.
    const std::string& localAddress() const { return m_localAddress; }

private:
    Outcome<HttpReply> request(const std::string& method, const std::string& path,
                               const std::string& body, std::chrono::milliseconds limit);
    Outcome<HttpReply> attempt(const std::string& method, const std::string& path,
                               const std::string& body, std::chrono::milliseconds limit);

    Url m_base;
    std::string m_token;
    Connection m_connection;
    std::string m_localAddress;
};

} // namespace rackhouse::agent
