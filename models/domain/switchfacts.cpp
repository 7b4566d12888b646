#include "models/domain/switchfacts.h"

namespace rackhouse
{

const RecordInfo& SwitchFacts::record()
{
    static const RecordInfo info{
        "switch_facts",
        "Switch facts",
        Role::Viewer,
        {field<&SwitchFacts::id>("id", "Id", Key),
         field<&SwitchFacts::assetId>("asset_id", "Switch", ReadOnly, "asset"),
         field<&SwitchFacts::hostname>("hostname", "Host name", ReadOnly),
         field<&SwitchFacts::health>("health", "Health", ReadOnly),
         field<&SwitchFacts::failed>("failed", "Failed", ReadOnly),
         field<&SwitchFacts::hottestC>("hottest_c", "Hottest sensor", ReadOnly, nullptr, "°C"),
         field<&SwitchFacts::model>("model", "Model", ReadOnly),
         field<&SwitchFacts::serial>("serial", "Serial", ReadOnly),
         field<&SwitchFacts::software>("software", "Software", ReadOnly),
         field<&SwitchFacts::supplyCount>("supply_count", "Power supplies", ReadOnly),
         field<&SwitchFacts::fanCount>("fan_count", "Fans", ReadOnly),
         field<&SwitchFacts::missing>("missing", "Not told", ReadOnly),
         field<&SwitchFacts::observedAt>("observed_at", "Seen", ReadOnly)}};
    return info;
}

bool SwitchPort::isDim() const
{
    constexpr double LeastDbm = -12;
    const bool reachesFar =
        media.contains(QLatin1String("-ER")) || media.contains(QLatin1String("-ZR"));
    return state == PortState::Up && rxDbm < LeastDbm && !reachesFar;
}

bool SwitchPort::isSlow() const
{
    return state == PortState::Up && speedMbps > 0 && speedMbps < mostMbps;
}

bool SwitchPort::hasManyErrors() const
{
    return errorCount >= 100;
}

const RecordInfo& SwitchPort::record()
{
    static const RecordInfo info{
        "switch_port",
        "Switch port",
        Role::Viewer,
        {field<&SwitchPort::id>("id", "Id", Key),
         field<&SwitchPort::assetId>("asset_id", "Switch", ReadOnly, "asset"),
         field<&SwitchPort::name>("name", "Port", ReadOnly),
         field<&SwitchPort::state>("state", "State", ReadOnly),
         field<&SwitchPort::speedMbps>("speed_mbps", "Speed", ReadOnly, nullptr, "Mbit/s"),
         field<&SwitchPort::mostMbps>("most_mbps", "Possible", ReadOnly, nullptr, "Mbit/s"),
         field<&SwitchPort::duplex>("duplex", "Duplex", Detail | ReadOnly),
         field<&SwitchPort::errorCount>("error_count", "Errors", ReadOnly),
         field<&SwitchPort::media>("media", "Module", ReadOnly),
         field<&SwitchPort::mediaSerial>("media_serial", "Module serial", Detail | ReadOnly),
         field<&SwitchPort::rxDbm>("rx_dbm", "Light in", ReadOnly, nullptr, "dBm"),
         field<&SwitchPort::txDbm>("tx_dbm", "Light out", ReadOnly, nullptr, "dBm"),
         field<&SwitchPort::mediaC>("media_c", "Module temperature", Detail | ReadOnly, nullptr,
                                    "°C"),
         field<&SwitchPort::macs>("macs", "MACs learned", Detail | ReadOnly),
         field<&SwitchPort::observedAt>("observed_at", "Seen", ReadOnly)}};
    return info;
}

} // namespace rackhouse
