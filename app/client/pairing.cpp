#include "app/client/pairing.h"

#include "app/client/siteclient.h"
#include "models/base/json.h"

#include <QPromise>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace rackhouse::client
{

namespace
{

template <auto Free>
struct OpenSslDelete {
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, OpenSslDelete<EVP_PKEY_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, OpenSslDelete<X509_REQ_free>>;
using BioPtr = std::unique_ptr<BIO, OpenSslDelete<BIO_free>>;

QByteArray bioText(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, size};
}

QUrl withPort(QUrl api)
{
    if (api.scheme().isEmpty())
        api.setScheme(QStringLiteral("https"));
    return api;
}

/// A folder name out of the site's own name.
QString folderName(const QString& title)
{
    static const QRegularExpression other(QStringLiteral("[^a-z0-9._-]+"));
    QString name = title.toLower().replace(other, QStringLiteral("-")).left(64);
    while (name.startsWith(QLatin1Char('-')) || name.startsWith(QLatin1Char('.')))
        name.remove(0, 1);
    return SiteRegistry::isName(name) ? name : QStringLiteral("site");
}

Result<KnownSite> keep(const PairingInput& input, const ClientKey& key,
                       const Result<QJsonObject>& answer, const SiteRegistry& registry)
{
    if (!answer)
        return fail(answer.error());
    const auto certificate = requireString(*answer, QStringLiteral("certificate"), 65536);
    const auto site = requireObject(*answer, QStringLiteral("site"));
    if (!certificate || !site)
        return fail("bad-answer");
    KnownSite known;
    known.title = stringOr(*site, QStringLiteral("name"));
    known.siteId = stringOr(*site, QStringLiteral("id"));
    known.name =
        input.name.isEmpty() ? registry.nameFor(folderName(known.title), known.siteId) : input.name;
    known.access.api = withPort(input.api);
    known.access.fingerprint = input.fingerprint;
    known.access.certificatePem = certificate->toLatin1();
    known.access.keyPem = key.keyPem;
    if (auto saved = registry.save(known); !saved)
        return fail(saved.error());
    return known;
}

} // namespace

Result<ClientKey> makeClientKey(const QString& commonName)
{
    const KeyPtr key(EVP_EC_gen("P-256"));
    const RequestPtr request(X509_REQ_new());
    const QByteArray name = commonName.toUtf8();
    X509_NAME* subject = X509_REQ_get_subject_name(request.get());
    const bool made =
        key &&
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(name.constData()),
                                   static_cast<int>(name.size()), -1, 0) == 1 &&
        X509_REQ_set_pubkey(request.get(), key.get()) == 1 &&
        X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0;
    if (!made)
        return fail("key-failed");
    const BioPtr keyText(BIO_new(BIO_s_mem()));
    const BioPtr requestText(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_bio_X509_REQ(requestText.get(), request.get());
    return ClientKey{Redacted<QByteArray>(bioText(keyText.get())), bioText(requestText.get())};
}

QFuture<Result<QString>> probeFingerprint(const QUrl& api, int timeoutMs)
{
    auto* socket = new QSslSocket;
    const auto promise = std::make_shared<QPromise<Result<QString>>>();
    promise->start();
    const auto end = [socket, promise](Result<QString> result) {
        if (promise->future().isFinished())
            return;
        promise->addResult(std::move(result));
        promise->finish();
        socket->disconnect();
        socket->abort();
        socket->deleteLater();
    };
    const QVariantMap host{{QStringLiteral("host"), withPort(api).authority()}};
    socket->setPeerVerifyMode(QSslSocket::VerifyNone);
    QObject::connect(socket, &QSslSocket::encrypted, socket, [socket, end] {
        const QByteArray digest = socket->peerCertificate().digest(QCryptographicHash::Sha256);
        end(QString::fromLatin1(digest.toHex()));
    });
    QObject::connect(socket, &QSslSocket::errorOccurred, socket, [socket, end, host] {
        end(fail("site-unreachable", host, socket->errorString()));
    });
    QTimer::singleShot(timeoutMs, socket, [end] { end(fail("timed-out")); });
    socket->connectToHostEncrypted(api.host(), static_cast<quint16>(api.port(443)));
    return promise->future();
}

QFuture<Result<KnownSite>> pairWithSite(PairingInput input, SiteRegistry registry)
{
    const auto key = makeClientKey(input.computer);
    if (!key)
        return QtFuture::makeReadyFuture<Result<KnownSite>>(fail(key.error()));
    auto* client = new SiteClient(SiteAccess{withPort(input.api), input.fingerprint});
    const QJsonObject body{{QStringLiteral("code"), input.code.reveal()},
                           {QStringLiteral("csr"), QString::fromLatin1(key->csrPem)},
                           {QStringLiteral("name"), input.computer}};
    return client->post(QStringLiteral("/pair"), body)
        .then([client, input, key = *key, registry](const Result<QJsonObject>& answer) {
            client->deleteLater();
            return keep(input, key, answer, registry);
        });
}

} // namespace rackhouse::client
