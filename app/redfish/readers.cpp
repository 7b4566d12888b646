#include "app/redfish/readers.h"

#include "models/base/json.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <cmath>

namespace rackhouse::redfish
{

namespace
{

/// Text without surrounding space; empty for what firmware writes when it does not know.
QString text(const QJsonObject& json, QStringView field)
{
    const QString value = json.value(field).toString().trimmed();
    static const QStringList nothing = {QStringLiteral("N/A"),           QStringLiteral("NA"),
                                        QStringLiteral("Not Specified"), QStringLiteral("Unknown"),
                                        QStringLiteral("None"),          QStringLiteral("null")};
    return nothing.contains(value, Qt::CaseInsensitive) ? QString() : value;
}

/// A number of at least 0, from a number or a text of digits; 0 when it is neither.
qint64 count(const QJsonObject& json, QStringView field)
{
    const QJsonValue value = json.value(field);
    const double number = value.isString() ? value.toString().toDouble() : value.toDouble();
    return std::isfinite(number) && number > 0 && number < 9e15 ? qint64(number) : 0;
}

qint64 scaled(qint64 value, qint64 factor)
{
    return value > 9'000'000'000'000'000 / factor ? 0 : value * factor;
}

QString slotOf(const QJsonObject& json)
{
    const QJsonValue location = json.value(u"Location");
    const QString label =
        text(json.value(u"PhysicalLocation").toObject().value(u"PartLocation").toObject(),
             u"ServiceLabel");
    if (!label.isEmpty())
        return label;
    const QString place =
        text(location.toObject().value(u"PartLocation").toObject(), u"ServiceLabel");
    if (!place.isEmpty())
        return place;
    if (location.isString() && !location.toString().trimmed().isEmpty())
        return location.toString().trimmed();
    for (const QStringView field : {u"Socket", u"DeviceLocator", u"MemberId", u"Id"}) {
        const QString value = text(json, field);
        if (!value.isEmpty())
            return value;
    }
    return text(json, u"Name");
}

template <class T>
T readPart(const QJsonObject& json)
{
    T part;
    part.path = json.value(u"@odata.id").toString();
    part.slot = slotOf(json);
    part.manufacturer = text(json, u"Manufacturer");
    part.model = text(json, u"Model");
    part.partNumber = text(json, u"PartNumber");
    part.serial = text(json, u"SerialNumber");
    part.firmware = text(json, u"FirmwareVersion");
    part.health = readHealth(json);
    part.present = json.value(u"Status").toObject().value(u"State").toString() != u"Absent";
    return part;
}

bool looksLikeGpu(const QString& words)
{
    static const QRegularExpression pattern(
        QStringLiteral(
            "\\bGPU\\b|\\b(NVIDIA|Tesla)\\b.*\\b[ABHLTV]\\d{1,3}\\b|\\b[ABH][12348]00\\b|"
            "Instinct|\\bMI\\d{3}|3D Controller|GeForce|Quadro|\\bL40S?\\b"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression other(
        QStringLiteral("NVSwitch|Bridge|BlueField|ConnectX|Mellanox|Retimer|Matrox|ASPEED"),
        QRegularExpression::CaseInsensitiveOption);
    return words.contains(pattern) && !words.contains(other);
}

} // namespace

QString typeOf(const QJsonObject& json)
{
    const QString type = json.value(u"@odata.type").toString();
    return type.section(u'.', 0, 0).remove(u'#');
}

QString linkOf(const QJsonObject& json, QStringView field)
{
    return json.value(field).toObject().value(u"@odata.id").toString();
}

QStringList linksOf(const QJsonValue& value)
{
    QStringList links;
    const auto add = [&links](const QJsonValue& item) {
        const QString link = item.toObject().value(u"@odata.id").toString();
        if (!link.isEmpty())
            links.append(link);
    };
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        for (const QJsonValue& item : items)
            add(item);
    } else {
        add(value);
    }
    return links;
}

bool isBaseboardPath(const QString& path)
{
    const QString id = path.section(u'/', -1, -1, QString::SectionSkipEmpty);
    return id.startsWith(u"HGX_", Qt::CaseInsensitive);
}

Health readHealth(const QJsonObject& resource)
{
    const QJsonObject status = resource.value(u"Status").toObject();
    QString health = status.value(u"HealthRollup").toString();
    if (health.isEmpty())
        health = status.value(u"Health").toString();
    return healthOf(health);
}

Health healthOf(const QString& word)
{
    if (word == u"OK")
        return Health::Ok;
    if (word == u"Warning")
        return Health::Warning;
    return word == u"Critical" ? Health::Critical : Health::Unknown;
}

PowerState readPowerState(const QJsonObject& system)
{
    const QString state = system.value(u"PowerState").toString();
    if (state == u"On")
        return PowerState::On;
    if (state == u"Off")
        return PowerState::Off;
    if (state == u"PoweringOn")
        return PowerState::PoweringOn;
    return state == u"PoweringOff" ? PowerState::PoweringOff : PowerState::Unknown;
}

QString normalMac(const QString& given)
{
    QString hex = given.trimmed().toLower();
    hex.remove(u':').remove(u'-').remove(u'.');
    static const QRegularExpression good(QStringLiteral("^[0-9a-f]{12}$"));
    if (!good.match(hex).hasMatch() || hex == u"000000000000" || hex == u"ffffffffffff")
        return {};
    for (int at = 10; at > 0; at -= 2)
        hex.insert(at, u':');
    return hex;
}

System readSystem(const QJsonObject& json)
{
    System system;
    system.path = json.value(u"@odata.id").toString();
    system.manufacturer = text(json, u"Manufacturer");
    system.model = text(json, u"Model");
    system.serial = text(json, u"SerialNumber");
    system.uuid = text(json, u"UUID").toLower();
    system.biosVersion = text(json, u"BiosVersion");
    system.hostname = text(json, u"HostName");
    system.power = readPowerState(json);
    system.health = readHealth(json);
    const QString mode = json.value(u"Boot").toObject().value(u"BootSourceOverrideMode").toString();
    if (mode == u"UEFI")
        system.firmwareMode = FirmwareMode::Uefi;
    else if (mode == u"Legacy")
        system.firmwareMode = FirmwareMode::Bios;
    const QJsonObject memory = json.value(u"MemorySummary").toObject();
    system.memoryBytes = scaled(count(memory, u"TotalSystemMemoryGiB"), qint64(1) << 30);
    system.baseboard = isBaseboardPath(system.path);
    return system;
}

Manager readManager(const QJsonObject& json)
{
    return {json.value(u"@odata.id").toString(), text(json, u"Manufacturer"), text(json, u"Model"),
            text(json, u"FirmwareVersion"), readHealth(json)};
}

Chassis readChassis(const QJsonObject& json)
{
    auto chassis = readPart<Chassis>(json);
    chassis.type = text(json, u"ChassisType");
    return chassis;
}

Processor readProcessor(const QJsonObject& json)
{
    auto processor = readPart<Processor>(json);
    processor.type = text(json, u"ProcessorType");
    processor.uuid = text(json, u"UUID").toLower();
    processor.cores = count(json, u"TotalCores");
    processor.threads = count(json, u"TotalThreads");
    const QJsonObject summary = json.value(u"MemorySummary").toObject();
    processor.memoryBytes = scaled(count(summary, u"TotalMemorySizeMiB"), 1 << 20);
    const QJsonArray memories = json.value(u"ProcessorMemory").toArray();
    for (const QJsonValue& memory : memories) {
        if (processor.memoryBytes == 0)
            processor.memoryBytes = scaled(count(memory.toObject(), u"CapacityMiB"), 1 << 20);
    }
    return processor;
}

Dimm readDimm(const QJsonObject& json)
{
    auto dimm = readPart<Dimm>(json);
    dimm.bytes = scaled(count(json, u"CapacityMiB"), 1 << 20);
    if (dimm.bytes == 0)
        dimm.bytes = scaled(count(json, u"SizeMB"), 1 << 20); // Redfish before 2016
    dimm.speedMts = count(json, u"OperatingSpeedMhz");
    dimm.type = text(json, u"MemoryDeviceType");
    return dimm;
}

Drive readDrive(const QJsonObject& json)
{
    auto drive = readPart<Drive>(json);
    drive.bytes = count(json, u"CapacityBytes");
    drive.firmware = text(json, u"Revision");
    if (drive.firmware.isEmpty())
        drive.firmware = text(json, u"FirmwareVersion");
    drive.media = text(json, u"MediaType");
    drive.protocol = text(json, u"Protocol");
    return drive;
}

Nic readEthernetInterface(const QJsonObject& json)
{
    auto nic = readPart<Nic>(json);
    nic.mac = normalMac(json.value(u"MACAddress").toString());
    nic.permanentMac = normalMac(json.value(u"PermanentMACAddress").toString());
    nic.speedMbps = count(json, u"SpeedMbps");
    const QString link = json.value(u"LinkStatus").toString();
    if (!link.isEmpty())
        nic.link = link == u"LinkUp";
    return nic;
}

Nic readNetworkFunction(const QJsonObject& json)
{
    auto nic = readPart<Nic>(json);
    const QJsonObject ethernet = json.value(u"Ethernet").toObject();
    nic.mac = normalMac(ethernet.value(u"MACAddress").toString());
    nic.permanentMac = normalMac(ethernet.value(u"PermanentMACAddress").toString());
    return nic;
}

PciDevice readPciDevice(const QJsonObject& json)
{
    auto device = readPart<PciDevice>(json);
    device.deviceClass = text(json, u"DeviceType");
    if (device.model.isEmpty())
        device.model = text(json, u"Name");
    device.gpu = looksLikeGpu(device.manufacturer + u' ' + device.model + u' ' +
                              text(json, u"Name") + u' ' + text(json, u"Description"));
    return device;
}

PciDevice readHpeDevice(const QJsonObject& json)
{
    auto device = readPart<PciDevice>(json);
    device.deviceClass = text(json, u"DeviceType");
    device.model = text(json, u"Name");
    device.partNumber = text(json, u"ProductPartNumber");
    device.firmware = text(json.value(u"FirmwareVersion").toObject().value(u"Current").toObject(),
                           u"VersionString");
    device.gpu = device.deviceClass == u"GPU";
    return device;
}

Psu readPsu(const QJsonObject& json)
{
    auto psu = readPart<Psu>(json);
    psu.capacityW = double(count(json, u"PowerCapacityWatts"));
    return psu;
}

Fan readFan(const QJsonObject& json)
{
    auto fan = readPart<Fan>(json);
    const QString name = text(json, u"Name");
    if (!name.isEmpty() && json.contains(u"MemberId"))
        fan.slot = name;
    return fan;
}

} // namespace rackhouse::redfish
