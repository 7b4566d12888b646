#include "app/netboot/dhcp_socket.h"

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

namespace rackhouse::netboot
{
namespace
{

constexpr quint16 serverPort = 67;
constexpr quint16 clientPort = 68;
constexpr size_t batchSize = 64;
constexpr size_t packetSize = 2048;
constexpr quint32 allHosts = 0xffffffff;

const in_pktinfo* packetInfo(msghdr& header)
{
    for (cmsghdr* c = CMSG_FIRSTHDR(&header); c; c = CMSG_NXTHDR(&header, c)) {
        if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO)
            return reinterpret_cast<const in_pktinfo*>(CMSG_DATA(c));
    }
    return nullptr;
}

} // namespace

/// Buffers of one recvmmsg call.
struct DhcpSocket::Batch {
    struct Slot {
        std::array<char, packetSize> bytes;
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(in_pktinfo))> control;
        iovec vector;
    };
    std::array<Slot, batchSize> entries;
    std::array<mmsghdr, batchSize> headers;

    void prepare()
    {
        for (size_t i = 0; i < batchSize; ++i) {
            Slot& slot = entries[i];
            slot.vector = {slot.bytes.data(), slot.bytes.size()};
            headers[i] = {};
            headers[i].msg_hdr.msg_iov = &slot.vector;
            headers[i].msg_hdr.msg_iovlen = 1;
            headers[i].msg_hdr.msg_control = slot.control.data();
            headers[i].msg_hdr.msg_controllen = slot.control.size();
        }
    }
};

void DhcpSocket::FreeBatch::operator()(Batch* batch) const
{
    delete batch;
}

DhcpSocket::DhcpSocket(NetworkInterface interface, FileDescriptor udp, FileDescriptor raw)
    : m_interface(std::move(interface)), m_udp(std::move(udp)), m_raw(std::move(raw)),
      m_batch(new Batch)
{
}

Result<DhcpSocket> DhcpSocket::open(const NetworkInterface& interface)
{
    auto raw = openPacketSocket(interface);
    if (!raw)
        return fail(raw.error());
    auto udp = openUdpSocket(interface, {}, serverPort);
    if (!udp)
        return fail(udp.error());
    return DhcpSocket(interface, *std::move(udp), *std::move(raw));
}

std::vector<DhcpSocket::Received> DhcpSocket::receive()
{
    m_batch->prepare();
    const int count = ::recvmmsg(m_udp.get(), m_batch->headers.data(), batchSize, 0, nullptr);
    std::vector<Received> received;
    for (int i = 0; i < count; ++i) {
        mmsghdr& header = m_batch->headers[size_t(i)];
        const in_pktinfo* info = packetInfo(header.msg_hdr);
        if (!info || info->ipi_ifindex != m_interface.index)
            continue; // not of this interface: never answered
        const bool unicast = info->ipi_addr.s_addr == info->ipi_spec_dst.s_addr;
        received.push_back(
            {{m_batch->entries[size_t(i)].bytes.data(), qsizetype(header.msg_len)}, unicast});
    }
    return received;
}

bool DhcpSocket::send(const DhcpReply& reply)
{
    const auto bytes = encodeDhcp(reply.packet, reply.limit);
    if (!bytes)
        return false;
    const DhcpTarget& target = reply.target;
    switch (target.way) {
    case DhcpTarget::Way::Hardware:
        return sendFrame(reply, *bytes);
    case DhcpTarget::Way::Broadcast:
        return sendDatagram(target.source, {allHosts}, clientPort, *bytes);
    case DhcpTarget::Way::Client:
        return sendDatagram(target.source, target.address, clientPort, *bytes);
    case DhcpTarget::Way::Relay:
        return sendDatagram(target.source, target.address, serverPort, *bytes);
    }
    return false;
}

bool DhcpSocket::sendFrame(const DhcpReply& reply, const QByteArray& bytes)
{
    const QByteArray frame =
        udpFrame(reply.target.source, serverPort, reply.packet.yourAddress, clientPort, bytes);
    sockaddr_ll to{};
    to.sll_family = AF_PACKET;
    to.sll_protocol = htons(ETH_P_IP);
    to.sll_ifindex = m_interface.index;
    to.sll_halen = ETH_ALEN;
    std::memcpy(to.sll_addr, reply.packet.hardware.data(), ETH_ALEN);
    return ::sendto(m_raw.get(), frame.constData(), size_t(frame.size()), 0,
                    reinterpret_cast<const sockaddr*>(&to), sizeof to) == frame.size();
}

bool DhcpSocket::sendDatagram(Ipv4 source, Ipv4 destination, quint16 port, const QByteArray& bytes)
{
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(destination.value);
    iovec vector{const_cast<char*>(bytes.constData()), size_t(bytes.size())};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(in_pktinfo))> control{};
    msghdr header{};
    header.msg_name = &to;
    header.msg_namelen = sizeof to;
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    cmsghdr* c = CMSG_FIRSTHDR(&header);
    c->cmsg_level = IPPROTO_IP;
    c->cmsg_type = IP_PKTINFO;
    c->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
    in_pktinfo info{};
    info.ipi_ifindex = m_interface.index;
    info.ipi_spec_dst.s_addr = htonl(source.value);
    std::memcpy(CMSG_DATA(c), &info, sizeof info);
    return ::sendmsg(m_udp.get(), &header, 0) == bytes.size();
}

} // namespace rackhouse::netboot
