#include "models/topology/lldpforms.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace rackhouse::lldp
{

namespace
{

using Neighbors = QList<LldpNeighbor>;

/// lldpctl writes one thing as itself and several as a list; json0 always as a list, and text as
/// {"value": text}.
QJsonArray listOf(const QJsonValue& value)
{
    if (value.isArray())
        return value.toArray();
    return value.isUndefined() || value.isNull() ? QJsonArray() : QJsonArray{value};
}

QString textOf(const QJsonValue& value)
{
    const QJsonArray list = listOf(value);
    const QJsonValue first = list.isEmpty() ? QJsonValue() : list.first();
    return first.isObject() ? textOf(first.toObject().value(QStringLiteral("value")))
                            : first.toString();
}

/// The chassis goes by its name: {"leaf-1": {"id": ...}}; without a name, or in json0, it is the
/// object itself.
void takeChassis(LldpNeighbor& neighbor, const QJsonValue& value)
{
    const QJsonArray list = listOf(value);
    QJsonObject chassis = list.isEmpty() ? QJsonObject() : list.first().toObject();
    const bool plain = chassis.contains(QStringLiteral("id")) ||
                       chassis.contains(QStringLiteral("name")) || chassis.size() != 1;
    if (plain) {
        neighbor.name = textOf(chassis.value(QStringLiteral("name")));
    } else {
        neighbor.name = chassis.begin().key();
        chassis = chassis.begin().value().toObject();
    }
    neighbor.chassis = textOf(chassis.value(QStringLiteral("id")));
    neighbor.address = textOf(chassis.value(QStringLiteral("mgmt-ip")));
}

void takeInterface(Neighbors& neighbors, const QString& port, const QJsonObject& interface)
{
    LldpNeighbor neighbor;
    neighbor.localPort = port;
    takeChassis(neighbor, interface.value(QStringLiteral("chassis")));
    const QJsonArray ports = listOf(interface.value(QStringLiteral("port")));
    const QJsonObject other = ports.isEmpty() ? QJsonObject() : ports.first().toObject();
    neighbor.port = textOf(other.value(QStringLiteral("id")));
    neighbor.portText = textOf(other.value(QStringLiteral("descr")));
    neighbors.append(neighbor);
}

/// lldpctl -f json and -f json0.
Neighbors fromLldpctl(const QJsonValue& lldp)
{
    Neighbors neighbors;
    const QJsonArray all = listOf(lldp);
    for (const QJsonValue& one : all) {
        const QJsonArray interfaces = listOf(one.toObject().value(QStringLiteral("interface")));
        for (const QJsonValue& value : interfaces) {
            const QJsonObject interface = value.toObject();
            if (interface.value(QStringLiteral("name")).isString()) {
                takeInterface(neighbors, interface.value(QStringLiteral("name")).toString(),
                              interface);
                continue;
            }
            for (auto it = interface.begin(); it != interface.end(); ++it)
                takeInterface(neighbors, it.key(), it.value().toObject());
        }
    }
    return neighbors;
}

/// eAPI writes text of the other side with the quotes that it shows it in.
QString unquoted(const QJsonValue& value)
{
    QString text = value.toString();
    if (text.size() >= 2 && text.startsWith(QLatin1Char('"')) && text.endsWith(QLatin1Char('"')))
        text = text.mid(1, text.size() - 2);
    return text;
}

/// Arista eAPI: a list without detail, an object by port with it.
Neighbors fromEapi(const QJsonValue& lldp)
{
    Neighbors neighbors;
    const QJsonArray brief = lldp.toArray();
    for (const QJsonValue& value : brief) {
        const QJsonObject entry = value.toObject();
        neighbors.append({entry.value(QStringLiteral("port")).toString(),
                          {},
                          entry.value(QStringLiteral("neighborDevice")).toString(),
                          unquoted(entry.value(QStringLiteral("neighborPort"))),
                          {}});
    }
    const QJsonObject detail = lldp.toObject();
    for (auto port = detail.begin(); port != detail.end(); ++port) {
        const QJsonArray infos =
            port.value().toObject().value(QStringLiteral("lldpNeighborInfo")).toArray();
        for (const QJsonValue& value : infos) {
            const QJsonObject info = value.toObject();
            const QJsonObject other =
                info.value(QStringLiteral("neighborInterfaceInfo")).toObject();
            neighbors.append({port.key(), info.value(QStringLiteral("chassisId")).toString(),
                              info.value(QStringLiteral("systemName")).toString(),
                              unquoted(other.value(QStringLiteral("interfaceId"))),
                              unquoted(other.value(QStringLiteral("interfaceDescription")))});
        }
    }
    return neighbors;
}

/// OpenConfig, as SONiC answers it: lldp/interfaces/interface[]/neighbors/neighbor[]/state.
Neighbors fromOpenConfig(const QJsonArray& interfaces)
{
    Neighbors neighbors;
    for (const QJsonValue& value : interfaces) {
        const QJsonObject interface = value.toObject();
        const QJsonArray others = interface.value(QStringLiteral("neighbors"))
                                      .toObject()
                                      .value(QStringLiteral("neighbor"))
                                      .toArray();
        for (const QJsonValue& other : others) {
            const QJsonObject state = other.toObject().value(QStringLiteral("state")).toObject();
            neighbors.append({interface.value(QStringLiteral("name")).toString(),
                              state.value(QStringLiteral("chassis-id")).toString(),
                              state.value(QStringLiteral("system-name")).toString(),
                              state.value(QStringLiteral("port-id")).toString(),
                              state.value(QStringLiteral("port-description")).toString(),
                              state.value(QStringLiteral("management-address")).toString()});
        }
    }
    return neighbors;
}

/// The list of interfaces, whichever of its parents the answer begins with.
QJsonValue openConfigInterfaces(const QJsonObject& document)
{
    for (const char* name : {"openconfig-lldp:lldp", "openconfig-lldp:interfaces"}) {
        const QJsonObject parent = document.value(QLatin1String(name)).toObject();
        const QJsonObject interfaces = parent.contains(QStringLiteral("interfaces"))
                                           ? parent.value(QStringLiteral("interfaces")).toObject()
                                           : parent;
        if (interfaces.contains(QStringLiteral("interface")))
            return interfaces.value(QStringLiteral("interface"));
    }
    return document.value(QStringLiteral("openconfig-lldp:interface"));
}

/// NVUE: {"swp1": {"lldp": {"neighbor": {"spine01": {"chassis": {...}, "port": {...}}}}}}.
std::optional<Neighbors> fromNvue(const QJsonObject& document)
{
    Neighbors neighbors;
    bool known = false;
    for (auto port = document.begin(); port != document.end(); ++port) {
        const QJsonObject interface = port.value().toObject();
        if (!interface.contains(QStringLiteral("lldp")))
            continue;
        known = true;
        const QJsonObject others = interface.value(QStringLiteral("lldp"))
                                       .toObject()
                                       .value(QStringLiteral("neighbor"))
                                       .toObject();
        for (auto other = others.begin(); other != others.end(); ++other) {
            const QJsonObject told = other.value().toObject();
            const QJsonObject chassis = told.value(QStringLiteral("chassis")).toObject();
            const QJsonObject end = told.value(QStringLiteral("port")).toObject();
            const QString name = chassis.value(QStringLiteral("system-name")).toString();
            neighbors.append({port.key(), chassis.value(QStringLiteral("chassis-id")).toString(),
                              name.isEmpty() ? other.key() : name,
                              end.value(QStringLiteral("name")).toString(),
                              end.value(QStringLiteral("description")).toString(),
                              chassis.value(QStringLiteral("management-address-ipv4")).toString()});
        }
    }
    return known ? std::optional(neighbors) : std::nullopt;
}

/// The JSON-RPC answer of eAPI holds one object for each command that was asked.
QJsonObject withoutEnvelope(const QJsonObject& document)
{
    const QJsonArray results = document.value(QStringLiteral("result")).toArray();
    return results.isEmpty() ? document : results.last().toObject();
}

} // namespace

std::optional<Neighbors> readJson(const QByteArray& text)
{
    const QJsonObject document = withoutEnvelope(QJsonDocument::fromJson(text).object());
    if (document.contains(QStringLiteral("lldp")))
        return fromLldpctl(document.value(QStringLiteral("lldp")));
    if (document.contains(QStringLiteral("lldpNeighbors")))
        return fromEapi(document.value(QStringLiteral("lldpNeighbors")));
    if (const QJsonValue interfaces = openConfigInterfaces(document); interfaces.isArray())
        return fromOpenConfig(interfaces.toArray());
    return fromNvue(document);
}

} // namespace rackhouse::lldp
