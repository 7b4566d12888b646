#include "app/agent/inventory/nvml.h"

#include <algorithm>
#include <cctype>
#include <dlfcn.h>
#include <memory>

namespace rackhouse::agent
{
namespace
{
// The few of NVML's types and calls that are used here (NVML API reference, "Device Queries").
struct PciInfo {
    char busIdLegacy[16];
    unsigned domain, bus, device, pciDeviceId, pciSubSystemId;
    char busId[32];
};
struct MemoryInfo {
    unsigned long long total, free, used;
};
using Device = void*;

class Library
{
public:
    Library() : m_handle(::dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL)) {}
    ~Library()
    {
        if (m_handle)
            ::dlclose(m_handle);
    }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    template <class... Arguments>
    bool call(const char* name, Arguments... arguments) const
    {
        using Function = int (*)(Arguments...);
        const auto function =
            m_handle ? reinterpret_cast<Function>(::dlsym(m_handle, name)) : nullptr;
        return function && function(arguments...) == 0;
    }

private:
    void* m_handle;
};

/// "00000000:17:00.0" -> "0000:17:00.0", as sysfs writes it.
std::string sysfsAddress(std::string busId)
{
    std::transform(busId.begin(), busId.end(), busId.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return busId.size() == 16 ? busId.substr(4) : busId;
}

Json describe(const Library& nvml, Device device)
{
    Json gpu = Json::object();
    char text[96] = {};
    if (nvml.call("nvmlDeviceGetName", device, static_cast<char*>(text), 96U))
        gpu["model"] = text;
    if (nvml.call("nvmlDeviceGetSerial", device, static_cast<char*>(text), 30U))
        gpu["serial"] = text;
    if (nvml.call("nvmlDeviceGetUUID", device, static_cast<char*>(text), 80U))
        gpu["uuid"] = text;
    MemoryInfo memory{};
    if (nvml.call("nvmlDeviceGetMemoryInfo", device, &memory))
        gpu["memory_bytes"] = memory.total;
    return gpu;
}
} // namespace

std::map<std::string, Json> readNvml()
{
    std::map<std::string, Json> gpus;
    const Library nvml;
    if (!nvml.call("nvmlInit_v2"))
        return gpus;
    unsigned count = 0;
    nvml.call("nvmlDeviceGetCount_v2", &count);
    for (unsigned index = 0; index < count; ++index) {
        Device device = nullptr;
        PciInfo pci{};
        if (nvml.call("nvmlDeviceGetHandleByIndex_v2", index, &device) &&
            nvml.call("nvmlDeviceGetPciInfo_v3", device, &pci))
            gpus[sysfsAddress(pci.busId)] = describe(nvml, device);
    }
    nvml.call("nvmlShutdown");
    return gpus;
}

} // namespace rackhouse::agent
