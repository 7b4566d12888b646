#pragma once

#include "app/redfish/inventory.h"

#include <QHash>
#include <QJsonObject>

#include <map>

namespace rackhouse::redfish
{

/// Builds the inventory of one machine from resources that were fetched, in any order. Pure.
///
/// Drives, DIMMs, power supplies and so on are told apart by @odata.type and found once each. GPUs
/// come from processors of an HGX baseboard, processors of the host, PCIe devices and HPE's device
/// lists, in this order; the same one seen twice (serial, UUID or place) is merged into one.
class InventoryBuilder
{
public:
    explicit InventoryBuilder(const QJsonObject& system);

    void add(const QJsonObject& resource);
    void warn(const QString& path, const QString& reason);
    /// True while no processor is a GPU: the PCIe devices are worth reading.
    bool wantsPciDevices() const;
    SystemInventory build() const;

private:
    struct Candidate {
        int rank; ///< 0 is the best source
        Gpu gpu;
    };

    void addProcessor(const QJsonObject& resource);
    void addNvLink(const QJsonObject& resource);
    void addPciDevice(const PciDevice& device, int rank);
    void addLeakDetector(const QJsonObject& resource);
    std::vector<NvLink> nvLinksIn(const QString& ports) const;
    void addLegacy(const QJsonObject& resource, const QString& type);

    SystemInventory m_inventory;
    std::vector<Processor> m_baseboardCpus;
    std::vector<Candidate> m_gpus;
    std::vector<NvLink> m_nvLinks;     ///< of all GPUs
    QHash<QString, QString> m_portsOf; ///< the collection of its ports, by the path of a GPU
    std::vector<Psu> m_legacyPsus;
    std::vector<Fan> m_legacyFans;
    std::vector<Reading> m_legacyReadings;
};

/// One GPU for each that is there: the better source wins, gaps are filled from the others.
std::vector<Gpu> mergeGpus(std::vector<std::pair<int, Gpu>> candidates);

} // namespace rackhouse::redfish
