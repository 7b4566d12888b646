#pragma once

#include "app/netboot/address.h"
#include "models/base/result.h"
#include "models/domain/network.h"

#include <QHash>

#include <vector>

namespace rackhouse::netboot
{

/// A Subnet record, checked and in numbers.
struct SubnetConfig {
    SubnetId id;
    QString networkInterface;
    Ipv4Network network;
    Ipv4 server;
    Ipv4 first; ///< first and last may be null: reservations only
    Ipv4 last;
    Ipv4 gateway;
    std::vector<Ipv4> dns;
    quint32 leaseSeconds = 3600;
    QHash<QString, Ipv4> reservations; ///< by lower-case MAC

    /// True for clients on the interface itself; false when they come through a relay.
    bool isLocal() const { return network.contains(server); }
    bool inRange(Ipv4 address) const { return address >= first && address <= last; }
    /// True when the address may be given to a client at all.
    bool isUsable(Ipv4 address) const;

    /// "subnet-invalid" with the field that is wrong and why.
    static Result<SubnetConfig> from(const Subnet& subnet);
};

} // namespace rackhouse::netboot
