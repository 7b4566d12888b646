#pragma once

#include "app/switches/switchasker.h"
#include "app/switches/switchasking.h"
#include "models/base/clock.h"

#include <QHash>
#include <QPromise>
#include <QTimer>

#include <memory>
#include <vector>

namespace rackhouse
{

/// Asks the switches of the site for their LLDP neighbours and for what they are: each at its
/// interval, later and later while it fails, a few at once. What one tells replaces what it told
/// before, by whatever way. Engine thread, but for ask().
class SwitchPoller : public QObject, public SwitchAsking
{
    Q_OBJECT
public:
    struct Limits {
        int parallel = 8;
        qint64 longestMs = 3'600'000; ///< between two tries of a switch that fails
        SwitchAsker::Limits asking;
    };

    SwitchPoller(Store& store, const Clock& clock, const redfish::Vault& vault, Limits limits,
                 QObject* parent = nullptr);
    ~SwitchPoller() override;

    void start();
    void stop();
    /// Asks those that are due, while it is started. A timer calls it every second.
    void tick();
    QFuture<Result<SwitchAccess>> ask(SwitchAccessId id) override;

private:
    using Promise = std::shared_ptr<QPromise<Result<SwitchAccess>>>;
    struct Due {
        int failures = 0;
        bool busy = false;
        std::vector<Promise> waiting; ///< for the answer that is under way
    };

    bool isDue(const SwitchAccess& access, Instant now);
    void askNow(const SwitchAccessId& id, const Promise& promise);
    void begin(const SwitchAccess& access);
    QCoro::Task<void> askOne(SwitchAccess access);
    void ended(const SwitchAccessId& id, const Result<SwitchAccess>& row);

    Store& m_store;
    const Clock& m_clock;
    const Limits m_limits;
    SwitchAsker m_asker;
    std::shared_ptr<SwitchPoller*> m_handle; ///< null inside once this is gone
    QHash<SwitchAccessId, Due> m_due;
    int m_busy = 0;
    QTimer m_timer;
};

} // namespace rackhouse
