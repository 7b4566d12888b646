#pragma once

#include "tests/lab/bmc.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

namespace rackhouse::lab
{

/// One TLS connection to a virtual BMC: requests one after the other until either side closes.
class BmcConnection : public std::enable_shared_from_this<BmcConnection>
{
public:
    BmcConnection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& context,
                  std::shared_ptr<Bmc> bmc);

    boost::asio::awaitable<void> run();
    /// Closes at once; from any thread.
    void close();

private:
    boost::asio::awaitable<bool> send(BmcResponse response, bool head, bool keepAlive,
                                      unsigned version);
    boost::asio::awaitable<void> hang();

    boost::beast::ssl_stream<boost::beast::tcp_stream> m_stream;
    boost::beast::flat_buffer m_buffer;
    std::shared_ptr<Bmc> m_bmc;
};

} // namespace rackhouse::lab
