#include "app/api/audit.h"
#include "app/api/context.h"
#include "app/api/switchwrites.h"

namespace rackhouse::api
{

namespace
{

constexpr int LongestSecret = 1024;

/// Takes a password out of what a client sent, and seals it.
Result<std::optional<SealedSecret>> sealedOf(QJsonObject& fields, const QString& name,
                                             const SecretSealer& seal, bool& isShort)
{
    if (!fields.contains(name))
        return std::nullopt;
    const auto text = requireString(fields, name, LongestSecret);
    fields.remove(name);
    if (!text || text->isEmpty())
        return fail("bad-field", {{QStringLiteral("field"), name}});
    isShort = isShort || text->size() < ShortestSnmpV3Password;
    auto sealed = seal(Redacted<QString>(*text));
    if (!sealed)
        return fail(sealed.error());
    return std::optional(*std::move(sealed));
}

Result<SwitchEdit> editOf(const Call& call, const SecretSealer& seal)
{
    SwitchEdit edit;
    QJsonObject fields = call.body;
    auto secret = sealedOf(fields, QStringLiteral("password"), seal, edit.isShort);
    if (!secret)
        return fail(secret.error());
    auto privacy = sealedOf(fields, QStringLiteral("privacy_password"), seal, edit.isShort);
    if (!privacy)
        return fail(privacy.error());
    edit.secret = *std::move(secret);
    edit.privacySecret = *std::move(privacy);
    edit.edit = {call.id(), fields, revisionOf(call), call.caller.name};
    return edit;
}

using Work = Result<QJsonObject> (*)(Writer&, const SwitchEdit&);

RouteHandler writing(Store& store, const SecretSealer& seal, Work work, int status)
{
    return [&store, seal, work, status](const CallPtr& call, const Respond& respond) {
        const auto edit = editOf(*call, seal);
        if (!edit)
            return respond(fail(edit.error()));
        answerRow(store.write<QJsonObject>(
                      [work, edit = *edit](Writer& writer) { return work(writer, edit); }),
                  respond, status);
    };
}

RouteHandler removing(Store& store)
{
    return [&store](const CallPtr& call, const Respond& respond) {
        const Edit edit{call->id(), {}, revisionOf(*call), call->caller.name};
        answerRow(
            store.write<QJsonObject>([edit](Writer& writer) { return removeSwitch(writer, edit); }),
            respond);
    };
}

RouteHandler accepting(Store& store)
{
    return [&store](const CallPtr& call, const Respond& respond) {
        const auto asked = requireString(call->body, QStringLiteral("fingerprint"), 64);
        if (!asked)
            return respond(fail(asked.error()));
        const Edit edit{call->id(), {}, {}, call->caller.name};
        answerRow(store.write<QJsonObject>([edit, fingerprint = asked->toLower()](Writer& writer) {
            return acceptSwitchCertificate(writer, edit, fingerprint);
        }),
                  respond);
    };
}

/// Answers once the switch has, or has not; its row tells.
RouteHandler asking(Store& store, SwitchAsking& switches)
{
    return [&store, &switches](const CallPtr& call, const Respond& respond) {
        store
            .write<void>([call](Writer& writer) -> Result<void> {
                if (const auto row = writer.get<SwitchAccess>(call->id()); !row)
                    return fail(row.error());
                return writeAudit(writer, call->caller.name, "switch_access.ask",
                                  SwitchAccess::record().kind, call->id());
            })
            .then([call, &switches, respond](const Result<void>& audited) {
                if (!audited)
                    return respond(fail(audited.error()));
                switches.ask(SwitchAccessId(call->id()))
                    .then([respond](const Result<SwitchAccess>& row) {
                        if (!row)
                            return respond(fail(row.error()));
                        respond(jsonResponse(toJson(*row)));
                    })
                    .onCanceled([respond] { respond(fail("stopping")); });
            });
    };
}

QJsonObject switchSchema()
{
    QJsonObject schema = writableSchema(SwitchAccess::record());
    QJsonObject properties = schema.value(QStringLiteral("properties")).toObject();
    properties.insert(
        QStringLiteral("password"),
        typeSchema("string", "Community of snmp-v2c, else password of the user; is never shown"));
    properties.insert(QStringLiteral("privacy_password"),
                      typeSchema("string", "Of snmp-v3 with privacy; is never shown"));
    schema.insert(QStringLiteral("properties"), properties);
    return schema;
}

Route switchRoute(const char* method, const char* pattern, const char* summary,
                  RouteHandler handler)
{
    Route route{method, QString::fromLatin1(pattern), Role::Operator, QString::fromLatin1(summary)};
    route.handler = std::move(handler);
    route.answers = &SwitchAccess::record();
    return route;
}

} // namespace

void addSwitchRoutes(std::vector<Route>& routes, const Context& context)
{
    Store& store = context.store;
    Route add = switchRoute("POST", "/switches", "Say how a switch is asked for its neighbours",
                            writing(store, context.seal, createSwitch, 201));
    add.body = switchSchema();
    routes.push_back(std::move(add));
    Route change = switchRoute("PATCH", "/switches/{id}", "Change how a switch is asked",
                               writing(store, context.seal, changeSwitch, 200));
    change.body = switchSchema();
    routes.push_back(std::move(change));
    Route remove = switchRoute("DELETE", "/switches/{id}",
                               "Ask a switch no more; what it told stays", removing(store));
    remove.answers = nullptr;
    routes.push_back(std::move(remove));
    routes.push_back(switchRoute("POST", "/switches/{id}/ask",
                                 "Ask a switch now; answers when it has answered or failed",
                                 asking(store, context.switches)));
    Route accept =
        switchRoute("POST", "/switches/{id}/accept-certificate",
                    "Trust the new certificate that a switch presents", accepting(store));
    accept.body = objectSchema({{QStringLiteral("fingerprint"),
                                 typeSchema("string", "The field \"presented\" of the switch")}},
                               {QStringLiteral("fingerprint")});
    routes.push_back(std::move(accept));
}

} // namespace rackhouse::api
