#include "app/api/audit.h"
#include "app/api/context.h"
#include "models/domain/asset.h"

namespace rackhouse::api
{

namespace
{

/// Pins the certificate that the BMC presents now. The caller names it, so that what a person has
/// compared is what is trusted, even if the BMC has changed again meanwhile.
Result<QJsonObject> acceptCertificate(Writer& writer, const Call& call, const QString& fingerprint)
{
    auto bmc = writer.get<Bmc>(call.id());
    if (!bmc)
        return fail(bmc.error());
    if (bmc->presented.isEmpty() || bmc->presented != fingerprint)
        return fail("bmc-certificate-other");
    auto done = writeAudit(writer, call.caller.name, "bmc.accept-certificate", "bmc", call.id(),
                           {{QStringLiteral("before"), bmc->certificate},
                            {QStringLiteral("accepted"), bmc->presented}});
    bmc->certificate = std::exchange(bmc->presented, {});
    bmc->state = BmcState::New;
    bmc->reason.clear();
    bmc->revision += 1;
    if (done)
        done = writer.put(*bmc);
    if (!done)
        return fail(done.error());
    return toJson(*bmc);
}

RouteHandler accept(Store& store)
{
    return [&store](const CallPtr& call, const Respond& respond) {
        const auto asked = requireString(call->body, QStringLiteral("fingerprint"), 64);
        if (!asked)
            return respond(fail(asked.error()));
        store
            .write<QJsonObject>([call, fingerprint = asked->toLower()](Writer& writer) {
                return acceptCertificate(writer, *call, fingerprint);
            })
            .then([respond](const Result<QJsonObject>& row) {
                if (!row)
                    return respond(fail(row.error()));
                respond(jsonResponse(*row));
            });
    };
}

} // namespace

void addBmcRoutes(std::vector<Route>& routes, const Context& context)
{
    Route route{"POST", QStringLiteral("/bmcs/{id}/accept-certificate"), Role::Operator,
                QStringLiteral("Trust the new certificate that a BMC presents")};
    route.handler = accept(context.store);
    route.body = objectSchema({{QStringLiteral("fingerprint"),
                                typeSchema("string", "The field \"presented\" of the BMC")}},
                              {QStringLiteral("fingerprint")});
    route.answers = &Bmc::record();
    routes.push_back(std::move(route));
}

} // namespace rackhouse::api
