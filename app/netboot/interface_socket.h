#pragma once

#include "app/netboot/address.h"
#include "app/netboot/file_descriptor.h"
#include "models/base/result.h"

namespace rackhouse::netboot
{

/// One network interface of this machine, by name.
struct NetworkInterface {
    QString name;
    int index = 0;
    int mtu = 1500;
};

/// "netboot-interface-missing" when there is none of that name.
Result<NetworkInterface> findInterface(const QString& name);

/// A UDP socket that sees packets of this interface only (SO_BINDTODEVICE), non-blocking, with
/// IP_PKTINFO on. A null address binds to all. "netboot-needs-privileges",
/// "netboot-interface-missing" when the address is not there, "netboot-socket-failed".
Result<FileDescriptor> openUdpSocket(const NetworkInterface& interface, Ipv4 address, quint16 port);

/// A listening TCP socket on that interface and address; port 0 takes a free one.
Result<FileDescriptor> openTcpListener(const NetworkInterface& interface, Ipv4 address,
                                       quint16 port);

/// A socket for sending raw IPv4 frames; it receives nothing.
Result<FileDescriptor> openPacketSocket(const NetworkInterface& interface);

/// The port that a socket is bound to.
quint16 localPort(const FileDescriptor& socket);

/// The IPv4 and UDP header in front of `payload`, with both checksums (RFC 791, RFC 768).
QByteArray udpFrame(Ipv4 source, quint16 sourcePort, Ipv4 destination, quint16 destinationPort,
                    QByteArrayView payload);

} // namespace rackhouse::netboot
