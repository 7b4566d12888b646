#include "app/api/audit.h"
#include "app/api/context.h"
#include "app/api/recordchecks.h"

namespace rackhouse::api
{

namespace
{

tl::unexpected<Error> badField(const QString& field)
{
    return fail("bad-field", {{QStringLiteral("field"), field}});
}

/// Sets what a client may set; anything else in the body is refused rather than ignored.
template <class T>
Result<void> apply(T& row, QJsonObject body)
{
    body.remove(QStringLiteral("id"));
    body.remove(QStringLiteral("revision"));
    for (auto member = body.constBegin(); member != body.constEnd(); ++member) {
        const FieldInfo* field = T::record().field(member.key());
        if (!field || !isWritable(*field))
            return badField(member.key());
    }
    return recordFromJson(T::record(), &row, body);
}

/// The revision that a change was made from: If-Match or the field "revision".
Result<qint64> revisionOf(const Call& call)
{
    QByteArray text = call.request.headers.value("if-match").trimmed();
    if (text.isEmpty() && call.body.contains(QStringLiteral("revision")))
        return call.body.value(QStringLiteral("revision")).toInteger();
    if (text.startsWith('"') && text.endsWith('"'))
        text = text.mid(1, text.size() - 2);
    bool ok = false;
    const qint64 revision = text.toLongLong(&ok);
    if (!ok)
        return fail("revision-missing");
    return revision;
}

void answerRow(QFuture<Result<QJsonObject>> written, const Respond& respond, int status)
{
    written.then([respond, status](const Result<QJsonObject>& row) {
        if (!row)
            return respond(fail(row.error()));
        respond(jsonResponse(*row, status));
    });
}

template <class T>
Result<QJsonObject> create(Writer& writer, const Call& call, const QByteArray& action)
{
    T row;
    if (auto applied = apply(row, call.body); !applied)
        return fail(applied.error());
    // A row made offline brings its own id.
    const QString id = stringOr(call.body, QStringLiteral("id"), newUuid());
    const auto existing = writer.find<T>(id);
    if (!existing)
        return fail(existing.error());
    if (!isUuid(id))
        return badField(QStringLiteral("id"));
    if (*existing)
        return fail("conflict");
    row.id = decltype(row.id)(id);
    if (auto checked = check(writer, row); !checked)
        return fail(checked.error());
    auto done =
        writeAudit(writer, call.caller.name, action.constData(), T::record().kind, id, call.body);
    if (done)
        done = writer.put(row);
    if (!done)
        return fail(done.error());
    return toJson(row);
}

template <class T>
Result<QJsonObject> change(Writer& writer, const Call& call, const QByteArray& action)
{
    const auto revision = revisionOf(call);
    if (!revision)
        return fail(revision.error());
    auto row = writer.get<T>(call.id());
    if (!row)
        return fail(row.error());
    if (row->revision != *revision)
        return fail("conflict");
    if (auto applied = apply(*row, call.body); !applied)
        return fail(applied.error());
    ++row->revision;
    if (auto checked = check(writer, *row); !checked)
        return fail(checked.error());
    auto done = writeAudit(writer, call.caller.name, action.constData(), T::record().kind,
                           call.id(), call.body);
    if (done)
        done = writer.put(*row);
    if (!done)
        return fail(done.error());
    return toJson(*row);
}

template <class T>
Result<QJsonObject> remove(Writer& writer, const Call& call, const QByteArray& action)
{
    const auto row = writer.get<T>(call.id());
    if (!row)
        return fail(row.error());
    if (auto checked = checkRemoval(writer, *row); !checked)
        return fail(checked.error());
    auto done = writeAudit(writer, call.caller.name, action.constData(), T::record().kind,
                           call.id(), toJson(*row));
    if (done)
        done = writer.remove<T>(row->id);
    if (!done)
        return fail(done.error());
    return QJsonObject();
}

using Work = Result<QJsonObject> (*)(Writer&, const Call&, const QByteArray&);

RouteHandler writing(Store& store, Work work, const QByteArray& action, int status)
{
    return [&store, work, action, status](const CallPtr& call, const Respond& respond) {
        answerRow(store.write<QJsonObject>(
                      [work, call, action](Writer& writer) { return work(writer, *call, action); }),
                  respond, status);
    };
}

/// Making and changing rows of a kind.
template <class T>
void addWrites(std::vector<Route>& routes, Store& store, const char* path, Role role)
{
    const QString root = QString::fromLatin1(path);
    const QByteArray kind = T::record().kind;
    const QString title = QString::fromLatin1(T::record().title);
    Route post{"POST", root, role, QStringLiteral("Add: ") + title};
    post.handler = writing(store, create<T>, kind + ".create", 201);
    post.body = writableSchema(T::record());
    post.answers = &T::record();
    Route patch{"PATCH", root + QStringLiteral("/{id}"), role, QStringLiteral("Change: ") + title};
    patch.handler = writing(store, change<T>, kind + ".change", 200);
    patch.body = writableSchema(T::record());
    patch.answers = &T::record();
    routes.push_back(std::move(post));
    routes.push_back(std::move(patch));
}

template <class T>
void addCrud(std::vector<Route>& routes, Store& store, const char* path, Role role)
{
    addWrites<T>(routes, store, path, role);
    const QByteArray kind = T::record().kind;
    Route erase{"DELETE", QString::fromLatin1(path) + QStringLiteral("/{id}"), role,
                QStringLiteral("Remove: ") + QString::fromLatin1(T::record().title)};
    erase.handler = writing(store, remove<T>, kind + ".remove", 200);
    routes.push_back(std::move(erase));
}

/// Closes a certificate. The row stays: it says who could come in, and until when.
Result<QJsonObject> revoke(Writer& writer, const Call& call, const QByteArray& action)
{
    auto row = writer.get<Credential>(call.id());
    if (!row)
        return fail(row.error());
    auto done = writeAudit(writer, call.caller.name, action.constData(), "credential", call.id());
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
    addCrud<Rack>(routes, context.store, "/racks", Role::Operator);
    addCrud<Machine>(routes, context.store, "/machines", Role::Operator);
    addCrud<Subnet>(routes, context.store, "/subnets", Role::Admin);
    addWrites<Fabric>(routes, context.store, "/fabrics", Role::Operator);
    Route erase{"DELETE", QStringLiteral("/credentials/{id}"), Role::Admin,
                QStringLiteral("Revoke a client certificate")};
    erase.handler = writing(context.store, revoke, "credential.revoke", 200);
    erase.answers = &Credential::record();
    routes.push_back(std::move(erase));
}

} // namespace rackhouse::api
