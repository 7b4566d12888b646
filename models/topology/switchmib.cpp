#include "models/topology/switchmib.h"

#include "models/topology/mibtext.h"
#include "models/topology/switchforms.h"

#include <algorithm>
#include <array>

namespace rackhouse
{

namespace
{

constexpr std::size_t MostRows = 65'536;

// SNMPv2-MIB: sysDescr, sysName; IF-MIB: ifEntry, ifXEntry;
// ENTITY-MIB: entPhysicalEntry.
constexpr std::array<quint32, 8> sysDescr{1, 3, 6, 1, 2, 1, 1, 1};
constexpr std::array<quint32, 8> sysName{1, 3, 6, 1, 2, 1, 1, 5};
constexpr std::array<quint32, 9> ifEntry{1, 3, 6, 1, 2, 1, 2, 2, 1};
constexpr std::array<quint32, 10> ifXEntry{1, 3, 6, 1, 2, 1, 31, 1, 1, 1};
constexpr std::array<quint32, 11> entPhysical{1, 3, 6, 1, 2, 1, 47, 1, 1, 1, 1};

enum IfColumn { IfType = 3, IfAdmin = 7, IfOper = 8, IfInErrors = 14, IfOutErrors = 20 };
enum IfXColumn { IfName = 1, IfHighSpeed = 15 };
enum EntColumn { EntClass = 5, EntSoftware = 10, EntSerial = 11, EntModel = 13 };
enum EntKind { Chassis = 3, PowerSupply = 6, Fan = 7 };
constexpr qint64 EthernetCsmacd = 6; ///< IANAifType
enum Status { StatusUp = 1, StatusDown = 2 };

struct Interface {
    QString name;
    qint64 type = 0;
    qint64 admin = 0;
    qint64 oper = 0;
    qint64 megabits = 0;
    qint64 errors = 0;
};

struct Part {
    qint64 kind = 0;
    QString model;
    QString serial;
    QString software;
};

class Reader
{
public:
    explicit Reader(const std::vector<MibVariable>& variables)
    {
        for (const MibVariable& variable : variables)
            take(variable);
    }

    bool isEmpty() const
    {
        return m_describes.isEmpty() && m_interfaces.empty() && m_parts.empty();
    }
    bool isTooLarge() const { return m_interfaces.size() + m_parts.size() > MostRows; }

    void tell(SwitchWords& words) const
    {
        words.facts.hostname = m_name;
        words.facts.software = m_describes.section(QLatin1Char('\n'), 0, 0).trimmed();
        for (const auto& [index, row] : m_interfaces) {
            if (row.type == EthernetCsmacd && !row.name.isEmpty())
                tellPort(words.ports[row.name], row);
        }
        bool found = false;
        for (const auto& [index, part] : m_parts) {
            words.facts.fanCount += part.kind == Fan ? 1 : 0;
            words.facts.supplyCount += part.kind == PowerSupply ? 1 : 0;
            if (part.kind != Chassis || found)
                continue; // of a stack the first
            found = true;
            words.facts.model = part.model;
            words.facts.serial = part.serial;
            if (!part.software.isEmpty())
                words.facts.software = part.software;
        }
    }

private:
    void take(const MibVariable& variable)
    {
        if (const auto row = mib::indexOf(variable.name, ifXEntry); row.size() == 2)
            takeMore(row[0], m_interfaces[row[1]], variable);
        else if (const auto old = mib::indexOf(variable.name, ifEntry); old.size() == 2)
            takeInterface(old[0], m_interfaces[old[1]], variable);
        else if (const auto part = mib::indexOf(variable.name, entPhysical); part.size() == 2)
            takePart(part[0], m_parts[part[1]], variable);
        else if (!mib::indexOf(variable.name, sysDescr).empty())
            m_describes = mib::textOf(variable.bytes);
        else if (!mib::indexOf(variable.name, sysName).empty())
            m_name = mib::textOf(variable.bytes);
    }

    static void takeMore(quint32 column, Interface& row, const MibVariable& variable)
    {
        if (column == IfName)
            row.name = mib::textOf(variable.bytes);
        else if (column == IfHighSpeed)
            row.megabits = std::max<qint64>(0, variable.number);
    }

    static void takeInterface(quint32 column, Interface& row, const MibVariable& variable)
    {
        if (column == IfType)
            row.type = variable.number;
        else if (column == IfAdmin)
            row.admin = variable.number;
        else if (column == IfOper)
            row.oper = variable.number;
        else if (column == IfInErrors || column == IfOutErrors)
            row.errors += std::clamp<qint64>(variable.number, 0, UINT32_MAX);
    }

    static void takePart(quint32 column, Part& part, const MibVariable& variable)
    {
        if (column == EntClass)
            part.kind = variable.number;
        else if (column == EntModel)
            part.model = mib::textOf(variable.bytes);
        else if (column == EntSerial)
            part.serial = mib::textOf(variable.bytes);
        else if (column == EntSoftware)
            part.software = mib::textOf(variable.bytes);
    }

    static void tellPort(SwitchPort& port, const Interface& row)
    {
        port.name = row.name;
        port.state = row.admin == StatusDown ? PortState::Disabled
                     : row.oper == StatusUp  ? PortState::Up
                     : row.oper == 0         ? PortState::Unknown
                                             : PortState::Down;
        port.speedMbps = port.state == PortState::Up ? row.megabits : 0;
        port.errorCount = row.errors;
    }

    QString m_describes;
    QString m_name;
    std::map<quint32, Interface> m_interfaces;
    std::map<quint32, Part> m_parts;
};

} // namespace

const std::vector<Oid>& switchMibColumns()
{
    static const std::vector<Oid> columns{
        Oid(sysDescr.begin(), sysDescr.end()),   Oid(sysName.begin(), sysName.end()),
        mib::columnOf(ifEntry, IfType),          mib::columnOf(ifEntry, IfAdmin),
        mib::columnOf(ifEntry, IfOper),          mib::columnOf(ifEntry, IfInErrors),
        mib::columnOf(ifEntry, IfOutErrors),     mib::columnOf(ifXEntry, IfName),
        mib::columnOf(ifXEntry, IfHighSpeed),    mib::columnOf(entPhysical, EntClass),
        mib::columnOf(entPhysical, EntSoftware), mib::columnOf(entPhysical, EntSerial),
        mib::columnOf(entPhysical, EntModel)};
    return columns;
}

Result<void> readSwitchMib(const std::vector<MibVariable>& variables, SwitchWords& words)
{
    const Reader reader(variables);
    if (reader.isEmpty())
        return fail("switch-unreadable");
    if (reader.isTooLarge())
        return fail("topology-too-large");
    reader.tell(words);
    return {};
}

} // namespace rackhouse
