#include "tests/lab/bmc.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QUrl>

namespace rackhouse::lab
{

namespace
{

const QString kRoot = QStringLiteral("/redfish/v1");
const QString kSessions = QStringLiteral("/redfish/v1/SessionService/Sessions");
const QString kTasks = QStringLiteral("/redfish/v1/TaskService/Tasks");

/// The path without trailing slash; of a query only $skip names another resource.
QString pathOf(const QByteArray& target)
{
    const auto question = target.indexOf('?');
    QString path = QUrl::fromPercentEncoding(question < 0 ? target : target.left(question));
    while (path.size() > 1 && path.endsWith(u'/'))
        path.chop(1);
    if (question >= 0) {
        const QString query = QUrl::fromPercentEncoding(target.mid(question + 1));
        for (const QString& item : query.split(u'&'))
            if (item.startsWith(u"$skip=") && item != u"$skip=0")
                path += u'?' + item;
    }
    return path;
}

bool isPublic(const QString& path)
{
    return path == u"/redfish" || path.compare(kRoot, Qt::CaseInsensitive) == 0 ||
           path == u"/redfish/v1/odata" || path == u"/redfish/v1/$metadata";
}

} // namespace

Bmc::Bmc(std::shared_ptr<const Personality> personality, std::shared_ptr<const Tree> tree,
         Identity identity, BmcLogin login, std::shared_ptr<Machine> machine)
    : m_personality(std::move(personality)), m_tree(std::move(tree)),
      m_identity(std::move(identity)), m_machine(std::move(machine)),
      m_sessions(login.user, login.password, m_personality->sessionLimit)
{
}

QString Bmc::systemPath() const
{
    return kRoot + QStringLiteral("/Systems/") + m_personality->systemId;
}

bool Bmc::samePath(const QString& a, const QString& b) const
{
    return a.compare(b, m_personality->ignoreCase ? Qt::CaseInsensitive : Qt::CaseSensitive) == 0;
}

bool Bmc::isSystem(const QString& path) const
{
    return samePath(path, systemPath());
}

bool Bmc::isSettings(const QString& path) const
{
    return !m_personality->settings.isEmpty() &&
           samePath(path, systemPath() + u'/' + m_personality->settings);
}

BmcResponse Bmc::handle(const BmcRequest& request)
{
    const std::lock_guard lock(m_mutex);
    ++m_requests;
    const QString path = pathOf(request.target);
    BmcResponse response;
    if (m_dropNext && !isPublic(path)) {
        m_dropNext = false;
        m_sessions.forgetAll();
        response = errorResponse(401, "NoValidSession", QStringLiteral("The session is gone."));
    } else if (request.method == "POST" && samePath(path, kSessions)) {
        response = logIn(request.body);
    } else if (!isPublic(path) && !m_sessions.allows(request)) {
        response = errorResponse(401, "NoValidSession", QStringLiteral("Log in first."));
        response.headers.emplaceBack("WWW-Authenticate", "Basic realm=\"Redfish\"");
    } else if (!isPublic(path) && m_failure == FailureMode::PasswordChangeRequired) {
        response = errorResponse(403, "PasswordChangeRequired",
                                 QStringLiteral("Change the password of this account first."));
    } else {
        response = route(request, path);
    }
    response.headers.emplaceBack("OData-Version", "4.0");
    if (m_failure == FailureMode::CompressedOnly)
        return compressed(request, std::move(response));
    return spoil(std::move(response));
}

BmcResponse Bmc::logIn(const QByteArray& body)
{
    if (m_failure == FailureMode::SessionsFull)
        return errorResponse(503, "SessionLimitExceeded",
                             QStringLiteral("The number of sessions is at its limit."));
    if (m_failure == FailureMode::NoSessionService)
        return errorResponse(405, "OperationNotAllowed", kSessions);
    return m_sessions.open(body);
}

BmcResponse Bmc::compressed(const BmcRequest& request, BmcResponse response)
{
    if (!request.headers.value("accept-encoding").contains("deflate"))
        return errorResponse(406, "NotAcceptable", QStringLiteral("Bodies are compressed here."));
    if (response.body.isEmpty())
        return response;
    response.body = qCompress(response.body).mid(4); // without Qt's own length: the zlib format
    response.headers.emplaceBack("Content-Encoding", "deflate");
    return response;
}

BmcResponse Bmc::route(const BmcRequest& request, const QString& path)
{
    if (path.startsWith(kSessions, Qt::CaseInsensitive))
        return m_sessions.answer(request, path);
    if (request.method == "GET" || request.method == "HEAD") {
        if (path == u"/redfish")
            return jsonResponse(200, {{QStringLiteral("v1"), QStringLiteral("/redfish/v1/")}});
        return path.startsWith(kTasks) ? readTask(path) : read(request, path);
    }
    if (request.method == "POST" &&
        samePath(path, systemPath() + QStringLiteral("/Actions/ComputerSystem.Reset")))
        return reset(request);
    if (request.method == "PATCH" && (isSystem(path) || isSettings(path)))
        return patchBoot(request, path);
    if (m_tree->read(path, m_personality->ignoreCase, m_identity))
        return errorResponse(405, "OperationNotAllowed", path);
    return errorResponse(404, "ResourceMissingAtURI", path);
}

BmcResponse Bmc::read(const BmcRequest& request, const QString& path)
{
    // The baseboard's own BMC is only there while the host has power.
    if (path.contains(u"HGX_") && !path.endsWith(u"/Systems") && !m_machine->isOn())
        return errorResponse(503, "ServiceTemporarilyUnavailable",
                             QStringLiteral("The baseboard does not answer while power is off."));
    const auto found = m_tree->read(path, m_personality->ignoreCase, m_identity);
    if (!found)
        return errorResponse(404, "ResourceMissingAtURI", path);
    BmcResponse response;
    response.body = withState(path, *found);
    if (m_personality->etags) {
        const QByteArray etag = etagOf(response.body);
        response.headers.emplaceBack("ETag", etag);
        if (request.headers.value("if-none-match") == etag) {
            response.status = 304;
            response.body.clear();
        }
    }
    return response;
}

QByteArray Bmc::withState(const QString& path, const QByteArray& body)
{
    if (m_failure == FailureMode::Leaks && path.endsWith(u"/LeakDetector_2"))
        return QByteArray(body).replace(R"("DetectorState":"OK")", R"("DetectorState":"Critical")");
    const bool system = isSystem(path);
    if (!system && !isSettings(path))
        return body;
    QJsonObject object = QJsonDocument::fromJson(body).object();
    if (system)
        object.insert(QStringLiteral("PowerState"),
                      m_machine->isOn() ? QStringLiteral("On") : QStringLiteral("Off"));
    const BootOverride override = m_machine->bootOverride();
    QJsonObject boot = object.value(u"Boot").toObject();
    boot.insert(QStringLiteral("BootSourceOverrideTarget"), override.target);
    boot.insert(QStringLiteral("BootSourceOverrideEnabled"), override.enabled);
    boot.insert(QStringLiteral("BootSourceOverrideMode"), override.mode);
    object.insert(QStringLiteral("Boot"), boot);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray Bmc::etagOf(const QByteArray& body)
{
    QByteArray value = QCryptographicHash::hash(body, QCryptographicHash::Md5).toHex().left(8);
    if (m_failure == FailureMode::WrongEtag)
        value = QByteArray::number(m_requests) + value;
    return (m_personality->weakEtags ? "W/\"" : "\"") + value + '"';
}

BmcResponse Bmc::spoil(BmcResponse response) const
{
    switch (m_failure) {
    case FailureMode::Hang:
        response.delivery = BmcResponse::Delivery::Hang;
        break;
    case FailureMode::SlowBody:
        response.delivery = BmcResponse::Delivery::Slow;
        break;
    case FailureMode::CloseMidBody:
        response.delivery = BmcResponse::Delivery::Half;
        break;
    case FailureMode::BadJson:
        response.status = 200;
        response.body = "{\"@odata.id\": \"/redfish/v1\", \"Name\": \"Ro";
        break;
    case FailureMode::Html:
        response.status = 200;
        response.contentType = "text/html";
        response.body = "<!DOCTYPE html><html><head><title>Login</title></head>"
                        "<body><form>User name</form></body></html>";
        break;
    default:
        break;
    }
    return response;
}

void Bmc::setFailure(FailureMode mode)
{
    const std::lock_guard lock(m_mutex);
    m_failure = mode;
    m_dropNext = mode == FailureMode::Drop401Once;
    m_machine->losePower(mode == FailureMode::LosesPower);
}

FailureMode Bmc::failure()
{
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

QJsonObject Bmc::snapshot()
{
    const std::lock_guard lock(m_mutex);
    const BootOverride override = m_machine->bootOverride();
    return {
        {QStringLiteral("requests"), static_cast<qint64>(m_requests)},
        {QStringLiteral("sessions"), m_sessions.count()},
        {QStringLiteral("logins"), m_sessions.opened()},
        {QStringLiteral("power"), m_machine->isOn() ? QStringLiteral("On") : QStringLiteral("Off")},
        {QStringLiteral("boot_target"), override.target},
        {QStringLiteral("boot_enabled"), override.enabled},
        {QStringLiteral("boot_mode"), override.mode},
        {QStringLiteral("failure"), failureName(m_failure)}};
}

} // namespace rackhouse::lab
