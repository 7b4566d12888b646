#include "tests/unit/lab/labclient.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTest>

namespace rackhouse
{

QJsonObject LabReply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

LabReply LabClient::get(const QString& path, int timeoutMs)
{
    return send("GET", path, {}, {}, timeoutMs);
}

LabReply LabClient::send(const QByteArray& method, const QString& path, const QJsonObject& body,
                         const QByteArray& ifMatch, int timeoutMs)
{
    QNetworkRequest request(
        QUrl(QStringLiteral("https://%1:%2%3").arg(m_bmc.address).arg(m_bmc.port).arg(path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setTransferTimeout(timeoutMs);
    if (!ifMatch.isEmpty())
        request.setRawHeader("If-Match", ifMatch);
    if (m_token.isEmpty())
        request.setRawHeader(
            "Authorization",
            "Basic " + QString(m_bmc.username + u':' + m_bmc.password).toUtf8().toBase64());
    else
        request.setRawHeader("X-Auth-Token", m_token);
    const QByteArray text =
        body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, text));
    QObject::connect(reply.get(), &QNetworkReply::sslErrors, reply.get(),
                     [&reply] { reply->ignoreSslErrors(); });
    LabReply result = wait(reply.get(), timeoutMs);
    if (result.status == 0)
        m_network.clearConnectionCache();
    return result;
}

LabReply LabClient::wait(QNetworkReply* reply, int timeoutMs)
{
    if (!QTest::qWaitFor([reply] { return reply->isFinished(); }, timeoutMs + 1000))
        reply->abort();
    LabReply result;
    result.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    result.error = reply->error();
    result.body = reply->isOpen() ? reply->readAll() : QByteArray();
    result.certificate = QCryptographicHash::hash(
        reply->sslConfiguration().peerCertificate().toDer(), QCryptographicHash::Sha256);
    for (const auto& [name, value] : reply->rawHeaderPairs())
        result.headers.insert(name.toLower(), value);
    return result;
}

} // namespace rackhouse
