#include "app/netboot/interface_socket.h"

#include "app/netboot/bytes.h"

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace rackhouse::netboot
{
namespace
{

constexpr int receiveBuffer = 4 << 20;

tl::unexpected<Error> socketError(const NetworkInterface& interface, const char* call)
{
    const int cause = errno;
    const QString detail = QStringLiteral("%1: %2").arg(
        QString::fromLatin1(call), QString::fromLocal8Bit(std::strerror(cause)));
    const QVariantMap args{{QStringLiteral("interface"), interface.name}};
    if (cause == EPERM || cause == EACCES)
        return fail("netboot-needs-privileges", args, detail);
    if (cause == ENODEV || cause == EADDRNOTAVAIL)
        return fail("netboot-interface-missing", args, detail);
    return fail("netboot-socket-failed", args, detail);
}

Result<void> bindTo(const FileDescriptor& socket, const NetworkInterface& interface, Ipv4 address,
                    quint16 port)
{
    const QByteArray name = interface.name.toUtf8();
    if (::setsockopt(socket.get(), SOL_SOCKET, SO_BINDTODEVICE, name.constData(),
                     socklen_t(name.size())) != 0)
        return socketError(interface, "SO_BINDTODEVICE");
    sockaddr_in local{};
    local.sin_family = AF_INET;
    local.sin_port = htons(port);
    local.sin_addr.s_addr = htonl(address.value);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&local), sizeof local) != 0)
        return socketError(interface, "bind");
    return {};
}

quint32 addWords(quint32 sum, QByteArrayView bytes)
{
    for (qsizetype at = 0; at + 1 < bytes.size(); at += 2)
        sum += read16(bytes, at);
    if (bytes.size() % 2 != 0)
        sum += quint32(quint8(bytes.back())) << 8;
    return sum;
}

quint16 internetChecksum(quint32 sum)
{
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return quint16(~sum);
}

} // namespace

Result<NetworkInterface> findInterface(const QString& name)
{
    NetworkInterface interface {
        name
    };
    const QByteArray raw = name.toUtf8();
    interface.index = int(::if_nametoindex(raw.constData()));
    const FileDescriptor probe(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (interface.index == 0 || !probe.isOpen())
        return fail("netboot-interface-missing", {{QStringLiteral("interface"), name}});
    ifreq request{};
    std::strncpy(request.ifr_name, raw.constData(), IFNAMSIZ - 1);
    if (::ioctl(probe.get(), SIOCGIFMTU, &request) == 0)
        interface.mtu = request.ifr_mtu;
    return interface;
}

Result<FileDescriptor> openUdpSocket(const NetworkInterface& interface, Ipv4 address, quint16 port)
{
    FileDescriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.isOpen())
        return socketError(interface, "socket");
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_BROADCAST, &on, sizeof on);
    ::setsockopt(socket.get(), IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    if (auto bound = bindTo(socket, interface, address, port); !bound)
        return fail(bound.error());
    return socket;
}

Result<FileDescriptor> openTcpListener(const NetworkInterface& interface, Ipv4 address,
                                       quint16 port)
{
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.isOpen())
        return socketError(interface, "socket");
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (auto bound = bindTo(socket, interface, address, port); !bound)
        return fail(bound.error());
    if (::listen(socket.get(), SOMAXCONN) != 0)
        return socketError(interface, "listen");
    return socket;
}

Result<FileDescriptor> openPacketSocket(const NetworkInterface& interface)
{
    FileDescriptor socket(::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.isOpen())
        return socketError(interface, "AF_PACKET");
    return socket;
}

quint16 localPort(const FileDescriptor& socket)
{
    sockaddr_in local{};
    socklen_t size = sizeof local;
    if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&local), &size) != 0)
        return 0;
    return ntohs(local.sin_port);
}

QByteArray udpFrame(Ipv4 source, quint16 sourcePort, Ipv4 destination, quint16 destinationPort,
                    QByteArrayView payload)
{
    constexpr quint8 timeToLive = 64;
    const auto udpLength = quint16(8 + payload.size());
    QByteArray frame;
    frame.reserve(28 + payload.size());
    frame.append("\x45\x00", 2);
    append16(frame, quint16(20 + udpLength));
    append32(frame, 0x00004000); // no id, do not fragment
    frame.append(char(timeToLive));
    frame.append(char(IPPROTO_UDP));
    append16(frame, 0);
    append32(frame, source.value);
    append32(frame, destination.value);
    qToBigEndian(internetChecksum(addWords(0, frame)), frame.data() + 10);

    append16(frame, sourcePort);
    append16(frame, destinationPort);
    append16(frame, udpLength);
    append16(frame, 0);
    frame.append(payload.data(), payload.size());
    const QByteArrayView all(frame);
    const quint32 pseudo = addWords(0, all.sliced(12, 8)) + IPPROTO_UDP + udpLength;
    const quint16 sum = internetChecksum(addWords(pseudo, all.sliced(20)));
    qToBigEndian(sum == 0 ? quint16(0xffff) : sum, frame.data() + 26);
    return frame;
}

} // namespace rackhouse::netboot
