#include "app/client/siteclient.h"

#include "models/base/id.h"
#include "models/base/json.h"

#include <QFile>
#include <QFutureInterface>
#include <QNetworkReply>
#include <QPromise>
#include <QSaveFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace rackhouse::client
{

namespace
{

constexpr char pinChanged[] = "rackhousePinChanged";

QString fingerprintOf(const QSslCertificate& certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex());
}

/// TLS 1.3, our certificate, and no authority: every server certificate is an error that only the
/// pin may lift.
QSslConfiguration tlsConfiguration(const SiteAccess& access)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_3OrLater);
    configuration.setCaCertificates({});
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!access.certificatePem.isEmpty()) {
        configuration.setLocalCertificateChain(
            QSslCertificate::fromData(access.certificatePem, QSsl::Pem));
        configuration.setPrivateKey(QSslKey(access.keyPem.reveal(), QSsl::Ec));
    }
    return configuration;
}

/// The problem of an answer that is not a success.
Error problemOf(int status, const QByteArray& body)
{
    const auto object = parseObject(body);
    const QString code = object ? stringOr(*object, QStringLiteral("code")) : QString();
    if (code.isEmpty())
        return makeError("bad-answer", QStringLiteral("HTTP %1").arg(status));
    return {code, object->value(QStringLiteral("args")).toObject().toVariantMap(),
            stringOr(*object, QStringLiteral("detail"))};
}

bool isSuccess(const QNetworkReply& reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    return status >= 200 && status <= 299;
}

/// Takes what a successful answer has brought so far.
void drain(QNetworkReply& reply, QSaveFile& file)
{
    if (!isSuccess(reply))
        return;
    const QByteArray bytes = reply.readAll();
    if (file.write(bytes) != bytes.size())
        reply.abort();
}

Result<QJsonObject> resultOf(QNetworkReply* reply)
{
    if (reply->property(pinChanged).toBool())
        return fail("site-pin-changed");
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        const bool late = reply->error() == QNetworkReply::OperationCanceledError ||
                          reply->error() == QNetworkReply::TimeoutError;
        return fail(late ? "timed-out" : "site-unreachable",
                    {{QStringLiteral("host"), reply->url().authority()}}, reply->errorString());
    }
    const QByteArray body = reply->readAll();
    if (!isSuccess(*reply))
        return fail(problemOf(status, body));
    if (reply->error() != QNetworkReply::NoError)
        return fail("site-unreachable", {{QStringLiteral("host"), reply->url().authority()}},
                    reply->errorString());
    if (body.isEmpty())
        return QJsonObject();
    const auto object = parseObject(body);
    return object ? object : Result<QJsonObject>(fail("bad-answer", object.error().detail));
}

} // namespace

bool isUndecided(const Error& error)
{
    static const QStringList codes{
        QStringLiteral("site-unreachable"),     QStringLiteral("timed-out"),
        QStringLiteral("site-pin-changed"),     QStringLiteral("bad-answer"),
        QStringLiteral("too-many-connections"), QStringLiteral("internal"),
        QStringLiteral("store-failed"),         QStringLiteral("disk-full")};
    return codes.contains(error.code);
}

SiteClient::SiteClient(SiteAccess access, QObject* parent)
    : QObject(parent), m_access(std::move(access))
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setAutoDeleteReplies(true);
}

QNetworkRequest SiteClient::request(const QString& path, const QUrlQuery& query,
                                    int timeoutMs) const
{
    QUrl url = m_access.api;
    url.setPath(QStringLiteral("/api/v1") + path);
    url.setQuery(query);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(timeoutMs);
    request.setSslConfiguration(tlsConfiguration(m_access));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!m_access.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_access.token.reveal().toLatin1());
    return request;
}

void SiteClient::checkPin(QNetworkReply* reply)
{
    // Qt waits for this slot before it sends anything.
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply](const QList<QSslError>&) {
        const QString seen = fingerprintOf(reply->sslConfiguration().peerCertificate());
        if (!m_access.fingerprint.isEmpty() && seen == m_access.fingerprint)
            reply->ignoreSslErrors();
        else
            reply->setProperty(pinChanged, true);
    });
}

