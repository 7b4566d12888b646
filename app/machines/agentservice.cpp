#include "app/machines/agentservice.h"

#include "app/jobs/await.h"
#include "app/jobs/jobengine.h"
#include "app/machines/bootpolicy.h"
#include "app/machines/bootsessions.h"
#include "app/machines/phonehome.h"
#include "models/store/store.h"

#include <QLoggingCategory>

namespace rackhouse
{

Q_LOGGING_CATEGORY(lcAgents, "rackhouse.agents", QtInfoMsg)

namespace
{

constexpr int HeartbeatSeconds = 10;
constexpr qint64 LongestPollSeconds = 60;
constexpr qint64 SaveSeenEveryMs = 30'000;
constexpr int MostLogLines = 200;
constexpr int LongestLogLine = 500;
/// Bytes of a registration or a phone-home: names and public keys.
constexpr qint64 LongestFirstWord = 16 * 1024;
constexpr QLatin1StringView TaskPaths("/agent/v1/tasks/");

http::Response json(const QJsonObject& object)
{
    http::Response response;
    response.headers = {{"Content-Type", "application/json"}};
    response.body = toText(object);
    return response;
}

http::Response empty(int status)
{
    http::Response response;
    response.status = status;
    return response;
}

QString bearer(const http::Request& request)
{
    const QByteArray header = request.headers.value("authorization");
    return header.startsWith("Bearer ") ? QString::fromLatin1(header.mid(7).trimmed()) : QString();
}

Severity severityOf(const QString& level)
{
    if (level == u"error" || level == u"critical")
        return Severity::Critical;
    return level == u"warning" ? Severity::Warning : Severity::Info;
}

/// The step of a job that gave out a task.
QString stepOfTask(const JobRun& run, const QString& taskId)
{
    for (const JobStep& step : run.steps) {
        if (step.data.value(u"task").toObject().value(u"id").toString() == taskId)
            return step.name;
    }
    return {};
}

} // namespace

AgentService::AgentService(Store& store, const Clock& clock, JobEngine& engine, AgentDesk& desk,
                           QObject* parent)
    : QObject(parent), m_store(store), m_clock(clock), m_engine(engine), m_desk(desk),
      m_refusals(store, engine, desk), m_handle(std::make_shared<AgentService*>(this))
{
    m_pollTimer.setInterval(500);
    connect(&m_pollTimer, &QTimer::timeout, this, &AgentService::answerPolls);
    connect(&m_desk, &AgentDesk::offered, this, &AgentService::answerPolls);
    connect(&m_engine, &JobEngine::jobFinished, this, [this](const JobId& job) {
        m_sessions.removeIf([&](const auto& entry) { return entry.value().jobId == job; });
        m_polls.remove_if([&](const Poll& poll) { return poll.session.jobId == job; });
        m_desk.forget(job);
    });
}

AgentService::~AgentService()
{
    *m_handle = nullptr;
}

void AgentService::handle(http::Request request, http::Reply reply)
{
    QMetaObject::invokeMethod(
        this,
        [this, request = std::move(request), reply = std::move(reply)] {
            dispatch(request, reply);
        },
        Qt::QueuedConnection);
}

void AgentService::dispatch(const http::Request& request, const http::Reply& reply)
{
    const QString& path = request.path;
    const bool post = request.method == "POST";
    if (post && path.startsWith(u"/phone-home/")) {
        takePhoneHome(m_engine, request, reply);
        return;
    }
    if (post && path == u"/agent/v1/register") {
        registerAgent(request, reply);
        return;
    }
    const auto session = authorize(request);
    if (!session) {
        reply(refusal(request, session.error()));
        return;
    }
    keepSeen(*session);
    if (request.method == "GET" && path == u"/agent/v1/task") {
        poll(request, reply, *session);
    } else if (post && path.startsWith(TaskPaths) && path.endsWith(u"/progress")) {
        progress(request, reply, *session, path.mid(TaskPaths.size()).chopped(9));
    } else if (post && path.startsWith(TaskPaths) && path.endsWith(u"/result")) {
        result(request, reply, *session, path.mid(TaskPaths.size()).chopped(7));
    } else {
        reply(http::problemResponse(makeError("not-found", path)));
    }
}

Result<BootSession> AgentService::authorize(const http::Request& request)
{
    const QString hash = BootToken::hashOf(bearer(request));
    const Instant now = m_clock.now();
    const auto known = m_sessions.constFind(hash);
    if (known != m_sessions.constEnd() && known->expiresAt > now)
        return *known;
    const auto found = registered(hash);
    if (found)
        m_sessions.insert(hash, *found);
    return found;
}

Result<BootSession> AgentService::registered(const QString& tokenHash) const
{
    const auto found = m_store.read<std::optional<BootSession>>(
        [&](Reader& reader) { return bootsessions::find(reader, tokenHash, m_clock.now()); });
    if (!found)
        return fail(found.error());
    if (!*found || !(*found)->registeredAt.isSet())
        return fail("token-unknown");
    return **found;
}

/// An agent whose job has ended may still be at work: it hears that nobody wants it.
http::Response AgentService::refusal(const http::Request& request, const Error& why) const
{
    if (why.code != u"token-unknown" || !request.path.startsWith(TaskPaths))
        return http::problemResponse(why);
    const auto ever = m_store.read<std::optional<BootSession>>([&](Reader& reader) {
        return bootsessions::findEver(reader, BootToken::hashOf(bearer(request)));
    });
    const bool worked = ever && *ever && (*ever)->registeredAt.isSet();
    return worked ? empty(410) : http::problemResponse(why);
}

http::UploadDecision AgentService::admitBody(const http::Request& request) const
{
    http::UploadDecision decision;
    if (!request.path.startsWith(TaskPaths)) {
        decision.maxBytes = LongestFirstWord;
        return decision;
    }
    const auto session = registered(BootToken::hashOf(bearer(request)));
    if (!session) {
        decision.kind = http::UploadDecision::Refuse;
        decision.refusal = refusal(request, session.error());
    }
    return decision;
}

QCoro::Task<void> AgentService::registerAgent(http::Request request, http::Reply reply)
{
    const auto self = m_handle;
    const auto body = parseObject(request.body);
    if (!body) {
        reply(http::problemResponse(body.error()));
        co_return;
    }
    const QString hash = BootToken::hashOf(stringOr(*body, QStringLiteral("token")));
    const QString version = stringOr(*body, QStringLiteral("version")).left(64);
    const QString serial = stringOr(*body, QStringLiteral("serial")).trimmed();
    const QString mac = BootPolicy::normalMac(stringOr(*body, QStringLiteral("boot_mac")));
    std::function<Result<BootSession>(Writer&)> work =
        [hash, version, serial, now = m_clock.now()](Writer& writer) -> Result<BootSession> {
        auto session = bootsessions::markRegistered(writer, hash, version, now);
        if (!session)
            return session;
        const auto machine = writer.find<Machine>(session->machineId.text());
        if (!machine)
            return fail(machine.error());
        if (!*machine)
            return fail("token-unknown");
        const QString& books = (*machine)->serial;
        if (!serial.isEmpty() && !books.isEmpty() && books != serial)
            return fail("wrong-machine",
                        {{QStringLiteral("expected"), books}, {QStringLiteral("found"), serial}});
        return session;
    };
    auto write = m_store.write<BootSession>(std::move(work));
    const auto session = co_await settled(write);
    if (!*self)
        co_return;
    if (!session) {
        qCWarning(lcAgents) << "refused an agent from" << request.peer.toString()
                            << session.error().code;
        m_refusals.note({hash, mac, request.peer}, session.error());
        reply(http::problemResponse(session.error()));
        co_return;
    }
    m_sessions.removeIf(
        [&](const auto& entry) { return entry.value().machineId == session->machineId; });
    m_sessions.insert(hash, *session);
    m_refusals.forget(session->machineId);
    m_desk.withdraw(session->jobId);
    m_desk.seen(*session, m_clock.now());
    qCInfo(lcAgents) << "agent" << version << "of machine" << session->machineId.text()
                     << "registered for" << session->purpose;
    if (const auto run = m_engine.unfinished(session->jobId)) {
        m_engine.recordEvent(run->job, Severity::Info, QStringLiteral("agent-registered"),
                             {{QStringLiteral("version"), version},
                              {QStringLiteral("address"), request.peer.toString()}});
        m_engine.notify(session->jobId);
    }
    reply(json({{QStringLiteral("machine"), session->machineId.text()},
                {QStringLiteral("heartbeat_s"), HeartbeatSeconds}}));
}

void AgentService::keepSeen(const BootSession& session)
{
    const Instant now = m_clock.now();
    m_desk.seen(session, now);
    Instant& saved = m_savedSeen[session.id];
    if (now.ms - saved.ms < SaveSeenEveryMs)
        return;
    saved = now;
    std::function<Result<void>(Writer&)> work = [id = session.id, now](Writer& writer) {
        auto row = writer.find<BootSession>(id.text());
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(fail(row.error()));
        (*row)->lastSeenAt = now;
        if ((*row)->expiresAt > now) // overwriting a large disk takes longer than a token lasts
            (*row)->expiresAt = now.plusMs(bootsessions::LifetimeMs);
        return writer.put(**row);
    };
    m_store.write<void>(std::move(work));
}

void AgentService::poll(const http::Request& request, const http::Reply& reply,
                        const BootSession& session)
{
    const qint64 seconds = std::clamp<qint64>(
        request.query.queryItemValue(QStringLiteral("wait")).toLongLong(), 0, LongestPollSeconds);
    const Poll waiting{session, reply, m_clock.now().plusMs(seconds * 1000)};
    // One agent asks once: an older poll of the same session has lost its connection.
    m_polls.remove_if([&](const Poll& other) { return other.session.id == session.id; });
    if (answerPoll(waiting))
        return;
    m_polls.push_back(waiting);
    m_pollTimer.start();
}

bool AgentService::answerPoll(const Poll& poll)
{
    const BootSession& session = poll.session;
    std::optional<AgentTask> task;
    if (session.jobId)
        task = m_desk.taskOf(session.jobId);
    else if (!m_inspected.contains(session.id)) // booted by itself: look, and touch nothing
        task = AgentTask{session.id.text(), QStringLiteral("inventory"), {}};
    if (task) {
        poll.reply(json({{QStringLiteral("id"), task->id},
                         {QStringLiteral("kind"), task->kind},
                         {QStringLiteral("params"), task->params}}));
        return true;
    }
    if (m_clock.now() < poll.until)
        return false;
    poll.reply(empty(204));
    return true;
}

void AgentService::answerPolls()
{
    m_polls.remove_if([this](const Poll& poll) { return answerPoll(poll); });
    if (m_polls.empty())
        m_pollTimer.stop();
}

void AgentService::progress(const http::Request& request, const http::Reply& reply,
                            const BootSession& session, const QString& taskId)
{
    const auto body = parseObject(request.body);
    if (!body) {
        reply(http::problemResponse(body.error()));
        return;
    }
    const auto run = m_engine.unfinished(session.jobId);
    logLines(session, body->value(u"logs").toArray());
    if (!run) {
        reply(json({{QStringLiteral("cancel"), bool(session.jobId)}}));
        return;
    }
    const QString step = stepOfTask(*run, taskId);
    const bool current = !run->atEnd() && run->step().name == step;
    if (current)
        m_engine.reportProgress(session.jobId, step, integerOr(*body, QStringLiteral("done")),
                                integerOr(*body, QStringLiteral("total")),
                                stringOr(*body, QStringLiteral("unit")).left(16),
                                qRound64(body->value(u"rate").toDouble()));
    reply(json({{QStringLiteral("cancel"), !current}}));
}

void AgentService::logLines(const BootSession& session, const QJsonArray& lines)
{
    Job job;
    job.id = session.jobId;
    job.machineId = session.machineId;
    for (int i = 0; i < std::min<int>(static_cast<int>(lines.size()), MostLogLines); ++i) {
        const QJsonObject line = lines.at(i).toObject();
        m_engine.recordEvent(job, severityOf(stringOr(line, QStringLiteral("level"))),
                             QStringLiteral("agent-log"), {},
                             stringOr(line, QStringLiteral("text")).left(LongestLogLine));
    }
}

QCoro::Task<void> AgentService::result(http::Request request, http::Reply reply,
                                       BootSession session, QString taskId)
{
    const auto self = m_handle;
    const auto body = parseObject(request.body);
    if (!body) {
        reply(http::problemResponse(body.error()));
        co_return;
    }
    if (!session.jobId) {
        co_await inspectionResult(request, reply, session);
        co_return;
    }
    const auto run = m_engine.unfinished(session.jobId);
    const QString step = run ? stepOfTask(*run, taskId) : QString();
    if (step.isEmpty()) {
        reply(empty(410));
        co_return;
    }
    auto write = m_engine.patchStepData(session.jobId, step, {{QStringLiteral("answer"), *body}});
    const auto written = co_await settled(write);
    if (!*self)
        co_return;
    reply(written ? empty(204) : http::problemResponse(written.error()));
    if (written)
        m_engine.notify(session.jobId);
}

QCoro::Task<void> AgentService::inspectionResult(http::Request request, http::Reply reply,
                                                 BootSession session)
{
    const auto body = parseObject(request.body);
    const AgentInventory inventory =
        AgentInventory::read(body ? body->value(u"result").toObject() : QJsonObject());
    std::function<Result<void>(Writer&)> work = [inventory, machine = session.machineId,
                                                 now = m_clock.now()](Writer& writer) {
        return storeInventory(writer, machine, inventory, now);
    };
    const auto self = m_handle;
    auto write = m_store.write<void>(std::move(work));
    const auto written = co_await settled(write);
    if (*self && written)
        m_inspected.insert(session.id);
    reply(written ? empty(204) : http::problemResponse(written.error()));
}

} // namespace rackhouse
