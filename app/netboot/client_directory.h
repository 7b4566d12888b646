#pragma once

#include "app/netboot/address.h"

#include <QHash>

#include <mutex>

namespace rackhouse::netboot
{

/// Who has which address now, so that TFTP and HTTP can name the machine behind one. Thread-safe.
class ClientDirectory
{
public:
    struct Client {
        QString mac;
        QString architecture;
    };

    void learn(Ipv4 address, const Client& client)
    {
        const std::lock_guard lock(m_mutex);
        m_clients.insert(address, client);
    }
    Client find(Ipv4 address) const
    {
        const std::lock_guard lock(m_mutex);
        return m_clients.value(address);
    }

private:
    mutable std::mutex m_mutex;
    QHash<Ipv4, Client> m_clients;
};

} // namespace rackhouse::netboot
