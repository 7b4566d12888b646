#pragma once

#include "app/netboot/dhcp_engine.h"
#include "app/netboot/interface_socket.h"

#include <memory>

namespace rackhouse::netboot
{

/// The DHCP sockets of one interface: UDP port 67 for what comes in and for clients that have an
/// address, raw frames for those that have none yet.
class DhcpSocket
{
public:
    struct Received {
        QByteArrayView bytes; ///< valid until the next receive()
        bool unicast = false;
    };

    static Result<DhcpSocket> open(const NetworkInterface& interface);

    const NetworkInterface& interface() const { return m_interface; }
    int descriptor() const { return m_udp.get(); }
    /// What has come in on this interface, at most a few dozen packets.
    std::vector<Received> receive();
    /// True when the kernel took it.
    bool send(const DhcpReply& reply);

private:
    struct Batch;
    struct FreeBatch {
        void operator()(Batch* batch) const;
    };

    DhcpSocket(NetworkInterface interface, FileDescriptor udp, FileDescriptor raw);
    bool sendFrame(const DhcpReply& reply, const QByteArray& bytes);
    bool sendDatagram(Ipv4 source, Ipv4 destination, quint16 port, const QByteArray& bytes);

    NetworkInterface m_interface;
    FileDescriptor m_udp;
    FileDescriptor m_raw;
    std::unique_ptr<Batch, FreeBatch> m_batch;
};

} // namespace rackhouse::netboot
