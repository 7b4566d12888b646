#include "tests/lab/bmc.h"

#include <QJsonDocument>

#include <chrono>

// What changes something: reset, boot override, tasks.

namespace rackhouse::lab
{

namespace
{

const QString kTasks = QStringLiteral("/redfish/v1/TaskService/Tasks");
constexpr qint64 kTaskMs = 400;

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

BmcResponse noContent()
{
    BmcResponse response;
    response.status = 204;
    return response;
}

} // namespace

BmcResponse Bmc::reset(const BmcRequest& request)
{
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return errorResponse(400, "MalformedJSON", QStringLiteral("The body is no JSON object."));
    const QString type = document.object().value(u"ResetType").toString();
    if (!m_personality->resetTypes.contains(type))
        return errorResponse(400, "ActionParameterNotSupported",
                             QStringLiteral("ResetType '%1' is not supported.").arg(type));
    if (m_failure == FailureMode::TaskStuck)
        return startTask(true);
    if (m_failure != FailureMode::IgnoresPower)
        m_machine->power(powerCommand(type));
    return m_personality->jobOnReset ? startTask(false) : noContent();
}

BmcResponse Bmc::startTask(bool stuck)
{
    const QString id = m_personality->jobOnReset
                           ? QStringLiteral("JID_%1").arg(m_nextTask, 12, 10, QLatin1Char('0'))
                           : QString::number(m_nextTask);
    ++m_nextTask;
    const QString path = kTasks + u'/' + id;
    m_tasks[path] = {stuck ? 0 : steadyMs() + kTaskMs};
    BmcResponse response = readTask(path);
    response.status = 202;
    response.headers.emplaceBack("Location", path.toUtf8());
    return response;
}

BmcResponse Bmc::readTask(const QString& path) const
{
    if (path == kTasks) {
        QJsonArray members;
        for (const auto& [task, state] : m_tasks)
            members.append(QJsonObject{{QStringLiteral("@odata.id"), task}});
        return jsonResponse(200, {{QStringLiteral("@odata.id"), kTasks},
                                  {QStringLiteral("Members@odata.count"), members.size()},
                                  {QStringLiteral("Members"), members}});
    }
    const auto found = m_tasks.find(path);
    if (found == m_tasks.end())
        return errorResponse(404, "ResourceMissingAtURI", path);
    const bool done = found->second.doneAtMs != 0 && steadyMs() >= found->second.doneAtMs;
    return jsonResponse(200, {{QStringLiteral("@odata.id"), path},
                              {QStringLiteral("@odata.type"), QStringLiteral("#Task.v1_7_0.Task")},
                              {QStringLiteral("Id"), path.section(u'/', -1)},
                              {QStringLiteral("Name"), QStringLiteral("Reset")},
                              {QStringLiteral("TaskState"),
                               done ? QStringLiteral("Completed") : QStringLiteral("Running")},
                              {QStringLiteral("TaskStatus"), QStringLiteral("OK")},
                              {QStringLiteral("PercentComplete"), done ? 100 : 0}});
}

std::optional<BmcResponse> Bmc::checkIfMatch(const BmcRequest& request, const QByteArray& body)
{
    const QByteArray given = request.headers.value("if-match");
    if (given.isEmpty()) {
        const bool needed = m_personality->needsIfMatch || m_failure == FailureMode::NeedsIfMatch;
        if (needed && m_failure != FailureMode::WrongEtag)
            return errorResponse(428, "PreconditionRequired",
                                 QStringLiteral("Send the ETag of the resource as If-Match."));
        return std::nullopt;
    }
    if (given == "*" || !m_personality->etags)
        return std::nullopt;
    // A weak validator never matches in If-Match (RFC 9110, 13.1.1); drop the W/ or the header.
    QByteArray strong = etagOf(body);
    if (strong.startsWith("W/"))
        strong.remove(0, 2);
    if (given == strong)
        return std::nullopt;
    return errorResponse(412, "PreconditionFailed", QStringLiteral("The ETag does not match."));
}

BmcResponse Bmc::patchBoot(const BmcRequest& request, const QString& path)
{
    const auto current = m_tree->read(path, m_personality->ignoreCase, m_identity);
    if (auto refused = checkIfMatch(request, withState(path, current.value_or(QByteArray()))))
        return *refused;
    const QJsonObject boot =
        QJsonDocument::fromJson(request.body).object().value(u"Boot").toObject();
    if (boot.isEmpty())
        return errorResponse(400, "PropertyUnknown",
                             QStringLiteral("Only Boot can be changed here."));
    // With a settings resource the active one takes the request and does nothing.
    if (!m_personality->settings.isEmpty() && isSystem(path))
        return noContent();
    BootOverride wanted = m_machine->bootOverride();
    wanted.target = boot.value(u"BootSourceOverrideTarget").toString(wanted.target);
    wanted.enabled = boot.value(u"BootSourceOverrideEnabled").toString(wanted.enabled);
    wanted.mode = boot.value(u"BootSourceOverrideMode").toString(wanted.mode);
    if (m_personality->bootTogether && boot.size() < 3)
        return errorResponse(400, "PropertyMissing",
                             QStringLiteral("Send target, enabled and mode together."));
    if (!m_personality->bootTargets.contains(wanted.target) &&
        boot.contains(u"BootSourceOverrideTarget"))
        return errorResponse(400, "PropertyValueNotInList", wanted.target);
    if (wanted.enabled != u"Once" && wanted.enabled != u"Continuous" &&
        wanted.enabled != u"Disabled")
        return errorResponse(400, "PropertyValueNotInList", wanted.enabled);
    if (wanted.enabled == u"Disabled")
        wanted.target = QStringLiteral("None");
    if (m_failure != FailureMode::IgnoresBootOverride)
        m_machine->setBootOverride(wanted);
    return noContent();
}

} // namespace rackhouse::lab
