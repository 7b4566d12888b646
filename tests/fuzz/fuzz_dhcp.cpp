#include "app/netboot/dhcp_engine.h"
#include "tests/fuzz/fuzzing.h"

#include <algorithm>

using namespace rackhouse;
using namespace rackhouse::fuzz;
using namespace rackhouse::netboot;

namespace
{

SubnetConfig makeSubnet()
{
    Subnet subnet;
    subnet.networkInterface = QStringLiteral("prov0");
    subnet.cidr = QStringLiteral("10.77.0.0/24");
    subnet.serverAddress = QStringLiteral("10.77.0.1");
    subnet.rangeFirst = QStringLiteral("10.77.0.10");
    subnet.rangeLast = QStringLiteral("10.77.0.200");
    return *SubnetConfig::from(subnet);
}

/// What a packet says: the order of its options and the way they were packed say nothing.
DhcpPacket meaning(const DhcpPacket& packet)
{
    auto items = packet.options.items();
    std::sort(items.begin(), items.end(),
              [](const auto& a, const auto& b) { return a.code < b.code; });
    DhcpPacket plain = packet;
    plain.options = {};
    for (const auto& item : items) {
        if (item.code != quint8(DhcpOption::Overload))
            plain.options.set(item.code, item.value);
    }
    return plain;
}

/// Nothing of a packet is lost silently, however little room it has.
void checkRoundTrip(const DhcpPacket& packet, qsizetype limit)
{
    const auto bytes = encodeDhcp(packet, limit);
    if (!bytes)
        return;
    require(bytes->size() <= std::max<qsizetype>(limit, 300), "a packet keeps its limit");
    const auto again = decodeDhcp(*bytes);
    require(again && meaning(*again) == meaning(packet), "what was written is read back");
}

void checkReply(const DhcpPacket& request, const DhcpReply& reply, const SubnetConfig& subnet)
{
    require(reply.packet.transaction == request.transaction, "a reply is to its request");
    const Ipv4 given = reply.packet.yourAddress;
    require(given.isNull() || subnet.inRange(given), "only addresses of the range are given");
    checkRoundTrip(reply.packet, reply.limit);
}

DhcpPacket discover()
{
    DhcpPacket packet;
    packet.transaction = 0x12345678;
    packet.hardware = {0x52, 0x54, 0, 0x12, 0x34, 0x56};
    packet.options.set8(DhcpOption::MessageType, quint8(DhcpMessage::Discover));
    packet.options.set(DhcpOption::ParameterList, QByteArray::fromHex("0103060c1c42435d3c"));
    packet.options.set(DhcpOption::MaximumSize, QByteArray::fromHex("05c0"));
    return packet;
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    const DhcpPacket plain = discover();
    DhcpPacket firmware = plain;
    firmware.options.set(DhcpOption::VendorClass, "PXEClient:Arch:00007:UNDI:003016");
    firmware.options.set(DhcpOption::Architecture, QByteArray::fromHex("0007"));
    firmware.options.set(DhcpOption::MachineUuid, QByteArray(17, '\x01'));
    DhcpPacket ipxe = firmware;
    ipxe.options.set(DhcpOption::UserClass, "iPXE");
    ipxe.options.set(DhcpOption::Ipxe, QByteArray::fromHex("b105018086100e"));
    DhcpPacket relayed = plain;
    relayed.relayAddress = {0x0A4D0001};
    relayed.options.set(DhcpOption::RelayAgent, "\x01\x04prov");
    DhcpPacket full = relayed;
    full.options.set(DhcpOption::VendorSpecific, QByteArray(300, 'v'));
    QList<QByteArray> all;
    for (const DhcpPacket& packet : {plain, firmware, ipxe, relayed})
        all << *encodeDhcp(packet);
    return all << *encodeDhcp(full, 576);
}

/// Whatever comes in: a packet that was read is written and read back alike, and what the server
/// answers to it, as whatever message, is right.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const SubnetConfig subnet = makeSubnet();
    Input input(data, size);
    auto packet = decodeDhcp(input.rest());
    if (!packet)
        return 0;
    require(encodeDhcp(*packet, 65000).has_value(), "a packet fits where there is room");
    for (const qsizetype limit : {65000, 1472, 548, 300, 260})
        checkRoundTrip(*packet, limit);
    DhcpEngine engine({subnet}, {8080});
    for (quint8 message = 0; message <= quint8(DhcpMessage::Inform); ++message) {
        if (message > 0)
            packet->options.set8(DhcpOption::MessageType, message);
        const auto outcome = engine.handle(*packet, {QStringLiteral("prov0"), false}, {1});
        if (outcome.reply)
            checkReply(*packet, *outcome.reply, subnet);
    }
    return 0;
}
