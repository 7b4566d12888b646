#include "models/topology/lldpmib.h"

#include "models/topology/lldpforms.h"
#include "models/topology/mibtext.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <map>

namespace rackhouse
{

namespace
{

/// LLDP-MIB, LldpChassisIdSubtype and LldpPortIdSubtype; 3 to 5 differ between the two.
enum ChassisSubtype { ChassisMac = 4, ChassisAddress = 5 };
enum PortSubtype { PortMac = 3, PortAddress = 4, PortName = 5, PortLocal = 7 };
/// IANA address families.
enum Family { IPv4 = 1, IPv6 = 2 };

// LLDP-MIB: lldpLocPortEntry, lldpRemEntry, lldpRemManAddrEntry; IF-MIB: ifName, ifPhysAddress.
constexpr std::array<quint32, 10> locPort{1, 0, 8802, 1, 1, 2, 1, 3, 7, 1};
constexpr std::array<quint32, 10> remote{1, 0, 8802, 1, 1, 2, 1, 4, 1, 1};
constexpr std::array<quint32, 10> remManAddress{1, 0, 8802, 1, 1, 2, 1, 4, 2, 1};
constexpr std::array<quint32, 11> ifName{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1};
constexpr std::array<quint32, 10> ifPhysAddress{1, 3, 6, 1, 2, 1, 2, 2, 1, 6};

using mib::columnOf;
using mib::Index;
using mib::indexOf;
using mib::textOf;

QString hexOf(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex(':'));
}

QString addressOf(qint64 family, const QByteArray& octets)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool isV4 = family == IPv4 && octets.size() == 4;
    const bool isV6 = family == IPv6 && octets.size() == 16;
    if (!isV4 && !isV6)
        return hexOf(octets);
    ::inet_ntop(isV4 ? AF_INET : AF_INET6, octets.constData(), text.data(), text.size());
    return QString::fromLatin1(text.data());
}

/// An id by its subtype. Agents that say "text" and send bytes are shown as bytes.
QString idOf(const QByteArray& bytes, bool isMac, bool isAddress)
{
    if (isMac && bytes.size() == 6)
        return hexOf(bytes);
    if (isAddress && !bytes.isEmpty())
        return addressOf(quint8(bytes.at(0)), bytes.mid(1));
    const QString text = textOf(bytes);
    const bool readable =
        std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
    return readable ? text : hexOf(bytes);
}

struct LocalPort {
    qint64 subtype = 0;
    QByteArray id;
    QString text;
};

struct Remote {
    LldpNeighbor told;
    qint64 chassisSubtype = 0;
    QByteArray chassis;
    qint64 portSubtype = 0;
    QByteArray port;
};

class Reader
{
public:
    explicit Reader(const std::vector<MibVariable>& variables)
    {
        for (const MibVariable& variable : variables)
            take(variable);
    }

    bool hasLldp() const { return !m_ports.empty() || !m_remotes.empty(); }

    QList<LldpNeighbor> neighbors() const
    {
        QList<LldpNeighbor> list;
        for (const auto& [key, row] : m_remotes) {
            LldpNeighbor neighbor = row.told;
            neighbor.localPort = localName(key.first);
            if (const auto address = m_addresses.find(key); address != m_addresses.end())
                neighbor.address = address->second;
            neighbor.chassis = idOf(row.chassis, row.chassisSubtype == ChassisMac,
                                    row.chassisSubtype == ChassisAddress);
            neighbor.port =
                idOf(row.port, row.portSubtype == PortMac, row.portSubtype == PortAddress);
            if (!neighbor.chassis.isEmpty() && !neighbor.port.isEmpty())
                list.append(neighbor);
        }
        return list;
    }

private:
    using Row = std::pair<quint32, quint32>; ///< local port, index; without the time mark

    void take(const MibVariable& variable)
    {
        if (const Index port = indexOf(variable.name, locPort); port.size() == 2)
            takeLocal(port[0], m_ports[port[1]], variable);
        else if (const Index row = indexOf(variable.name, remote); row.size() == 4)
            takeRemote(row[0], m_remotes[{row[2], row[3]}], variable);
        else if (const Index address = indexOf(variable.name, remManAddress); !address.empty())
            takeAddress(address);
        else if (const Index name = indexOf(variable.name, ifName); name.size() == 1)
            m_names[name[0]] = textOf(variable.bytes);
        else if (const Index mac = indexOf(variable.name, ifPhysAddress); mac.size() == 1)
            m_macs[mac[0]] = variable.bytes;
    }

