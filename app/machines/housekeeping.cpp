#include "app/machines/housekeeping.h"

#include "app/jobs/await.h"
#include "models/domain/job.h"
#include "models/domain/network.h"
#include "models/store/store.h"

#include <QLoggingCategory>

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
    qint64 excess = *events - m_limits.mostEvents;
    qint64 removed = 0;
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

} // namespace rackhouse
