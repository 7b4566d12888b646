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

namespace
{
/// The last 16 hexadecimal digits of an address or GID, without colons: the GUID of its port.
std::string guidIn(const std::string& address)
{
    std::string digits;
    for (const char c : address) {
        if (c != ':')
            digits += c;
    }
    return digits.size() > 16 ? digits.substr(digits.size() - 16) : std::string();
}

/// The network interface of a port of an adapter: that of the same PCI device and port, or the
/// InfiniBand one whose address ends in the GUID of the port. Interfaces with a partition key or a
/// VLAN lie on another one ("ib0.8001") and are not meant.
std::string interfaceOf(const Roots& roots, const std::filesystem::path& adapter, long port)
{
    const std::string pci = pciAddressOf(adapter / "device");
    const std::string guid =
        guidIn(readText(adapter / "ports" / std::to_string(port) / "gids" / "0"));
    std::string byPci;
    for (const auto& name : namesIn(roots.sys / "class/net")) {
        const auto path = roots.sys / "class/net" / name;
        constexpr int infiniband = 32; // ARPHRD_INFINIBAND
        if (name.find('.') != std::string::npos || !std::filesystem::exists(path / "device"))
            continue;
        if (!guid.empty() && readNumber(path / "type") == infiniband &&
            guidIn(readText(path / "address")) == guid)
            return name;
        // Before there was dev_port, each port had a PCI function of its own.
        const bool isPort = std::max(0LL, readNumber(path / "dev_port")) == port - 1;
        if (byPci.empty() && isPort && !pci.empty() && pciAddressOf(path / "device") == pci)
            byPci = name;
    }
    return byPci;
}
} // namespace

Json listInfiniband(const Roots& roots)
{
    Json ports = Json::array();
    for (const auto& device : namesIn(roots.sys / "class/infiniband")) {
        const auto path = roots.sys / "class/infiniband" / device;
        for (const auto& port : namesIn(path / "ports")) {
            const auto at = path / "ports" / port;
            // "4: ACTIVE" and "400 Gb/sec (4X NDR)"
            const std::string state = readText(at / "state");
            const long number = std::strtol(port.c_str(), nullptr, 10);
            ports.push_back({{"device", device},
                             {"port", number},
                             {"net", interfaceOf(roots, path, number)},
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
