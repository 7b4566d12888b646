#pragma once

#include "app/netboot/dhcp_packet.h"

namespace rackhouse::netboot
{

/// What kind of network boot program asks.
enum class BootProgram {
    None,        ///< an ordinary DHCP client
    PxeBios,     ///< loads undionly.kpxe by TFTP
    PxeUefi,     ///< loads snponly.efi by TFTP
    HttpUefi,    ///< loads snponly.efi by HTTP
    Ipxe,        ///< gets its script by HTTP
    Unsupported, ///< a firmware for which there is no boot program here
};

/// Who asks, as its DHCP packet says it.
struct BootIdentity {
    BootProgram program = BootProgram::None;
    QString
        architecture; ///< option 93 in words: see architectureName(); empty when not a boot client
};

/// Option 93 in words: "bios", "uefi-x64", "uefi-http-x64", "uefi-arm64"...; "arch-N" if unknown.
QString architectureName(quint16 architecture);

BootIdentity identifyBootClient(const DhcpPacket& packet);

/// Where boot programs come from.
struct BootEndpoints {
    quint16 httpPort = 0; ///< 0: network boot is off, only addresses are given
    QString biosLoader = QStringLiteral("undionly.kpxe");
    QString uefiLoader = QStringLiteral("snponly.efi");
};

/// Adds to a reply what the boot program needs next: server, file or URL, and its vendor options.
void addBootOptions(DhcpPacket& reply, const DhcpPacket& request, const BootIdentity& identity,
                    Ipv4 server, const BootEndpoints& endpoints);

} // namespace rackhouse::netboot
