#include "app/api/context.h"

namespace rackhouse::api
{

namespace
{

RouteHandler openPairing(PairingDesk& desk)
{
    return [&desk](const CallPtr& call, const Respond& respond) {
        const QString text =
            stringOr(call->body, QStringLiteral("role"), QStringLiteral("operator"));
        const auto role = enumFromText<Role>(text);
        if (!role || *role == Role::Nobody)
            return respond(fail("bad-field", {{QStringLiteral("field"), QStringLiteral("role")}}));
        desk.open(*role, call->caller.name).then([respond](const Result<PairingCode>& code) {
            if (!code)
                return respond(fail(code.error()));
            respond(jsonResponse({{QStringLiteral("code"), code->code.reveal()},
                                  {QStringLiteral("expires_at"), code->expiresAt.ms}},
                                 201));
        });
    };
}

/// A name as it may stand in a certificate and in lists.
Result<QString> nameOf(const Call& call)
{
    const auto name = requireString(call.body, QStringLiteral("name"), 64);
    if (!name)
        return name;
    for (const QChar c : *name) {
        if (!c.isPrint())
            return fail("bad-field", {{QStringLiteral("field"), QStringLiteral("name")}});
    }
    return name;
}

Result<QJsonObject> siteRow(Store& store)
{
    const auto rows = store.read<std::vector<QJsonObject>>(
        [](Reader& reader) { return reader.listJson(Site::record(), {.limit = 1}, Role::Viewer); });
    if (!rows)
        return fail(rows.error());
    return rows->empty() ? QJsonObject() : rows->front();
}

RouteHandler redeem(const Context& context)
{
    return [&store = context.store, &desk = context.pairing,
            &ca = context.ca](const CallPtr& call, const Respond& respond) {
        const auto code = requireString(call->body, QStringLiteral("code"), 64);
        const auto csr = requireString(call->body, QStringLiteral("csr"), 8192);
        const auto name = nameOf(*call);
        for (const auto* field : {&code, &csr, &name}) {
            if (!*field)
                return respond(fail(field->error()));
        }
        desk.redeem(*code, csr->toLatin1(), *name, call->request.peer)
            .then([&store, &ca, respond](const Result<SignedCertificate>& certificate) {
                if (!certificate)
                    return respond(fail(certificate.error()));
                const auto site = siteRow(store);
                if (!site)
                    return respond(fail(site.error()));
                respond(jsonResponse(
                    {{QStringLiteral("certificate"), QString::fromLatin1(certificate->pem)},
                     {QStringLiteral("expires_at"), certificate->expiresAt.ms},
                     {QStringLiteral("ca"), QString::fromLatin1(ca.caPem())},
                     {QStringLiteral("site"), *site}},
                    201));
            });
    };
}

} // namespace

void addPairingRoutes(std::vector<Route>& routes, const Context& context)
{
    Route open{"POST", QStringLiteral("/pairings"), Role::Admin,
               QStringLiteral("Make a one-time pairing code")};
    open.handler = openPairing(context.pairing);
    open.body = objectSchema(
        {{QStringLiteral("role"), typeSchema("string", "viewer, operator (default) or admin")}});
    routes.push_back(std::move(open));

    Route pair{"POST", QStringLiteral("/pair"), std::nullopt,
               QStringLiteral("Turn a pairing code into a client certificate")};
    pair.handler = redeem(context);
    pair.body =
        objectSchema({{QStringLiteral("code"), typeSchema("string")},
                      {QStringLiteral("csr"), typeSchema("string", "PKCS #10, PEM")},
                      {QStringLiteral("name"), typeSchema("string", "Who it is for")}},
                     {QStringLiteral("code"), QStringLiteral("csr"), QStringLiteral("name")});
    routes.push_back(std::move(pair));
}

} // namespace rackhouse::api
