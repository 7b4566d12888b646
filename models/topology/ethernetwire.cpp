#include "models/topology/ethernetwire.h"

#include "models/base/json.h"
#include "models/topology/lldp.h"
#include "models/topology/netq.h"

#include <algorithm>

namespace rackhouse
{
namespace
{

/// Devices are asked one after the other: words are of one time that are no further apart.
constexpr qint64 kSameTimeMs = 3'600'000;

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

bool isMac(const QString& text)
{
    return text.size() == 17 && text.count(QLatin1Char(':')) == 5;
}

/// "swp9s3", "Ethernet3/1", "xe-0/1/1": no host calls its ports so.
bool isSwitchPort(const QString& port)
{
    return port.startsWith(QLatin1String("swp")) || port.contains(QLatin1Char('/')) ||
           port.startsWith(QLatin1String("Ethernet"));
}

bool isLater(Instant a, Instant b)
{
    return a.ms > b.ms + kSameTimeMs;
}

} // namespace

EthernetWire::EthernetWire(const EthernetFabric::Books& books)
    : m_index(books.machines, books.assets)
{
    indexBooks(books);
    indexNics(books.nics);
    indexPorts(books.ports);
    hear(books.neighbors);
    findSwitches();
    connect();
}

void EthernetWire::indexBooks(const EthernetFabric::Books& books)
{
    for (const Machine& machine : books.machines)
        m_devices[at(deviceOf(machine.id.text(), machine.name))].machineId = machine.id;
    for (const Asset& asset : books.assets) {
        Device& device = m_devices[at(deviceOf(asset.id.text(), asset.name))];
        device.assetId = asset.id;
        device.isSwitch = asset.kind == AssetKind::Switch;
    }
}

void EthernetWire::indexNics(const std::vector<Component>& nics)
{
    for (const Component& nic : nics) {
        const QString machine = nic.machineId.text();
        const qint64 speed = integerOr(nic.detail, QStringLiteral("speed_mbps"));
        if (speed > 0)
            m_rates.insert({machine, plainPort(nic.slot)},
                           {{.told = static_cast<double>(speed) / 1000}, nic.observedAt});
        if (const QString mac = plainMac(stringOr(nic.detail, QStringLiteral("mac"))); isMac(mac))
            m_ports.insert({machine, mac}, nic.slot);
    }
}

void EthernetWire::indexPorts(const std::vector<SwitchPort>& ports)
{
    for (const SwitchPort& port : ports) {
        FabricGraph::Rate rate;
        rate.told = static_cast<double>(port.speedMbps) / 1000;
        rate.most = static_cast<double>(port.mostMbps) / 1000;
        rate.dimDbm = port.isDim() ? port.rxDbm : 0;
        m_rates.insert({port.assetId.text(), plainPort(port.name)}, {rate, port.observedAt, true});
    }
}

int EthernetWire::deviceOf(const QString& key, const QString& name)
{
    const auto known = m_rows.constFind(key);
    if (known != m_rows.cend())
        return *known;
    const int row = static_cast<int>(m_devices.size());
    m_rows.insert(key, row);
    m_devices.push_back({key, name, {}, {}, {}, false});
    return row;
}

void EthernetWire::hear(const std::vector<Neighbor>& neighbors)
{
    for (const Neighbor* counting : countingNeighbors(neighbors, m_index)) {
        const Neighbor& row = *counting;
        const QString here = m_index.teller(row);
        const QString there = m_index.heard(row);
        const QString name = row.name.isEmpty() ? row.chassis : row.name;
        if ((here.isEmpty() && row.localName.isEmpty()) || (there.isEmpty() && name.isEmpty()))
            continue;
        Word word;
        word.teller = deviceOf(here.isEmpty() ? row.localName.toLower() : here, row.localName);
        word.heard = deviceOf(there.isEmpty() ? name.toLower() : there, name);
        word.port = row.localPort;
        word.row = &row;
        if (isMac(row.chassis))
            m_devices[at(word.heard)].chassis = row.chassis;
        m_wordsAt.insert({PortKey(word.teller, plainPort(word.port)), m_words.size()});
        m_words.push_back(word);
        Instant& last = m_lastWord[word.teller];
        last = std::max(last, row.observedAt);
    }
}

void EthernetWire::findSwitches()
{
    for (const Word& word : m_words) {
        Device& heard = m_devices[at(word.heard)];
        if (heard.machineId || heard.assetId)
            continue;
        const bool byHost = !device(word.teller).machineId.isEmpty();
        heard.isSwitch = heard.isSwitch || byHost || isSwitchPort(word.row->port) ||
                         isSwitchPort(word.row->portText);
    }
}

/// The port of what is heard, as that device calls it.
QString EthernetWire::farPortOf(const Word& word) const
{
    for (const QString& told : {word.row->port, word.row->portText}) {
        const auto own = m_wordsAt.find(PortKey(word.heard, plainPort(told)));
        if (!told.isEmpty() && own != m_wordsAt.end())
            return m_words[own->second].port;
    }
    const QString machine = device(word.heard).machineId.text();
    if (const QString port = m_ports.value({machine, word.row->port}); !port.isEmpty())
        return port;
    for (auto own = m_wordsAt.lower_bound(PortKey(word.heard, QString()));
         own != m_wordsAt.end() && own->first.first == word.heard; ++own) {
        const Word& back = m_words[own->second];
        const QString here = plainPort(word.port);
        if (back.heard == word.teller &&
            (plainPort(back.row->port) == here || plainPort(back.row->portText) == here))
            return back.port;
    }
    const QString& text = word.row->portText;
    const bool named = !text.isEmpty() && !text.contains(QLatin1Char(' '));
    return isMac(word.row->port) && named ? text : word.row->port;
}

/// What was heard at a port before gives way to what is heard there now.
bool EthernetWire::isOutdated(const Word& word, const QString& farPort) const
{
    const Instant told = word.row->observedAt;
    const auto here = m_wordsAt.equal_range(PortKey(word.teller, plainPort(word.port)));
    for (auto own = here.first; own != here.second; ++own) {
        if (isLater(m_words[own->second].row->observedAt, told))
            return true;
    }
    const auto there = m_wordsAt.equal_range(PortKey(word.heard, plainPort(farPort)));
    bool later = false;
    for (auto own = there.first; own != there.second; ++own) {
        if (m_words[own->second].heard == word.teller)
            return false;
        later = later || isLater(m_words[own->second].row->observedAt, told);
    }
    return later;
}

/// What a switch said of a port long before its cable was heard says nothing of now.
EthernetWire::ToldRate EthernetWire::rateAt(int row, const QString& port, Instant heard) const
{
    const Device& owner = device(row);
    const ToldRate told = m_rates.value(
        {owner.machineId ? owner.machineId.text() : owner.assetId.text(), plainPort(port)});
    return told.ages && isLater(heard, told.at) ? ToldRate() : told;
}

void EthernetWire::setRates(Cable& cable) const
{
    const Instant heard = std::max(cable.toldByA, cable.toldByB);
    ToldRate a = rateAt(cable.a, cable.aPort, heard);
    ToldRate b = rateAt(cable.b, cable.bPort, heard);
    if (a.rate.told > 0 && b.rate.told > 0 && isLater(a.at, b.at))
        b.rate = {};
    else if (a.rate.told > 0 && b.rate.told > 0 && isLater(b.at, a.at))
        a.rate = {};
    cable.aRate = a.rate;
    cable.bRate = b.rate;
}

void EthernetWire::connect()
{
    QHash<std::pair<PortKey, PortKey>, std::size_t> known;
    for (const Word& word : m_words) {
        const QString farPort = farPortOf(word);
        const bool within = word.teller == word.heard && !device(word.teller).isSwitch;
        if (within || isOutdated(word, farPort))
            continue;
        Cable cable{word.teller, word.port, word.heard, farPort, word.row->observedAt, {}};
        PortKey a(cable.a, plainPort(cable.aPort));
        PortKey b(cable.b, plainPort(cable.bPort));
        if (b < a) {
            std::swap(a, b);
            std::swap(cable.a, cable.b);
            std::swap(cable.aPort, cable.bPort);
            std::swap(cable.toldByA, cable.toldByB);
        }
        const auto there = known.constFind({a, b});
        if (there == known.cend()) {
            known.insert({a, b}, m_cables.size());
            m_cables.push_back(cable);
            continue;
        }
        Cable& same = m_cables[*there];
        same.toldByA = std::max(same.toldByA, cable.toldByA);
        same.toldByB = std::max(same.toldByB, cable.toldByB);
    }
    for (Cable& cable : m_cables)
        setRates(cable);
}

bool EthernetWire::isOneSided(const Cable& cable) const
{
    const bool silentA = !cable.toldByA.isSet();
    if (cable.a == cable.b || silentA == !cable.toldByB.isSet())
        return false;
    const int silent = silentA ? cable.a : cable.b;
    const int teller = silentA ? cable.b : cable.a;
    // The system of a host may be off by now, so that a switch hears nothing.
    if (!device(teller).isSwitch)
        return false;
    return m_lastWord.contains(silent) &&
           !isLater(silentA ? cable.toldByB : cable.toldByA, m_lastWord.value(silent));
}

} // namespace rackhouse
