#include "app/api/idempotencydesk.h"

#include <QCryptographicHash>

namespace rackhouse::api
{

namespace
{

QString nameOf(const StoredReply& reply)
{
    return reply.key + QLatin1Char('\n') + reply.actor;
}

/// Of the body without a password: a hash of that could be guessed from a stolen database.
QString hashOf(const Call& call)
{
    QJsonObject body = call.body;
    body.remove(QStringLiteral("password"));
    return QString::fromLatin1(
        QCryptographicHash::hash(toText(body), QCryptographicHash::Sha256).toHex());
}

bool isKey(const QByteArray& key)
{
    return !key.isEmpty() && key.size() <= 128 &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127; });
}

http::Response replay(const StoredReply& reply)
{
    http::Response response;
    response.status = reply.status;
    response.headers.emplaceBack("Content-Type", reply.status < 400 ? "application/json"
                                                                    : "application/problem+json");
    response.headers.emplaceBack("Idempotency-Replayed", "true");
    response.body = reply.body;
    return response;
}

} // namespace

void IdempotencyDesk::run(const Route& route, std::shared_ptr<Call> call, Respond respond)
{
    const QByteArray key = call->request.headers.value("idempotency-key");
    if (!isKey(key))
        return respond(fail("idempotency-key-missing"));
    StoredReply reply;
    reply.key = QString::fromLatin1(key);
    reply.actor = call->caller.name + QLatin1Char('\n') + call->caller.credential.text();
    reply.route = QString::fromLatin1(route.method) + QLatin1Char(' ') + call->request.path;
    reply.requestHash = hashOf(*call);
    const QString asked = reply.route + QLatin1Char(' ') + reply.requestHash;
    std::unique_lock lock(m_mutex);
    if (const auto running = m_running.find(nameOf(reply)); running != m_running.end()) {
        if (running->asked == asked)
            return running->waiting.push_back(std::move(respond));
        lock.unlock();
        return respond(fail("idempotency-key-reused"));
    }
    m_running.insert(nameOf(reply), {asked, {std::move(respond)}});
    lock.unlock();
    begin(route, std::move(call), std::move(reply));
}

void IdempotencyDesk::begin(const Route& route, std::shared_ptr<Call> call, StoredReply reply)
{
    const auto remember = [reply](Writer& writer) -> Result<StoredReply> {
        auto known = writer.findReply(reply.key, reply.actor);
        if (!known)
            return fail(known.error());
        if (*known) {
            if ((*known)->requestHash != reply.requestHash || (*known)->route != reply.route)
                return fail("idempotency-key-reused");
            return **known;
        }
        StoredReply begun = reply;
        begun.at = writer.now();
        begun.body = toText({{QStringLiteral("id"), newUuid()}});
        if (auto put = writer.putReply(begun); !put)
            return fail(put.error());
        return begun;
    };
    m_store.write<StoredReply>(remember).then(
        [this, &route, call, name = nameOf(reply)](const Result<StoredReply>& stored) {
            if (!stored)
                return finish(name, fail(stored.error()));
            if (stored->status != 0)
                return finish(name, replay(*stored));
            const auto begun = parseObject(stored->body);
            call->workId = begun ? stringOr(*begun, QStringLiteral("id")) : newUuid();
            route.handler(call, [this, begunReply = *stored](Result<http::Response> answer) {
                end(begunReply, std::move(answer));
            });
        });
}

void IdempotencyDesk::end(const StoredReply& reply, Result<http::Response> answer)
{
    const http::Response response =
        answer ? *std::move(answer) : http::problemResponse(answer.error());
    if (response.status >= 500) // nothing is decided: a repetition tries again
        return finish(nameOf(reply), response);
    StoredReply done = reply;
    done.status = response.status;
    done.body = response.body;
    m_store.write<void>([done](Writer& writer) { return writer.putReply(done); })
        .then([this, response, name = nameOf(reply)](const Result<void>&) {
            finish(name, response);
        });
}

void IdempotencyDesk::finish(const QString& name, const Result<http::Response>& answer)
{
    Running running;
    {
        const std::lock_guard lock(m_mutex);
        running = m_running.take(name);
    }
    for (const Respond& respond : running.waiting)
        respond(answer);
}

} // namespace rackhouse::api
