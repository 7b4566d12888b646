#include "app/machines/agentwork.h"

#include "app/jobs/await.h"

#include <QRegularExpression>

namespace rackhouse
{

namespace
{
constexpr qint64 SilentForMs = 90'000; // nine heartbeats
}

Error agentError(const QJsonObject& error)
{
    static const QRegularExpression kebab(QStringLiteral("^[a-z][a-z0-9-]{0,63}$"));
    Error mine;
    mine.code = stringOr(error, QStringLiteral("code"));
    if (!kebab.match(mine.code).hasMatch())
        mine.code = QStringLiteral("agent-failed");
    mine.args = error.value(u"args").toObject().toVariantMap();
    mine.detail = stringOr(error, QStringLiteral("detail")).left(2000);
    return mine;
}

bool isTransient(const Error& error)
{
    static const QStringList permanent{
        QStringLiteral("hash-mismatch"),      QStringLiteral("image-truncated"),
        QStringLiteral("disk-too-small"),     QStringLiteral("drive-missing"),
        QStringLiteral("drive-ambiguous"),    QStringLiteral("bad-field"),
        QStringLiteral("no-root-filesystem"), QStringLiteral("format-unknown"),
        QStringLiteral("cancelled")};
    return !permanent.contains(error.code);
}

QCoro::Task<StepResult> runAgentWork(AgentDesk& desk, Instant deskOpenedAt, AgentWork work,
                                     StepContextPtr context)
{
    const JobId job = context->job().id;
    const QJsonObject answer = context->data().value(u"answer").toObject();
    if (!answer.isEmpty()) {
        if (answer.value(u"ok").toBool()) {
            auto accepting = work.accept(context, answer.value(u"result").toObject());
            co_return co_await accepting;
        }
        const Error error = agentError(answer.value(u"error").toObject());
        co_return isTransient(error) ? StepResult::failed(error) : StepResult::fatal(error);
    }
    const auto presence = desk.ofJob(job);
    const QString boot = context->dataOf(QStringLiteral("await-agent")).value(AgentBoot).toString();
    if (presence && !boot.isEmpty() && presence->session.id.text() != boot)
        co_return StepResult::failed(makeError("agent-restarted"));
    QString id = context->data().value(u"task").toObject().value(u"id").toString();
    if (id.isEmpty()) {
        id = newUuid();
        const QJsonObject task{{QStringLiteral("id"), id}, {QStringLiteral("kind"), work.kind}};
        auto remembered = context->remember({{QStringLiteral("task"), task}});
        const auto done = co_await settled(remembered);
        if (!context->isCurrent())
            co_return StepResult::wait({});
        if (!done)
            co_return StepResult::failed(done.error());
    }
    if (!desk.offers(job, id)) {
        auto building = work.params(context);
        const auto params = co_await building;
        if (!context->isCurrent())
            co_return StepResult::wait({});
        if (!params)
            co_return StepResult::failed(params.error());
        desk.offer(job, {id, work.kind, *params});
    }
    const Instant heard = std::max(
        {presence ? presence->lastSeenAt : Instant{}, deskOpenedAt, context->step().startedAt});
    if (context->now().ms - heard.ms > SilentForMs)
        co_return StepResult::failed(makeError("agent-lost"));
    co_return StepResult::wait(QStringLiteral("agent-works"));
}

} // namespace rackhouse
