#include "tests/lab/sessions.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>

namespace rackhouse::lab
{

namespace
{

const QString kCollection = QStringLiteral("/redfish/v1/SessionService/Sessions");

QByteArray newToken()
{
    quint32 words[4];
    QRandomGenerator::system()->fillRange(words);
    return QByteArray(reinterpret_cast<const char*>(words), sizeof words).toHex();
}

} // namespace

bool Sessions::allows(const BmcRequest& request) const
{
    const QByteArray token = request.headers.value("x-auth-token");
    if (!token.isEmpty())
        return std::any_of(m_sessions.begin(), m_sessions.end(),
                           [&](const Session& session) { return session.token == token; });
    const QByteArray header = request.headers.value("authorization");
    if (!header.startsWith("Basic "))
        return false;
    return QByteArray::fromBase64(header.mid(6)) == QString(m_user + u':' + m_password).toUtf8();
}

BmcResponse Sessions::open(const QByteArray& body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return errorResponse(400, "MalformedJSON", QStringLiteral("The body is no JSON object."));
    const QJsonObject login = document.object();
    if (login.value(u"UserName").toString() != m_user ||
        login.value(u"Password").toString() != m_password)
        return errorResponse(401, "NoValidSession",
                             QStringLiteral("The user name or the password is wrong."));
    if (count() >= m_limit)
        return errorResponse(503, "SessionLimitExceeded",
                             QStringLiteral("The number of sessions is at its limit."));
    const Session session{QString::number(++m_opened), newToken()};
    m_sessions.push_back(session);
    const QString path = kCollection + u'/' + session.id;
    BmcResponse response = jsonResponse(
        201, {{QStringLiteral("@odata.id"), path},
              {QStringLiteral("@odata.type"), QStringLiteral("#Session.v1_4_0.Session")},
              {QStringLiteral("Id"), session.id},
              {QStringLiteral("Name"), QStringLiteral("User Session")},
              {QStringLiteral("UserName"), m_user}});
    response.headers = {{"X-Auth-Token", session.token}, {"Location", path.toUtf8()}};
    return response;
}

BmcResponse Sessions::answer(const BmcRequest& request, const QString& path)
{
    if (path == kCollection) {
        QJsonArray members;
        for (const Session& session : m_sessions)
            members.append(QJsonObject{
                {QStringLiteral("@odata.id"), QString(kCollection + u'/' + session.id)}});
        return jsonResponse(200, {{QStringLiteral("@odata.id"), kCollection},
                                  {QStringLiteral("Members@odata.count"), members.size()},
                                  {QStringLiteral("Members"), members}});
    }
    const auto found =
        std::find_if(m_sessions.begin(), m_sessions.end(), [&](const Session& session) {
            return path == QString(kCollection + u'/' + session.id);
        });
    if (found == m_sessions.end())
        return errorResponse(404, "ResourceMissingAtURI", path);
    if (request.method == "DELETE") {
        m_sessions.erase(found);
        BmcResponse response;
        response.status = 204;
        return response;
    }
    return jsonResponse(200, {{QStringLiteral("@odata.id"), path},
                              {QStringLiteral("Id"), found->id},
                              {QStringLiteral("Name"), QStringLiteral("User Session")},
                              {QStringLiteral("UserName"), m_user}});
}

} // namespace rackhouse::lab
