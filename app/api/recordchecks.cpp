#include "app/api/recordchecks.h"

#include "models/domain/job.h"
#include "models/domain/wipe.h"

#include <QHostAddress>

namespace rackhouse::api
{

namespace
{

constexpr qint64 tallestRack = 100;

tl::unexpected<Error> badField(const char* field)
{
    return fail("bad-field", {{QStringLiteral("field"), QString::fromLatin1(field)}});
}

tl::unexpected<Error> badSubnet(const char* field)
{
    return fail("subnet-invalid", {{QStringLiteral("field"), QString::fromLatin1(field)}});
}

template <class T>
Result<void> checkName(Writer& writer, const T& row)
{
    if (row.name.trimmed().isEmpty() || row.name.size() > 200)
        return badField("name");
    const auto same = writer.list<T>({.equals = {{QStringLiteral("name"), row.name}}});
    if (!same)
        return fail(same.error());
    if (!same->empty() && same->front().id != row.id)
        return fail("name-taken", {{QStringLiteral("name"), row.name}});
    return {};
}

Result<void> checkPlace(Writer& writer, const Machine& machine)
{
    const auto rack = writer.find<Rack>(machine.rackId);
    if (!rack)
        return fail(rack.error());
    if (!*rack)
        return badField("rack_id");
    if (machine.position == 0)
        return {};
    if (machine.position + machine.heightUnits - 1 > (*rack)->heightUnits)
        return badField("position");
    const auto others =
        writer.list<Machine>({.equals = {{QStringLiteral("rack_id"), machine.rackId.text()}}});
    if (!others)
        return fail(others.error());
    for (const Machine& other : *others) {
        const bool overlaps = other.position > 0 && other.face == machine.face &&
                              other.position < machine.position + machine.heightUnits &&
                              machine.position < other.position + other.heightUnits;
        if (overlaps && other.id != machine.id)
            return fail("position-taken", {{QStringLiteral("name"), other.name}});
    }
    return {};
}

Result<bool> any(Writer& writer, const RecordInfo& info, const char* field, const QString& id)
{
    const auto number = writer.count(info, {.equals = {{QString::fromLatin1(field), id}}});
    if (!number)
        return fail(number.error());
    return *number > 0;
}

Result<void> refuseIf(const Result<bool>& used)
{
    if (!used)
        return fail(used.error());
    if (*used)
        return fail("in-use");
    return {};
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
    return checkName(writer, rack);
}

Result<void> check(Writer& writer, const Machine& machine)
{
    if (machine.heightUnits < 1 || machine.heightUnits > tallestRack)
        return badField("height_units");
    if (machine.position < 0 || machine.position > tallestRack)
        return badField("position");
    if (machine.rackId) {
        if (auto placed = checkPlace(writer, machine); !placed)
            return placed;
    }
    return checkName(writer, machine);
}

Result<void> check(Writer& writer, const Subnet& subnet)
{
    const auto net = QHostAddress::parseSubnet(subnet.cidr);
    if (net.second < 1 || net.first.protocol() != QAbstractSocket::IPv4Protocol)
        return badSubnet("cidr");
    const auto inside = [&net](const QString& text) {
        const QHostAddress address(text);
        return address.protocol() == QAbstractSocket::IPv4Protocol && address.isInSubnet(net);
    };
    if (subnet.networkInterface.isEmpty())
        return badSubnet("network_interface");
    if (!inside(subnet.serverAddress))
        return badSubnet("server_address");
    if (!inside(subnet.rangeFirst))
        return badSubnet("range_first");
    if (!inside(subnet.rangeLast) || QHostAddress(subnet.rangeLast).toIPv4Address() <
                                         QHostAddress(subnet.rangeFirst).toIPv4Address())
        return badSubnet("range_last");
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
    return refuseIf(any(writer, Machine::record(), "rack_id", rack.id.text()));
}

Result<void> checkRemoval(Writer& writer, const Machine& machine)
{
    for (const RecordInfo* history : {&Job::record(), &WipeRecord::record()}) {
        if (auto used = refuseIf(any(writer, *history, "machine_id", machine.id.text())); !used)
            return used;
    }
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
