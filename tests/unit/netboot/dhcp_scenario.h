#pragma once

#include "app/netboot/dhcp_engine.h"
#include "tests/unit/netboot/dhcp_samples.h"

namespace rackhouse::netboot
{

inline Ipv4 ip(const char* text)
{
    return *Ipv4::parse(QString::fromLatin1(text));
}

inline Subnet sampleSubnet()
{
    Subnet subnet;
    subnet.id = SubnetId::create();
    subnet.name = QStringLiteral("provisioning");
    subnet.networkInterface = QStringLiteral("prov0");
    subnet.cidr = QStringLiteral("10.77.0.0/24");
    subnet.serverAddress = QStringLiteral("10.77.0.1");
    subnet.rangeFirst = QStringLiteral("10.77.0.10");
    subnet.rangeLast = QStringLiteral("10.77.0.12");
    subnet.gateway = QStringLiteral("10.77.0.1");
    subnet.dns = {QStringLiteral("10.77.0.1"), QStringLiteral("9.9.9.9")};
    subnet.reservations = {{QStringLiteral("52:54:00:00:00:99"), QStringLiteral("10.77.0.11")}};
    return subnet;
}

/// A server on prov0 and what its clients say to it.
struct Scenario {
    explicit Scenario(const Subnet& subnet = sampleSubnet())
        : engine({*SubnetConfig::from(subnet)}, {8080})
    {
    }

    DhcpOutcome send(const DhcpPacket& packet, bool unicast = false)
    {
        return engine.handle(packet, {QStringLiteral("prov0"), unicast}, clock.now());
    }
    Ipv4 discover(quint8 client)
    {
        const auto outcome = send(sampleRequest(DhcpMessage::Discover, client));
        return outcome.reply ? outcome.reply->packet.yourAddress : Ipv4{};
    }
    DhcpOutcome select(quint8 client, Ipv4 address, Ipv4 server = ip("10.77.0.1"))
    {
        DhcpPacket packet = sampleRequest(DhcpMessage::Request, client);
        packet.options.setAddress(DhcpOption::RequestedAddress, address);
        packet.options.setAddress(DhcpOption::ServerId, server);
        return send(packet);
    }
    Ipv4 lease(quint8 client)
    {
        const Ipv4 address = discover(client);
        const auto outcome = select(client, address);
        return outcome.reply && outcome.reply->packet.message() == DhcpMessage::Ack ? address
                                                                                    : Ipv4{};
    }
    DhcpOutcome rebootWith(quint8 client, Ipv4 address)
    {
        DhcpPacket packet = sampleRequest(DhcpMessage::Request, client);
        packet.options.setAddress(DhcpOption::RequestedAddress, address);
        return send(packet);
    }
    DhcpOutcome renew(quint8 client, Ipv4 address, bool unicast)
    {
        DhcpPacket packet = sampleRequest(DhcpMessage::Request, client);
        packet.clientAddress = address;
        return send(packet, unicast);
    }

    ManualClock clock;
    DhcpEngine engine;
};

inline DhcpMessage answerOf(const DhcpOutcome& outcome)
{
    return outcome.reply ? outcome.reply->packet.message() : DhcpMessage::None;
}

} // namespace rackhouse::netboot
