#include "models/floor/hallplan.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <functional>

namespace rackhouse
{

namespace
{

constexpr double smallestTileMm = 100;
constexpr double farthestMm = 1'000'000;
constexpr double farthestPlaceMm = 10'000'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("Floor", text);
}

bool isLength(double mm)
{
    return mm > 0 && mm <= farthestMm;
}

QRectF areaOf(const QJsonObject& object)
{
    return {object.value(QLatin1String("x")).toDouble(),
            object.value(QLatin1String("y")).toDouble(),
            object.value(QLatin1String("width")).toDouble(),
            object.value(QLatin1String("depth")).toDouble()};
}

bool isArea(const QRectF& area)
{
    return isLength(area.width()) && isLength(area.height()) && std::abs(area.x()) <= farthestMm &&
           std::abs(area.y()) <= farthestMm;
}

QString nameOf(const QJsonObject& object)
{
    return object.value(QLatin1String("name")).toString();
}

/// Takes the entries of a list; those that `take` refuses are counted.
int takeAll(const QJsonObject& plan, const char* list,
            const std::function<bool(const QJsonObject&)>& take)
{
    int refused = 0;
    const QJsonArray entries = plan.value(QLatin1String(list)).toArray();
    for (const QJsonValue& entry : entries)
        refused += take(entry.toObject()) ? 0 : 1;
    return refused;
}

QJsonObject areaJson(const QString& name, const QRectF& area)
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("x"), area.x()},
            {QStringLiteral("y"), area.y()},
            {QStringLiteral("width"), area.width()},
            {QStringLiteral("depth"), area.height()}};
}

} // namespace

HallPlan HallPlan::of(const Hall& hall)
{
    HallPlan plan;
    plan.id = hall.id;
    plan.name = hall.name;
    plan.revision = hall.revision;
    plan.northDegrees = static_cast<double>(hall.northDegrees);
    if (hall.tileMm >= smallestTileMm)
        plan.tileMm = static_cast<double>(hall.tileMm);
    const QSizeF size(static_cast<double>(hall.widthMm), static_cast<double>(hall.depthMm));
    if (isLength(size.width()) && isLength(size.height()))
        plan.size = size;
    plan.building = hall.building;
    plan.storey = hall.storey;
    const QPointF place(static_cast<double>(hall.xMm), static_cast<double>(hall.yMm));
    if (hall.onSite && std::max(std::abs(place.x()), std::abs(place.y())) <= farthestPlaceMm)
        plan.place = place;
    else if (hall.onSite)
        plan.problems << tr("Its place is too far away to be drawn.");
    const int aisles = takeAll(hall.plan, "aisles", [&plan](const QJsonObject& object) {
        const Aisle aisle{nameOf(object), areaOf(object),
                          object.value(QLatin1String("kind")).toString() == QLatin1String("hot"),
                          object.value(QLatin1String("contained")).toBool()};
        if (isArea(aisle.area))
            plan.aisles.push_back(aisle);
        return isArea(aisle.area);
    });
    const int doors = takeAll(hall.plan, "doors", [&plan](const QJsonObject& object) {
        const auto side = enumFromText<PlanSide>(object.value(QLatin1String("side")).toString());
        const double width = object.value(QLatin1String("width")).toDouble();
        if (!side || !isLength(width))
            return false;
        plan.doors.push_back({nameOf(object), areaOf(object).topLeft(), width, *side});
        return true;
    });
    const int zones = takeAll(hall.plan, "zones", [&plan](const QJsonObject& object) {
        const Zone zone{nameOf(object), areaOf(object)};
        if (isArea(zone.area))
            plan.zones.push_back(zone);
        return isArea(zone.area);
    });
    if (const int refused = aisles + doors + zones; refused > 0)
        plan.problems << tr("Aisles, doors or zones of the plan without a size: %1").arg(refused);
    return plan;
}

QJsonObject HallPlan::toJson() const
{
    QJsonArray aisleList;
    for (const Aisle& aisle : aisles) {
        QJsonObject object = areaJson(aisle.name, aisle.area);
        object.insert(QStringLiteral("kind"),
                      aisle.hot ? QStringLiteral("hot") : QStringLiteral("cold"));
        object.insert(QStringLiteral("contained"), aisle.contained);
        aisleList << object;
    }
    QJsonArray doorList;
    for (const Door& door : doors)
        doorList << QJsonObject{{QStringLiteral("name"), door.name},
                                {QStringLiteral("x"), door.at.x()},
                                {QStringLiteral("y"), door.at.y()},
                                {QStringLiteral("width"), door.width},
                                {QStringLiteral("side"), enumText(door.side)}};
    QJsonArray zoneList;
    for (const Zone& zone : zones)
        zoneList << areaJson(zone.name, zone.area);
    return {{QStringLiteral("aisles"), aisleList},
            {QStringLiteral("doors"), doorList},
            {QStringLiteral("zones"), zoneList}};
}

} // namespace rackhouse
