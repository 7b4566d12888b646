#include "models/topology/adapterports.h"

#include "models/base/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr qsizetype MostPorts = 256; ///< of one machine
constexpr qint64 MostKbps = 1LL << 50;

QString text(const QJsonObject& o, const char* field)
{
    return stringOr(o, QLatin1String(field)).trimmed();
}

qint64 megabits(const QJsonObject& o, const char* field)
{
    return std::clamp<qint64>(integerOr(o, QLatin1String(field)), 0, MostKbps) / 1000;
}

Component partOf(const QJsonObject& port)
{
    Component part;
    part.kind = ComponentKind::InfiniBand;
    part.source = Source::Agent;
    part.slot = text(port, "mlx5_name");
    part.serial = text(port, "guid").toLower();
    part.model = text(port, "speed");
    // "4: ACTIVE"
    const QString state = text(port, "port_state").section(QLatin1Char(' '), -1);
    part.detail = {{QStringLiteral("device"), part.slot},
                   {QStringLiteral("port"), 1},
                   {QStringLiteral("guid"), part.serial},
                   {QStringLiteral("state"), state},
                   {QStringLiteral("rate"), part.model},
                   {QStringLiteral("link_layer"), text(port, "link_type")},
                   {QStringLiteral("speed_mbps"), megabits(port, "speed_kbps")}};
    if (const qint64 most = megabits(port, "max_speed_kbps"); most > 0)
        part.detail.insert(QStringLiteral("most_mbps"), most);
    return part;
}

} // namespace

Result<std::vector<Component>> readAdapterPorts(const QByteArray& text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    const QJsonArray ports = document.array();
    if (!document.isArray() || ports.isEmpty())
        return fail("adapters-unreadable");
    if (ports.size() > MostPorts)
        return fail("topology-too-large");
    static const QRegularExpression guid(QStringLiteral("^([0-9a-f]{4}:?){4}$"));
    std::vector<Component> parts;
    QSet<QString> names;
    for (const QJsonValue& port : ports) {
        Component part = partOf(port.toObject());
        if (part.slot.isEmpty() || !guid.match(part.serial).hasMatch())
            return fail("adapters-unreadable");
        if (names.contains(part.slot))
            continue;
        names.insert(part.slot);
        parts.push_back(std::move(part));
    }
    return parts;
}

} // namespace rackhouse
