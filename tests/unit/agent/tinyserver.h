#pragma once

#include "app/agent/url.h"

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace rackhouse::agent
{

/// An HTTP server for one test: answers each request through a handler, on a port of the kernel's
/// choice. A connection serves one request.
class TinyServer
{
public:
    struct Request {
        std::string method;
        std::string path;
        std::string range; ///< the value of the Range header
        std::string body;
    };
    struct Answer {
        int status = 200;
        std::string body;
        long long claimedLength = -1; ///< a Content-Length that is not true
    };
    using Handler = std::function<Answer(const Request&)>;

    /// Port 0: any free one.
    explicit TinyServer(Handler handler, int port = 0);
    ~TinyServer();

    Url url(const std::string& path = "/") const;

private:
    void serve();
    void answer(int socket) const;

    Handler m_handler;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace rackhouse::agent
