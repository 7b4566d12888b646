#include "app/agent/inventory/network.h"

#include <arpa/inet.h>
#include <cstring>
#include <ifaddrs.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rackhouse::agent
{
namespace
{
/// Cards with hardware behind them; 1 is Ethernet (ARPHRD_ETHER).
std::vector<std::string> cards(const Roots& roots)
{
    std::vector<std::string> names;
    for (const auto& name : namesIn(roots.sys / "class/net")) {
        const auto path = roots.sys / "class/net" / name;
        if (std::filesystem::exists(path / "device") && readNumber(path / "type") == 1)
            names.push_back(name);
    }
    return names;
}

std::string firmwareOf(const std::string& name)
{
    ethtool_drvinfo information{};
    information.cmd = ETHTOOL_GDRVINFO;
    ifreq request{};
    std::strncpy(request.ifr_name, name.c_str(), IFNAMSIZ - 1);
    request.ifr_data = reinterpret_cast<char*>(&information);
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const bool told = socket >= 0 && ::ioctl(socket, SIOCETHTOOL, &request) == 0;
    if (socket >= 0)
        ::close(socket);
    const std::string firmware = told ? information.fw_version : "";
    return firmware == "N/A" ? std::string() : firmware;
}
} // namespace

Json listNics(const Roots& roots)
{
    Json nics = Json::array();
    for (const auto& name : cards(roots)) {
        const auto path = roots.sys / "class/net" / name;
        nics.push_back({{"name", name},
                        {"mac", readText(path / "address")},
                        {"driver", linkName(path / "device/driver")},
                        {"speed_mbps", std::max(0LL, readNumber(path / "speed"))},
                        {"link", readNumber(path / "carrier") == 1},
                        {"pci", pciAddressOf(path / "device")},
                        {"firmware", firmwareOf(name)}});
    }
    return nics;
}

Json listInfiniband(const Roots& roots)
{
    Json ports = Json::array();
    for (const auto& device : namesIn(roots.sys / "class/infiniband")) {
        const auto path = roots.sys / "class/infiniband" / device;
        for (const auto& port : namesIn(path / "ports")) {
            const auto at = path / "ports" / port;
            // "4: ACTIVE" and "400 Gb/sec (4X NDR)"
            const std::string state = readText(at / "state");
            ports.push_back({{"device", device},
                             {"port", std::strtol(port.c_str(), nullptr, 10)},
                             {"guid", readText(path / "node_guid")},
                             {"pci", pciAddressOf(path / "device")},
                             {"state", state.substr(std::min(state.size(), state.find(' ') + 1))},
                             {"rate", readText(at / "rate")},
                             {"link_layer", readText(at / "link_layer")}});
        }
    }
    return ports;
}

std::vector<std::string> listMacs(const Roots& roots)
{
    std::vector<std::string> macs;
    for (const auto& name : cards(roots))
        macs.push_back(readText(roots.sys / "class/net" / name / "address"));
    return macs;
}

std::string macOfAddress(const Roots& roots, const std::string& address)
{
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0)
        return {};
    std::string mac;
    for (const ifaddrs* entry = list; entry; entry = entry->ifa_next) {
        if (!entry->ifa_addr)
            continue;
        char text[INET6_ADDRSTRLEN] = {};
        const int family = entry->ifa_addr->sa_family;
        if (family == AF_INET)
            ::inet_ntop(family, &reinterpret_cast<sockaddr_in*>(entry->ifa_addr)->sin_addr, text,
                        sizeof text);
        else if (family == AF_INET6)
            ::inet_ntop(family, &reinterpret_cast<sockaddr_in6*>(entry->ifa_addr)->sin6_addr, text,
                        sizeof text);
        if (address == text && !address.empty())
            mac = readText(roots.sys / "class/net" / entry->ifa_name / "address");
    }
    ::freeifaddrs(list);
    return mac;
}

} // namespace rackhouse::agent
