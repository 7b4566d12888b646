#pragma once

#include "models/topology/deviceindex.h"
#include "models/topology/ethernetfabric.h"

#include <map>

namespace rackhouse
{

/// The cables of a site as LLDP tells them: what devices hear, put together end to end.
class EthernetWire
{
public:
    struct Device {
        QString key; ///< id of the books, else the name or chassis that is heard
        QString name;
        QString chassis;
        MachineId machineId;
        AssetId assetId;
        bool isSwitch = false;
    };
    struct Cable {
        int a = -1; ///< row of devices()
        QString aPort;
        int b = -1;
        QString bPort;
        Instant toldByA; ///< not set: it tells nothing of it
        Instant toldByB;
        FabricGraph::Rate aRate = {}; ///< that its end runs at and can
        FabricGraph::Rate bRate = {};
    };

    explicit EthernetWire(const EthernetFabric::Books& books);

    const std::vector<Device>& devices() const { return m_devices; }
    const Device& device(int row) const { return m_devices[static_cast<std::size_t>(row)]; }
    const std::vector<Cable>& cables() const { return m_cables; }
    /// Whether an end that tells nothing of a cable would be expected to.
    bool isOneSided(const Cable& cable) const;

private:
    /// What one device hears at one of its ports.
    struct Word {
        int teller = -1;
        QString port;
        int heard = -1;
        const Neighbor* row = nullptr;
    };
    using PortKey = std::pair<int, QString>; ///< of a device, as plainPort() writes it
    struct ToldRate {
        FabricGraph::Rate rate;
        Instant at;
        bool ages = false; ///< a switch tells it as often as what it hears; an inspection does not
    };

    void indexNics(const std::vector<Component>& nics);
    void indexBooks(const EthernetFabric::Books& books);
    int deviceOf(const QString& key, const QString& name);
    void hear(const std::vector<Neighbor>& neighbors);
    void findSwitches();
    void connect();
    bool isOutdated(const Word& word, const QString& farPort) const;
    QString farPortOf(const Word& word) const;
    void indexPorts(const std::vector<SwitchPort>& ports);
    ToldRate rateAt(int row, const QString& port, Instant heard) const;
    void setRates(Cable& cable) const;

    DeviceIndex m_index;
    std::vector<Device> m_devices;
    QHash<QString, int> m_rows; ///< of devices, by key
    std::vector<Word> m_words;
    std::multimap<PortKey, std::size_t> m_wordsAt;        ///< of the teller's port
    QHash<std::pair<QString, QString>, ToldRate> m_rates; ///< by device and port
    QHash<std::pair<QString, QString>, QString> m_ports;  ///< by machine and MAC
    QHash<int, Instant> m_lastWord;                       ///< by device
    std::vector<Cable> m_cables;
};

} // namespace rackhouse
