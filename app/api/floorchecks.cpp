#include "app/api/checking.h"
#include "app/api/recordchecks.h"
#include "models/domain/inlets.h"
#include "models/domain/switchfacts.h"

namespace rackhouse::api
{

namespace
{

constexpr qint64 widestHallMm = 1'000'000;
constexpr qint64 farthestHallMm = 10'000'000; ///< from the point that a site is measured from

template <class T>
Result<void> addOccupants(Writer& writer, const RackId& rack, std::vector<Occupant>& occupants)
{
    const auto rows = writer.list<T>({.equals = {{QStringLiteral("rack_id"), rack.text()}}});
    if (!rows)
        return fail(rows.error());
    for (const T& row : *rows) {
        if (takesUnits(row))
            occupants.push_back(Occupant::of(row));
    }
    return {};
}

/// Where the type says which inlets it has, the preferred one is one of them, or one that a cable
/// leads to.
Result<void> checkInlet(Writer& writer, const Asset& asset)
{
    if (asset.preferredInlet.isEmpty())
        return {};
    if (asset.kind != AssetKind::TransferSwitch)
        return badField("preferred_inlet");
    if (asset.deviceTypeId.isEmpty())
        return {};
    const auto type = writer.get<DeviceType>(asset.deviceTypeId);
    if (!type)
        return fail(type.error());
    const QStringList inlets = inletsOf(*type);
    if (inlets.isEmpty() || isInlet(inlets, asset.preferredInlet))
        return {};
    for (const char* end : {"a_id", "b_id"}) {
        const auto cables =
            writer.list<Cable>({.equals = {{QStringLiteral("kind"), enumText(CableKind::Power)},
                                           {QString::fromLatin1(end), asset.id.text()}}});
        if (!cables)
            return fail(cables.error());
        const auto any = [](const QString&) {
            return true;
        };
        if (isInlet(inletsOf(asset.id, *cables, any), asset.preferredInlet))
            return {};
    }
    return fail("inlet-unknown", {{QStringLiteral("name"), asset.name},
                                  {QStringLiteral("inlet"), asset.preferredInlet},
                                  {QStringLiteral("known"), inlets.join(QStringLiteral(", "))}});
}

struct End {
    EndKind kind;
    QString id;
    QString port;

