#include "app/api/audit.h"
#include "app/api/context.h"
#include "app/machines/inventory.h"
#include "app/machines/neighbors.h"
#include "models/base/json.h"
#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/topology/adapterports.h"

namespace rackhouse::api
{

namespace
{

/// Who told it: a machine or an asset of the books.
Result<NeighborTeller> tellerOf(Writer& writer, const QJsonObject& body)
{
    NeighborTeller teller;
    teller.source = NeighborSource::Import;
    teller.id = stringOr(body, QStringLiteral("id"));
    teller.kind =
        enumFromText<EndKind>(stringOr(body, QStringLiteral("kind"))).value_or(EndKind::None);
    if (teller.kind == EndKind::Machine) {
        const auto machine = writer.get<Machine>(teller.id);
        if (!machine)
            return fail(machine.error());
        teller.name = machine->name;
        return teller;
    }
    if (teller.kind != EndKind::Asset)
        return fail("bad-field", {{QStringLiteral("field"), QStringLiteral("kind")}});
    const auto asset = writer.get<Asset>(teller.id);
    if (!asset)
        return fail(asset.error());
    teller.name = asset->name;
    return teller;
}

Result<QJsonObject> readInto(Writer& writer, const Call& call, const QList<LldpNeighbor>& told)
{
    const auto teller = tellerOf(writer, call.body);
    if (!teller)
        return fail(teller.error());
    auto done = writeAudit(writer, call.caller.name, "neighbor.read",
                           teller->kind == EndKind::Machine ? "machine" : "asset", teller->id);
    if (done)
        done = replaceNeighbors(writer, *teller, told, writer.now());
    if (!done)
        return fail(done.error());
    return QJsonObject{{QStringLiteral("device"), teller->name},
                       {QStringLiteral("neighbors"), told.size()}};
}

Result<QJsonObject> readAdaptersInto(Writer& writer, const Call& call,
                                     const std::vector<Component>& told)
{
    const auto machine = writer.get<Machine>(MachineId(stringOr(call.body, QStringLiteral("id"))));
    if (!machine)
        return fail(machine.error());
    auto done = writeAudit(writer, call.caller.name, "adapter.read", "machine", machine->id.text());
    if (done)
        done = replaceAdapters(writer, machine->id, told, writer.now());
    if (!done)
        return fail(done.error());
    return QJsonObject{{QStringLiteral("device"), machine->name},
                       {QStringLiteral("adapters"), qint64(told.size())}};
}

void serveAdapters(Store& store, const CallPtr& call, const Respond& respond)
{
    const auto told = readAdapterPorts(stringOr(call->body, QStringLiteral("text")).toUtf8());
    if (!told)
        return respond(fail(told.error()));
    auto written = store.write<QJsonObject>(
        [call, told = *told](Writer& writer) { return readAdaptersInto(writer, *call, told); });
    written.then([respond](const Result<QJsonObject>& done) {
        if (!done)
            return respond(fail(done.error()));
        respond(jsonResponse(*done));
    });
}

void serve(Store& store, const CallPtr& call, const Respond& respond)
{
    const auto told = readLldp(stringOr(call->body, QStringLiteral("text")).toUtf8());
    if (!told)
        return respond(fail(told.error()));
    auto written = store.write<QJsonObject>(
        [call, told = *told](Writer& writer) { return readInto(writer, *call, told); });
    written.then([respond](const Result<QJsonObject>& done) {
        if (!done)
            return respond(fail(done.error()));
        respond(jsonResponse(*done));
    });
}

} // namespace

void addNeighborRoutes(std::vector<Route>& routes, const Context& context)
{
    Route read{"POST", QStringLiteral("/neighbors/read"), Role::Operator,
               QStringLiteral("Take in what a device prints of its LLDP neighbours")};
    read.handler = [&store = context.store](const CallPtr& call, const Respond& respond) {
        serve(store, call, respond);
    };
    read.body = objectSchema(
        {{QStringLiteral("kind"), typeSchema("string", "machine or asset")},
         {QStringLiteral("id"), typeSchema("string", "of the device whose ports these are")},
         {QStringLiteral("text"),
          typeSchema("string", "lldpctl -f json, eAPI, NVUE, OpenConfig or show lldp neighbors")}},
        {QStringLiteral("kind"), QStringLiteral("id"), QStringLiteral("text")});
    routes.push_back(std::move(read));
    Route adapters{"POST", QStringLiteral("/adapters/read"), Role::Operator,
                   QStringLiteral("Take in what a collector in a machine lists of its adapters")};
    adapters.handler = [&store = context.store](const CallPtr& call, const Respond& respond) {
        serveAdapters(store, call, respond);
    };
    adapters.body = objectSchema(
        {{QStringLiteral("id"), typeSchema("string", "of the machine")},
         {QStringLiteral("text"),
          typeSchema("string", "a list in JSON with mlx5_name, guid, link_type and speed")}},
        {QStringLiteral("id"), QStringLiteral("text")});
    routes.push_back(std::move(adapters));
}

} // namespace rackhouse::api
