#include "app/redfish/transport.h"

#include <QCoroNetworkReply>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QTimer>

namespace rackhouse::redfish
{

namespace
{

constexpr int kRedirects = 3;
constexpr char kVerdict[] = "rackhouseVerdict";     ///< error code set before abort()
constexpr char kPresented[] = "rackhousePresented"; ///< fingerprint of a peer that was refused

QString fingerprintOf(const QSslCertificate& certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex());
}

QString originOf(const BmcAddress& address)
{
    const bool v6 = address.host.contains(u':');
    const QString host = v6 ? u'[' + address.host + u']' : address.host;
    return QStringLiteral("https://%1:%2").arg(host).arg(address.port);
}

/// No authority: every certificate is an error that only the pin may lift.
QSslConfiguration tlsConfiguration()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates({});
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    return configuration;
}

void giveUp(QNetworkReply* reply, const char* code)
{
    reply->setProperty(kVerdict, QByteArray(code));
    reply->abort();
}

struct DeleteLater {
    void operator()(QNetworkReply* reply) const { reply->deleteLater(); }
};

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

Transport::Transport(BmcAddress address, QString pin, Options options, QObject* parent)
    : QObject(parent), m_address(std::move(address)), m_options(options),
      m_origin(originOf(m_address)), m_pin(pin.toLower()), m_tls(tlsConfiguration()),
      m_network(makeNetwork())
{
}

Transport::~Transport() = default;

Transport::Network Transport::makeNetwork() const
{
    // An exchange that ends may hold the last reference inside a signal of its own reply.
    Network network(new QNetworkAccessManager,
                    [](QNetworkAccessManager* old) { old->deleteLater(); });
    network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    return network;
}

bool Transport::acceptsPeer(QNetworkReply* reply)
{
    const QSslCertificate certificate = reply->sslConfiguration().peerCertificate();
    if (certificate.isNull())
        return false;
    const QString seen = fingerprintOf(certificate);
    if (m_pin.isEmpty())
        m_pin = seen;
    if (seen != m_pin)
        reply->setProperty(kPresented, seen);
    return seen == m_pin;
}

void Transport::guard(QNetworkReply* reply)
{
    // Qt's network thread waits for these two slots before it sends anything.
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply](const QList<QSslError>&) {
        if (acceptsPeer(reply))
            reply->ignoreSslErrors();
        else
            reply->setProperty(kVerdict, QByteArray("bmc-pin-changed"));
    });
    connect(reply, &QNetworkReply::encrypted, this, [this, reply] {
        if (!acceptsPeer(reply))
            giveUp(reply, "bmc-pin-changed");
    });
    connect(reply, &QNetworkReply::readyRead, this, [this, reply] {
        if (reply->bytesAvailable() > m_options.bodyBytes)
            giveUp(reply, "bmc-too-large");
    });
    auto* limit = new QTimer(reply);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, reply, [reply] { giveUp(reply, "bmc-timeout"); });
    limit->start(m_options.requestMs);
}

Error Transport::connectionError(QNetworkReply* reply) const
{
    QVariantMap args = {{QStringLiteral("host"), m_address.host},
                        {QStringLiteral("port"), m_address.port},
                        {QStringLiteral("limit"), m_options.bodyBytes},
                        {QStringLiteral("path"), reply->url().path()}};
    if (const QVariant presented = reply->property(kPresented); presented.isValid())
        args.insert(QStringLiteral("presented"), presented);
    const QByteArray verdict = reply->property(kVerdict).toByteArray();
    if (!verdict.isEmpty())
        return makeError(verdict.constData(), args);
    switch (reply->error()) {
    case QNetworkReply::RemoteHostClosedError:
        return makeError("bmc-closed", args, reply->errorString());
    case QNetworkReply::SslHandshakeFailedError:
        return makeError("bmc-tls-failed", args, reply->errorString());
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return makeError("bmc-timeout", args, reply->errorString());
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::UnknownContentError:
        return makeError("bmc-not-redfish", args, reply->errorString());
    default:
        return makeError("bmc-unreachable", args, reply->errorString());
    }
}

Result<HttpAnswer> Transport::outcome(QNetworkReply* reply) const
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool connectionFailed = reply->error() != QNetworkReply::NoError &&
                                  (status == 0 || (status >= 200 && status <= 299));
    if (connectionFailed || reply->property(kVerdict).isValid())
        return fail(connectionError(reply));
    HttpAnswer answer;
    answer.status = status;
    answer.headers = reply->rawHeaderPairs();
    answer.body = reply->readAll();
    return answer;
}

QCoro::Task<Result<HttpAnswer>> Transport::once(HttpRequest request, bool compressed,
                                                Network network)
{
    ++m_exchanges;
    QNetworkRequest message(QUrl(m_origin + request.path.section(u'#', 0, 0)));
    message.setSslConfiguration(m_tls);
    message.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    message.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    message.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    message.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    message.setRawHeader("Accept", "application/json");
    message.setRawHeader("OData-Version", "4.0");
    if (!compressed) // compression makes HPE's ETags weak; without the header Qt asks for gzip
        message.setRawHeader("Accept-Encoding", "identity");
    if (!request.body.isEmpty())
        message.setRawHeader("Content-Type", "application/json");
    for (const auto& [name, value] : request.headers)
        message.setRawHeader(name, value);
    std::unique_ptr<QNetworkReply, DeleteLater> reply(
        request.verb == "GET" ? network->get(message)
                              : network->sendCustomRequest(message, request.verb, request.body));
    guard(reply.get());
    co_await reply.get();
    co_return outcome(reply.get());
}

QCoro::Task<Result<HttpAnswer>> Transport::repeatable(HttpRequest request, bool compressed)
{
    const Network used = m_network;
    auto answer = co_await once(request, compressed, used);
    const bool closed = !answer && answer.error().code == QLatin1String("bmc-closed");
    if (!closed || !request.isIdempotent())
        co_return answer;
    if (m_network == used) // others may have replaced it already
        m_network = makeNetwork();
    const Network fresh = m_network;
    co_return co_await once(request, compressed, fresh);
}

QCoro::Task<Result<HttpAnswer>> Transport::send(HttpRequest request)
{
    bool compressed = false;
    for (int redirects = 0;; ++redirects) {
        auto answer = co_await repeatable(request, compressed);
        if (!answer)
            co_return answer;
        if (answer->status == 406 && !compressed) {
            compressed = true;
            continue;
        }
        const QString target = pathOfLocation(QString::fromUtf8(answer->header("location")));
        if (request.verb != "GET" || !isRedirect(answer->status) || target.isEmpty() ||
            redirects >= kRedirects)
            co_return answer;
        request.path = target;
    }
}

} // namespace rackhouse::redfish
