#pragma once

#include "app/netboot/dhcp_options.h"
#include "models/base/result.h"

#include <array>

namespace rackhouse::netboot
{

/// Option 53.
enum class DhcpMessage : quint8 {
    None = 0, ///< BOOTP: no option 53
    Discover = 1,
    Offer,
    Request,
    Decline,
    Ack,
    Nak,
    Release,
    Inform,
};

/// One DHCP packet (RFC 2131 section 2), without its UDP header.
struct DhcpPacket {
    static constexpr quint8 bootRequest = 1;
    static constexpr quint8 bootReply = 2;
    static constexpr quint16 broadcastFlag = 0x8000;
    static constexpr quint8 ethernet = 1;

    quint8 operation = bootRequest;
    quint8 hardwareType = ethernet;
    quint8 hardwareLength = 6;
    quint8 hops = 0;
    quint32 transaction = 0;
    quint16 seconds = 0;
    quint16 flags = 0;
    Ipv4 clientAddress; ///< ciaddr: what the client already uses
    Ipv4 yourAddress;   ///< yiaddr: what the server gives
    Ipv4 serverAddress; ///< siaddr: whom to ask by TFTP next
    Ipv4 relayAddress;  ///< giaddr
    std::array<char, 16> hardware{};
    QByteArray serverName; ///< without its trailing zeros; empty when overloaded
    QByteArray fileName;
    DhcpOptions options;

    DhcpMessage message() const;
    QByteArrayView hardwareAddress() const { return {hardware.data(), hardwareLength}; }
    bool wantsBroadcast() const { return (flags & broadcastFlag) != 0; }
    bool operator==(const DhcpPacket&) const = default;
};

/// Reads a packet: option overload (52) and long options (RFC 3396) included. A missing End is
/// forgiven; anything that points outside the bytes is "dhcp-malformed".
Result<DhcpPacket> decodeDhcp(QByteArrayView bytes);

/// Writes a packet of at most `limit` bytes and at least 300 (RFC 1542 section 2.1). Options that
/// do not fit go to the unused file and sname fields (option 52); "dhcp-too-large" when that is not
/// enough. The relay option (82) is written last, as RFC 3046 asks.
Result<QByteArray> encodeDhcp(const DhcpPacket& packet, qsizetype limit = 1472);

} // namespace rackhouse::netboot
