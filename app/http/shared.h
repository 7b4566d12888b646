#pragma once

#include "app/http/types.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_set>

namespace rackhouse::http
{

class Connection;

/// What the connections of one server share. It lives as long as any of them or any Reply.
struct Shared {
    explicit Shared(Config c) : config(std::move(c)) {}

    const Config config;
    std::unique_ptr<boost::asio::ssl::context> tls;
    boost::asio::io_context io;
    std::atomic<bool> stopping = false;

    std::mutex mutex;
    std::condition_variable empty; ///< notified when `open` loses its last connection
    std::unordered_set<Connection*> open;
};

} // namespace rackhouse::http