    bool isFree() const { return kind == EndKind::None; }
    bool operator==(const End&) const = default;
};

Result<void> checkEndExists(Writer& writer, const End& end, const char* field)
{
    if (end.isFree())
        return end.id.isEmpty() && end.port.isEmpty() ? Result<void>() : badField(field);
    const RecordInfo& info = end.kind == EndKind::Machine ? Machine::record()
                             : end.kind == EndKind::Asset ? Asset::record()
                                                          : PowerFeed::record();
    const auto found = writer.count(info, {.equals = {{QStringLiteral("id"), end.id}}});
    if (!found)
        return fail(found.error());
    return *found > 0 ? Result<void>() : badField(field);
}

/// One cable a port. A feed is no port: several PDUs may hang from it. A patch panel has a cable at
/// each face of a port.
Result<void> checkPortFree(Writer& writer, const Cable& cable, const End& end)
{
    if (end.isFree() || end.kind == EndKind::Feed || end.port.isEmpty())
        return {};
    int faces = 1;
    if (end.kind == EndKind::Asset) {
        const auto asset = writer.get<Asset>(end.id);
        if (!asset)
            return fail(asset.error());
        faces = asset->kind == AssetKind::PatchPanel ? 2 : 1;
    }
    std::vector<QString> others;
    for (const auto& [id, port] : {std::pair{"a_id", "a_port"}, std::pair{"b_id", "b_port"}}) {
        const auto rows = writer.list<Cable>(
            {.equals = {{QString::fromLatin1(id), end.id}, {QString::fromLatin1(port), end.port}}});
        if (!rows)
            return fail(rows.error());
        for (const Cable& row : *rows) {
            if (row.id != cable.id && row.state == cable.state)
                others.push_back(row.label.isEmpty() ? row.id.text() : row.label);
        }
    }
    if (int(others.size()) < faces)
        return {};
    return fail("port-taken",
                {{QStringLiteral("port"), end.port}, {QStringLiteral("cable"), others.front()}});
}

} // namespace

Result<void> checkPlace(Writer& writer, const RackId& id, const std::optional<Occupant>& device)
{
    const auto rack = writer.find<Rack>(id);
    if (!rack)
        return fail(rack.error());
    if (!*rack)
        return badField("rack_id");
    if (!device)
        return {};
    std::vector<Occupant> occupants;
    auto read = addOccupants<Machine>(writer, id, occupants);
    if (read)
        read = addOccupants<Asset>(writer, id, occupants);
    if (!read)
        return read;
    for (const PlacementProblem& problem : placementProblems(**rack, occupants, *device)) {
        if (problem.kind == PlacementProblem::Kind::OutsideRack)
            return badField("position");
        if (problem.kind == PlacementProblem::Kind::Taken)
            return fail("position-taken", {{QStringLiteral("name"), problem.name}});
    }
    return {};
}

namespace
{

/// The rows that have this id in that field.
template <class T>
Result<void> removeAll(Writer& writer, const char* field, const QString& id)
{
    const auto rows = writer.list<T>({.equals = {{QLatin1String(field), id}}});
    if (!rows)
        return fail(rows.error());
    for (const T& row : *rows) {
        if (auto removed = writer.remove<T>(row.id); !removed)
            return removed;
    }
    return {};
}

} // namespace

Result<void> removeNeighbors(Writer& writer, const QString& device)
{
    return removeAll<Neighbor>(writer, "local_id", device);
}

Result<void> removeSwitchWords(Writer& writer, const AssetId& asset)
{
    auto removed = removeAll<SwitchPort>(writer, "asset_id", asset.text());
    return removed ? removeAll<SwitchFacts>(writer, "asset_id", asset.text()) : removed;
}

Result<void> refuseIfUsed(Writer& writer, const RecordInfo& info, const char* field,
                          const QString& id)
{
    const auto number = writer.count(info, {.equals = {{QString::fromLatin1(field), id}}});
    if (!number)
        return fail(number.error());
    return *number > 0 ? Result<void>(fail("in-use")) : Result<void>();
}

Result<void> check(Writer& writer, const Hall& hall)
{
    if (hall.widthMm < 0 || hall.widthMm > widestHallMm)
        return badField("width_mm");
    if (hall.depthMm < 0 || hall.depthMm > widestHallMm)
        return badField("depth_mm");
    if (hall.tileMm < 100 || hall.tileMm > 2000)
        return badField("tile_mm");
    if (hall.northDegrees < 0 || hall.northDegrees >= 360)
        return badField("north_degrees");
    if (hall.xMm < -farthestHallMm || hall.xMm > farthestHallMm)
        return badField("x_mm");
    if (hall.yMm < -farthestHallMm || hall.yMm > farthestHallMm)
        return badField("y_mm");
    return checkName(writer, hall);
}

Result<void> check(Writer& writer, const DeviceType& type)
{
    if (!isHalfStep(type.heightUnits) || type.heightUnits < 0 || type.heightUnits > tallestRack)
        return badField("height_units");
    if (!isDepth(type.depthMm))
        return badField("depth_mm");
    if (type.weightKg < 0)
        return badField("weight_kg");
    if (type.plateW < 0)
        return badField("plate_w");
    if (type.model.trimmed().isEmpty())
        return badField("model");
    return checkName(writer, type, &DeviceType::slug, "slug");
}

Result<void> check(Writer& writer, const Asset& asset)
{
    const bool upright = asset.mount != Mount::Units;
    if (!isHalfStep(asset.heightUnits) || asset.heightUnits > tallestRack ||
        asset.heightUnits < (upright ? 0 : 0.5))
        return badField("height_units");
    if (!isHalfStep(asset.position) || asset.position < 0 || asset.position > tallestRack ||
        (upright && asset.position != 0))
        return badField("position");
    if (!isDepth(asset.depthMm))
        return badField("depth_mm");
    if (asset.weightKg < 0)
        return badField("weight_kg");
    if (asset.plateW < 0)
        return badField("plate_w");
    if (auto inlet = checkInlet(writer, asset); !inlet)
        return inlet;
    if (asset.rackId) {
        if (auto placed = checkPlace(writer, asset.rackId, asset); !placed)
            return placed;
    }
    return checkName(writer, asset);
}

Result<void> check(Writer& writer, const Cable& cable)
{
    const End a{cable.aKind, cable.aId, cable.aPort};
    const End b{cable.bKind, cable.bId, cable.bPort};
    if (cable.lengthM < 0)
        return badField("length_m");
    if (a.isFree() && b.isFree())
        return badField("a_id");
    if (a == b)
        return fail("cable-loop");
    for (const auto& [end, field] : {std::pair{&a, "a_id"}, std::pair{&b, "b_id"}}) {
        auto good = checkEndExists(writer, *end, field);
        if (good)
            good = checkPortFree(writer, cable, *end);
        if (!good)
            return good;
    }
    return {};
}

Result<void> check(Writer& writer, const PowerFeed& feed)
{
    if (feed.volts <= 0 || feed.volts > 1'000'000)
        return badField("volts");
    if (feed.amps < 0)
        return badField("amps");
    if (feed.phases != 1 && feed.phases != 3)
        return badField("phases");
    if (feed.limitPercent < 1 || feed.limitPercent > 100)
        return badField("limit_percent");
    // The way up must end.
    PowerFeedId above = feed.upstreamId;
    while (above) {
        if (above == feed.id)
            return fail("power-loop", {{QStringLiteral("name"), feed.name}});
        const auto next = writer.find<PowerFeed>(above);
        if (!next)
            return fail(next.error());
        if (!*next)
            return badField("upstream_id");
        above = (*next)->upstreamId;
    }
    return checkName(writer, feed);
}

Result<void> check(Writer& writer, const SharedFilter& filter)
{
    if (filter.name.trimmed().isEmpty() || filter.name.size() > 300)
        return badField("name");
    if (filter.kind.isEmpty())
        return badField("kind");
    const auto same = writer.list<SharedFilter>(
        {.equals = {{QStringLiteral("kind"), filter.kind}, {QStringLiteral("name"), filter.name}}});
    if (!same)
        return fail(same.error());
    if (!same->empty() && same->front().id != filter.id)
        return fail("name-taken", {{QStringLiteral("name"), filter.name}});
    return {};
}

Result<void> checkRemoval(Writer& writer, const Hall& hall)
{
    for (const RecordInfo* inside : {&Rack::record(), &PowerFeed::record()}) {
        if (auto free = refuseIfUsed(writer, *inside, "hall", hall.name); !free)
            return free;
    }
    return {};
}

Result<void> checkRemoval(Writer& writer, const DeviceType& type)
{
    for (const RecordInfo* user : {&Machine::record(), &Asset::record()}) {
        if (auto free = refuseIfUsed(writer, *user, "device_type_id", type.id.text()); !free)
            return free;
    }
    return {};
}

Result<void> checkRemoval(Writer& writer, const Asset& asset)
{
    for (const char* end : {"a_id", "b_id"}) {
        if (auto free = refuseIfUsed(writer, Cable::record(), end, asset.id.text()); !free)
            return free;
    }
    auto removed = removeAll<SwitchAccess>(writer, "asset_id", asset.id.text());
    if (removed)
        removed = removeSwitchWords(writer, asset.id);
    return removed ? removeNeighbors(writer, asset.id.text()) : removed;
}

Result<void> checkRemoval(Writer&, const Cable&)
{
    return {};
}

Result<void> checkRemoval(Writer& writer, const PowerFeed& feed)
{
    for (const char* end : {"a_id", "b_id"}) {
        if (auto free = refuseIfUsed(writer, Cable::record(), end, feed.id.text()); !free)
            return free;
    }
    return refuseIfUsed(writer, PowerFeed::record(), "upstream_id", feed.id.text());
}

Result<void> checkRemoval(Writer&, const SharedFilter&)
{
    return {};
}

} // namespace rackhouse::api
