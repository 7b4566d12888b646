#include "models/topology/switchforms.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace rackhouse::switchforms
{

namespace
{

QString textOf(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toString().trimmed();
}

/// The first of these names that says something.
QString firstOf(const QJsonObject& object, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (const QString text = textOf(object, name); !text.isEmpty())
            return text;
    }
    return {};
}

/// "400G", "1000M", "SPEED_100GB": Mbit/s; of a list ("10G,25G") the greatest; 0: none.
qint64 speedOf(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("(\\d{1,6})(?:\\.\\d+)?\\s*([MG])"));
    qint64 most = 0;
    for (auto each = form.globalMatch(text); each.hasNext();) {
        const auto match = each.next();
        const qint64 number = match.captured(1).toLongLong();
        most = std::max(most, match.captured(2) == QLatin1String("G") ? number * 1000 : number);
    }
    return most;
}

/// NVUE writes a state as a word, or as an object that has it as its only key.
QString stateWord(const QJsonValue& state)
{
    const QJsonObject object = state.toObject();
    return object.isEmpty() ? state.toString() : object.begin().key();
}

PortState stateOf(const QString& word)
{
    if (word.compare(QLatin1String("up"), Qt::CaseInsensitive) == 0)
        return PortState::Up;
    return word.isEmpty() ? PortState::Unknown : PortState::Down;
}

qint64 errorsOf(const QJsonObject& counters)
{
    return qint64(numberOf(counters.value(QStringLiteral("in-errors")))) +
           qint64(numberOf(counters.value(QStringLiteral("out-errors"))));
}

/// {"swp1": {"type": "swp", "link": {"speed": "400G", "state": {"up": {}}, ...}}}
bool takeNvueLinks(const QJsonObject& document, SwitchWords& words)
{
    bool known = false;
    for (auto it = document.begin(); it != document.end(); ++it) {
        const QJsonObject interface = it.value().toObject();
        if (!interface.value(QStringLiteral("link")).isObject())
            continue;
        known = true;
        const QString type = textOf(interface, "type");
        const bool isPort = type.isEmpty()
                                ? it.key().startsWith(QLatin1String("swp")) ||
                                      it.key().startsWith(QLatin1String("eth"))
                                : type == QLatin1String("swp") || type == QLatin1String("eth");
        if (!isPort)
            continue;
        const QJsonObject link = interface.value(QStringLiteral("link")).toObject();
        SwitchPort& port = words.ports[it.key()];
        port.name = it.key();
        port.state = stateOf(stateWord(link.value(QStringLiteral("state"))));
        if (port.state == PortState::Up)
            port.speedMbps = speedOf(textOf(link, "speed"));
        port.mostMbps = speedOf(textOf(link, "supported-speed"));
        port.duplex = textOf(link, "duplex");
        port.errorCount = errorsOf(link.value(QStringLiteral("counters")).toObject()) +
                          errorsOf(link.value(QStringLiteral("stats")).toObject());
    }
    return known;
}

/// {"fan": {"Fan1": {"state": "ok"}}, "psu": {...}, "temperature": {"CPU": {"current": "42"}}}
void takeNvueEnvironment(const QJsonObject& document, SwitchWords& words)
{
    const auto each = [&](const char* name, const auto& take) {
        const QJsonObject parts = document.value(QLatin1String(name)).toObject();
        for (auto it = parts.begin(); it != parts.end(); ++it) {
            noteFailure(words, it.key(), textOf(it.value().toObject(), "state"));
            take(it.value().toObject());
        }
    };
    each("fan", [&](const QJsonObject&) { ++words.facts.fanCount; });
    each("psu", [&](const QJsonObject&) { ++words.facts.supplyCount; });
    each("temperature", [&](const QJsonObject& sensor) {
        words.facts.hottestC =
            std::max(words.facts.hottestC, numberOf(sensor.value(QStringLiteral("current"))));
    });
}

/// The list below one of the containers that an answer may begin with.
QJsonValue listBelow(const QJsonObject& document, const QString& model, const QString& container,
                     const QString& list)
{
    const QJsonObject parent = document.value(model + QLatin1Char(':') + container).toObject();
    return parent.contains(list) ? parent.value(list)
                                 : document.value(model + QLatin1Char(':') + list);
}

/// The state of an augmenting model, with or without its name before it.
QJsonObject childOf(const QJsonObject& object, const QString& model, const QString& name)
{
    const QJsonObject full = object.value(model + QLatin1Char(':') + name).toObject();
    return full.isEmpty() ? object.value(name).toObject() : full;
}

