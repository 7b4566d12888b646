#include "app/netboot/subnet_config.h"

#include <net/if.h>

#include <algorithm>

namespace rackhouse::netboot
{
namespace
{

constexpr quint32 largestRange = 1u << 20;
constexpr qint64 shortestLease = 60;
constexpr qint64 longestLease = 31 * 24 * 3600;

tl::unexpected<Error> wrong(const char* fieldName, const QString& why)
{
    return fail("subnet-invalid", {{QStringLiteral("field"), QString::fromLatin1(fieldName)}}, why);
}

Result<Ipv4> optionalAddress(const char* fieldName, const QString& text)
{
    if (text.isEmpty())
        return Ipv4{};
    const auto address = Ipv4::parse(text);
    if (!address)
        return wrong(fieldName, text);
    return *address;
}

Result<void> readRange(const Subnet& subnet, SubnetConfig& config)
{
    const auto first = optionalAddress("range_first", subnet.rangeFirst);
    const auto last = optionalAddress("range_last", subnet.rangeLast);
    if (!first)
        return fail(first.error());
    if (!last)
        return fail(last.error());
    if (first->isNull() != last->isNull() || *last < *first ||
        last->value - first->value >= largestRange)
        return wrong("range_last", QStringLiteral("not a range of at most 1048576 addresses"));
    for (const auto& [field, address] : {std::pair("range_first", *first), {"range_last", *last}}) {
        if (!address.isNull() && !config.network.contains(address))
            return wrong(field, QStringLiteral("outside the network"));
    }
    config.first = *first;
    config.last = *last;
    return {};
}

Result<void> readReservations(const Subnet& subnet, SubnetConfig& config)
{
    const QJsonObject& all = subnet.reservations;
    for (auto it = all.begin(); it != all.end(); ++it) {
        const auto address = Ipv4::parse(it.value().toString());
        const QByteArray mac = QByteArray::fromHex(it.key().toLatin1());
        if (mac.size() != 6)
            return wrong("reservations", it.key());
        if (!address || !config.isUsable(*address))
            return wrong("reservations", it.key() + u' ' + it.value().toString());
        config.reservations.insert(hardwareText(mac), *address);
    }
    return {};
}

} // namespace

bool SubnetConfig::isUsable(Ipv4 address) const
{
    return network.contains(address) && address != network.base && address != network.broadcast() &&
           address != server && address != gateway;
}

Result<SubnetConfig> SubnetConfig::from(const Subnet& subnet)
{
    SubnetConfig config;
    config.id = subnet.id;
    config.networkInterface = subnet.networkInterface;
    if (config.networkInterface.isEmpty() || config.networkInterface.toUtf8().size() >= IFNAMSIZ)
        return wrong("network_interface", subnet.networkInterface);
    const auto network = Ipv4Network::parse(subnet.cidr);
    if (!network)
        return wrong("cidr", subnet.cidr);
    config.network = *network;
    const auto server = Ipv4::parse(subnet.serverAddress);
    if (!server)
        return wrong("server_address", subnet.serverAddress);
    config.server = *server;
    const auto gateway = optionalAddress("gateway", subnet.gateway);
    if (!gateway)
        return fail(gateway.error());
    config.gateway = *gateway;
    if (auto range = readRange(subnet, config); !range)
        return fail(range.error());
    for (const QString& text : subnet.dns) {
        const auto address = Ipv4::parse(text);
        if (!address)
            return wrong("dns", text);
        config.dns.push_back(*address);
    }
    config.leaseSeconds = quint32(std::clamp(subnet.leaseSeconds, shortestLease, longestLease));
    if (auto read = readReservations(subnet, config); !read)
        return fail(read.error());
    return config;
}

} // namespace rackhouse::netboot