QFuture<Result<QJsonObject>> SiteClient::finish(QNetworkReply* reply)
{
    checkPin(reply);
    const auto promise = std::make_shared<QPromise<Result<QJsonObject>>>();
    promise->start();
    connect(reply, &QNetworkReply::finished, this, [reply, promise] {
        promise->addResult(resultOf(reply));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<QJsonObject>> SiteClient::get(const QString& path, const QUrlQuery& query,
                                             int timeoutMs)
{
    return finish(m_network.get(request(path, query, timeoutMs)));
}

QFuture<Result<QJsonObject>> SiteClient::send(const QByteArray& method, const QString& path,
                                              const QJsonObject& body, const QString& key,
                                              qint64 revision)
{
    QNetworkRequest call = request(path, {}, 30'000);
    if (!key.isEmpty())
        call.setRawHeader("Idempotency-Key", key.toLatin1());
    if (revision > 0)
        call.setRawHeader("If-Match", '"' + QByteArray::number(revision) + '"');
    return finish(m_network.sendCustomRequest(call, method, toText(body)));
}

QFuture<Result<QJsonObject>> SiteClient::post(const QString& path, const QJsonObject& body,
                                              const QString& key)
{
    return send("POST", path, body, key.isEmpty() ? newUuid() : key, 0);
}

QFuture<Result<QJsonObject>> SiteClient::patch(const QString& path, const QJsonObject& body,
                                               qint64 revision)
{
    return send("PATCH", path, body, {}, revision);
}

QFuture<Result<QJsonObject>> SiteClient::remove(const QString& path)
{
    return finish(m_network.deleteResource(request(path, {}, 30'000)));
}

QFuture<Result<QJsonObject>> SiteClient::upload(const QString& path, const QString& file,
                                                const Progress& progress, QObject* guard)
{
    auto source = std::make_unique<QFile>(file);
    if (!source->open(QIODevice::ReadOnly))
        return QtFuture::makeReadyFuture<Result<QJsonObject>>(
            fail("file-unreadable", {{QStringLiteral("path"), file}}, source->errorString()));
    // Checking the finished file takes its time at the appliance.
    QNetworkRequest put =
        request(path.section(u'?', 0, 0), QUrlQuery(path.section(u'?', 1)), 600'000);
    put.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/octet-stream"));
    QNetworkReply* reply = m_network.put(put, source.get());
    source.release()->setParent(reply);
    if (progress) {
        connect(reply, &QNetworkReply::uploadProgress, guard != nullptr ? guard : this,
                [progress](qint64 sent, qint64 total) {
                    if (total > 0) // Qt ends with (0, 0)
                        progress(sent, total);
                });
    }
    // Not while it goes: whoever waits for the answer may still take it for alive.
    if (guard != nullptr)
        connect(guard, &QObject::destroyed, reply, &QNetworkReply::abort, Qt::QueuedConnection);
    return finish(reply);
}

QFuture<Result<QJsonObject>> SiteClient::download(const QString& path, const QString& file,
                                                  const Progress& progress)
{
    const auto target = std::make_shared<QSaveFile>(file);
    const auto unwritable = [file, target] {
        return fail("file-unwritable", {{QStringLiteral("path"), file}}, target->errorString());
    };
    if (!target->open(QIODevice::WriteOnly) ||
        !target->setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return QtFuture::makeReadyFuture<Result<QJsonObject>>(unwritable());
    // Making the answer takes its time at the appliance.
    QNetworkReply* reply = m_network.post(request(path, {}, 600'000), QByteArray());
    checkPin(reply);
    const auto promise = std::make_shared<QPromise<Result<QJsonObject>>>();
    promise->start();
    connect(reply, &QNetworkReply::readyRead, this, [reply, target] { drain(*reply, *target); });
    if (progress) {
        connect(reply, &QNetworkReply::downloadProgress, this,
                [reply, progress](qint64 done, qint64 total) {
                    if (isSuccess(*reply) && total > 0)
                        progress(done, total);
                });
    }
    connect(reply, &QNetworkReply::finished, this, [reply, target, unwritable, promise] {
        const qint64 size = target->size();
        Result<QJsonObject> result = QJsonObject{{QStringLiteral("size_bytes"), size}};
        const bool written = target->error() == QFileDevice::NoError;
        const bool answered = isSuccess(*reply) && reply->error() == QNetworkReply::NoError;
        if (written && !answered)
            result = resultOf(reply);
        else if (!written || !target->commit())
            result = unwritable();
        promise->addResult(result);
        promise->finish();
    });
    return promise->future();
}

} // namespace rackhouse::client
