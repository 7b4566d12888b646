#include "models/domain/fabricfacts.h"

#include <QJsonArray>

namespace rackhouse
{
namespace
{

void put(QJsonObject& object, const char* name, const QString& value)
{
    if (!value.isEmpty())
        object.insert(QLatin1String(name), value);
}

template <class N>
void put(QJsonObject& object, const char* name, const std::optional<N>& value)
{
    if (value)
        object.insert(QLatin1String(name), *value);
}

std::optional<double> realIn(const QJsonObject& object, const char* name)
{
    const QJsonValue value = object.value(QLatin1String(name));
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

std::optional<qint64> integerIn(const QJsonObject& object, const char* name)
{
    const QJsonValue value = object.value(QLatin1String(name));
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

QString textIn(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toString();
}

} // namespace

QJsonObject SwitchParts::toJson() const
{
    QJsonArray psus;
    for (const Supply& supply : supplies) {
        QJsonObject psu;
        put(psu, "name", supply.name);
        put(psu, "status", supply.status);
        put(psu, "part_number", supply.partNumber);
        put(psu, "serial", supply.serial);
        put(psu, "dc", supply.dc);
        put(psu, "fan", supply.fan);
        put(psu, "watts", supply.watts);
        psus << psu;
    }
    QJsonArray turning;
    for (const Fan& fan : fans) {
        QJsonObject one;
        put(one, "name", fan.name);
        put(one, "rpm", fan.rpm);
        turning << one;
    }
    QJsonObject parts{{QStringLiteral("psus"), psus}, {QStringLiteral("fans"), turning}};
    put(parts, "fan_status", fanStatus);
    put(parts, "temperature_c", temperatureC);
    put(parts, "max_temperature_c", maxTemperatureC);
    put(parts, "uptime_s", uptimeS);
    put(parts, "ports", ports);
    return parts;
}

SwitchParts SwitchParts::of(const QJsonObject& parts)
{
    SwitchParts read;
    const QJsonArray psus = parts.value(QStringLiteral("psus")).toArray();
    for (const QJsonValue& value : psus) {
        const QJsonObject psu = value.toObject();
        read.supplies.push_back({textIn(psu, "name"), textIn(psu, "status"),
                                 textIn(psu, "part_number"), textIn(psu, "serial"),
                                 textIn(psu, "dc"), textIn(psu, "fan"), realIn(psu, "watts")});
    }
    const QJsonArray fans = parts.value(QStringLiteral("fans")).toArray();
    for (const QJsonValue& value : fans)
        read.fans.push_back({textIn(value.toObject(), "name"), integerIn(value.toObject(), "rpm")});
    read.fanStatus = textIn(parts, "fan_status");
    read.temperatureC = realIn(parts, "temperature_c");
    read.maxTemperatureC = realIn(parts, "max_temperature_c");
    read.uptimeS = integerIn(parts, "uptime_s");
    read.ports = integerIn(parts, "ports");
    return read;
}

const RecordInfo& FabricCounters::record()
{
    static const RecordInfo info{
        "fabric_counters",
        "Port counters",
        Role::Viewer,
        {field<&FabricCounters::id>("id", "Id", Key),
         field<&FabricCounters::fabricId>("fabric_id", "Fabric", Detail | ReadOnly, "fabric"),
         field<&FabricCounters::guid>("guid", "GUID", ReadOnly),
         field<&FabricCounters::lid>("lid", "LID", ReadOnly),
         field<&FabricCounters::port>("port", "Port", ReadOnly),
         field<&FabricCounters::set>("counter_set", "Set", ReadOnly),
         field<&FabricCounters::observedAt>("observed_at", "Read", ReadOnly),
         field<&FabricCounters::counters>("counters", "Counters", Detail | ReadOnly),
         field<&FabricCounters::beforeAt>("before_at", "Read before", ReadOnly),
         field<&FabricCounters::before>("before", "Counters before", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& FabricHealth::record()
{
    static const RecordInfo info{
        "fabric_health",
        "Switch health",
        Role::Viewer,
        {field<&FabricHealth::id>("id", "Id", Key),
         field<&FabricHealth::fabricId>("fabric_id", "Fabric", Detail | ReadOnly, "fabric"),
         field<&FabricHealth::guid>("guid", "GUID", ReadOnly),
         field<&FabricHealth::observedAt>("observed_at", "Read", ReadOnly),
         field<&FabricHealth::product>("product", "Product", ReadOnly),
         field<&FabricHealth::partNumber>("part_number", "Part number", ReadOnly),
         field<&FabricHealth::hardware>("hardware", "Hardware revision", Detail | ReadOnly),
         field<&FabricHealth::serial>("serial", "Serial", ReadOnly),
         field<&FabricHealth::psid>("psid", "PSID", Detail | ReadOnly),
         field<&FabricHealth::firmware>("firmware", "Firmware", ReadOnly),
         field<&FabricHealth::parts>("parts", "Parts", Detail | ReadOnly),
         field<&FabricHealth::unread>("unread", "Not told", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& FabricPlan::record()
{
    static const RecordInfo info{
        "fabric_plan",
        "Planned switch",
        Role::Viewer,
        {field<&FabricPlan::id>("id", "Id", Key),
         field<&FabricPlan::fabricId>("fabric_id", "Fabric", Detail | ReadOnly, "fabric"),
         field<&FabricPlan::name>("name", "Name", ReadOnly),
         field<&FabricPlan::parents>("parents", "Below", ReadOnly),
         field<&FabricPlan::hosts>("hosts", "Hosts", ReadOnly),
         field<&FabricPlan::domain>("domain", "NVLink domain", ReadOnly)}};
    return info;
}

} // namespace rackhouse
