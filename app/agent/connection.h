#pragma once

#include "app/agent/outcome.h"
#include "app/agent/url.h"

#include <chrono>
#include <span>
#include <string>

namespace rackhouse::agent
{

/// A TCP connection whose every wait has an end. Failures are "appliance-unreachable".
class Connection
{
public:
    using Milliseconds = std::chrono::milliseconds;

    Connection() = default;
    ~Connection() { close(); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Outcome<void> open(const Url& url, Milliseconds limit);
    Outcome<void> sendAll(std::string_view bytes, Milliseconds limit);
    /// The number of bytes read; 0 when the peer has closed.
    Outcome<std::size_t> receive(std::span<char> into, Milliseconds limit);
    void close();
    bool isOpen() const { return m_socket >= 0; }
    /// The address of this machine on the connection, as text.
    std::string localAddress() const;

private:
    int m_socket = -1;
};

} // namespace rackhouse::agent
