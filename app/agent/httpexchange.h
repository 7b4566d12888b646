#pragma once

#include "app/agent/connection.h"

#include <map>
#include <optional>
#include <string>

namespace rackhouse::agent
{

/// The start of an HTTP/1.1 response. Header names are lower-case.
struct HttpHead {
    int status = 0;
    std::map<std::string, std::string> headers;

    std::optional<long long> contentLength() const;
    bool isChunked() const;
    bool keepsAlive() const;

    /// Parses status line and headers (without the empty line).
    static std::optional<HttpHead> parse(std::string_view text);
};

/// One request and its response on a connection. The body is read piece by piece, so that an image
/// never has to fit memory. A body that ends early is "appliance-unreachable".
class HttpExchange
{
public:
    HttpExchange(Connection& connection, std::chrono::milliseconds limit)
        : m_connection(connection), m_limit(limit)
    {
    }

    /// Sends the request and reads the head of the response.
    Outcome<HttpHead> start(const std::string& method, const Url& url, const std::string& headers,
                            const std::string& body);
    /// The next bytes of the body; 0 at its end.
    Outcome<std::size_t> read(std::span<char> into);
    /// The rest of the body, at most `most` bytes.
    Outcome<std::string> readAll(std::size_t most);

private:
    Outcome<void> fill();
    Outcome<std::string> line();
    Outcome<void> nextChunk();

    Connection& m_connection;
    std::chrono::milliseconds m_limit;
    std::string m_buffer;
    long long m_left = 0; ///< of the body or of the chunk; -1: until the peer closes
    bool m_chunked = false;
    bool m_ended = false;
};

} // namespace rackhouse::agent
