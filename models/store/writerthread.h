#pragma once

#include "models/store/store.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace rackhouse
{

/// Owns the only write connection. Takes all waiting work at once and commits it together.
class WriterThread
{
public:
    using Committed = std::function<void(qint64 lastSeq)>;

    /// `database` is opened on the new thread by `open`; start() reports what that gave.
    WriterThread(const Clock& clock, Committed committed);
    ~WriterThread();

    Result<void> start(std::function<Result<std::unique_ptr<Database>>()> open);
    void enqueue(Store::Task task);

private:
    std::deque<Store::Task> takeBatch();
    void commitBatch(Database& database, std::deque<Store::Task> batch);
    void compact(Database& database, Writer& writer);
    static Result<void> runOne(Database& database, Writer& writer, Store::Task& task,
                               Result<void>& transaction);

    const Clock& m_clock;
    Committed m_committed;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Store::Task> m_queue;
    bool m_stopping = false;
    qint64 m_compactedAt = 0; ///< number in the feed
    std::thread m_thread;
};

} // namespace rackhouse
