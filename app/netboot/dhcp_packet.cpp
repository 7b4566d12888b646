#include "app/netboot/dhcp_packet.h"

#include "app/netboot/bytes.h"

#include <algorithm>
#include <cstring>

namespace rackhouse::netboot
{
namespace
{

constexpr qsizetype serverNameAt = 44;
constexpr qsizetype serverNameSize = 64;
constexpr qsizetype fileNameAt = 108;
constexpr qsizetype fileNameSize = 128;
constexpr qsizetype headerSize = 236;
constexpr qsizetype minimumSize = 300;
constexpr quint32 magicCookie = 0x63825363;

enum OverloadBits : quint8 { OverloadFile = 1, OverloadServerName = 2 };

Result<void> readOptions(QByteArrayView area, DhcpOptions& options)
{
    for (qsizetype at = 0; at < area.size();) {
        const auto code = quint8(area[at++]);
        if (code == quint8(DhcpOption::Pad))
            continue;
        if (code == quint8(DhcpOption::End))
            return {};
        if (at >= area.size())
            return fail("dhcp-malformed", QStringLiteral("option %1 has no length").arg(code));
        const qsizetype length = quint8(area[at++]);
        if (length > area.size() - at)
            return fail("dhcp-malformed", QStringLiteral("option %1 is cut off").arg(code));
        options.append(code, area.sliced(at, length));
        at += length;
    }
    return {};
}

QByteArray untilZero(QByteArrayView field)
{
    const auto end = std::find(field.begin(), field.end(), '\0');
    return QByteArray(field.data(), end - field.begin());
}

/// Appends an option in pieces of at most 255 bytes.
QByteArray optionBytes(const DhcpOptions::Item& item)
{
    QByteArray bytes;
    qsizetype at = 0;
    do {
        const qsizetype piece = std::min<qsizetype>(255, item.value.size() - at);
        bytes.append(char(item.code));
        bytes.append(char(piece));
        bytes.append(item.value.constData() + at, piece);
        at += piece;
    } while (at < item.value.size());
    return bytes;
}

/// One place where options may stand, with a byte kept for End.
struct OptionArea {
    qsizetype capacity = 0;
    QByteArray bytes;

    bool add(const QByteArray& option)
    {
        if (bytes.size() + option.size() + 1 > capacity)
            return false;
        bytes += option;
        return true;
    }
    void close()
    {
        if (!bytes.isEmpty())
            bytes += char(DhcpOption::End);
    }
};

struct OptionPlaces {
    OptionArea main;
    OptionArea file;
    OptionArea serverName;

