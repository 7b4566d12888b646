#pragma once

#include "app/http/shared.h"

#include <boost/asio/ip/tcp.hpp>

namespace rackhouse::http
{

/// One accepted socket. It registers in Shared::open and lives until the conversation ends.
class Connection
{
public:
    /// Serves the socket with TLS when the server has it. An overloaded one answers 503 to its
    /// first request.
    static void start(std::shared_ptr<Shared> shared, boost::asio::ip::tcp::socket socket,
                      bool overloaded);

    virtual ~Connection() = default;
    /// From any thread while registered: ends after the reply under way, or at once when `force` is
    /// set.
    virtual void drain(bool force) = 0;
};

} // namespace rackhouse::http
