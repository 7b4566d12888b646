#include "tests/lab/bmcserver.h"

#include "tests/lab/bmcconnection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <thread>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rackhouse::lab
{

namespace asio = boost::asio;
using asio::ip::tcp;

namespace
{

/// One BMC on the network: its listening sockets, its certificate, its open connections.
class Endpoint : public std::enable_shared_from_this<Endpoint>
{
public:
    Endpoint(asio::io_context& context, std::shared_ptr<Bmc> bmc, QString name, QString address,
             const CertificateMaker& maker)
        : m_context(context), m_bmc(std::move(bmc)), m_name(std::move(name)),
          m_address(std::move(address)), m_maker(maker)
    {
    }

    void listen(const std::vector<int>& sockets)
    {
        for (const int socket : sockets)
            m_acceptors.push_back(
                std::make_shared<tcp::acceptor>(asio::make_strand(m_context), tcp::v4(), socket));
        acceptAll();
    }

    void setFailure(FailureMode mode)
    {
        const bool refused = m_bmc->failure() == FailureMode::Refuse;
        m_bmc->setFailure(mode);
        if (mode == FailureMode::NewCertificate) {
            const std::lock_guard lock(m_mutex);
            m_newKey = true;
            m_tls.reset();
        }
        closeConnections();
        if (mode == FailureMode::Refuse) {
            // The address stays bound; the kernel answers connections with a reset.
            for (const auto& acceptor : m_acceptors)
                ::shutdown(acceptor->native_handle(), SHUT_RDWR);
        } else if (refused) {
            for (const auto& acceptor : m_acceptors)
                ::listen(acceptor->native_handle(), SOMAXCONN);
            acceptAll();
        }
    }

private:
    void acceptAll()
    {
        for (const auto& acceptor : m_acceptors)
            asio::co_spawn(acceptor->get_executor(), accept(shared_from_this(), acceptor),
                           asio::detached);
    }

    static asio::awaitable<void> accept(std::shared_ptr<Endpoint> self,
                                        std::shared_ptr<tcp::acceptor> acceptor)
    {
        for (;;) {
            auto [failed, socket] = co_await acceptor->async_accept(
                asio::make_strand(self->m_context), asio::as_tuple(asio::use_awaitable));
            if (failed == asio::error::connection_aborted)
                continue;
            if (failed)
                co_return;
            self->serve(std::move(socket));
        }
    }

    void serve(tcp::socket socket)
    {
        boost::system::error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        const auto executor = socket.get_executor();
        const std::lock_guard lock(m_mutex);
        if (!m_tls && !makeTls())
            return;
        const auto connection = std::make_shared<BmcConnection>(std::move(socket), *m_tls, m_bmc);
        m_connections.erase(std::remove_if(m_connections.begin(), m_connections.end(),
                                           [](const auto& weak) { return weak.expired(); }),
                            m_connections.end());
        m_connections.push_back(connection);
        // The TLS context lives as long as its last connection.
        asio::co_spawn(executor, connection->run(),
                       [connection, tls = m_tls](const std::exception_ptr&) {});
    }

    bool makeTls()
    {
        auto tls = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
        SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
        if (!m_maker.install(tls->native_handle(), m_name, m_address, m_newKey))
            return false;
        m_tls = std::move(tls);
        return true;
    }

    void closeConnections()
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& weak : m_connections)
            if (const auto connection = weak.lock())
                connection->close();
        m_connections.clear();
    }

    asio::io_context& m_context;
    const std::shared_ptr<Bmc> m_bmc;
    const QString m_name;
    const QString m_address;
    const CertificateMaker& m_maker;
    std::vector<std::shared_ptr<tcp::acceptor>> m_acceptors;
    std::mutex m_mutex;
    std::shared_ptr<asio::ssl::context> m_tls;
    bool m_newKey = false;
    std::vector<std::weak_ptr<BmcConnection>> m_connections;
};

} // namespace

struct BmcServer::Impl {
    explicit Impl(CertificateMaker made) : maker(std::move(made)) {}

    const CertificateMaker maker;
    asio::io_context context;
    const asio::executor_work_guard<asio::io_context::executor_type> work =
        asio::make_work_guard(context); // threads stay while every BMC refuses
    std::vector<std::shared_ptr<Endpoint>> endpoints;
    std::vector<std::thread> threads;
};

BmcServer::BmcServer(CertificateMaker maker) : m_impl(std::make_unique<Impl>(std::move(maker))) {}

BmcServer::~BmcServer()
{
    stop();
}

int BmcServer::add(std::shared_ptr<Bmc> bmc, const QString& name, const QHostAddress& address,
                   const std::vector<int>& listeningSockets)
{
    const auto endpoint = std::make_shared<Endpoint>(m_impl->context, std::move(bmc), name,
                                                     address.toString(), m_impl->maker);
    endpoint->listen(listeningSockets);
    m_impl->endpoints.push_back(endpoint);
    return static_cast<int>(m_impl->endpoints.size()) - 1;
}

void BmcServer::start(int threads)
{
    for (int i = 0; i < threads; ++i)
        m_impl->threads.emplace_back([this] { m_impl->context.run(); });
}

void BmcServer::stop()
{
    m_impl->context.stop();
    for (std::thread& thread : m_impl->threads)
        thread.join();
    m_impl->threads.clear();
}

void BmcServer::setFailure(int index, FailureMode mode)
{
    m_impl->endpoints.at(static_cast<std::size_t>(index))->setFailure(mode);
}

int listenOn(const QHostAddress& address, quint16 port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0)
        return -1;
    const int on = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(address.toIPv4Address());
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0 &&
        ::listen(socket, SOMAXCONN) == 0)
        return socket;
    ::close(socket);
    return -1;
}

quint16 portOf(int socket)
{
    sockaddr_in where{};
    socklen_t size = sizeof where;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&where), &size);
    return ntohs(where.sin_port);
}

} // namespace rackhouse::lab
