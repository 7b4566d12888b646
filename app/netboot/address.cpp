#include "app/netboot/address.h"

#include <QHostAddress>

namespace rackhouse::netboot
{

QString Ipv4::toString() const
{
    return QHostAddress(value).toString();
}

std::optional<Ipv4> Ipv4::parse(const QString& text)
{
    const QHostAddress address(text);
    if (address.protocol() != QAbstractSocket::IPv4Protocol || text.count(u'.') != 3)
        return std::nullopt;
    return Ipv4{address.toIPv4Address()};
}

Ipv4 Ipv4Network::mask() const
{
    return {prefix == 0 ? 0 : ~quint32(0) << (32 - prefix)};
}

Ipv4 Ipv4Network::broadcast() const
{
    return {base.value | ~mask().value};
}

bool Ipv4Network::contains(Ipv4 address) const
{
    return (address.value & mask().value) == base.value;
}

std::optional<Ipv4Network> Ipv4Network::parse(const QString& text)
{
    const qsizetype slash = text.indexOf(u'/');
    bool ok = false;
    const int prefix = slash < 0 ? 0 : text.mid(slash + 1).toInt(&ok);
    const auto address = Ipv4::parse(text.left(slash));
    if (!ok || !address || prefix < 8 || prefix > 30)
        return std::nullopt;
    Ipv4Network network{*address, prefix};
    network.base.value &= network.mask().value;
    return network;
}

QString hardwareText(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toHex(':'));
}

} // namespace rackhouse::netboot
