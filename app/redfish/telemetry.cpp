#include "app/redfish/telemetry.h"

#include "app/redfish/readers.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace rackhouse::redfish
{

namespace
{

constexpr double kHottestC = 200; ///< a sensor that says more is broken
constexpr double kMostW = 1'000'000;

constexpr QLatin1String kTemperature("Temperature");
constexpr QLatin1String kPower("Power");

/// Names in Redfish are words, words with spaces, or words joined by underscores.
QString words(QString name)
{
    return name.replace(u'_', u' ');
}

/// An excerpt of a sensor: in EnvironmentMetrics and ThermalMetrics.
void addExcerpt(std::vector<Reading>& readings, const QJsonObject& excerpt, const QString& name,
                const QString& kind, const QString& unit)
{
    const QJsonValue value = excerpt.value(u"Reading");
    if (!value.isDouble())
        return;
    const QString source = excerpt.value(u"DataSourceUri").toString();
    const QString device = excerpt.value(u"DeviceName").toString();
    const QString sensor = source.section(u'/', -1);
    readings.push_back({source, device.isEmpty() ? (sensor.isEmpty() ? name : sensor) : device,
                        kind, unit, value.toDouble(), Health::Unknown});
}

std::vector<Reading> readEnvironment(const QJsonObject& json)
{
    std::vector<Reading> readings;
    addExcerpt(readings, json.value(u"PowerWatts").toObject(), {}, kPower, QStringLiteral("W"));
    addExcerpt(readings, json.value(u"TemperatureCelsius").toObject(), {}, kTemperature,
               QStringLiteral("Cel"));
    // It is that of the chassis, whatever the sensor behind it is called.
    for (Reading& reading : readings) {
        if (reading.kind == kPower)
            reading.name = QStringLiteral("Total Power");
    }
    return readings;
}

std::vector<Reading> readThermalMetrics(const QJsonObject& json)
{
    std::vector<Reading> readings;
    const QJsonObject summary = json.value(u"TemperatureSummaryCelsius").toObject();
    for (auto it = summary.begin(); it != summary.end(); ++it) {
        addExcerpt(readings, it.value().toObject(), {}, kTemperature, QStringLiteral("Cel"));
        if (!readings.empty() && it.value().toObject().value(u"Reading").isDouble())
            readings.back().name = it.key(); // "Intake", "Ambient", "Exhaust", "Internal"
    }
    const QJsonArray all = json.value(u"TemperatureReadingsCelsius").toArray();
    for (const QJsonValue& item : all)
        addExcerpt(readings, item.toObject(), {}, kTemperature, QStringLiteral("Cel"));
    return readings;
}

} // namespace

bool namesWholePower(const QString& name)
{
    static const QRegularExpression whole(
        QStringLiteral("\\b(system|server|chassis|total|input)\\b.*\\b(power|pwr|control)\\b|"
                       "\\b(pwr|power) (system|total|input)\\b|total ?(hsc|power)|"
                       "system ?board ?pwr|power ?control"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression part(
        QStringLiteral("cpu|gpu|memory|dimm|fan|psu|power ?supply|rectifier|regulator|output|"
                       "standby|drive|sub-?system"),
        QRegularExpression::CaseInsensitiveOption);
    const QString text = words(name);
    return text.contains(whole) && !text.contains(part);
}

bool namesInlet(const QString& name)
{
    static const QRegularExpression inlet(QStringLiteral("inlet|intake|ambient|front ?io"),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression other(QStringLiteral("liquid|coolant|water|press|humid"),
                                          QRegularExpression::CaseInsensitiveOption);
    const QString text = words(name);
    return text.contains(inlet) && !text.contains(other);
}

std::vector<Reading> readingsOf(const QJsonObject& resource)
{
    const QString type = typeOf(resource);
    if (type == u"Power")
        return readPower(resource);
    if (type == u"Thermal")
        return readThermal(resource);
    if (type == u"EnvironmentMetrics")
        return readEnvironment(resource);
    if (type == u"ThermalMetrics")
        return readThermalMetrics(resource);
    const auto reading = type == u"Sensor"         ? readSensor(resource)
                         : type == u"LeakDetector" ? readLeakDetector(resource)
                                                   : std::nullopt;
    return reading ? std::vector<Reading>{*reading} : std::vector<Reading>();
}

Telemetry telemetryOf(const std::vector<Reading>& readings)
{
    Telemetry telemetry;
    for (const Reading& reading : readings) {
        if (reading.kind == kLeak) {
            telemetry.leak = std::max(telemetry.leak, reading.health);
            if (reading.health > Health::Ok)
                telemetry.leakAt << reading.name;
            continue;
        }
        if (reading.kind == kPower && reading.value > 0 && reading.value < kMostW) {
            // The nameless one of HPE is that of the server. Of several the whole is the largest.
            const bool whole = reading.path.contains(u"/PowerControl") || reading.name.isEmpty() ||
                               namesWholePower(reading.name);
            if (whole)
                telemetry.powerW = std::max(telemetry.powerW, reading.value);
        }
        if (reading.kind != kTemperature || reading.value <= 0 || reading.value > kHottestC)
            continue;
        if (!namesInlet(reading.name))
            telemetry.hottestC = std::max(telemetry.hottestC, reading.value);
        // What comes in is the coolest of what is called so: behind it air is warmer already.
        else if (telemetry.inletC <= 0 || reading.value < telemetry.inletC)
            telemetry.inletC = reading.value;
    }
    return telemetry;
}

} // namespace rackhouse::redfish
