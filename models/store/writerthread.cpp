#include "models/store/writerthread.h"

#include <QLoggingCategory>

#include <future>

#include <pthread.h>

namespace rackhouse
{

namespace
{

Q_LOGGING_CATEGORY(storeLog, "rackhouse.store")

/// Bounds how long a single commit may grow, so that one burst does not delay everybody behind it.
constexpr std::size_t kMaxBatch = 512;

/// Superseded entries of the feed that are kept, and after how many new ones the rest is forgotten.
/// The feed then holds one entry a row, the removals of a month, and at most the sum of both
/// besides.
constexpr qint64 kKeepSuperseded = 100'000;
constexpr qint64 kCompactEvery = 2'000;
/// A console that was away for longer fetches everything again.
constexpr qint64 kKeepRemovalsMs = 30ll * 24 * 3600 * 1000;

} // namespace

WriterThread::WriterThread(const Clock& clock, Committed committed)
    : m_clock(clock), m_committed(std::move(committed))
{
}

WriterThread::~WriterThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> WriterThread::start(std::function<Result<std::unique_ptr<Database>>()> open)
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    m_thread = std::thread([this, open = std::move(open), &opened] {
        auto database = open();
        if (!database) {
            opened.set_value(fail(database.error()));
            return;
        }
        pthread_setname_np(pthread_self(), "store-writer"); // as debuggers and top -H show it
        opened.set_value({});
        for (auto batch = takeBatch(); !batch.empty(); batch = takeBatch())
            commitBatch(**database, std::move(batch));
    });
    return result.get();
}

void WriterThread::enqueue(Store::Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(task));
    }
    m_wake.notify_one();
}

/// Waits for work. Empty only when the thread is to end and nothing is left.
std::deque<Store::Task> WriterThread::takeBatch()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
    std::deque<Store::Task> batch;
    while (!m_queue.empty() && batch.size() < kMaxBatch) {
        batch.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    return batch;
}

void WriterThread::commitBatch(Database& database, std::deque<Store::Task> batch)
{
    Writer writer(database, m_clock);
    std::vector<Result<void>> results;
    Result<void> committed = database.change(QStringLiteral("BEGIN IMMEDIATE"));
    for (Store::Task& task : batch)
        results.push_back(committed ? runOne(database, writer, task, committed) : committed);
    if (committed)
        committed = database.change(QStringLiteral("COMMIT"));
    // After SQLITE_FULL and the like SQLite may already have rolled back; a second one is then
    // refused.
    if (!committed)
        (void)database.change(QStringLiteral("ROLLBACK"));
    const auto last = committed && writer.changedFeed() ? writer.lastChange() : Result<qint64>(0);
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].finish(committed ? results[i] : committed);
    if (!last || *last == 0)
        return;
    m_committed(*last);
    if (*last - m_compactedAt < kCompactEvery)
        return;
    m_compactedAt = *last;
    compact(database, writer);
}

void WriterThread::compact(Database& database, Writer& writer)
{
    auto done = database.change(QStringLiteral("BEGIN IMMEDIATE"));
    if (done)
        done = writer.compactFeed(kKeepSuperseded, m_clock.now().plusMs(-kKeepRemovalsMs));
    if (done)
        done = database.change(QStringLiteral("COMMIT"));
    if (done)
        return;
    (void)database.change(QStringLiteral("ROLLBACK"));
    qCWarning(storeLog) << "the change feed could not be compacted:" << done.error().detail;
}

/// Runs one piece of work inside a savepoint. Where even its rollback fails, SQLite has given up
/// the whole transaction (a full disk does that): `transaction` says so then, and nothing in the
/// batch may count as done.
Result<void> WriterThread::runOne(Database& database, Writer& writer, Store::Task& task,
                                  Result<void>& transaction)
{
    if (auto saved = database.change(QStringLiteral("SAVEPOINT work")); !saved)
        return transaction = saved;
    Result<void> result = task.run(writer);
    if (!result) {
        if (auto back = database.change(QStringLiteral("ROLLBACK TO work")); !back) {
            // The others are told of the database, not of what this work makes of it.
            const bool told = result.error().code == QLatin1String("disk-full");
            return transaction = told ? result : back;
        }
    }
    if (auto released = database.change(QStringLiteral("RELEASE work")); !released)
        return transaction = released;
    return result;
}

} // namespace rackhouse
