#include "app/http/server.h"

#include "app/http/connection.h"
#include "app/http/tlscontext.h"

#include <QLoggingCategory>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <thread>

namespace rackhouse::http
{

namespace
{

Q_LOGGING_CATEGORY(lcServer, "rackhouse.http", QtInfoMsg)

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// Connections above the cap that still get a 503 in words; more are closed at once.
constexpr int politeRefusals = 64;

tl::unexpected<Error> listenError(const error_code& error)
{
    return fail("listen-failed", QString::fromStdString(error.message()));
}

/// No program that this one starts holds the socket, so that closing it here closes it.
void keepFromChildren(int fd)
{
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

} // namespace

class Server::Impl : public std::enable_shared_from_this<Server::Impl>
{
public:
    explicit Impl(Config config) : shared(std::make_shared<Shared>(std::move(config))) {}

    Result<void> prepare()
    {
        if (!m_threads.empty())
            return {};
        if (shared->config.tls) {
            auto context = makeTlsContext(*shared->config.tls);
            if (!context)
                return fail(context.error());
            shared->tls = *std::move(context);
        }
        std::signal(SIGPIPE, SIG_IGN); // sendfile(2) to a peer that went away
        for (int i = 0; i < std::max(shared->config.threads, 1); ++i)
            m_threads.emplace_back([this] { shared->io.run(); });
        return {};
    }

    Result<void> add(std::shared_ptr<tcp::acceptor> acceptor)
    {
        error_code error;
        const auto endpoint = acceptor->local_endpoint(error);
        if (error)
            return listenError(error);
        {
            const std::lock_guard lock(shared->mutex);
            m_acceptors.push_back(acceptor);
            if (m_port == 0)
                m_port = endpoint.port();
        }
        accept(std::move(acceptor));
        return {};
    }

    void accept(std::shared_ptr<tcp::acceptor> acceptor)
    {
        auto* raw = acceptor.get();
        raw->async_accept(
            asio::any_io_executor(asio::make_strand(shared->io)),
            [self = shared_from_this(), acceptor](const error_code& error, tcp::socket socket) {
                if (self->shared->stopping || error == asio::error::operation_aborted)
                    return;
                if (error)
                    return self->acceptLater(acceptor, error);
                keepFromChildren(socket.native_handle());
                self->admit(std::move(socket));
                self->accept(acceptor);
            });
    }

    /// Out of descriptors, for example: wait for some to come back.
    void acceptLater(std::shared_ptr<tcp::acceptor> acceptor, const error_code& error)
    {
        qCWarning(lcServer) << "accept:" << error.message().c_str();
        auto timer = std::make_shared<asio::steady_timer>(acceptor->get_executor(),
                                                          std::chrono::milliseconds(100));
        timer->async_wait([self = shared_from_this(), acceptor, timer](const error_code& stopped) {
            if (!stopped && !self->shared->stopping)
                self->accept(acceptor);
        });
    }

    void admit(tcp::socket socket)
    {
        const int open = connections();
        const int cap = shared->config.limits.connections;
        if (open < cap + politeRefusals)
            Connection::start(shared, std::move(socket), open >= cap);
    }

    int connections() const
    {
        const std::lock_guard lock(shared->mutex);
        return static_cast<int>(shared->open.size());
    }

    void stop(int graceMs)
    {
        if (m_threads.empty() || shared->stopping.exchange(true))
            return;
        asio::post(shared->io, [self = shared_from_this()] {
            const std::lock_guard lock(self->shared->mutex);
            for (const auto& acceptor : self->m_acceptors) {
                error_code ignored;
                acceptor->close(ignored);
            }
        });
        drain(false);
        waitEmpty(graceMs);
        drain(true);
        m_work.reset();
        for (std::thread& thread : m_threads)
            thread.join();
        m_threads.clear();
    }

    quint16 port() const
    {
        const std::lock_guard lock(shared->mutex);
        return m_port;
    }

    const std::shared_ptr<Shared> shared;

private:
    void drain(bool force)
    {
        const std::lock_guard lock(shared->mutex);
        for (Connection* connection : shared->open)
            connection->drain(force);
    }

    void waitEmpty(int ms)
    {
        std::unique_lock lock(shared->mutex);
        shared->empty.wait_for(lock, std::chrono::milliseconds(ms),
                               [this] { return shared->open.empty(); });
    }

    asio::executor_work_guard<asio::io_context::executor_type> m_work =
        asio::make_work_guard(shared->io);
    std::vector<std::thread> m_threads;
    std::vector<std::shared_ptr<tcp::acceptor>> m_acceptors; ///< each used on its own strand
    quint16 m_port = 0;
};

Server::Server(Config config) : m_impl(std::make_shared<Impl>(std::move(config))) {}

Server::~Server()
{
    stop();
}

Result<void> Server::listen(const QHostAddress& address, quint16 port)
{
    if (auto ready = m_impl->prepare(); !ready)
        return ready;
    error_code error;
    const auto ip = asio::ip::make_address(address.toString().toStdString(), error);
    if (error)
        return listenError(error);
    const tcp::endpoint endpoint(ip, port);
    auto acceptor = std::make_shared<tcp::acceptor>(asio::make_strand(m_impl->shared->io));
    acceptor->open(endpoint.protocol(), error);
    if (!error)
        keepFromChildren(acceptor->native_handle());
    if (!error)
        acceptor->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor->bind(endpoint, error);
    if (!error)
        acceptor->listen(tcp::acceptor::max_listen_connections, error);
    if (error)
        return listenError(error);
    return m_impl->add(std::move(acceptor));
}

Result<void> Server::adopt(int listeningFd)
{
    if (auto ready = m_impl->prepare(); !ready)
        return ready;
    sockaddr_storage name = {};
    socklen_t size = sizeof name;
    if (::getsockname(listeningFd, reinterpret_cast<sockaddr*>(&name), &size) != 0)
        return listenError(error_code(errno, boost::system::system_category()));
    error_code error;
    auto acceptor = std::make_shared<tcp::acceptor>(asio::make_strand(m_impl->shared->io));
    acceptor->assign(name.ss_family == AF_INET6 ? tcp::v6() : tcp::v4(), listeningFd, error);
    if (error)
        return listenError(error);
    return m_impl->add(std::move(acceptor));
}

quint16 Server::port() const
{
    return m_impl->port();
}

int Server::connections() const
{
    return m_impl->connections();
}

void Server::stop(int graceMs)
{
    m_impl->stop(graceMs);
}

} // namespace rackhouse::http
