#include "app/agent/inventory/inventory.h"

#include "app/agent/inventory/drives.h"
#include "app/agent/inventory/network.h"
#include "app/agent/inventory/pci.h"
#include "app/agent/inventory/smbios.h"
#include "app/agent/tools/lldp.h"

#include <sstream>
#include <sys/utsname.h>

namespace rackhouse::agent
{
namespace
{
constexpr const char* dmiTable = "firmware/dmi/tables/DMI";
constexpr const char* pciIdsPath = "/usr/share/misc/pci.ids";

/// "MemTotal:  1015636 kB" -> bytes, from meminfo of the machine or of a node.
std::int64_t totalMemory(const std::filesystem::path& meminfo)
{
    std::istringstream lines(readText(meminfo));
    for (std::string line; std::getline(lines, line);) {
        const auto at = line.find("MemTotal:");
        if (at != std::string::npos)
            return std::strtoll(line.c_str() + at + 9, nullptr, 10) * 1024;
    }
    return 0;
}

Json numaNodes(const Roots& roots)
{
    Json nodes = Json::array();
    const auto folder = roots.sys / "devices/system/node";
    for (const auto& name : namesIn(folder)) {
        if (!name.starts_with("node") || name.find_first_not_of("0123456789", 4) != name.npos)
            continue;
        nodes.push_back({{"node", std::strtol(name.c_str() + 4, nullptr, 10)},
                         {"cpus", readText(folder / name / "cpulist")},
                         {"memory_bytes", totalMemory(folder / name / "meminfo")}});
    }
    return nodes;
}

/// The NUMA node of the first CPU in a socket, or -1.
int nodeOfSocket(const Roots& roots, int socket)
{
    const auto folder = roots.sys / "devices/system/cpu";
    for (const auto& name : namesIn(folder)) {
        if (readNumber(folder / name / "topology/physical_package_id", -1) != socket)
            continue;
        for (const auto& entry : namesIn(folder / name)) {
            if (entry.starts_with("node"))
                return static_cast<int>(std::strtol(entry.c_str() + 4, nullptr, 10));
        }
    }
    return -1;
}

/// "model name : ..." of /proc/cpuinfo; what SMBIOS says there is the firmware's guess.
std::string cpuModel(const Roots& roots)
{
    std::istringstream lines(readText(roots.proc / "cpuinfo"));
    for (std::string line; std::getline(lines, line);) {
        const auto colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos)
            return line.substr(colon + 2);
    }
    return {};
}

Json cpusOf(const Roots& roots, const Smbios& smbios)
{
    Json cpus = Json::array();
    const std::string model = cpuModel(roots);
    int socket = 0;
    for (const auto& cpu : smbios.processors) {
        cpus.push_back({{"slot", cpu.slot},
                        {"model", model.empty() ? cpu.model : model},
                        {"cores", cpu.cores},
                        {"threads", cpu.threads},
                        {"numa", nodeOfSocket(roots, socket)}});
        ++socket;
    }
    return cpus;
}

Json dimmsOf(const Smbios& smbios)
{
    Json dimms = Json::array();
    for (const auto& dimm : smbios.memory)
        dimms.push_back({{"slot", dimm.slot},
                         {"manufacturer", dimm.manufacturer},
                         {"part", dimm.part},
                         {"serial", dimm.serial},
                         {"size_bytes", dimm.sizeBytes},
                         {"speed_mts", dimm.speedMts}});
    return dimms;
}

Json lldpOf(TaskContext& task)
{
    Json list = Json::array();
    const auto neighbors = LldpTool().neighbors();
    if (!neighbors) {
        task.journal().warning("no LLDP: " + neighbors.error().detail);
        return list;
    }
    for (const auto& neighbor : *neighbors)
        list.push_back({{"port", neighbor.port},
                        {"chassis", neighbor.chassis},
                        {"neighbor_port", neighbor.neighborPort},
                        {"system", neighbor.system}});
    return list;
}

Json drivesOf(const Roots& roots)
{
    Json list = Json::array();
    for (Drive& drive : listDrives(roots)) {
        drive.sanitize = readSanitize(drive);
        list.push_back(drive.json());
    }
    return list;
}
} // namespace

Json takeInventory(const Roots& roots, TaskContext& task)
{
    task.progress("inventory", 0, 4, "steps");
    const Smbios smbios = Smbios::parse(readBytes(roots.sys / dmiTable));
    Json found;
    found["dmi"] = {{"manufacturer", smbios.manufacturer},
                    {"product", smbios.product},
                    {"serial", smbios.serial},
                    {"uuid", smbios.uuid},
                    {"bios_vendor", smbios.biosVendor},
                    {"bios_version", smbios.biosVersion},
                    {"firmware", isUefi(roots) ? "uefi" : "bios"}};
    found["cpus"] = cpusOf(roots, smbios);
    found["dimms"] = dimmsOf(smbios);
    found["numa"] = numaNodes(roots);
    found["memory_bytes"] = totalMemory(roots.proc / "meminfo");
    task.progress("inventory", 1, 4, "steps");
    found["drives"] = drivesOf(roots);
    task.progress("inventory", 2, 4, "steps");
    found["nics"] = listNics(roots);
    found["lldp"] = lldpOf(task);
    found["infiniband"] = listInfiniband(roots);
    task.progress("inventory", 3, 4, "steps");
    found["pci"] = listPci(roots);
    found["gpus"] = listGpus(found["pci"], readBytes(pciIdsPath));
    utsname system{};
    ::uname(&system);
    found["kernel"] = system.release;
    found["agent"] = RACKHOUSE_VERSION;
    task.progress("inventory", 4, 4, "steps");
    return found;
}

Json describeSelf(const Roots& roots)
{
    const Smbios smbios = Smbios::parse(readBytes(roots.sys / dmiTable));
    return {{"version", RACKHOUSE_VERSION},
            {"macs", listMacs(roots)},
            {"uuid", smbios.uuid},
            {"serial", smbios.serial}};
}

} // namespace rackhouse::agent