void takeOpenConfigPort(const QJsonObject& interface, SwitchWords& words)
{
    const QString name = textOf(interface, "name");
    // SONiC calls its ports Ethernet0 and eth0, and what has no hardware PortChannel1, Vlan10.
    if (!name.startsWith(QLatin1String("eth"), Qt::CaseInsensitive))
        return;
    const QJsonObject state = interface.value(QStringLiteral("state")).toObject();
    const QJsonObject ethernet =
        childOf(interface, QStringLiteral("openconfig-if-ethernet"), QStringLiteral("ethernet"))
            .value(QStringLiteral("state"))
            .toObject();
    SwitchPort& port = words.ports[name];
    port.name = name;
    port.state = stateOf(textOf(state, "oper-status"));
    if (textOf(state, "admin-status") == QLatin1String("DOWN"))
        port.state = PortState::Disabled;
    if (port.state == PortState::Up)
        port.speedMbps = speedOf(textOf(ethernet, "port-speed"));
    port.duplex = firstOf(ethernet, {"negotiated-duplex-mode", "duplex-mode"}).toLower();
    port.errorCount = errorsOf(state.value(QStringLiteral("counters")).toObject());
}

/// The chassis says what the switch is; SONiC tells it of its EEPROM.
void takeOpenConfigPart(const QJsonObject& component, SwitchWords& words)
{
    const QJsonObject state = component.value(QStringLiteral("state")).toObject();
    const QString type = state.value(QStringLiteral("type")).toString();
    const bool isWhole = textOf(component, "name") == QLatin1String("System Eeprom") ||
                         type.endsWith(QLatin1String("CHASSIS"));
    if (isWhole) {
        words.facts.model = firstOf(state, {"description", "part-no"});
        words.facts.serial = textOf(state, "serial-no");
        words.facts.software = firstOf(state, {"software-version", "firmware-version"});
    }
    const QJsonObject temperature = state.value(QStringLiteral("temperature")).toObject();
    words.facts.hottestC =
        std::max(words.facts.hottestC, numberOf(temperature.value(QStringLiteral("instant"))));
    const bool isFan = type.endsWith(QLatin1String(":FAN"));
    const bool isSupply = type.endsWith(QLatin1String(":POWER_SUPPLY"));
    words.facts.fanCount += isFan ? 1 : 0;
    words.facts.supplyCount += isSupply ? 1 : 0;
    const QString status = textOf(state, "oper-status").section(QLatin1Char(':'), -1);
    if ((isFan || isSupply) && status != QLatin1String("ACTIVE"))
        noteFailure(words, textOf(component, "name"), status.toLower());
}

} // namespace

bool takeNvue(const QJsonObject& document, SwitchWords& words)
{
    if (document.contains(QStringLiteral("fan")) || document.contains(QStringLiteral("psu"))) {
        takeNvueEnvironment(document, words);
        return true;
    }
    // Newer releases tell of the hardware at the top of /platform, older ones below "hardware".
    const QJsonObject hardware = document.contains(QStringLiteral("hardware"))
                                     ? document.value(QStringLiteral("hardware")).toObject()
                                     : document;
    if (hardware.contains(QStringLiteral("serial-number"))) {
        words.facts.model = firstOf(hardware, {"product-name", "model", "part-number"});
        words.facts.serial = textOf(hardware, "serial-number");
        return true;
    }
    if (document.contains(QStringLiteral("hostname"))) {
        words.facts.hostname = textOf(document, "hostname");
        words.facts.software = firstOf(document, {"build", "product-release"});
        return true;
    }
    return takeNvueLinks(document, words);
}

bool takeOpenConfig(const QJsonObject& document, SwitchWords& words)
{
    const QJsonValue ports = listBelow(document, QStringLiteral("openconfig-interfaces"),
                                       QStringLiteral("interfaces"), QStringLiteral("interface"));
    const QJsonValue parts = listBelow(document, QStringLiteral("openconfig-platform"),
                                       QStringLiteral("components"), QStringLiteral("component"));
    const QJsonArray portList = ports.toArray();
    for (const QJsonValue& port : portList)
        takeOpenConfigPort(port.toObject(), words);
    const QJsonArray partList = parts.toArray();
    for (const QJsonValue& part : partList)
        takeOpenConfigPart(part.toObject(), words);
    return ports.isArray() || parts.isArray();
}

} // namespace rackhouse::switchforms
