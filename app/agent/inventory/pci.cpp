#include "app/agent/inventory/pci.h"

#include "app/agent/inventory/nvml.h"
#include "app/agent/inventory/pciids.h"

namespace rackhouse::agent
{
namespace
{
/// "0x10de" -> "10de".
std::string hexId(const std::filesystem::path& path)
{
    const std::string text = readText(path);
    return text.starts_with("0x") ? text.substr(2) : text;
}

std::string parentOf(const std::filesystem::path& device)
{
    std::error_code error;
    const auto above = std::filesystem::canonical(device, error).parent_path().filename().string();
    return isPciAddress(above) ? above : std::string();
}

bool isGpu(const Json& function)
{
    const auto kind = function["class"].get<std::string>().substr(0, 4);
    const auto vendor = function["vendor"].get<std::string>();
    const bool graphics = kind.starts_with("03") || kind == "1200";
    return graphics && (vendor == "10de" || vendor == "1002");
}
} // namespace

Json listPci(const Roots& roots)
{
    Json functions = Json::array();
    for (const auto& address : namesIn(roots.sys / "bus/pci/devices")) {
        const auto path = roots.sys / "bus/pci/devices" / address;
        functions.push_back({{"address", address},
                             {"class", hexId(path / "class")},
                             {"vendor", hexId(path / "vendor")},
                             {"device", hexId(path / "device")},
                             {"driver", linkName(path / "driver")},
                             {"numa", readNumber(path / "numa_node", -1)},
                             {"cpus", readText(path / "local_cpulist")},
                             {"link_speed", readText(path / "current_link_speed")},
                             {"link_width", readNumber(path / "current_link_width")},
                             {"max_speed", readText(path / "max_link_speed")},
                             {"max_width", readNumber(path / "max_link_width")},
                             {"parent", parentOf(path)}});
    }
    return functions;
}

Json listGpus(const Json& pci, std::string_view pciIds)
{
    Json gpus = Json::array();
    const auto known = readNvml();
    for (const Json& function : pci) {
        if (!isGpu(function))
            continue;
        const auto vendor = function["vendor"].get<std::string>();
        const auto device = function["device"].get<std::string>();
        const auto name = PciName::find(pciIds, vendor, device);
        Json gpu = {{"pci", function["address"]},
                    {"vendor", vendor},
                    {"device", device},
                    {"model", name.device.empty() ? vendor + ":" + device : name.device},
                    {"numa", function["numa"]}};
        const auto found = known.find(function["address"].get<std::string>());
        if (found != known.end())
            gpu.update(found->second);
        gpus.push_back(std::move(gpu));
    }
    return gpus;
}

} // namespace rackhouse::agent
