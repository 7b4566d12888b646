#include "models/domain/wiring.h"

#include <cmath>

namespace rackhouse
{

const RecordInfo& Cable::record()
{
    static const RecordInfo info{
        "cable",
        "Cable",
        Role::Viewer,
        {field<&Cable::id>("id", "Id", Key), field<&Cable::label>("label", "Label"),
         field<&Cable::kind>("kind", "Kind"), field<&Cable::state>("state", "State"),
         field<&Cable::aKind>("a_kind", "From kind", Detail), field<&Cable::aId>("a_id", "From"),
         field<&Cable::aPort>("a_port", "From port"),
         field<&Cable::bKind>("b_kind", "To kind", Detail), field<&Cable::bId>("b_id", "To"),
         field<&Cable::bPort>("b_port", "To port"),
         field<&Cable::lengthM>("length_m", "Length", Plain, nullptr, "m"),
         field<&Cable::colour>("colour", "Colour"),
         field<&Cable::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

double PowerFeed::capacityW() const
{
    const double factor = phases == 3 ? std::sqrt(3.0) : 1.0;
    return volts * amps * factor * static_cast<double>(limitPercent) / 100.0;
}

const RecordInfo& PowerFeed::record()
{
    static const RecordInfo info{
        "power_feed",
        "Power feed",
        Role::Viewer,
        {field<&PowerFeed::id>("id", "Id", Key), field<&PowerFeed::name>("name", "Name", Unique),
         field<&PowerFeed::kind>("kind", "Kind"), field<&PowerFeed::side>("side", "Side"),
         field<&PowerFeed::upstreamId>("upstream_id", "Fed by", Plain, "power_feed"),
         field<&PowerFeed::hall>("hall", "Hall"),
         field<&PowerFeed::volts>("volts", "Voltage", Plain, nullptr, "V"),
         field<&PowerFeed::amps>("amps", "Rating", Plain, nullptr, "A"),
         field<&PowerFeed::phases>("phases", "Phases", Detail),
         field<&PowerFeed::limitPercent>("limit_percent", "Load limit", Detail, nullptr, "%"),
         field<&PowerFeed::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& Neighbor::record()
{
    static const RecordInfo info{
        "neighbor",
        "Neighbor",
        Role::Viewer,
        {field<&Neighbor::id>("id", "Id", Key),
         field<&Neighbor::localKind>("local_kind", "Device kind", Detail | ReadOnly),
         field<&Neighbor::localId>("local_id", "Device id", Detail | ReadOnly),
         field<&Neighbor::localName>("local_name", "Device", ReadOnly),
         field<&Neighbor::localPort>("local_port", "Port", ReadOnly),
         field<&Neighbor::chassis>("chassis", "Neighbor chassis", ReadOnly),
         field<&Neighbor::name>("name", "Neighbor", ReadOnly),
         field<&Neighbor::port>("port", "Neighbor port", ReadOnly),
         field<&Neighbor::portText>("port_text", "Port description", Detail | ReadOnly),
         field<&Neighbor::address>("address", "Neighbor address", Detail | ReadOnly),
         field<&Neighbor::source>("source", "Told by", ReadOnly),
         field<&Neighbor::observedAt>("observed_at", "Seen", ReadOnly)}};
    return info;
}

const RecordInfo& SwitchAccess::record()
{
    static const RecordInfo info{
        "switch_access",
        "Switch",
        Role::Viewer,
        {field<&SwitchAccess::id>("id", "Id", Key),
         field<&SwitchAccess::address>("address", "Address"),
         field<&SwitchAccess::assetId>("asset_id", "Switch", Plain, "asset"),
         field<&SwitchAccess::port>("port", "Port", Detail),
         field<&SwitchAccess::method>("method", "Method"),
         field<&SwitchAccess::everySeconds>("every_seconds", "Asked every", Detail, nullptr, "s"),
         field<&SwitchAccess::username>("username", "User", Detail),
         field<&SwitchAccess::auth>("auth", "Authentication", Detail),
         field<&SwitchAccess::privacy>("privacy", "Privacy", Detail),
         field<&SwitchAccess::state>("state", "State", ReadOnly),
         field<&SwitchAccess::reason>("reason", "Reason", ReadOnly),
         field<&SwitchAccess::reasonArgs>("reason_args", "Reason arguments", Detail | ReadOnly),
         field<&SwitchAccess::certificate>("certificate", "Certificate", Detail | ReadOnly),
         field<&SwitchAccess::presented>("presented", "Presented certificate", Detail | ReadOnly),
         field<&SwitchAccess::askedAt>("asked_at", "Last asked", ReadOnly),
         field<&SwitchAccess::answeredAt>("answered_at", "Last answer", ReadOnly),
         field<&SwitchAccess::neighborCount>("neighbor_count", "Neighbors", ReadOnly),
         field<&SwitchAccess::secretId>("secret_id", "Secret", Internal, "secret"),
         field<&SwitchAccess::privacySecretId>("privacy_secret_id", "Privacy secret", Internal,
                                               "secret"),
         field<&SwitchAccess::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

qint64 usualPort(SwitchMethod method)
{
    if (isSnmp(method))
        return 161;
    return method == SwitchMethod::Nvue ? 8765 : 443;
}

const RecordInfo& SharedFilter::record()
{
    static const RecordInfo info{
        "shared_filter",
        "Shared filter",
        Role::Viewer,
        {field<&SharedFilter::id>("id", "Id", Key), field<&SharedFilter::kind>("kind", "Table"),
         field<&SharedFilter::name>("name", "Name"), field<&SharedFilter::text>("text", "Filter"),
         field<&SharedFilter::owner>("owner", "Shared by", ReadOnly),
         field<&SharedFilter::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

} // namespace rackhouse
