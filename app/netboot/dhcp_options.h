#pragma once

#include "app/netboot/address.h"

#include <QByteArray>
#include <QList>

#include <vector>

namespace rackhouse::netboot
{

/// The DHCP options that Rackhouse reads or writes (RFC 2132 and the ones named beside each).
enum class DhcpOption : quint8 {
    Pad = 0,
    SubnetMask = 1,
    Router = 3,
    DnsServers = 6,
    HostName = 12,
    Broadcast = 28,
    VendorSpecific = 43,
    RequestedAddress = 50,
    LeaseTime = 51,
    Overload = 52,
    MessageType = 53,
    ServerId = 54,
    ParameterList = 55,
    Message = 56,
    MaximumSize = 57,
    RenewalTime = 58,
    RebindingTime = 59,
    VendorClass = 60,
    ClientId = 61,
    TftpServer = 66,
    BootFile = 67,
    UserClass = 77,    ///< RFC 3004, and the bare "iPXE" of iPXE
    RelayAgent = 82,   ///< RFC 3046
    Architecture = 93, ///< RFC 4578
    NetworkInterface = 94,
    MachineUuid = 97,
    SubnetSelection = 118, ///< RFC 3011
    Ipxe = 175,
    End = 255,
};

/// The options of one packet in their order, each code at most once (RFC 3396: pieces joined).
class DhcpOptions
{
public:
    struct Item {
        quint8 code = 0;
        QByteArray value;
        bool operator==(const Item&) const = default;
    };

    const std::vector<Item>& items() const { return m_items; }
    bool has(DhcpOption code) const { return find(quint8(code)) != nullptr; }
    /// The raw value; empty when it is absent.
    QByteArray value(DhcpOption code) const;
    /// Typed reads: nothing when the option is absent or has another length.
    std::optional<quint8> number8(DhcpOption code) const;
    std::optional<quint16> number16(DhcpOption code) const;
    std::optional<Ipv4> address(DhcpOption code) const;
    /// Printable text, at most 255 characters, control characters dropped.
    QString text(DhcpOption code) const;
    /// The entries of option 77, both as RFC 3004 has it and bare.
    QList<QByteArray> userClasses() const;
    /// Whether the parameter request list (55) names the option.
    bool isRequested(DhcpOption code) const;

    void set(DhcpOption code, const QByteArray& value) { set(quint8(code), value); }
    void set(quint8 code, const QByteArray& value);
    void set8(DhcpOption code, quint8 value);
    void set32(DhcpOption code, quint32 value);
    void setAddress(DhcpOption code, Ipv4 value) { set32(code, value.value); }
    /// Joins a further piece of the same option (RFC 3396).
    void append(quint8 code, QByteArrayView piece);

    bool operator==(const DhcpOptions&) const = default;

private:
    const Item* find(quint8 code) const;

    std::vector<Item> m_items;
};

} // namespace rackhouse::netboot
