#include "app/machines/housekeeping.h"

#include "app/jobs/await.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/domain/network.h"
#include "models/domain/security.h"
#include "models/domain/wiring.h"
#include "models/store/store.h"

#include <QLoggingCategory>
#include <QSet>

namespace rackhouse
{

Q_LOGGING_CATEGORY(lcHousekeeping, "rackhouse.housekeeping", QtInfoMsg)

namespace
{

/// Removes rows from the oldest on while `goes` says so, one batch at most. Ids are in the order of
/// their making.
template <class T, class Goes>
Result<qint64> removeOldest(Writer& writer, qint64 batch, Goes goes)
{
    const auto rows = writer.list<T>({.limit = batch});
    if (!rows)
        return fail(rows.error());
    qint64 removed = 0;
    for (const T& row : *rows) {
        if (!goes(row))
            break;
        if (auto done = writer.remove<T>(row.id); !done)
            return fail(done.error());
        ++removed;
    }
    return removed;
}

/// `excess`: so many events are more than are kept.
Result<qint64> sweepBatch(Writer& writer, const Housekeeping::Limits& limits, qint64 excess,
                          Instant now)
{
    qint64 left = excess;
    const auto events = removeOldest<Event>(writer, limits.batch, [&](const Event& event) {
        return --left >= 0 || event.at.plusMs(limits.eventsForMs) < now;
    });
    if (!events)
        return events;
    const auto sessions =
        removeOldest<BootSession>(writer, limits.batch, [&](const BootSession& session) {
            return session.expiresAt.plusMs(limits.sessionsForMs) < now;
        });
    if (!sessions)
        return sessions;
    if (auto done = writer.forgetReplies(now.plusMs(-limits.repliesForMs)); !done)
        return fail(done.error());
    return *events + *sessions;
}

/// Takes out the secrets that a job still needs: one that has not ended, or that may be retried.
Result<void> keepThoseOfJobs(Reader& reader, QSet<QString>& secrets, Instant endedSince)
{
    for (JobState state : {JobState::Queued, JobState::Running, JobState::Held,
                           JobState::Cancelling, JobState::Failed, JobState::Cancelled}) {
        const auto jobs =
            reader.list<Job>({.equals = {{QStringLiteral("state"), enumText(state)}}});
        if (!jobs)
            return fail(jobs.error());
        for (const Job& job : *jobs) {
            if (isFinished(state) && job.finishedAt < endedSince)
                continue;
            for (const char* field : {"secret_id", "user_data_id"})
                secrets.remove(job.params.value(QLatin1String(field)).toString());
        }
    }
    return {};
}

Result<qint64> sweepSecrets(Writer& writer, const Housekeeping::Limits& limits, Instant now)
{
    const auto rows = writer.list<SealedSecret>();
    const auto bmcs = writer.list<Bmc>();
    const auto switches = writer.list<SwitchAccess>();
    for (const Error* error : {rows ? nullptr : &rows.error(), bmcs ? nullptr : &bmcs.error(),
                               switches ? nullptr : &switches.error()}) {
        if (error != nullptr)
            return fail(*error);
    }
    QSet<QString> unused;
    for (const SealedSecret& row : *rows) {
        if (row.createdAt.plusMs(limits.secretsAfterMs) < now)
            unused.insert(row.id.text());
    }
    for (const Bmc& bmc : *bmcs)
        unused.remove(bmc.secretId.text());
    for (const SwitchAccess& access : *switches) {
        unused.remove(access.secretId.text());
        unused.remove(access.privacySecretId.text());
    }
    if (unused.isEmpty())
        return 0;
    if (auto kept = keepThoseOfJobs(writer, unused, now.plusMs(-limits.retriesForMs)); !kept)
        return fail(kept.error());
    for (const QString& id : std::as_const(unused)) {
        if (auto removed = writer.remove<SealedSecret>(SecretId(id)); !removed)
            return fail(removed.error());
    }
    return unused.size();
}

} // namespace

Housekeeping::Housekeeping(Store& store, const Clock& clock, Limits limits, QObject* parent)
    : QObject(parent), m_store(store), m_clock(clock), m_limits(limits),
      m_handle(std::make_shared<Housekeeping*>(this))
{
    m_timer.setInterval(limits.everyMs);
    connect(&m_timer, &QTimer::timeout, this, &Housekeeping::sweep);
}

Housekeeping::~Housekeeping()
{
    *m_handle = nullptr;
}

void Housekeeping::start()
{
    m_timer.start();
    sweep();
}

void Housekeeping::stop()
{
    m_timer.stop();
}

QCoro::Task<Result<qint64>> Housekeeping::sweep()
{
    const auto self = m_handle;
    const auto events =
        m_store.read<qint64>([](Reader& reader) { return reader.count(Event::record()); });
    if (!events)
        co_return fail(events.error());
    std::function<Result<qint64>(Writer&)> unseal = [limits = m_limits,
                                                     now = m_clock.now()](Writer& writer) {
        return sweepSecrets(writer, limits, now);
    };
    auto unsealing = m_store.write<qint64>(std::move(unseal));
    const auto secrets = co_await settled(unsealing);
    if (!secrets)
        co_return fail(secrets.error());
    const auto forgotten = co_await forgetHistory();
    if (!forgotten)
        co_return fail(forgotten.error());
    qint64 excess = *events - m_limits.mostEvents;
    qint64 removed = *secrets + *forgotten;
    while (*self) {
        std::function<Result<qint64>(Writer&)> work = [limits = m_limits, excess,
                                                       now = m_clock.now()](Writer& writer) {
            return sweepBatch(writer, limits, excess, now);
        };
        auto write = m_store.write<qint64>(std::move(work));
        const auto batch = co_await settled(write);
        if (!batch) {
            qCWarning(lcHousekeeping)
                << "old rows stay:" << batch.error().code << batch.error().detail;
            co_return fail(batch.error());
        }
        removed += *batch;
        excess -= *batch;
        if (*batch == 0)
            break;
    }
    if (removed > 0)
        qCInfo(lcHousekeeping) << "removed" << removed << "old rows";
    co_return removed;
}

/// How rows were before the time that is kept.
QCoro::Task<Result<qint64>> Housekeeping::forgetHistory()
{
    const auto self = m_handle;
    qint64 removed = 0;
    while (*self) {
        std::function<Result<qint64>(Writer&)> work = [limits = m_limits,
                                                       now = m_clock.now()](Writer& writer) {
            return writer.forgetHistory(now.plusMs(-limits.historyForMs), limits.mostHistory,
                                        limits.batch);
        };
        auto write = m_store.write<qint64>(std::move(work));
        const auto batch = co_await settled(write);
        if (!batch || *batch == 0)
            co_return batch ? Result<qint64>(removed) : batch;
        removed += *batch;
    }
    co_return removed;
}

} // namespace rackhouse
