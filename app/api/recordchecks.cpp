#include "app/api/recordchecks.h"

#include "app/api/checking.h"
#include "app/machines/bootpolicy.h"
#include "models/domain/job.h"
#include "models/domain/wipe.h"

#include <QHostAddress>

namespace rackhouse::api
{

namespace
{

tl::unexpected<Error> badSubnet(const char* field)
{
    return fail("subnet-invalid", {{QStringLiteral("field"), QString::fromLatin1(field)}});
}

} // namespace

Result<void> check(Writer& writer, const Rack& rack)
{
    if (rack.heightUnits < 1 || rack.heightUnits > tallestRack)
        return badField("height_units");
    if (rack.position < 0)
        return badField("position");
    if (rack.powerLimitW < 0)
        return badField("power_limit_w");
    if (rack.weightLimitKg < 0)
        return badField("weight_limit_kg");
    for (const auto& [mm, field] :
         {std::pair{rack.widthMm, "width_mm"}, std::pair{rack.depthMm, "depth_mm"}}) {
        if (mm != 0 && (mm < 100 || mm > 5000))
            return badField(field);
    }
    constexpr qint64 farAway = 10'000'000;
    if (rack.xMm < 0 || rack.xMm > farAway)
        return badField("x_mm");
    if (rack.yMm < 0 || rack.yMm > farAway)
        return badField("y_mm");
    return checkName(writer, rack);
}

Result<void> check(Writer& writer, const Machine& machine)
{
    if (machine.heightUnits < 1 || machine.heightUnits > tallestRack)
        return badField("height_units");
    if (machine.position < 0 || machine.position > tallestRack)
        return badField("position");
    if (!isDepth(machine.depthMm))
        return badField("depth_mm");
    if (machine.weightKg < 0)
        return badField("weight_kg");
    if (machine.plateW < 0)
        return badField("plate_w");
    if (machine.rackId) {
        if (auto placed = checkPlace(writer, machine.rackId, machine); !placed)
            return placed;
    }
    return checkName(writer, machine);
}

Result<void> check(Writer& writer, const Subnet& subnet)
{
    // What network boot refuses to serve is no subnet; beyond that a person has to say more.
    if (auto served = BootPolicy::checkSubnet(subnet); !served)
        return served;
    const auto net = QHostAddress::parseSubnet(subnet.cidr);
    const auto inside = [&net](const QString& text) {
        const QHostAddress address(text);
        return address.protocol() == QAbstractSocket::IPv4Protocol && address.isInSubnet(net);
    };
    if (!inside(subnet.serverAddress))
        return badSubnet("server_address");
    if (!inside(subnet.rangeFirst))
        return badSubnet("range_first");
    if (!subnet.gateway.isEmpty() && !inside(subnet.gateway))
        return badSubnet("gateway");
    if (subnet.leaseSeconds < 60)
        return badSubnet("lease_seconds");
    return checkName(writer, subnet);
}

Result<void> check(Writer& writer, const Fabric& fabric)
{
    return checkName(writer, fabric);
}

Result<void> checkRemoval(Writer& writer, const Rack& rack)
{
    for (const RecordInfo* inside : {&Machine::record(), &Asset::record()}) {
        if (auto free = refuseIfUsed(writer, *inside, "rack_id", rack.id.text()); !free)
            return free;
    }
    return {};
}

Result<void> checkRemoval(Writer& writer, const Machine& machine)
{
    for (const RecordInfo* history :
         {&Job::record(), &WipeRecord::record(), &Allocation::record()}) {
        if (auto free = refuseIfUsed(writer, *history, "machine_id", machine.id.text()); !free)
            return free;
    }
    for (const char* end : {"a_id", "b_id"}) {
        if (auto free = refuseIfUsed(writer, Cable::record(), end, machine.id.text()); !free)
            return free;
    }
    if (auto removed = removeNeighbors(writer, machine.id.text()); !removed)
        return removed;
    const auto components =
        writer.list<Component>({.equals = {{QStringLiteral("machine_id"), machine.id.text()}}});
    if (!components)
        return fail(components.error());
    for (const Component& component : *components) {
        if (auto removed = writer.remove<Component>(component.id); !removed)
            return removed;
    }
    return {};
}

Result<void> checkRemoval(Writer& writer, const Subnet& subnet)
{
    const auto leases =
        writer.list<Lease>({.equals = {{QStringLiteral("subnet_id"), subnet.id.text()}}});
    if (!leases)
        return fail(leases.error());
    for (const Lease& lease : *leases) {
        if (lease.expiresAt > writer.now())
            return fail("in-use");
        if (auto removed = writer.remove<Lease>(lease.id); !removed)
            return removed;
    }
    return {};
}

} // namespace rackhouse::api
