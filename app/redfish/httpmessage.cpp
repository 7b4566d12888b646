#include "app/redfish/httpmessage.h"

#include "models/base/json.h"

#include <QUrl>

namespace rackhouse::redfish
{

namespace
{

constexpr int kDetailLength = 400;

/// What the BMC said in its own words: the messages of the Redfish error object.
QString messagesOf(const QByteArray& body)
{
    const auto json = parseObject(body);
    if (!json)
        return {};
    const QJsonObject error = json->value(u"error").toObject();
    QStringList messages;
    const QJsonArray infos = error.value(u"@Message.ExtendedInfo").toArray();
    for (const QJsonValue& info : infos) {
        const QString message = info.toObject().value(u"Message").toString();
        if (!message.isEmpty())
            messages << message;
    }
    if (messages.isEmpty())
        messages << error.value(u"message").toString();
    return messages.join(u' ').left(kDetailLength);
}

bool looksLikeHtml(const HttpAnswer& answer)
{
    return answer.header("content-type").startsWith("text/html") ||
           answer.body.trimmed().startsWith('<');
}

} // namespace

QByteArray HttpAnswer::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray HttpAnswer::etag() const
{
    const QByteArray given = header("etag");
    if (!given.isEmpty())
        return given;
    const auto json = parseObject(body);
    return json ? json->value(u"@odata.etag").toString().toLatin1() : QByteArray();
}

bool saysPasswordChange(const QByteArray& body)
{
    return body.contains("PasswordChangeRequired");
}

Error problemOf(const HttpAnswer& answer, const QString& path)
{
    const QVariantMap args = {{QStringLiteral("path"), path},
                              {QStringLiteral("status"), answer.status}};
    if (saysPasswordChange(answer.body))
        return makeError("bmc-password-change-required", args);
    if (answer.status == 401 || answer.status == 403)
        return makeError("bmc-auth-failed", args, messagesOf(answer.body));
    if (looksLikeHtml(answer) && answer.status < 500)
        return makeError("bmc-not-redfish", args);
    if (answer.status == 404)
        return makeError("bmc-resource-missing", args, messagesOf(answer.body));
    return makeError(answer.status == 503 ? "bmc-busy" : "bmc-refused", args,
                     messagesOf(answer.body));
}

Result<QJsonObject> readAnswer(const HttpAnswer& answer, const QString& path)
{
    if (!answer.isSuccess())
        return fail(problemOf(answer, path));
    if (answer.body.trimmed().isEmpty())
        return QJsonObject();
    if (looksLikeHtml(answer))
        return fail("bmc-not-redfish",
                    {{QStringLiteral("path"), path}, {QStringLiteral("status"), answer.status}});
    auto json = parseObject(answer.body);
    if (!json)
        return fail("bmc-bad-json", {{QStringLiteral("path"), path}}, json.error().detail);
    return json;
}

QString pathOfLocation(const QString& location)
{
    if (location.startsWith(u'/'))
        return location;
    const QUrl url(location);
    if (!url.isValid() || url.scheme().isEmpty())
        return {};
    const QString path = url.path(QUrl::FullyEncoded);
    if (!path.startsWith(u'/'))
        return {};
    return url.hasQuery() ? path + u'?' + url.query(QUrl::FullyEncoded) : path;
}

} // namespace rackhouse::redfish
