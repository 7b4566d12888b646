#pragma once

#include "app/netboot/boot_client.h"
#include "app/netboot/boot_event.h"
#include "app/netboot/lease_pool.h"

namespace rackhouse::netboot
{

/// How a packet came in.
struct DhcpArrival {
    QString networkInterface;
    bool unicast = false; ///< sent to the server's own address
};

/// How a reply goes out.
struct DhcpTarget {
    enum class Way {
        Hardware,  ///< a raw frame to chaddr, IP destination yiaddr
        Broadcast, ///< 255.255.255.255 on the interface
        Client,    ///< UDP to `address` port 68
        Relay,     ///< UDP to `address` port 67
    };

    Way way = Way::Broadcast;
    Ipv4 address;
    Ipv4 source; ///< the server's address on that subnet
};

struct DhcpReply {
    DhcpPacket packet;
    DhcpTarget target;
    qsizetype limit = 548; ///< bytes the client takes (option 57)
};

/// What one packet leads to. The reply may be sent only after the changes are stored.
struct DhcpOutcome {
    std::optional<DhcpReply> reply;
    std::vector<LeaseChange> changes;
    std::optional<BootEvent> event;
};

/// The DHCP server without sockets: a packet and the time in, a reply and lease changes out
/// (RFC 2131 section 4.3).
///
/// Clients are told apart by MAC, not by client id: firmware, boot loader, RAM system and installed
/// system of one machine use different ids and shall keep one address. Where there is no MAC
/// (InfiniBand, RFC 4390) it is the client id.
class DhcpEngine
{
public:
    DhcpEngine(std::vector<SubnetConfig> subnets, BootEndpoints endpoints);

    void restore(const std::vector<Lease>& leases);
    DhcpOutcome handle(const DhcpPacket& packet, const DhcpArrival& arrival, Instant now);
    const std::vector<LeasePool>& pools() const { return m_pools; }

private:
    struct Exchange;

    LeasePool* poolFor(const DhcpPacket& packet, const DhcpArrival& arrival);
    void discover(Exchange& exchange);
    void request(Exchange& exchange);
    void select(Exchange& exchange, Ipv4 server);
    void reboot(Exchange& exchange, Ipv4 wanted);
    void renew(Exchange& exchange);
    void decline(Exchange& exchange);
    void release(Exchange& exchange);
    void inform(Exchange& exchange);
    void acknowledge(Exchange& exchange, Ipv4 address);
    void refuse(Exchange& exchange, const QString& why);
    DhcpPacket replyTo(const Exchange& exchange, DhcpMessage message) const;
    void addSubnetOptions(const Exchange& exchange, DhcpPacket& reply, bool withLease) const;
    void answer(Exchange& exchange, DhcpPacket reply) const;
    void note(Exchange& exchange, const QString& text, const QString& problem = {}) const;

    std::vector<LeasePool> m_pools;
    BootEndpoints m_endpoints;
};

} // namespace rackhouse::netboot
