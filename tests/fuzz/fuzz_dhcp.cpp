#include "app/netboot/dhcp_engine.h"

using namespace rackhouse;
using namespace rackhouse::netboot;

namespace
{

DhcpEngine makeEngine()
{
    Subnet subnet;
    subnet.networkInterface = QStringLiteral("prov0");
    subnet.cidr = QStringLiteral("10.77.0.0/24");
    subnet.serverAddress = QStringLiteral("10.77.0.1");
    subnet.rangeFirst = QStringLiteral("10.77.0.10");
    subnet.rangeLast = QStringLiteral("10.77.0.200");
    return DhcpEngine({*SubnetConfig::from(subnet)}, {8080});
}

} // namespace

/// Whatever comes in: no crash, a read packet can be written and read back, a reply can be written.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static DhcpEngine engine = makeEngine();
    const auto packet = decodeDhcp({reinterpret_cast<const char*>(data), qsizetype(size)});
    if (!packet)
        return 0;
    if (const auto bytes = encodeDhcp(*packet, 65000)) {
        const auto again = decodeDhcp(*bytes);
        if (!again || again->transaction != packet->transaction)
            __builtin_trap();
    }
    const auto outcome = engine.handle(*packet, {QStringLiteral("prov0"), false}, {1});
    if (outcome.reply)
        (void)encodeDhcp(outcome.reply->packet, outcome.reply->limit);
    return 0;
}
