#pragma once

#include "app/machines/bmcpool.h"
#include "models/base/clock.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace rackhouse
{

/// Keeps power, load, temperatures and health of every machine with a BMC fresh: a bounded number
/// of BMCs at once, each every minute, less often while it does not answer. Engine thread.
class BmcPoller : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        int parallel = 32;
        qint64 everyMs = 60'000;
        qint64 longestMs = 600'000; ///< between two tries of a BMC that does not answer
    };

    BmcPoller(Store& store, const Clock& clock, BmcPool& pool, Limits limits,
              QObject* parent = nullptr);
    ~BmcPoller() override;

    void start();
    void stop();
    /// Goes on with those that are due, while it is started. A timer calls it every second.
    void tick();

private:
    struct Due {
        Instant at;
        int failures = 0;
        bool busy = false;
        qint64 revision = 0; ///< of the row; a person's change is tried at once
    };
    struct Seen {
        MachineId machine;
        PowerState power = PowerState::Unknown;
        Health health = Health::Unknown;
        redfish::Telemetry telemetry = {};
    };
    struct Telling {
        std::shared_ptr<redfish::TelemetrySource> source;
        int polls = 0;       ///< since its telemetry was looked for
        qint64 revision = 0; ///< of the machine whose leak detectors are known
    };

    void queueDue(Instant now);
    void pollNext();
    QCoro::Task<void> poll(BmcId id);
    QCoro::Task<Result<std::vector<Seen>>> ask(BmcPool::Client client,
                                               std::vector<Machine> machines);
    std::shared_ptr<redfish::TelemetrySource> sourceOf(const Machine& machine, PowerState power);
    QStringList leakPathsOf(const MachineId& machine) const;

    Store& m_store;
    const Clock& m_clock;
    BmcPool& m_pool;
    const Limits m_limits;
    std::shared_ptr<BmcPoller*> m_handle;
    QHash<BmcId, Due> m_due;
    QHash<MachineId, Telling> m_telling;
    std::deque<BmcId> m_queue; ///< due, in their order
    Instant m_queuedAt;
    int m_busy = 0;
    QTimer m_timer;
};

} // namespace rackhouse
