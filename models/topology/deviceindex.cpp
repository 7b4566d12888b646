#include "models/topology/deviceindex.h"

#include <algorithm>

namespace rackhouse
{

QString DeviceIndex::shortName(const QString& name)
{
    const bool address = std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.isDigit() || c == QLatin1Char('.') || c == QLatin1Char(':');
    });
    return address ? name : name.section(QLatin1Char('.'), 0, 0);
}

DeviceIndex::DeviceIndex(const std::vector<Machine>& machines, const std::vector<Asset>& assets)
{
    for (const Machine& machine : machines) {
        m_names.insert(machine.id.text(), machine.name);
        add(machine.name, machine.id.text());
    }
    for (const Asset& asset : assets) {
        m_names.insert(asset.id.text(), asset.name);
        add(asset.name, asset.id.text());
    }
    // What a system calls itself counts where the books call nothing so.
    for (const Machine& machine : machines) {
        add(machine.hostname, machine.id.text());
        for (const QString& mac : machine.macs)
            m_devices.insert(mac, machine.id.text());
    }
}

void DeviceIndex::add(const QString& name, const QString& id)
{
    const QString full = name.trimmed().toLower();
    if (full.isEmpty())
        return;
    if (!m_devices.contains(full))
        m_devices.insert(full, id);
    const QString brief = shortName(full);
    if (brief == full)
        return;
    const auto known = m_shortNames.find(brief);
    if (known == m_shortNames.end())
        m_shortNames.insert(brief, id);
    else if (*known != id)
        known->clear();
}

QString DeviceIndex::called(const QString& name) const
{
    const QString full = name.trimmed().toLower();
    if (const QString id = m_devices.value(full); !id.isEmpty())
        return id;
    const QString brief = shortName(full);
    const QString id = m_devices.value(brief);
    return id.isEmpty() ? m_shortNames.value(brief) : id;
}

QString DeviceIndex::teller(const Neighbor& neighbor) const
{
    return m_names.contains(neighbor.localId) ? neighbor.localId : called(neighbor.localName);
}

QString DeviceIndex::heard(const Neighbor& neighbor) const
{
    if (const QString id = called(neighbor.name); !id.isEmpty())
        return id;
    for (const QString& mac : {neighbor.chassis, neighbor.port}) {
        if (const QString id = m_devices.value(mac); !id.isEmpty())
            return id;
    }
    return {};
}

} // namespace rackhouse