    bool place(const DhcpOptions::Item& item)
    {
        const QByteArray bytes = optionBytes(item);
        return main.add(bytes) || file.add(bytes) || serverName.add(bytes);
    }
};

Result<OptionPlaces> placeOptions(const DhcpPacket& packet, qsizetype room)
{
    OptionPlaces places;
    const DhcpOptions::Item* relay = nullptr;
    qsizetype relaySize = 0;
    for (const auto& item : packet.options.items()) {
        if (item.code == quint8(DhcpOption::RelayAgent)) {
            relay = &item;
            relaySize = optionBytes(item).size();
        }
    }
    places.main.capacity = room - relaySize - 3; // 3: option 52 may have to be added
    places.file.capacity = packet.fileName.isEmpty() ? fileNameSize : 0;
    places.serverName.capacity = packet.serverName.isEmpty() ? serverNameSize : 0;
    for (const auto& item : packet.options.items()) {
        if (&item != relay && item.code != quint8(DhcpOption::Overload) && !places.place(item))
            return fail("dhcp-too-large", QStringLiteral("option %1").arg(item.code));
    }
    places.main.capacity = room;
    const int overload = (places.file.bytes.isEmpty() ? 0 : OverloadFile) |
                         (places.serverName.bytes.isEmpty() ? 0 : OverloadServerName);
    if (overload && !places.main.add(
                        optionBytes({quint8(DhcpOption::Overload), QByteArray(1, char(overload))})))
        return fail("dhcp-too-large", QStringLiteral("option 52"));
    if (relay && !places.main.add(optionBytes(*relay)))
        return fail("dhcp-too-large", QStringLiteral("option %1").arg(relay->code));
    places.file.close();
    places.serverName.close();
    return places;
}

void writeField(QByteArray& bytes, qsizetype at, qsizetype size, const QByteArray& value)
{
    std::memcpy(bytes.data() + at, value.constData(), size_t(std::min(size, value.size())));
}

} // namespace

DhcpMessage DhcpPacket::message() const
{
    const auto type = options.number8(DhcpOption::MessageType);
    if (!type || *type > quint8(DhcpMessage::Inform))
        return DhcpMessage::None;
    return DhcpMessage(*type);
}

Result<DhcpPacket> decodeDhcp(QByteArrayView bytes)
{
    if (bytes.size() < headerSize + 4)
        return fail("dhcp-malformed", QStringLiteral("%1 bytes").arg(bytes.size()));
    if (read32(bytes, headerSize) != magicCookie)
        return fail("dhcp-malformed", QStringLiteral("no magic cookie"));
    DhcpPacket packet;
    packet.operation = quint8(bytes[0]);
    packet.hardwareType = quint8(bytes[1]);
    packet.hardwareLength = quint8(bytes[2]);
    if (packet.operation != DhcpPacket::bootRequest && packet.operation != DhcpPacket::bootReply)
        return fail("dhcp-malformed", QStringLiteral("operation %1").arg(packet.operation));
    if (packet.hardwareLength > packet.hardware.size())
        return fail("dhcp-malformed", QStringLiteral("hardware address too long"));
    packet.hops = quint8(bytes[3]);
    packet.transaction = read32(bytes, 4);
    packet.seconds = read16(bytes, 8);
    packet.flags = read16(bytes, 10);
    packet.clientAddress = {read32(bytes, 12)};
    packet.yourAddress = {read32(bytes, 16)};
    packet.serverAddress = {read32(bytes, 20)};
    packet.relayAddress = {read32(bytes, 24)};
    std::memcpy(packet.hardware.data(), bytes.data() + 28, packet.hardware.size());

    if (auto read = readOptions(bytes.sliced(headerSize + 4), packet.options); !read)
        return fail(read.error());
    const QByteArrayView file = bytes.sliced(fileNameAt, fileNameSize);
    const QByteArrayView serverName = bytes.sliced(serverNameAt, serverNameSize);
    const quint8 overload = packet.options.number8(DhcpOption::Overload).value_or(0);
    if (overload & OverloadFile) {
        if (auto read = readOptions(file, packet.options); !read)
            return fail(read.error());
    } else {
        packet.fileName = untilZero(file);
    }
    if (overload & OverloadServerName) {
        if (auto read = readOptions(serverName, packet.options); !read)
            return fail(read.error());
    } else {
        packet.serverName = untilZero(serverName);
    }
    return packet;
}

Result<QByteArray> encodeDhcp(const DhcpPacket& packet, qsizetype limit)
{
    if (packet.hardwareLength > packet.hardware.size() || packet.fileName.size() > fileNameSize ||
        packet.serverName.size() > serverNameSize)
        return fail("dhcp-too-large", QStringLiteral("header field"));
    auto places = placeOptions(packet, limit - headerSize - 4);
    if (!places)
        return fail(places.error());

    QByteArray bytes;
    bytes.reserve(limit);
    bytes.append(char(packet.operation));
    bytes.append(char(packet.hardwareType));
    bytes.append(char(packet.hardwareLength));
    bytes.append(char(packet.hops));
    append32(bytes, packet.transaction);
    append16(bytes, packet.seconds);
    append16(bytes, packet.flags);
    for (const Ipv4 address :
         {packet.clientAddress, packet.yourAddress, packet.serverAddress, packet.relayAddress})
        append32(bytes, address.value);
    bytes.append(packet.hardware.data(), qsizetype(packet.hardware.size()));
    bytes.append(headerSize - bytes.size(), '\0');
    writeField(bytes, serverNameAt, serverNameSize,
               places->serverName.bytes.isEmpty() ? packet.serverName : places->serverName.bytes);
    writeField(bytes, fileNameAt, fileNameSize,
               places->file.bytes.isEmpty() ? packet.fileName : places->file.bytes);
    append32(bytes, magicCookie);
    bytes += places->main.bytes;
    bytes += char(DhcpOption::End);
    if (bytes.size() < minimumSize)
        bytes.append(minimumSize - bytes.size(), '\0');
    return bytes;
}

} // namespace rackhouse::netboot
