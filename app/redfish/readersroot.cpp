#include "app/redfish/readers.h"

#include <QJsonArray>

// The service root, and readings of sensors, power and temperature.

namespace rackhouse::redfish
{

namespace
{

QString unified(const QString& vendor)
{
    static const QStringList known = {
        QStringLiteral("HPE"),      QStringLiteral("Dell"),       QStringLiteral("AMI"),
        QStringLiteral("NVIDIA"),   QStringLiteral("Supermicro"), QStringLiteral("Lenovo"),
        QStringLiteral("GIGABYTE"), QStringLiteral("OpenBMC"),    QStringLiteral("Intel")};
    for (const QString& name : known) {
        if (vendor.compare(name, Qt::CaseInsensitive) == 0)
            return name;
    }
    return vendor == u"Hp" ? QStringLiteral("HPE") : vendor;
}

/// A reading taken from member `field` of an embedded object of Power or Thermal.
std::optional<Reading> embedded(const QJsonObject& json, QStringView field, QStringView kind,
                                QStringView unit)
{
    const QJsonValue value = json.value(field);
    if (!value.isDouble())
        return std::nullopt;
    QString name = json.value(u"Name").toString();
    if (name.isEmpty())
        name = json.value(u"FanName").toString();
    return Reading{json.value(u"@odata.id").toString(),
                   name,
                   kind.toString(),
                   unit.toString(),
                   value.toDouble(),
                   readHealth(json)};
}

void addEmbedded(std::vector<Reading>& readings, const QJsonValue& list, QStringView field,
                 QStringView kind, QStringView unit)
{
    const QJsonArray items = list.toArray();
    for (const QJsonValue& item : items) {
        if (auto reading = embedded(item.toObject(), field, kind, unit))
            readings.push_back(*reading);
    }
}

template <class T, class Read>
std::vector<T> readEach(const QJsonValue& list, Read read)
{
    std::vector<T> parts;
    const QJsonArray items = list.toArray();
    for (const QJsonValue& item : items) {
        if (item.isObject())
            parts.push_back(read(item.toObject()));
    }
    return parts;
}

} // namespace

QString vendorOf(const QJsonObject& root)
{
    const QString vendor = root.value(u"Vendor").toString().trimmed();
    if (!vendor.isEmpty())
        return unified(vendor);
    const QJsonObject oem = root.value(u"Oem").toObject();
    for (auto it = oem.begin(); it != oem.end(); ++it) {
        if (it.value().isObject())
            return unified(it.key());
    }
    return {};
}

ServiceRoot readServiceRoot(const QJsonObject& json)
{
    ServiceRoot root;
    root.vendor = vendorOf(json);
    root.product = json.value(u"Product").toString().trimmed();
    root.redfishVersion = json.value(u"RedfishVersion").toString();
    root.uuid = json.value(u"UUID").toString().toLower();
    root.systemsPath = linkOf(json, u"Systems");
    root.chassisPath = linkOf(json, u"Chassis");
    root.managersPath = linkOf(json, u"Managers");
    root.sessionsPath = linkOf(json.value(u"Links").toObject(), u"Sessions");
    root.sessionServicePath = linkOf(json, u"SessionService");
    return root;
}

std::optional<Reading> readSensor(const QJsonObject& json)
{
    const QJsonValue value = json.value(u"Reading");
    if (!value.isDouble())
        return std::nullopt;
    return Reading{json.value(u"@odata.id").toString(),
                   json.value(u"Name").toString(),
                   json.value(u"ReadingType").toString(),
                   json.value(u"ReadingUnits").toString(),
                   value.toDouble(),
                   readHealth(json)};
}

std::optional<NvLink> readNvLink(const QJsonObject& json)
{
    const QString status = json.value(u"LinkStatus").toString();
    if (json.value(u"PortProtocol").toString() != u"NVLink" || status.isEmpty())
        return std::nullopt;
    NvLink link;
    link.path = json.value(u"@odata.id").toString();
    link.name = json.value(u"Id").toString();
    link.up = status == u"LinkUp";
    link.gbps = std::max(0.0, json.value(u"CurrentSpeedGbps").toDouble());
    link.maxGbps = std::max(0.0, json.value(u"MaxSpeedGbps").toDouble());
    const QJsonObject links = json.value(u"Links").toObject();
    link.toSwitch = !linksOf(links.value(u"ConnectedSwitches")).isEmpty();
    return link;
}

/// LeakDetector 1.0: DetectorState is what it feels, Status what it is itself.
std::optional<Reading> readLeakDetector(const QJsonObject& json)
{
    const QString state = json.value(u"DetectorState").toString();
    const QString own = json.value(u"Status").toObject().value(u"State").toString();
    if (state == u"Absent" || own == u"Absent" || own == u"Disabled")
        return std::nullopt;
    const Health felt = state.isEmpty() ? readHealth(json) : healthOf(state);
    return Reading{json.value(u"@odata.id").toString(),
                   json.value(u"Name").toString(json.value(u"Id").toString()),
                   kLeak.toString(),
                   {},
                   0,
                   felt};
}

std::vector<Reading> readPower(const QJsonObject& json)
{
    std::vector<Reading> readings;
    addEmbedded(readings, json.value(u"PowerControl"), u"PowerConsumedWatts", u"Power", u"W");
    addEmbedded(readings, json.value(u"Voltages"), u"ReadingVolts", u"Voltage", u"V");
    return readings;
}

std::vector<Reading> readThermal(const QJsonObject& json)
{
    std::vector<Reading> readings;
    addEmbedded(readings, json.value(u"Temperatures"), u"ReadingCelsius", u"Temperature", u"Cel");
    const QJsonArray fans = json.value(u"Fans").toArray();
    for (const QJsonValue& item : fans) {
        const bool percent = item.toObject().value(u"ReadingUnits").toString() == u"Percent";
        if (auto reading = embedded(item.toObject(), u"Reading", u"Rotational",
                                    percent ? QStringView(u"%") : QStringView(u"RPM")))
            readings.push_back(*reading);
    }
    return readings;
}

std::vector<Psu> readLegacyPsus(const QJsonObject& power)
{
    return readEach<Psu>(power.value(u"PowerSupplies"), readPsu);
}

std::vector<Fan> readLegacyFans(const QJsonObject& thermal)
{
    return readEach<Fan>(thermal.value(u"Fans"), readFan);
}

} // namespace rackhouse::redfish
