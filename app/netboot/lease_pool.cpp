#include "app/netboot/lease_pool.h"

#include <algorithm>

namespace rackhouse::netboot
{

LeasePool::LeasePool(SubnetConfig config) : m_config(std::move(config)), m_nextFresh(m_config.first)
{
    for (auto it = m_config.reservations.begin(); it != m_config.reservations.end(); ++it)
        m_reservedFor.insert(it.value(), it.key());
}

void LeasePool::restore(const Lease& lease)
{
    const auto address = Ipv4::parse(lease.address);
    if (!address || !m_config.network.contains(*address))
        return;
    std::vector<LeaseChange> changes;
    const Binding* holder = byAddress(*address);
    const Binding* own = byClient(lease.mac);
    if ((holder && holder->lease.updatedAt > lease.updatedAt) ||
        (own && own->lease.updatedAt > lease.updatedAt))
        return;
    Binding& binding = take(lease.mac, *address, changes);
    binding.state = Binding::State::Bound;
    binding.lease = lease;
    setFreeAt(binding, lease.expiresAt);
}

const Binding* LeasePool::byClient(const QString& client) const
{
    const auto it = m_byClient.find(client);
    return it == m_byClient.end() ? nullptr : byAddress(*it);
}

const Binding* LeasePool::byAddress(Ipv4 address) const
{
    const auto it = m_byAddress.find(address.value);
    return it == m_byAddress.end() ? nullptr : &it->second;
}

bool LeasePool::isReservedForOther(const QString& client, Ipv4 address) const
{
    const auto it = m_reservedFor.find(address);
    return it != m_reservedFor.end() && *it != client;
}

bool LeasePool::isAvailable(const QString& client, Ipv4 address, Instant now) const
{
    const bool ours = m_config.inRange(address) || m_config.reservations.value(client) == address;
    if (!ours || !m_config.isUsable(address) || isReservedForOther(client, address))
        return false;
    const Binding* holder = byAddress(address);
    return !holder || holder->client == client || holder->isFree(now);
}

std::optional<Ipv4> LeasePool::choose(const QString& client, Ipv4 wanted, Instant now) const
{
    const Ipv4 reserved = m_config.reservations.value(client);
    if (!reserved.isNull() && isAvailable(client, reserved, now))
        return reserved;
    if (const Binding* own = byClient(client); own && isAvailable(client, own->address, now))
        return own->address;
    if (!wanted.isNull() && isAvailable(client, wanted, now))
        return wanted;
    if (const auto fresh = freshAddress(client))
        return fresh;
    return longestUnused(client, now);
}

std::optional<Ipv4> LeasePool::freshAddress(const QString& client) const
{
    if (m_config.first.isNull())
        return std::nullopt;
    const auto isTaken = [this](Ipv4 address) {
        return m_byAddress.contains(address.value) || !m_config.isUsable(address);
    };
    while (m_nextFresh <= m_config.last && isTaken(m_nextFresh))
        ++m_nextFresh.value;
    for (Ipv4 address = m_nextFresh; address <= m_config.last; ++address.value) {
        if (!isTaken(address) && !isReservedForOther(client, address))
            return address;
    }
    return std::nullopt;
}

std::optional<Ipv4> LeasePool::longestUnused(const QString& client, Instant now) const
{
    for (const auto& [freeAt, address] : m_byFreeAt) {
        if (freeAt > now)
            return std::nullopt;
        if (isAvailable(client, address, now))
            return address;
    }
    return std::nullopt;
}

void LeasePool::forget(Ipv4 address, std::vector<LeaseChange>& changes)
{
    const auto it = m_byAddress.find(address.value);
    if (it == m_byAddress.end())
        return;
    const Binding& binding = it->second;
    if (!binding.lease.id.isEmpty())
        changes.push_back({binding.lease, true});
    m_byFreeAt.erase({binding.freeAt, address});
    m_byClient.remove(binding.client);
    m_byAddress.erase(it);
    if (m_config.inRange(address)) // it is fresh again
        m_nextFresh = std::min(m_nextFresh, address);
}

Binding& LeasePool::take(const QString& client, Ipv4 address, std::vector<LeaseChange>& changes)
{
    if (const Binding* own = byClient(client); own && own->address != address)
        forget(own->address, changes);
    if (const Binding* holder = byAddress(address); holder && holder->client != client)
        forget(address, changes);
    const auto [it, inserted] = m_byAddress.try_emplace(address.value);
    Binding& binding = it->second;
    if (inserted) {
        binding.address = address;
        binding.client = client;
        m_byClient.insert(client, address);
        m_byFreeAt.insert({binding.freeAt, address});
    }
    return binding;
}

void LeasePool::setFreeAt(Binding& binding, Instant freeAt)
{
    m_byFreeAt.erase({binding.freeAt, binding.address});
    binding.freeAt = freeAt;
    m_byFreeAt.insert({binding.freeAt, binding.address});
}

void LeasePool::decline(const QString& client, Instant until, std::vector<LeaseChange>& changes)
{
    const Binding* own = byClient(client);
    if (!own)
        return;
    const Ipv4 address = own->address;
    forget(address, changes);
    Binding& binding = m_byAddress[address.value];
    binding.address = address;
    binding.state = Binding::State::Declined;
    binding.freeAt = until;
    m_byFreeAt.insert({until, address});
}

void LeasePool::release(const QString& client, Instant now, std::vector<LeaseChange>& changes)
{
    const Binding* own = byClient(client);
    if (!own)
        return;
    Binding& binding = m_byAddress[own->address.value];
    binding.state = Binding::State::Released;
    setFreeAt(binding, now);
    if (binding.lease.id.isEmpty())
        return;
    binding.lease.expiresAt = now;
    binding.lease.updatedAt = now;
    changes.push_back({binding.lease, false});
}

qint64 LeasePool::usedAddresses(Instant now) const
{
    qint64 used = 0;
    for (auto it = m_byFreeAt.rbegin(); it != m_byFreeAt.rend() && it->first > now; ++it)
        used += m_config.inRange(it->second) ? 1 : 0;
    return used;
}

qint64 LeasePool::rangeSize() const
{
    return m_config.first.isNull() ? 0 : qint64(m_config.last.value) - m_config.first.value + 1;
}

} // namespace rackhouse::netboot