    static void takeLocal(quint32 column, LocalPort& port, const MibVariable& variable)
    {
        switch (column) {
        case 2:
            port.subtype = variable.number;
            break;
        case 3:
            port.id = variable.bytes;
            break;
        case 4:
            port.text = textOf(variable.bytes);
            break;
        default:
            break;
        }
    }

    static void takeRemote(quint32 column, Remote& row, const MibVariable& variable)
    {
        switch (column) {
        case 4:
            row.chassisSubtype = variable.number;
            break;
        case 5:
            row.chassis = variable.bytes;
            break;
        case 6:
            row.portSubtype = variable.number;
            break;
        case 7:
            row.port = variable.bytes;
            break;
        case 8:
            row.told.portText = textOf(variable.bytes);
            break;
        case 9:
            row.told.name = textOf(variable.bytes);
            break;
        default:
            break;
        }
    }

    /// The address is in the index: column, time mark, port, index, family, length, octets.
    void takeAddress(Index index)
    {
        constexpr std::size_t head = 6;
        if (index.size() <= head || index.size() != head + index[5])
            return;
        QByteArray octets;
        for (const quint32 octet : index.subspan(head))
            octets.append(char(quint8(octet)));
        m_addresses.try_emplace({index[2], index[3]}, addressOf(index[4], octets));
    }

    /// Of an interface that has this MAC: the one with that number, or the only one.
    QString nameOfMac(const QByteArray& mac, quint32 number) const
    {
        const auto same = m_macs.find(number);
        if (same != m_macs.end() && same->second == mac)
            return nameOf(number);
        const auto hasIt = [&mac](const auto& entry) {
            return entry.second == mac;
        };
        const auto found = std::find_if(m_macs.begin(), m_macs.end(), hasIt);
        if (found == m_macs.end() ||
            std::find_if(std::next(found), m_macs.end(), hasIt) != m_macs.end())
            return {};
        return nameOf(found->first);
    }

    QString nameOf(quint32 interface) const
    {
        const auto name = m_names.find(interface);
        return name == m_names.end() ? QString() : name->second;
    }

    bool isInterface(const QString& text) const
    {
        return std::any_of(m_names.begin(), m_names.end(),
                           [&text](const auto& entry) { return entry.second == text; });
    }

    /// lldpLocPortNum need not be an ifIndex, so the port's own id comes first.
    QString localName(quint32 number) const
    {
        const auto found = m_ports.find(number);
        if (found == m_ports.end()) {
            const QString name = nameOf(number);
            return name.isEmpty() ? QString::number(number) : name;
        }
        const LocalPort& port = found->second;
        const QString id = idOf(port.id, port.subtype == PortMac, port.subtype == PortAddress);
        QString name;
        if (port.subtype == PortMac)
            name = nameOfMac(port.id, number);
        else if (port.subtype == PortLocal && !isInterface(port.text))
            name = nameOf(id.toUInt()); // Junos tells the ifIndex in digits
        if (name.isEmpty() && port.subtype != PortName)
            name = port.text;
        return name.isEmpty() ? (id.isEmpty() ? QString::number(number) : id) : name;
    }

    std::map<quint32, LocalPort> m_ports;
    std::map<Row, Remote> m_remotes;
    std::map<Row, QString> m_addresses;
    std::map<quint32, QString> m_names;   ///< by ifIndex
    std::map<quint32, QByteArray> m_macs; ///< by ifIndex
};

} // namespace

const std::vector<Oid>& lldpMibColumns()
{
    static const std::vector<Oid> columns{columnOf(locPort, 2),
                                          columnOf(locPort, 3),
                                          columnOf(locPort, 4),
                                          columnOf(remote, 4),
                                          columnOf(remote, 5),
                                          columnOf(remote, 6),
                                          columnOf(remote, 7),
                                          columnOf(remote, 8),
                                          columnOf(remote, 9),
                                          columnOf(remManAddress, 3),
                                          Oid(ifName.begin(), ifName.end()),
                                          Oid(ifPhysAddress.begin(), ifPhysAddress.end())};
    return columns;
}

Result<QList<LldpNeighbor>> readLldpMib(const std::vector<MibVariable>& variables)
{
    const Reader reader(variables);
    if (!reader.hasLldp())
        return fail("switch-without-lldp");
    return lldp::tidied(reader.neighbors());
}

} // namespace rackhouse
