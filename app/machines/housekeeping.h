#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <memory>

namespace rackhouse
{

class Store;

/// Keeps the database from growing for ever: removes old events, how rows were long ago, ended boot
/// sessions and answers to repeated requests, a small batch at a time so that nobody waits; and
/// sealed secrets that nothing refers to any more (replaced passwords of BMCs and switches, the
/// user-data of jobs that have ended). What proves something (jobs, wipe records, audit entries)
/// stays. Engine thread.
class Housekeeping : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        qint64 eventsForMs = 90ll * 24 * 3600 * 1000;
        qint64 mostEvents = 1'000'000; ///< beyond it the oldest go, however young
        qint64 historyForMs = 90ll * 24 * 3600 * 1000;
        qint64 mostHistory = 5'000'000;                ///< entries; beyond it the oldest go
        qint64 sessionsForMs = 7ll * 24 * 3600 * 1000; ///< after their end
        qint64 repliesForMs = 7ll * 24 * 3600 * 1000;
        /// So long after its end a failed job may be retried with what was sealed for it.
        qint64 retriesForMs = 7ll * 24 * 3600 * 1000;
        qint64 secretsAfterMs = 3600 * 1000; ///< what refers to a secret is stored after it
        qint64 batch = 500;                  ///< rows a transaction
        int everyMs = 3600 * 1000;
    };

    Housekeeping(Store& store, const Clock& clock, Limits limits, QObject* parent = nullptr);
    ~Housekeeping() override;

    /// Sweeps now and from then on regularly.
    void start();
    void stop();
    /// One round; gives the number of rows that were removed. Errors: those of the store.
    QCoro::Task<Result<qint64>> sweep();

private:
    QCoro::Task<Result<qint64>> forgetHistory();

    Store& m_store;
    const Clock& m_clock;
    const Limits m_limits;
    std::shared_ptr<Housekeeping*> m_handle; ///< null inside once this is gone
    QTimer m_timer;
};

} // namespace rackhouse
