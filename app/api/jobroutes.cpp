#include "app/api/audit.h"
#include "app/api/context.h"

#include <QJsonArray>

namespace rackhouse::api
{

namespace
{

constexpr qsizetype mostAddresses = 64;

tl::unexpected<Error> badField(const char* field)
{
    return fail("bad-field", {{QStringLiteral("field"), QString::fromLatin1(field)}});
}

void answerJob(QFuture<Result<Job>> job, const Respond& respond, int status)
{
    job.then([respond, status](const Result<Job>& result) {
        if (!result)
            return respond(fail(result.error()));
        respond(jsonResponse(toJson(*result), status));
    });
}

/// Writes the audit row, then asks the engine.
void auditThen(Store& store, const CallPtr& call, const QByteArray& action,
               const QString& subjectKind, const QString& subjectId, const QJsonObject& detail,
               const Respond& respond, std::function<void()> act)
{
    store
        .write<void>([call, action, subjectKind, subjectId, detail](Writer& writer) {
            return writeAudit(writer, call->caller.name, action.constData(),
                              subjectKind.toLatin1().constData(), subjectId, detail);
        })
        .then([respond, act = std::move(act)](const Result<void>& audited) {
            if (!audited)
                return respond(fail(audited.error()));
            act();
        });
}

Result<JobRequest> jobRequest(const Call& call)
{
    const auto kindText = requireString(call.body, QStringLiteral("kind"), 64);
    if (!kindText)
        return fail(kindText.error());
    const auto kind = enumFromText<JobKind>(*kindText);
    if (!kind || *kind == JobKind::Discover) // that one has its own route, for its password
        return badField("kind");
    const auto machine = requireString(call.body, QStringLiteral("machine_id"), 64);
    if (!machine || !isUuid(*machine))
        return badField("machine_id");
    const QJsonValue params = call.body.value(QStringLiteral("params"));
    if (!params.isUndefined() && !params.isObject())
        return badField("params");
    return JobRequest{JobId(call.workId), *kind, MachineId(*machine), params.toObject(),
                      call.caller.name};
}

/// What the audit keeps of it: user-data may hold passwords.
QJsonObject auditedParams(QJsonObject params)
{
    const QString secret = QStringLiteral("user_data");
    if (params.contains(secret))
        params.insert(secret, QStringLiteral("***"));
    return params;
}

RouteHandler startJob(Store& store, JobService& jobs)
{
    return [&store, &jobs](const CallPtr& call, const Respond& respond) {
        const auto request = jobRequest(*call);
        if (!request)
            return respond(fail(request.error()));
        auditThen(store, call, "job." + enumText(request->kind).toLatin1(),
                  QStringLiteral("machine"), request->machineId.text(),
                  {{QStringLiteral("job"), request->id.text()},
                   {QStringLiteral("params"), auditedParams(request->params)}},
                  respond, [&jobs, request = *request, respond] {
                      answerJob(jobs.submit(request), respond, 201);
                  });
    };
}

struct Discovery {
    JobRequest request;
    Redacted<QString> password;
};

Result<Discovery> discoveryOf(const Call& call)
{
    const auto addresses = requireArray(call.body, QStringLiteral("addresses"));
    if (!addresses || addresses->isEmpty() || addresses->size() > mostAddresses)
        return badField("addresses");
    for (const QJsonValue& address : *addresses) {
        if (!address.isString() || address.toString().isEmpty() || address.toString().size() > 255)
            return badField("addresses");
    }
    const qint64 port = integerOr(call.body, QStringLiteral("port"), 443);
    if (port < 1 || port > 65535)
        return badField("port");
    const auto username = requireString(call.body, QStringLiteral("username"), 128);
    const auto password = requireString(call.body, QStringLiteral("password"), 1024);
    if (!username)
        return fail(username.error());
    if (!password)
        return fail(password.error());
    Discovery discovery;
    discovery.password = Redacted<QString>(*password);
    discovery.request = {JobId(call.workId),
                         JobKind::Discover,
                         {},
                         {{QStringLiteral("addresses"), *addresses},
                          {QStringLiteral("port"), port},
                          {QStringLiteral("username"), *username}},
                         call.caller.name};
    return discovery;
}

/// Seals the password first: the job knows only the id of the secret.
RouteHandler startDiscovery(Store& store, JobService& jobs, SecretSealer seal)
{
    return [&store, &jobs, seal](const CallPtr& call, const Respond& respond) {
        auto discovery = discoveryOf(*call);
        if (!discovery)
            return respond(fail(discovery.error()));
        const auto secret = seal(discovery->password);
        if (!secret)
            return respond(fail(secret.error()));
        JobRequest request = discovery->request;
        const QJsonObject asked = request.params;
        request.params.insert(QStringLiteral("secret_id"), secret->id.text());
        store
            .write<void>([call, asked, secret = *secret](Writer& writer) -> Result<void> {
                if (auto audited = writeAudit(writer, call->caller.name, "job.discover", "job",
                                              call->workId, asked);
                    !audited)
                    return audited;
                return writer.put(secret);
            })
            .then([&jobs, request, respond](const Result<void>& kept) {
                if (!kept)
                    return respond(fail(kept.error()));
                answerJob(jobs.submit(request), respond, 201);
            });
    };
}

using Verb = QFuture<Result<Job>> (JobService::*)(JobId, QString);

RouteHandler verbHandler(Store& store, JobService& jobs, const QByteArray& name, Verb verb)
{
    return [&store, &jobs, name, verb](const CallPtr& call, const Respond& respond) {
        auditThen(store, call, "job." + name, QStringLiteral("job"), call->id(), {}, respond,
                  [&jobs, verb, call, respond] {
                      answerJob((jobs.*verb)(JobId(call->id()), call->caller.name), respond, 200);
                  });
    };
}

RouteHandler retryJob(Store& store, JobService& jobs)
{
    return [&store, &jobs](const CallPtr& call, const Respond& respond) {
        const QString step = stringOr(call->body, QStringLiteral("from_step"));
        auditThen(store, call, "job.retry", QStringLiteral("job"), call->id(),
                  {{QStringLiteral("from_step"), step}}, respond, [&jobs, call, step, respond] {
                      answerJob(jobs.retry(JobId(call->id()), step, call->caller.name), respond,
                                200);
                  });
    };
}

Route jobRoute(const QString& pattern, const char* summary, RouteHandler handler)
{
    Route route{"POST", pattern, Role::Operator, QString::fromLatin1(summary)};
    route.handler = std::move(handler);
    route.answers = &Job::record();
    return route;
}

} // namespace

void addJobRoutes(std::vector<Route>& routes, const Context& context)
{
    Store& store = context.store;
    JobService& jobs = context.jobs;
    Route start =
        jobRoute(QStringLiteral("/jobs"), "Start a job on a machine", startJob(store, jobs));
    start.startsWork = true;
    start.body = objectSchema(
        {{QStringLiteral("kind"), typeSchema("string", "inspect, provision, wipe or power")},
         {QStringLiteral("machine_id"), typeSchema("string")},
         {QStringLiteral("params"), typeSchema("object")}},
        {QStringLiteral("kind"), QStringLiteral("machine_id")});
    routes.push_back(std::move(start));

    Route discover = jobRoute(QStringLiteral("/discoveries"), "Look for BMCs by address",
                              startDiscovery(store, jobs, context.seal));
    discover.startsWork = true;
    discover.body = objectSchema(
        {{QStringLiteral("addresses"),
          typeSchema("array", "Addresses, host names and ranges (first-last)")},
         {QStringLiteral("port"), typeSchema("integer")},
         {QStringLiteral("username"), typeSchema("string")},
         {QStringLiteral("password"), typeSchema("string")}},
        {QStringLiteral("addresses"), QStringLiteral("username"), QStringLiteral("password")});
    routes.push_back(std::move(discover));

    for (const auto& [name, summary, verb] :
         {std::tuple{"cancel", "Stop a job at its next safe point", &JobService::cancel},
          std::tuple{"hold", "Let a job stand still before its next step", &JobService::hold},
          std::tuple{"release", "Let a held job go on", &JobService::release}}) {
        routes.push_back(jobRoute(QStringLiteral("/jobs/{id}/") + QLatin1String(name), summary,
                                  verbHandler(store, jobs, name, verb)));
    }
    Route retry = jobRoute(QStringLiteral("/jobs/{id}/retry"), "Run a job again from a step",
                           retryJob(store, jobs));
    retry.startsWork = true;
    retry.body = objectSchema({{QStringLiteral("from_step"), typeSchema("string")}});
    routes.push_back(std::move(retry));
}

} // namespace rackhouse::api
