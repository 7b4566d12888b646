#include "models/topology/lldp.h"
#include "models/topology/switchforms.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace rackhouse::switchforms
{

namespace
{

QString textOf(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toString().trimmed();
}

SwitchPort& portOf(SwitchWords& words, const QString& name)
{
    SwitchPort& port = words.ports[name];
    port.name = name;
    return port;
}

/// show version
void takeVersion(const QJsonObject& document, SwitchWords& words)
{
    words.facts.model = textOf(document, "modelName");
    words.facts.serial = textOf(document, "serialNumber");
    words.facts.software = textOf(document, "version");
}

PortState stateOf(const QJsonObject& interface)
{
    const QString status = textOf(interface, "interfaceStatus");
    if (status == QLatin1String("disabled"))
        return PortState::Disabled;
    if (status == QLatin1String("connected"))
        return PortState::Up;
    return status.isEmpty() ? PortState::Unknown : PortState::Down;
}

/// show interfaces. Virtual switches tell a bandwidth of 0: they have none.
void takeInterface(SwitchPort& port, const QJsonObject& interface)
{
    constexpr double perMegabit = 1e6;
    port.state = stateOf(interface);
    if (port.state == PortState::Up)
        port.speedMbps = qint64(
            std::max(0.0, numberOf(interface.value(QStringLiteral("bandwidth")))) / perMegabit);
    const QString duplex = textOf(interface, "duplex");
    if (duplex == QLatin1String("duplexFull"))
        port.duplex = QStringLiteral("full");
    else if (duplex == QLatin1String("duplexHalf"))
        port.duplex = QStringLiteral("half");
    const QJsonObject counters = interface.value(QStringLiteral("interfaceCounters")).toObject();
    port.errorCount = qint64(numberOf(counters.value(QStringLiteral("totalInErrors")))) +
                      qint64(numberOf(counters.value(QStringLiteral("totalOutErrors"))));
}

/// show interfaces transceiver
void takeModule(SwitchPort& port, const QJsonObject& module, bool isShared)
{
    port.media = textOf(module, "mediaType");
    port.mediaSerial = textOf(module, "vendorSn");
    port.rxDbm = numberOf(module.value(QStringLiteral("rxPower")));
    port.txDbm = numberOf(module.value(QStringLiteral("txPower")));
    port.mediaC = numberOf(module.value(QStringLiteral("temperature")));
    // One module that several ports share is split: its speed is that of none of them.
    port.mostMbps = isShared ? 0 : speedOfMedia(port.media);
}

/// Both commands answer an object by port; an empty cage is an empty object to the second.
void takeInterfaces(const QJsonObject& interfaces, SwitchWords& words)
{
    QHash<QString, int> modules; // how many ports each is in
    for (const QJsonValue& value : interfaces)
        ++modules[textOf(value.toObject(), "vendorSn")];
    for (auto it = interfaces.begin(); it != interfaces.end(); ++it) {
        const QJsonObject interface = it.value().toObject();
        const QString hardware = textOf(interface, "hardware");
        if (interface.contains(QStringLiteral("mediaType")))
            takeModule(portOf(words, it.key()), interface,
                       modules.value(textOf(interface, "vendorSn")) > 1);
        else if (interface.contains(QStringLiteral("interfaceStatus")) &&
                 (hardware.isEmpty() || hardware == QLatin1String("ethernet")))
            takeInterface(portOf(words, it.key()), interface);
    }
}

void takeSensors(const QJsonArray& sensors, SwitchWords& words)
{
    for (const QJsonValue& value : sensors) {
        const QJsonObject sensor = value.toObject();
        const double now = numberOf(sensor.value(QStringLiteral("currentTemperature")));
        const double limit = numberOf(sensor.value(QStringLiteral("overheatThreshold")));
        const QString name = textOf(sensor, "name");
        words.facts.hottestC = std::max(words.facts.hottestC, now);
        const bool isHot =
            sensor.value(QStringLiteral("inAlertState")).toBool() || (limit > 0 && now >= limit);
        if (isHot)
            noteFailure(words, name, QStringLiteral("%1 °C").arg(now, 0, 'f', 0));
        else
            noteFailure(words, name, textOf(sensor, "hwStatus"));
    }
}

/// show system environment temperature
void takeTemperatures(const QJsonObject& document, SwitchWords& words)
{
    takeSensors(document.value(QStringLiteral("tempSensors")).toArray(), words);
    for (const char* list : {"cardSlots", "powerSupplySlots"}) {
        const QJsonArray slotList = document.value(QLatin1String(list)).toArray();
        for (const QJsonValue& slot : slotList)
            takeSensors(slot[QStringLiteral("tempSensors")].toArray(), words);
    }
}

/// show system environment cooling. The fans of power supplies are told here too, and counted with
/// those of the trays.
void takeCooling(const QJsonObject& document, SwitchWords& words)
{
    for (const char* list : {"fanTraySlots", "powerSupplySlots"}) {
        const QJsonArray trays = document.value(QLatin1String(list)).toArray();
        for (const QJsonValue& tray : trays) {
            const QJsonArray fans = tray[QStringLiteral("fans")].toArray();
            words.facts.fanCount += fans.size();
            for (const QJsonValue& value : fans) {
                const QJsonObject fan = value.toObject();
                noteFailure(words, QLatin1String("Fan ") + textOf(fan, "label"),
                            textOf(fan, "status"));
            }
            if (fans.isEmpty())
                noteFailure(words, QLatin1String("Fan tray ") + textOf(tray.toObject(), "label"),
                            textOf(tray.toObject(), "status"));
        }
    }
}

/// show system environment power
void takeSupplies(const QJsonObject& supplies, SwitchWords& words)
{
    words.facts.supplyCount = supplies.size();
    for (auto it = supplies.begin(); it != supplies.end(); ++it)
        noteFailure(words, QLatin1String("PSU ") + it.key(),
                    textOf(it.value().toObject(), "state"));
}

/// show mac address-table. What is static is the switch's own, or entered by a person.
void takeMacs(const QJsonObject& table, SwitchWords& words)
{
    const QJsonArray entries = table.value(QStringLiteral("tableEntries")).toArray();
    for (const QJsonValue& value : entries) {
        const QJsonObject entry = value.toObject();
        const QString mac = plainMac(textOf(entry, "macAddress"));
        QStringList& learned = words.macs[textOf(entry, "interface")];
        if (textOf(entry, "entryType") == QLatin1String("dynamic") && !learned.contains(mac))
            learned << mac;
    }
}

} // namespace

bool takeEos(const QJsonObject& document, SwitchWords& words)
{
    const auto has = [&document](const char* name) {
        return document.contains(QLatin1String(name));
    };
    if (has("modelName") && has("version"))
        takeVersion(document, words);
    else if (has("hostname") && has("fqdn"))
        words.facts.hostname = textOf(document, "hostname");
    else if (has("interfaces"))
        takeInterfaces(document.value(QStringLiteral("interfaces")).toObject(), words);
    else if (has("tempSensors"))
        takeTemperatures(document, words);
    else if (has("fanTraySlots"))
        takeCooling(document, words);
    else if (has("powerSupplies"))
        takeSupplies(document.value(QStringLiteral("powerSupplies")).toObject(), words);
    else if (has("unicastTable"))
        takeMacs(document.value(QStringLiteral("unicastTable")).toObject(), words);
    else
        return false;
    return true;
}

} // namespace rackhouse::switchforms
