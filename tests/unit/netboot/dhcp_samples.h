#pragma once

#include "app/netboot/bytes.h"
#include "app/netboot/dhcp_packet.h"

#include <cstring>

namespace rackhouse::netboot
{

/// A request of the Ethernet client 52:54:00:00:00:NN.
inline DhcpPacket sampleRequest(DhcpMessage message, quint8 client = 1)
{
    DhcpPacket packet;
    packet.transaction = 0x1000u + client;
    packet.hardware = {0x52, 0x54, 0, 0, 0, char(client)};
    packet.options.set8(DhcpOption::MessageType, quint8(message));
    packet.options.set(DhcpOption::MaximumSize, QByteArrayLiteral("\x05\xc0"));
    return packet;
}

/// Makes a request one of a PXE or HTTP firmware.
inline void addArchitecture(DhcpPacket& packet, quint16 architecture,
                            const QByteArray& vendorClass = QByteArrayLiteral("PXEClient"))
{
    QByteArray raw;
    append16(raw, architecture);
    packet.options.set(DhcpOption::Architecture, raw);
    packet.options.set(DhcpOption::VendorClass, vendorClass + ":Arch:00000:UNDI:003016");
    packet.options.set(DhcpOption::NetworkInterface, QByteArrayLiteral("\x01\x03\x10"));
    packet.options.set(DhcpOption::MachineUuid, QByteArray(17, '\x07'));
    packet.options.set(DhcpOption::ParameterList, QByteArrayLiteral("\x01\x03\x42\x43"));
}

} // namespace rackhouse::netboot
