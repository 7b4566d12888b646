#pragma once

#include "app/netboot/lease_journal.h"
#include "app/netboot/subnet_config.h"

#include <set>
#include <unordered_map>

namespace rackhouse::netboot
{

/// What stands against one address.
struct Binding {
    enum class State {
        Offered,  ///< in memory only, for a minute
        Bound,    ///< confirmed and stored
        Released, ///< kept for its client as long as nobody else needs it
        Declined, ///< somebody else uses it on the wire: not given out for an hour
    };

    Ipv4 address;
    QString client; ///< MAC, or "id:HEX" of the client id where there is no MAC; empty: declined
    State state = State::Offered;
    Instant freeAt; ///< from then on another client may have it
    Lease lease;    ///< has an id when it is stored

    bool isFree(Instant now) const { return freeAt <= now; }
};

/// The addresses of one subnet: who has which until when. No packets, no clock, no store.
class LeasePool
{
public:
    explicit LeasePool(SubnetConfig config);

    const SubnetConfig& config() const { return m_config; }
    /// Takes in a stored lease; of two for one address or client the younger wins.
    void restore(const Lease& lease);

    const Binding* byClient(const QString& client) const;
    const Binding* byAddress(Ipv4 address) const;
    /// Whether the client may have the address: usable, not reserved for another, not in use.
    bool isAvailable(const QString& client, Ipv4 address, Instant now) const;
    /// The address to offer: the reservation, the one the client had, the one it wants, a fresh
    /// one, the longest unused one; nothing when the pool is full.
    std::optional<Ipv4> choose(const QString& client, Ipv4 wanted, Instant now) const;

    /// Puts a client on an available address. What has to go for that is added to `changes`.
    Binding& take(const QString& client, Ipv4 address, std::vector<LeaseChange>& changes);
    void setFreeAt(Binding& binding, Instant freeAt);
    /// The client says that somebody else uses its address.
    void decline(const QString& client, Instant until, std::vector<LeaseChange>& changes);
    void release(const QString& client, Instant now, std::vector<LeaseChange>& changes);

    /// Addresses of the range that are in use or held back now, and how many there are.
    qint64 usedAddresses(Instant now) const;
    qint64 rangeSize() const;

private:
    void forget(Ipv4 address, std::vector<LeaseChange>& changes);
    bool isReservedForOther(const QString& client, Ipv4 address) const;
    std::optional<Ipv4> freshAddress(const QString& client) const;
    std::optional<Ipv4> longestUnused(const QString& client, Instant now) const;

    SubnetConfig m_config;
    QHash<Ipv4, QString> m_reservedFor;
    std::unordered_map<quint32, Binding> m_byAddress;
    QHash<QString, Ipv4> m_byClient;
    std::set<std::pair<Instant, Ipv4>> m_byFreeAt;
    mutable Ipv4 m_nextFresh; ///< below it, every address of the range has had its turn
};

} // namespace rackhouse::netboot
