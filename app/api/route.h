#pragma once

#include "app/http/types.h"
#include "models/base/result.h"
#include "models/domain/record.h"
#include "models/domain/security.h"

#include <QFuture>
#include <QHash>
#include <QJsonObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace rackhouse::api
{

/// Who calls.
struct Caller {
    QString name;
    Role role = Role::Viewer;
    CredentialId credential; ///< empty for the embedded console
};

/// One call that has passed its route's checks.
struct Call {
    http::Request request;
    QHash<QString, QString> params; ///< of the path: "id"
    Caller caller;
    QJsonObject body; ///< of POST and PATCH with JSON
    QString workId;   ///< routes that start work: the id to do it under, the same when repeated

    QString id() const { return params.value(QStringLiteral("id")); }
};
using CallPtr = std::shared_ptr<const Call>;

using Respond = std::function<void(Result<http::Response>)>;
/// Runs on an HTTP thread; answers once, from any thread.
using RouteHandler = std::function<void(CallPtr, Respond)>;

/// One line of the API: what serves it, who may use it, and what the OpenAPI document says of it.
struct Route {
    QByteArray method;
    QString pattern;          ///< below /api/v1: "/machines/{id}"
    std::optional<Role> role; ///< the least role; nothing: open to everyone (health, pairing)
    QString summary;
    RouteHandler handler = {};
    const RecordInfo* answers = nullptr; ///< the record in its answer
    bool list = false;                   ///< it answers {items, next} of that record
    bool sendsFile = false;              ///< it answers bytes, not JSON
    QJsonObject body = {};               ///< JSON schema of the request's body
    bool startsWork = false;             ///< an Idempotency-Key is required
    /// Its body is a file: whether it may come in, and where to.
    std::function<http::UploadDecision(const Call&)> upload = {};
    /// It came in whole, but its sender may not come in any more: what was claimed is let go.
    std::function<void(const QString& id, const Error& error)> dropped = {};
};

/// The revision that a change was made from: If-Match or the field "revision".
std::optional<qint64> revisionOf(const Call& call);

/// Answers a row once it is written, or why it is not.
void answerRow(QFuture<Result<QJsonObject>> written, const Respond& respond, int status = 200);

http::Response jsonResponse(const QJsonObject& object, int status = 200);
http::Response emptyResponse();

/// A handler that only computes.
RouteHandler immediate(std::function<Result<http::Response>(const Call&)> work);

/// JSON schemas of what a record shows, and of the fields that a client may set.
QJsonObject recordSchema(const RecordInfo& info);
QJsonObject writableSchema(const RecordInfo& info);
QJsonObject objectSchema(const QJsonObject& properties, const QStringList& required = {});
QJsonObject typeSchema(const char* type, const char* description = nullptr);

} // namespace rackhouse::api
