#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

namespace rackhouse::redfish
{

using Headers = QList<QPair<QByteArray, QByteArray>>;

/// One request to a BMC. The path is what the BMC gave, query included; a fragment is cut off.
struct HttpRequest {
    QByteArray verb = "GET";
    QString path;
    QByteArray body = {};
    Headers headers = {};

    bool isIdempotent() const { return verb == "GET" || verb == "HEAD" || verb == "DELETE"; }
};

struct HttpAnswer {
    int status = 0;
    Headers headers = {};
    QByteArray body = {};

    QByteArray header(const QByteArray& name) const;
    bool isSuccess() const { return status >= 200 && status <= 299; }
    /// The ETag as given: header, else @odata.etag of the body.
    QByteArray etag() const;
};

/// The JSON object of an answer, or why it is none. An empty successful answer is an empty object.
/// Errors: "bmc-not-redfish" (HTML), "bmc-bad-json", "bmc-auth-failed" (401, 403),
/// "bmc-password-change-required", "bmc-resource-missing" (404), "bmc-busy" (503), "bmc-refused".
Result<QJsonObject> readAnswer(const HttpAnswer& answer, const QString& path);
/// The error side of readAnswer(), for an answer that is no success.
Error problemOf(const HttpAnswer& answer, const QString& path);
/// True when the BMC says that the password must be changed first.
bool saysPasswordChange(const QByteArray& body);
/// The path of a Location that is absolute or a path; empty for what is neither.
QString pathOfLocation(const QString& location);

} // namespace rackhouse::redfish
