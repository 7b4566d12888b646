#include "app/netboot/dhcp_options.h"

#include "app/netboot/bytes.h"

#include <algorithm>

namespace rackhouse::netboot
{

const DhcpOptions::Item* DhcpOptions::find(quint8 code) const
{
    const auto it = std::find_if(m_items.begin(), m_items.end(),
                                 [code](const Item& item) { return item.code == code; });
    return it == m_items.end() ? nullptr : &*it;
}

QByteArray DhcpOptions::value(DhcpOption code) const
{
    const Item* item = find(quint8(code));
    return item ? item->value : QByteArray();
}

std::optional<quint8> DhcpOptions::number8(DhcpOption code) const
{
    const Item* item = find(quint8(code));
    if (!item || item->value.size() != 1)
        return std::nullopt;
    return quint8(item->value[0]);
}

std::optional<quint16> DhcpOptions::number16(DhcpOption code) const
{
    const Item* item = find(quint8(code));
    if (!item || item->value.size() < 2)
        return std::nullopt;
    return read16(item->value, 0);
}

std::optional<Ipv4> DhcpOptions::address(DhcpOption code) const
{
    const Item* item = find(quint8(code));
    if (!item || item->value.size() != 4)
        return std::nullopt;
    return Ipv4{read32(item->value, 0)};
}

QString DhcpOptions::text(DhcpOption code) const
{
    QString clean;
    const QString received = QString::fromUtf8(value(code).left(255));
    for (const QChar c : received) {
        if (c.isPrint())
            clean += c;
    }
    return clean;
}

QList<QByteArray> DhcpOptions::userClasses() const
{
    const QByteArray all = value(DhcpOption::UserClass);
    QList<QByteArray> classes{all};
    for (qsizetype at = 0; at < all.size();) {
        const qsizetype length = quint8(all[at]);
        if (at + 1 + length > all.size())
            break;
        classes << all.mid(at + 1, length);
        at += 1 + length;
    }
    return classes;
}

bool DhcpOptions::isRequested(DhcpOption code) const
{
    return value(DhcpOption::ParameterList).contains(char(code));
}

void DhcpOptions::set(quint8 code, const QByteArray& value)
{
    for (Item& item : m_items) {
        if (item.code == code) {
            item.value = value;
            return;
        }
    }
    m_items.push_back({code, value});
}

void DhcpOptions::set8(DhcpOption code, quint8 value)
{
    set(code, QByteArray(1, char(value)));
}

void DhcpOptions::set32(DhcpOption code, quint32 value)
{
    QByteArray raw;
    append32(raw, value);
    set(code, raw);
}

void DhcpOptions::append(quint8 code, QByteArrayView piece)
{
    for (Item& item : m_items) {
        if (item.code == code) {
            item.value.append(piece.data(), piece.size());
            return;
        }
    }
    m_items.push_back({code, piece.toByteArray()});
}

} // namespace rackhouse::netboot
