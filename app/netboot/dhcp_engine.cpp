#include "app/netboot/dhcp_engine.h"

#include "app/netboot/bytes.h"

#include <algorithm>

namespace rackhouse::netboot
{
namespace
{

constexpr qint64 offerHoldMs = 60'000;
constexpr qint64 declineHoldMs = 3'600'000;
constexpr qsizetype smallestLimit = 548; // 576 bytes of IP packet (RFC 2132 section 9.10)
constexpr qsizetype largestLimit = 1472;
constexpr qsizetype headersSize = 28;
constexpr quint8 linkSelection = 5; // sub-option of option 82 (RFC 3527)

QString clientKey(const DhcpPacket& packet)
{
    if (packet.hardwareType == DhcpPacket::ethernet && packet.hardwareLength == 6)
        return hardwareText(packet.hardwareAddress());
    const QByteArray id = packet.options.value(DhcpOption::ClientId);
    return id.isEmpty() ? QString() : u"id:" + QString::fromLatin1(id.left(64).toHex());
}

/// The network that a relay asks for: RFC 3527, RFC 3011, giaddr itself.
Ipv4 relayedLink(const DhcpPacket& packet)
{
    const QByteArray relay = packet.options.value(DhcpOption::RelayAgent);
    for (qsizetype at = 0; at + 1 < relay.size();) {
        const qsizetype length = quint8(relay[at + 1]);
        if (quint8(relay[at]) == linkSelection && length == 4 && at + 6 <= relay.size())
            return {read32(relay, at + 2)};
        at += 2 + length;
    }
    return packet.options.address(DhcpOption::SubnetSelection).value_or(packet.relayAddress);
}

} // namespace

struct DhcpEngine::Exchange {
    const DhcpPacket& request;
    const DhcpArrival& arrival;
    Instant now;
    LeasePool& pool;
    QString client;
    BootIdentity identity;
    DhcpOutcome outcome;
};

DhcpEngine::DhcpEngine(std::vector<SubnetConfig> subnets, BootEndpoints endpoints)
    : m_endpoints(std::move(endpoints))
{
    for (SubnetConfig& subnet : subnets)
        m_pools.emplace_back(std::move(subnet));
}

void DhcpEngine::restore(const std::vector<Lease>& leases)
{
    for (const Lease& lease : leases) {
        for (LeasePool& pool : m_pools) {
            if (pool.config().id == lease.subnetId)
                pool.restore(lease);
        }
    }
}

LeasePool* DhcpEngine::poolFor(const DhcpPacket& packet, const DhcpArrival& arrival)
{
    const bool relayed = !packet.relayAddress.isNull();
    const Ipv4 link = relayed ? relayedLink(packet) : packet.clientAddress;
    LeasePool* local = nullptr;
    for (LeasePool& pool : m_pools) {
        const SubnetConfig& config = pool.config();
        if (config.networkInterface != arrival.networkInterface)
            continue;
        if (!link.isNull() && config.network.contains(link))
            return &pool;
        if (!local && config.isLocal())
            local = &pool;
    }
    return relayed ? nullptr : local;
}

DhcpOutcome DhcpEngine::handle(const DhcpPacket& packet, const DhcpArrival& arrival, Instant now)
{
    const DhcpMessage message = packet.message();
    LeasePool* pool =
        packet.operation == DhcpPacket::bootRequest ? poolFor(packet, arrival) : nullptr;
    const QString client = clientKey(packet);
    if (!pool || client.isEmpty())
        return {};
    Exchange exchange{packet, arrival, now, *pool, client, identifyBootClient(packet), {}};
    switch (message) {
    case DhcpMessage::Discover:
        discover(exchange);
        break;
    case DhcpMessage::Request:
        request(exchange);
        break;
    case DhcpMessage::Decline:
        decline(exchange);
        break;
    case DhcpMessage::Release:
        release(exchange);
        break;
    case DhcpMessage::Inform:
        inform(exchange);
        break;
    default:
        break;
    }
    return std::move(exchange.outcome);
}

void DhcpEngine::discover(Exchange& exchange)
{
    const Ipv4 wanted =
        exchange.request.options.address(DhcpOption::RequestedAddress).value_or(Ipv4{});
    const auto address = exchange.pool.choose(exchange.client, wanted, exchange.now);
    if (!address) {
        note(exchange, QString(), QStringLiteral("dhcp-pool-full"));
        return;
    }
    Binding& binding = exchange.pool.take(exchange.client, *address, exchange.outcome.changes);
    exchange.pool.setFreeAt(binding, std::max(binding.freeAt, exchange.now.plusMs(offerHoldMs)));
    DhcpPacket reply = replyTo(exchange, DhcpMessage::Offer);
    reply.yourAddress = *address;
    addSubnetOptions(exchange, reply, true);
    addBootOptions(reply, exchange.request, exchange.identity, exchange.pool.config().server,
                   m_endpoints);
    answer(exchange, std::move(reply));
}

void DhcpEngine::request(Exchange& exchange)
{
    const DhcpOptions& options = exchange.request.options;
    if (const auto server = options.address(DhcpOption::ServerId))
        select(exchange, *server);
    else if (!exchange.request.clientAddress.isNull())
        renew(exchange);
    else if (const auto wanted = options.address(DhcpOption::RequestedAddress))
        reboot(exchange, *wanted);
}

void DhcpEngine::select(Exchange& exchange, Ipv4 server)
{
    const Binding* own = exchange.pool.byClient(exchange.client);
    if (server != exchange.pool.config().server) { // it took another server's offer
        if (own && own->state == Binding::State::Offered)
            exchange.pool.release(exchange.client, exchange.now, exchange.outcome.changes);
        return;
    }
    const Ipv4 wanted = exchange.request.options.address(DhcpOption::RequestedAddress)
                            .value_or(exchange.request.clientAddress);
    if (!exchange.pool.isAvailable(exchange.client, wanted, exchange.now))
        refuse(exchange, QStringLiteral("address not available"));
    else
        acknowledge(exchange, wanted);
}

void DhcpEngine::reboot(Exchange& exchange, Ipv4 wanted)
{
    const Binding* own = exchange.pool.byClient(exchange.client);
    if (!exchange.pool.config().network.contains(wanted))
        refuse(exchange, QStringLiteral("wrong network"));
    else if (own && own->address == wanted &&
             exchange.pool.choose(exchange.client, {}, exchange.now) == wanted)
        acknowledge(exchange, wanted);
    else if (own || !exchange.pool.isAvailable(exchange.client, wanted, exchange.now))
        refuse(exchange, QStringLiteral("address not available"));
    // No record of this client: silence (RFC 2131 section 4.3.2), another server may know it.
}

void DhcpEngine::renew(Exchange& exchange)
{
    const Ipv4 address = exchange.request.clientAddress;
    const Binding* own = exchange.pool.byClient(exchange.client);
    const bool isOwn = own && own->address == address &&
                       exchange.pool.choose(exchange.client, {}, exchange.now) == address;
    // A renewal sent to us by name is of a lease that we gave and have lost: take it back.
    const bool mayTake = !own && exchange.arrival.unicast &&
                         exchange.pool.isAvailable(exchange.client, address, exchange.now);
    if (isOwn || mayTake)
        acknowledge(exchange, address);
    else if (own || !exchange.pool.isAvailable(exchange.client, address, exchange.now))
        refuse(exchange, QStringLiteral("address not available"));
}

void DhcpEngine::decline(Exchange& exchange)
{
    const auto wanted = exchange.request.options.address(DhcpOption::RequestedAddress);
    const Binding* own = exchange.pool.byClient(exchange.client);
    if (!own || !wanted || own->address != *wanted)
        return;
    exchange.pool.decline(exchange.client, exchange.now.plusMs(declineHoldMs),
                          exchange.outcome.changes);
    note(exchange, wanted->toString(), QStringLiteral("dhcp-address-in-use"));
}

void DhcpEngine::release(Exchange& exchange)
{
    const Binding* own = exchange.pool.byClient(exchange.client);
    if (own && own->address == exchange.request.clientAddress)
        exchange.pool.release(exchange.client, exchange.now, exchange.outcome.changes);
}

void DhcpEngine::inform(Exchange& exchange)
{
    if (exchange.request.clientAddress.isNull())
        return;
    DhcpPacket reply = replyTo(exchange, DhcpMessage::Ack);
    addSubnetOptions(exchange, reply, false);
    addBootOptions(reply, exchange.request, exchange.identity, exchange.pool.config().server,
                   m_endpoints);
    answer(exchange, std::move(reply));
}

void DhcpEngine::acknowledge(Exchange& exchange, Ipv4 address)
{
    const SubnetConfig& config = exchange.pool.config();
    Binding& binding = exchange.pool.take(exchange.client, address, exchange.outcome.changes);
    binding.state = Binding::State::Bound;
    Lease& lease = binding.lease;
    if (lease.id.isEmpty())
        lease.id = LeaseId::create();
    lease.subnetId = config.id;
    lease.mac = exchange.client;
    lease.address = address.toString();
    const QString hostname = exchange.request.options.text(DhcpOption::HostName);
    if (!hostname.isEmpty())
        lease.hostname = hostname;
    if (!exchange.identity.architecture.isEmpty())
        lease.architecture = exchange.identity.architecture;
    lease.expiresAt = exchange.now.plusMs(qint64(config.leaseSeconds) * 1000);
    lease.updatedAt = exchange.now;
    exchange.pool.setFreeAt(binding, lease.expiresAt);
    exchange.outcome.changes.push_back({lease, false});

    DhcpPacket reply = replyTo(exchange, DhcpMessage::Ack);
    reply.yourAddress = address;
    reply.clientAddress = exchange.request.clientAddress;
    addSubnetOptions(exchange, reply, true);
    addBootOptions(reply, exchange.request, exchange.identity, config.server, m_endpoints);
    const bool unsupported = exchange.identity.program == BootProgram::Unsupported;
    note(exchange, lease.address,
         unsupported ? QStringLiteral("boot-architecture-unsupported") : QString());
    answer(exchange, std::move(reply));
}

void DhcpEngine::refuse(Exchange& exchange, const QString& why)
{
    DhcpPacket reply = replyTo(exchange, DhcpMessage::Nak);
    reply.options.set(DhcpOption::Message, why.toLatin1());
    answer(exchange, std::move(reply));
}

DhcpPacket DhcpEngine::replyTo(const Exchange& exchange, DhcpMessage message) const
{
    const DhcpPacket& request = exchange.request;
    DhcpPacket reply;
    reply.operation = DhcpPacket::bootReply;
    reply.hardwareType = request.hardwareType;
    reply.hardwareLength = request.hardwareLength;
    reply.transaction = request.transaction;
    reply.flags = request.flags;
    reply.relayAddress = request.relayAddress;
    reply.hardware = request.hardware;
    reply.options.set8(DhcpOption::MessageType, quint8(message));
    reply.options.setAddress(DhcpOption::ServerId, exchange.pool.config().server);
    if (request.options.has(DhcpOption::ClientId)) // RFC 6842
        reply.options.set(DhcpOption::ClientId, request.options.value(DhcpOption::ClientId));
    if (request.options.has(DhcpOption::RelayAgent))
        reply.options.set(DhcpOption::RelayAgent, request.options.value(DhcpOption::RelayAgent));
    return reply;
}

void DhcpEngine::addSubnetOptions(const Exchange& exchange, DhcpPacket& reply, bool withLease) const
{
    const SubnetConfig& config = exchange.pool.config();
    if (withLease) {
        reply.options.set32(DhcpOption::LeaseTime, config.leaseSeconds);
        reply.options.set32(DhcpOption::RenewalTime, config.leaseSeconds / 2);
        reply.options.set32(DhcpOption::RebindingTime,
                            quint32(quint64(config.leaseSeconds) * 7 / 8));
    }
    reply.options.setAddress(DhcpOption::SubnetMask, config.network.mask());
    reply.options.setAddress(DhcpOption::Broadcast, config.network.broadcast());
    if (!config.gateway.isNull())
        reply.options.setAddress(DhcpOption::Router, config.gateway);
    if (!config.dns.empty()) {
        QByteArray servers;
        for (const Ipv4 server : config.dns)
            append32(servers, server.value);
        reply.options.set(DhcpOption::DnsServers, servers);
    }
}

void DhcpEngine::answer(Exchange& exchange, DhcpPacket reply) const
{
    const DhcpPacket& request = exchange.request;
    const bool nak = reply.message() == DhcpMessage::Nak;
    DhcpTarget target{DhcpTarget::Way::Hardware, {}, exchange.pool.config().server};
    if (!request.relayAddress.isNull()) {
        target.way = DhcpTarget::Way::Relay;
        target.address = request.relayAddress;
        if (nak) // the relay shall broadcast it: the client's address may be wrong
            reply.flags |= DhcpPacket::broadcastFlag;
    } else if (!nak && !request.clientAddress.isNull()) {
        target.way = DhcpTarget::Way::Client;
        target.address = request.clientAddress;
    } else if (nak || request.wantsBroadcast() || request.hardwareType != DhcpPacket::ethernet ||
               request.hardwareLength != 6) {
        target.way = DhcpTarget::Way::Broadcast;
    }
    const qsizetype asked = request.options.number16(DhcpOption::MaximumSize).value_or(0);
    const qsizetype limit = std::clamp(asked - headersSize, smallestLimit, largestLimit);
    exchange.outcome.reply = DhcpReply{std::move(reply), target, limit};
}

void DhcpEngine::note(Exchange& exchange, const QString& text, const QString& problem) const
{
    if (exchange.identity.program == BootProgram::None && problem.isEmpty())
        return;
    exchange.outcome.event = BootEvent{
        BootEvent::Phase::Dhcp, exchange.client, text,        exchange.identity.architecture, text,
        problem.isEmpty(),      problem,         exchange.now};
}

} // namespace rackhouse::netboot
