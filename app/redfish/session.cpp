#include "app/redfish/session.h"

#include "app/redfish/readers.h"
#include "models/base/json.h"

#include <QCoroSignal>
#include <QJsonArray>

namespace rackhouse::redfish
{

namespace
{

constexpr int kPages = 1000;

bool hasNoSessions(const HttpAnswer& answer)
{
    return answer.status == 404 || answer.status == 405 || answer.status == 501 ||
           answer.body.contains("SessionLimitExceeded");
}

} // namespace

Session::Session(BmcAddress address, BmcLogin login, QString pin, Options options, QObject* parent)
    : QObject(parent), m_login(std::move(login)), m_options(options),
      m_transport(std::move(address), std::move(pin), options, this)
{
}

QCoro::Task<Result<ServiceRoot>> Session::root()
{
    if (!m_root) {
        HttpRequest request;
        request.path = QStringLiteral("/redfish/v1/");
        const auto answer = co_await m_transport.send(request);
        if (!answer)
            co_return fail(answer.error());
        const auto json = readAnswer(*answer, request.path);
        if (!json) {
            const bool none = json.error().code == QLatin1String("bmc-resource-missing");
            co_return none ? fail("bmc-not-redfish", json.error().args) : fail(json.error());
        }
        if (!json->contains(u"RedfishVersion") && !json->contains(u"@odata.id"))
            co_return fail("bmc-not-redfish", {{QStringLiteral("path"), request.path}});
        m_root = readServiceRoot(*json);
    }
    m_root->fingerprint = m_transport.fingerprint();
    m_root->passwordChangeRequired = m_passwordChangeRequired;
    co_return Result<ServiceRoot>(*m_root); // QCoro 0.8 moves from an lvalue that is returned
}

QCoro::Task<Result<QString>> Session::sessionsPath()
{
    const auto known = co_await root();
    if (!known)
        co_return fail(known.error());
    if (!known->sessionsPath.isEmpty() || known->sessionServicePath.isEmpty())
        co_return known->sessionsPath;
    HttpRequest request;
    request.path = known->sessionServicePath;
    const auto answer = co_await m_transport.send(request);
    if (!answer)
        co_return fail(answer.error());
    const auto service = readAnswer(*answer, request.path);
    co_return service ? linkOf(*service, u"Sessions") : QString();
}

Result<void> Session::acceptLogin(const HttpAnswer& answer, const QString& path)
{
    m_passwordChangeRequired = saysPasswordChange(answer.body);
    if (hasNoSessions(answer)) {
        m_mode = Mode::Basic;
        return {};
    }
    if (!answer.isSuccess())
        return fail(problemOf(answer, path));
    m_token = answer.header("x-auth-token");
    if (m_token.isEmpty()) {
        m_mode = Mode::Basic;
        return {};
    }
    m_mode = Mode::Token;
    m_sessionPath = pathOfLocation(QString::fromUtf8(answer.header("location")));
    if (m_sessionPath.isEmpty()) {
        const auto body = parseObject(answer.body);
        m_sessionPath = body ? body->value(u"@odata.id").toString() : QString();
    }
    return {};
}

QCoro::Task<Result<void>> Session::logIn()
{
    const auto path = co_await sessionsPath();
    if (!path)
        co_return fail(path.error());
    if (path->isEmpty()) {
        m_mode = Mode::Basic;
        co_return Result<void>();
    }
    HttpRequest request;
    request.verb = "POST";
    request.path = *path;
    QJsonObject credentials;
    credentials.insert(u"UserName", m_login.user);
    credentials.insert(u"Password", m_login.password.reveal());
    request.body = toText(credentials);
    const auto answer = co_await m_transport.send(request);
    if (!answer)
        co_return fail(answer.error());
    co_return acceptLogin(*answer, *path);
}

QCoro::Task<Result<void>> Session::signIn(quint64 failedGeneration)
{
    if (m_signingIn) {
        co_await qCoro(this, &Session::signInEnded);
        co_return Result<void>(m_lastSignIn);
    }
    if (m_mode != Mode::SignedOut && m_generation != failedGeneration)
        co_return Result<void>();
    m_signingIn = true;
    m_mode = Mode::SignedOut;
    m_token.clear();
    m_lastSignIn = co_await logIn();
    if (m_lastSignIn)
        ++m_generation;
    m_signingIn = false;
    emit signInEnded();
    co_return Result<void>(m_lastSignIn);
}

void Session::authorise(HttpRequest& request) const
{
    if (m_mode == Mode::Token) {
        request.headers.emplaceBack("X-Auth-Token", m_token);
        return;
    }
    const QByteArray pair = m_login.user.toUtf8() + ':' + m_login.password.reveal().toUtf8();
    request.headers.emplaceBack("Authorization", "Basic " + pair.toBase64());
}

QCoro::Task<Result<HttpAnswer>> Session::exchange(HttpRequest request)
{
    quint64 failed = 0;
    for (int tries = 0;; ++tries) {
        if (m_mode == Mode::SignedOut || m_signingIn || failed != 0) {
            const auto signedIn = co_await signIn(failed);
            if (!signedIn)
                co_return fail(signedIn.error());
        }
        HttpRequest authorised = request;
        authorise(authorised);
        const quint64 generation = m_generation;
        const bool byToken = m_mode == Mode::Token;
        auto answer = co_await m_transport.send(authorised);
        if (!answer || answer->status != 401)
            co_return answer;
        if (tries > 0 || !byToken)
            co_return fail(problemOf(*answer, request.path));
        failed = generation;
    }
}

QCoro::Task<Result<QJsonObject>> Session::get(QString path)
{
    HttpRequest request;
    request.path = path;
    const auto answer = co_await exchange(request);
    if (!answer)
        co_return fail(answer.error());
    co_return readAnswer(*answer, path);
}

QCoro::Task<Result<HttpAnswer>> Session::post(QString path, QJsonObject body)
{
    HttpRequest request;
    request.verb = "POST";
    request.path = path;
    request.body = toText(body);
    auto answer = co_await exchange(request);
    if (answer && !answer->isSuccess())
        co_return fail(problemOf(*answer, path));
    co_return answer;
}

QCoro::Task<Result<HttpAnswer>> Session::patch(QString path, QJsonObject body, QByteArray etag)
{
    bool fetched = false;
    for (;;) {
        HttpRequest request;
        request.verb = "PATCH";
        request.path = path;
        request.body = toText(body);
        if (!etag.isEmpty())
            request.headers.emplaceBack("If-Match", etag);
        auto answer = co_await exchange(request);
        if (!answer || answer->isSuccess())
            co_return answer;
        if (answer->status == 412 && !etag.isEmpty()) {
            etag = etag.startsWith("W/") ? etag.mid(2) : QByteArray();
        } else if (answer->status == 428 && !fetched) {
            fetched = true;
            HttpRequest look;
            look.path = path;
            const auto current = co_await exchange(look);
            if (!current)
                co_return fail(current.error());
            etag = current->etag();
            if (etag.isEmpty()) // it demands what it does not give: any version will do
                etag = "*";
        } else {
            co_return fail(problemOf(*answer, path));
        }
    }
}

QCoro::Task<Result<QStringList>> Session::memberPaths(QString collection)
{
    QStringList paths;
    for (int page = 0; page < kPages && !collection.isEmpty(); ++page) {
        const auto json = co_await get(collection);
        if (!json)
            co_return fail(json.error());
        paths += linksOf(json->value(u"Members"));
        collection = json->value(u"Members@odata.nextLink").toString();
    }
    co_return paths;
}

QCoro::Task<void> Session::close()
{
    if (m_mode == Mode::Token && !m_sessionPath.isEmpty()) {
        HttpRequest request;
        request.verb = "DELETE";
        request.path = m_sessionPath;
        authorise(request);
        m_mode = Mode::SignedOut;
        co_await m_transport.send(request);
    }
    m_mode = Mode::SignedOut;
    m_token.clear();
    m_sessionPath.clear();
}

} // namespace rackhouse::redfish
