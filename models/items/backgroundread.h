#pragma once

#include "models/store/replica.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <utility>

namespace rackhouse
{

/// Reads the replica on a worker thread, one read at a time. Requests that come while one runs, or
/// within the pause, become one; the newest counts. Destroying it waits for the read that runs.
template <class R>
class BackgroundRead
{
public:
    using Work = std::function<Result<R>(ReplicaReader&)>;
    using Done = std::function<void(Result<R>)>;

    /// `done` is called on the thread that this object lives in.
    BackgroundRead(const Replica& replica, Done done, int pauseMs)
        : m_replica(replica), m_done(std::move(done))
    {
        m_pause.setSingleShot(true);
        m_pause.setInterval(pauseMs);
        QObject::connect(&m_pause, &QTimer::timeout, &m_pause, [this] { start(); });
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] {
            // The promise finishes again in its destructor where its result was taken before that.
            if (!std::exchange(m_running, false))
                return;
            Result<R> result = m_watcher.future().takeResult();
            if (m_pending && std::exchange(m_isUrgent, false))
                start();
            else if (m_pending)
                m_pause.start();
            m_done(std::move(result));
        });
    }
    ~BackgroundRead()
    {
        m_watcher.disconnect();
        // A future whose result was taken never counts as finished again.
        if (m_running)
            m_watcher.waitForFinished();
    }
    BackgroundRead(const BackgroundRead&) = delete;
    BackgroundRead& operator=(const BackgroundRead&) = delete;

    /// Runs it at once, or as soon as the read that runs is done: a person waits for it.
    void requestNow(Work work)
    {
        m_pending = std::move(work);
        m_pause.stop();
        m_isUrgent = m_running;
        if (!m_running)
            start();
    }
    void request(Work work)
    {
        m_pending = std::move(work);
        if (!m_running && !m_pause.isActive())
            m_pause.start();
    }
    /// A request is waiting or a read is running.
    bool isBusy() const { return m_running || m_pending; }
    /// Forgets a request that has not started.
    void cancelPending() { m_pending = nullptr; }

private:
    void start()
    {
        if (!m_pending)
            return;
        m_running = true;
        auto promise = std::make_shared<QPromise<Result<R>>>();
        promise->start();
        m_watcher.setFuture(promise->future());
        const Replica* replica = &m_replica;
        QThreadPool::globalInstance()->start([promise, replica, work = std::move(m_pending)] {
            promise->addResult(replica->read<R>(work));
            promise->finish();
        });
        m_pending = nullptr;
    }

    const Replica& m_replica;
    Done m_done;
    Work m_pending;
    bool m_running = false;
    bool m_isUrgent = false; ///< what is pending does not wait for the pause
    QTimer m_pause;
    QFutureWatcher<Result<R>> m_watcher;
};

} // namespace rackhouse
