#include "models/domain/inlets.h"

#include "models/base/naturalorder.h"

#include <QJsonArray>

#include <algorithm>

namespace rackhouse
{

QStringList inletsOf(const DeviceType& type)
{
    QStringList inlets;
    const QJsonArray ports = type.layout.value(QStringLiteral("ports")).toArray();
    for (const QJsonValue& port : ports) {
        const QString name = port[QStringLiteral("name")].toString();
        if (port[QStringLiteral("group")].toString() == QLatin1String("power") && !name.isEmpty())
            inlets << name;
    }
    inlets.removeDuplicates();
    return inlets;
}

QStringList inletsOf(const AssetId& asset, const std::vector<Cable>& cables,
                     const std::function<bool(const QString& asset)>& handsOn)
{
    QStringList inlets;
    for (const Cable& cable : cables) {
        if (cable.kind != CableKind::Power)
            continue;
        const bool fromFeed =
            cable.aKind == EndKind::Feed || (cable.aKind == EndKind::Asset && handsOn(cable.aId));
        if (cable.bId == asset.text() && fromFeed)
            inlets << cable.bPort;
        else if (cable.aId == asset.text() && cable.bKind == EndKind::Feed)
            inlets << cable.aPort;
    }
    inlets.removeAll(QString());
    inlets.removeDuplicates();
    std::sort(inlets.begin(), inlets.end(), comesBefore);
    return inlets;
}

bool isInlet(const QStringList& inlets, const QString& name)
{
    return inlets.contains(name, Qt::CaseInsensitive);
}

} // namespace rackhouse
