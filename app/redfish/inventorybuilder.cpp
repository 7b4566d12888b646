#include "app/redfish/inventorybuilder.h"

#include "app/redfish/readers.h"
#include "models/base/naturalorder.h"

#include <algorithm>

namespace rackhouse::redfish
{

namespace
{

constexpr int kBaseboard = 0;
constexpr int kHost = 1;
constexpr int kPciDevice = 2;
constexpr int kHpeDevice = 3;

template <class T>
Gpu gpuOf(const T& part)
{
    Gpu gpu;
    static_cast<Part&>(gpu) = part;
    return gpu;
}

bool sameGpu(const Gpu& a, const Gpu& b)
{
    if (!a.uuid.isEmpty() && !b.uuid.isEmpty())
        return a.uuid == b.uuid;
    if (!a.serial.isEmpty() && !b.serial.isEmpty())
        return a.serial == b.serial;
    return !a.slot.isEmpty() && a.slot == b.slot;
}

void fillGaps(Gpu& gpu, const Gpu& other)
{
    const auto fill = [](QString& to, const QString& from) {
        if (to.isEmpty())
            to = from;
    };
    fill(gpu.manufacturer, other.manufacturer);
    fill(gpu.model, other.model);
    fill(gpu.partNumber, other.partNumber);
    fill(gpu.serial, other.serial);
    fill(gpu.firmware, other.firmware);
    fill(gpu.uuid, other.uuid);
    if (gpu.nvLinks.empty())
        gpu.nvLinks = other.nvLinks;
    if (gpu.memoryBytes == 0)
        gpu.memoryBytes = other.memoryBytes;
    if (gpu.health == Health::Unknown)
        gpu.health = other.health;
}

template <class T>
bool seen(const std::vector<T>& parts, const QString& path)
{
    return !path.isEmpty() && std::any_of(parts.begin(), parts.end(),
                                          [&path](const T& part) { return part.path == path; });
}

template <class T>
void addOnce(std::vector<T>& parts, T part)
{
    if (part.present && !seen(parts, part.path))
        parts.push_back(std::move(part));
}

} // namespace

std::vector<Gpu> mergeGpus(std::vector<std::pair<int, Gpu>> candidates)
{
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::pair<int, Gpu>> merged;
    for (const auto& candidate : candidates) {
        // Two of one source are two: the two GPUs of a GB300 module share its serial number.
        const auto same = std::find_if(merged.begin(), merged.end(), [&](const auto& known) {
            return known.first != candidate.first && sameGpu(known.second, candidate.second);
        });
        if (same != merged.end()) {
            fillGaps(same->second, candidate.second);
            continue;
        }
        const bool nameless = candidate.second.serial.isEmpty() && candidate.second.uuid.isEmpty();
        const bool otherSource = !merged.empty() && merged.front().first != candidate.first;
        if (!nameless || !otherSource)
            merged.push_back(candidate);
    }
    std::vector<Gpu> gpus;
    for (auto& [rank, gpu] : merged)
        gpus.push_back(std::move(gpu));
    return gpus;
}

InventoryBuilder::InventoryBuilder(const QJsonObject& system)
{
    static_cast<System&>(m_inventory) = readSystem(system);
}

void InventoryBuilder::warn(const QString& path, const QString& reason)
{
    m_inventory.warnings.append(path + QStringLiteral(": ") + reason);
}

bool InventoryBuilder::wantsPciDevices() const
{
    return m_gpus.empty();
}

void InventoryBuilder::addProcessor(const QJsonObject& resource)
{
    const Processor processor = readProcessor(resource);
    const bool baseboard = processor.path.contains(u"/Systems/HGX_", Qt::CaseInsensitive);
    if (!processor.present)
        return;
    if (processor.type == u"GPU" || processor.type == u"Accelerator") {
        Gpu gpu = gpuOf(processor);
        gpu.uuid = processor.uuid;
        gpu.memoryBytes = processor.memoryBytes;
        m_gpus.push_back({baseboard ? kBaseboard : kHost, gpu});
        if (const QString ports = linkOf(resource, u"Ports"); !ports.isEmpty())
            m_portsOf.insert(gpu.path, ports);
    } else if (processor.type == u"CPU" || processor.type.isEmpty()) {
        addOnce(baseboard ? m_baseboardCpus : m_inventory.cpus, processor);
    }
}

void InventoryBuilder::addNvLink(const QJsonObject& resource)
{
    const auto link = readNvLink(resource);
    if (link && !seen(m_nvLinks, link->path))
        m_nvLinks.push_back(*link);
}

void InventoryBuilder::addPciDevice(const PciDevice& device, int rank)
{
    if (device.gpu && device.present)
        m_gpus.push_back({rank, gpuOf(device)});
}

void InventoryBuilder::addLeakDetector(const QJsonObject& resource)
{
    auto reading = readLeakDetector(resource);
    if (reading && !seen(m_inventory.leakDetectors, reading->path))
        m_inventory.leakDetectors.push_back(*std::move(reading));
}

void InventoryBuilder::addLegacy(const QJsonObject& resource, const QString& type)
{
    const bool power = type == u"Power";
    for (Reading& reading : power ? readPower(resource) : readThermal(resource))
        m_legacyReadings.push_back(std::move(reading));
    if (power) {
        for (Psu& psu : readLegacyPsus(resource))
            addOnce(m_legacyPsus, std::move(psu));
    } else {
        for (Fan& fan : readLegacyFans(resource))
            addOnce(m_legacyFans, std::move(fan));
    }
}

void InventoryBuilder::add(const QJsonObject& resource)
{
    const QString type = typeOf(resource);
    if (type == u"Processor")
        addProcessor(resource);
    else if (type == u"Memory")
        addOnce(m_inventory.dimms, readDimm(resource));
    else if (type == u"Drive")
        addOnce(m_inventory.drives, readDrive(resource));
    else if (type == u"EthernetInterface")
        addOnce(m_inventory.nics, readEthernetInterface(resource));
    else if (type == u"NetworkDeviceFunction")
        addOnce(m_inventory.nics, readNetworkFunction(resource));
    else if (type == u"PCIeDevice")
        addPciDevice(readPciDevice(resource), kPciDevice);
    else if (type == u"HpeServerDevice")
        addPciDevice(readHpeDevice(resource), kHpeDevice);
    else if (type == u"PowerSupply")
        addOnce(m_inventory.psus, readPsu(resource));
    else if (type == u"Fan")
        addOnce(m_inventory.fans, readFan(resource));
    else if (type == u"Power" || type == u"Thermal")
        addLegacy(resource, type);
    else if (type == u"Manager" && m_inventory.managerFirmware.isEmpty())
        m_inventory.managerFirmware = readManager(resource).firmware;
    else if (type == u"Port")
        addNvLink(resource);
    else if (type == u"LeakDetector")
        addLeakDetector(resource);
    else if (const auto reading = type == u"Sensor" ? readSensor(resource) : std::nullopt)
        m_inventory.sensors.push_back(*reading);
}

std::vector<NvLink> InventoryBuilder::nvLinksIn(const QString& ports) const
{
    std::vector<NvLink> links;
    if (ports.isEmpty())
        return links;
    std::copy_if(
        m_nvLinks.begin(), m_nvLinks.end(), std::back_inserter(links), [&](const NvLink& link) {
            return link.path
                       .section(u'/', 0, -2,
                                QString::SectionSkipEmpty | QString::SectionIncludeLeadingSep)
                       .compare(ports, Qt::CaseInsensitive) == 0;
        });
    std::sort(links.begin(), links.end(),
              [](const NvLink& a, const NvLink& b) { return comesBefore(a.name, b.name); });
    return links;
}

SystemInventory InventoryBuilder::build() const
{
    SystemInventory inventory = m_inventory;
    std::vector<std::pair<int, Gpu>> candidates;
    for (const Candidate& candidate : m_gpus) {
        candidates.emplace_back(candidate.rank, candidate.gpu);
        candidates.back().second.nvLinks = nvLinksIn(m_portsOf.value(candidate.gpu.path));
    }
    inventory.gpus = mergeGpus(std::move(candidates));
    if (inventory.cpus.empty())
        inventory.cpus = m_baseboardCpus;
    if (inventory.psus.empty())
        inventory.psus = m_legacyPsus;
    if (inventory.fans.empty())
        inventory.fans = m_legacyFans;
    if (inventory.sensors.empty())
        inventory.sensors = m_legacyReadings;
    for (const Nic& nic : inventory.nics)
        inventory.macs << nic.mac << nic.permanentMac;
    inventory.macs.removeAll(QString());
    inventory.macs.removeDuplicates();
    inventory.macs.sort();
    if (inventory.memoryBytes == 0) {
        for (const Dimm& dimm : inventory.dimms)
            inventory.memoryBytes += dimm.bytes;
    }
    return inventory;
}

} // namespace rackhouse::redfish
