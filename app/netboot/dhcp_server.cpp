#include "app/netboot/dhcp_server.h"

#include <QLoggingCategory>

#include <algorithm>

namespace rackhouse::netboot
{
namespace
{

Q_LOGGING_CATEGORY(lcDhcp, "rackhouse.netboot.dhcp")

/// More unanswered confirmations than this, and the journal is not keeping up: clients ask again.
constexpr size_t mostWaiting = 4096;

} // namespace

DhcpServer::DhcpServer(Dependencies dependencies) : m_dependencies(std::move(dependencies)) {}

DhcpServer::~DhcpServer()
{
    stop();
}

Result<void> DhcpServer::start(const std::vector<SubnetConfig>& subnets,
                               const BootEndpoints& endpoints)
{
    stop();
    const auto leases = m_dependencies.journal.load();
    if (!leases)
        return fail(leases.error());
    auto loop = EventLoop::create();
    if (!loop)
        return fail(loop.error());
    m_loop = *std::move(loop);
    m_engine = std::make_unique<DhcpEngine>(subnets, endpoints);
    m_engine->restore(*leases);
    for (const Lease& lease : *leases) {
        if (const auto address = Ipv4::parse(lease.address))
            m_dependencies.directory.learn(*address, {lease.mac, lease.architecture});
    }
    if (auto opened = openSockets(subnets); !opened) {
        stop();
        return fail(opened.error());
    }
    m_thread = std::thread([loop = m_loop] { loop->run(); });
    return {};
}

Result<void> DhcpServer::openSockets(const std::vector<SubnetConfig>& subnets)
{
    QStringList names;
    for (const SubnetConfig& subnet : subnets)
        names << subnet.networkInterface;
    names.removeDuplicates();
    for (const QString& name : names) {
        const auto interface = findInterface(name);
        if (!interface)
            return fail(interface.error());
        auto socket = DhcpSocket::open(*interface);
        if (!socket)
            return fail(socket.error());
        m_sockets.push_back(std::make_unique<DhcpSocket>(*std::move(socket)));
        DhcpSocket& opened = *m_sockets.back();
        if (auto watched = m_loop->watch(opened.descriptor(), [this, &opened] { serve(opened); });
            !watched)
            return watched;
    }
    return {};
}

void DhcpServer::stop()
{
    if (m_loop)
        m_loop->stop();
    if (m_thread.joinable())
        m_thread.join();
    m_loop.reset();
    m_sockets.clear();
    m_engine.reset();
    m_waiting = 0;
}

void DhcpServer::serve(DhcpSocket& socket)
{
    for (const DhcpSocket::Received& received : socket.receive())
        handle(socket, received);
    if (!m_changes.empty())
        storeBatch(socket);
}

void DhcpServer::handle(DhcpSocket& socket, const DhcpSocket::Received& received)
{
    ++m_received;
    const auto packet = decodeDhcp(received.bytes);
    if (!packet) {
        ++m_malformed;
        qCDebug(lcDhcp) << "ignored a packet on" << socket.interface().name << ":"
                        << packet.error().detail;
        return;
    }
    if (m_waiting >= mostWaiting) {
        ++m_dropped;
        return;
    }
    DhcpOutcome outcome = m_engine->handle(*packet, {socket.interface().name, received.unicast},
                                           m_dependencies.clock.now());
    for (const LeaseChange& change : outcome.changes) {
        const auto address = Ipv4::parse(change.lease.address);
        if (address && !change.removed)
            m_dependencies.directory.learn(*address, {change.lease.mac, change.lease.architecture});
    }
    if (outcome.event && m_dependencies.observer)
        m_dependencies.observer(*outcome.event);
    if (outcome.changes.empty()) {
        if (outcome.reply)
            sendReply(socket, *outcome.reply);
        return;
    }
    m_changes.insert(m_changes.end(), std::make_move_iterator(outcome.changes.begin()),
                     std::make_move_iterator(outcome.changes.end()));
    if (outcome.reply)
        m_afterStore.push_back(*std::move(outcome.reply));
}

void DhcpServer::storeBatch(DhcpSocket& socket)
{
    m_waiting += m_afterStore.size();
    auto replies = std::make_shared<std::vector<DhcpReply>>(std::exchange(m_afterStore, {}));
    const auto whenStored = [this, &socket, replies](const Result<void>& stored) {
        m_waiting -= replies->size();
        if (!stored) {
            m_dropped += qint64(replies->size());
            qCWarning(lcDhcp) << "leases were not stored, so not confirmed:" << stored.error().code
                              << stored.error().detail;
            return;
        }
        for (const DhcpReply& reply : *replies)
            sendReply(socket, reply);
    };
    m_dependencies.journal.append(std::exchange(m_changes, {}),
                                  [loop = m_loop, whenStored](Result<void> stored) {
                                      loop->post([whenStored, stored] { whenStored(stored); });
                                  });
}

void DhcpServer::sendReply(DhcpSocket& socket, const DhcpReply& reply)
{
    if (socket.send(reply))
        ++m_replies;
    else
        ++m_dropped;
}

DhcpStatistics DhcpServer::statistics() const
{
    return {m_received, m_malformed, m_replies, m_dropped};
}

} // namespace rackhouse::netboot
