#include "app/api/audit.h"
#include "app/api/context.h"
#include "app/api/recordwrites.h"

namespace rackhouse::api
{

namespace
{

using Work = Result<QJsonObject> (*)(Writer&, const Edit&);

RouteHandler writing(Store& store, Work work, int status)
{
    return [&store, work, status](const CallPtr& call, const Respond& respond) {
        const QString id = call->params.contains(QStringLiteral("id"))
                               ? call->id()
                               : stringOr(call->body, QStringLiteral("id"), {});
        const Edit edit{id, call->body, revisionOf(*call), call->caller.name};
        answerRow(
            store.write<QJsonObject>([work, edit](Writer& writer) { return work(writer, edit); }),
            respond, status);
    };
}

void addWrites(std::vector<Route>& routes, Store& store, const EditableKind& kind)
{
    const QString root = QString::fromLatin1(kind.path);
    const QString one = root + QStringLiteral("/{id}");
    const QString title = QString::fromLatin1(kind.info->title);
    Route post{"POST", root, kind.role, QStringLiteral("Add: ") + title};
    post.handler = writing(store, kind.create, 201);
    post.body = writableSchema(*kind.info);
    post.answers = kind.info;
    Route patch{"PATCH", one, kind.role, QStringLiteral("Change: ") + title};
    patch.handler = writing(store, kind.change, 200);
    patch.body = writableSchema(*kind.info);
    patch.answers = kind.info;
    routes.push_back(std::move(post));
    routes.push_back(std::move(patch));
    if (!kind.remove)
        return;
    Route erase{"DELETE", one, kind.role, QStringLiteral("Remove: ") + title};
    erase.handler = writing(store, kind.remove, 200);
    routes.push_back(std::move(erase));
}

/// Closes a certificate. The row stays: it says who could come in, and until when.
Result<QJsonObject> revoke(Writer& writer, const Edit& edit)
{
    auto row = writer.get<Credential>(edit.id);
    if (!row)
        return fail(row.error());
    auto done = writeAudit(writer, edit.actor, "credential.revoke", "credential", edit.id);
    if (done && !row->revokedAt.isSet()) {
        row->revokedAt = writer.now();
        done = writer.put(*row);
    }
    if (!done)
        return fail(done.error());
    return toJson(*row);
}

} // namespace

void addRecordRoutes(std::vector<Route>& routes, const Context& context)
{
    for (const EditableKind& kind : editableKinds())
        addWrites(routes, context.store, kind);
    Route erase{"DELETE", QStringLiteral("/credentials/{id}"), Role::Admin,
                QStringLiteral("Revoke a client certificate")};
    erase.handler = writing(context.store, revoke, 200);
    erase.answers = &Credential::record();
    routes.push_back(std::move(erase));
}

} // namespace rackhouse::api
