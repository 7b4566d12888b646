#pragma once

#include "app/client/siteaccess.h"
#include "models/base/clock.h"
#include "models/base/error.h"
#include "models/store/replica.h"

#include <QObject>
#include <QThread>

namespace rackhouse::client
{

/// Keeps one site's rows of the replica up to date: reads its change feed by long poll on a thread
/// of its own, tries again with growing pauses when the site cannot be reached, and sends the
/// commands that wait in the outbox. Signals come on the thread that this object lives on.
class ReplicaSync : public QObject
{
    Q_OBJECT

public:
    /// `siteKey` names the site in the replica: the id of its Site row. The replica outlives this.
    ReplicaSync(SiteAccess access, QString siteKey, Replica& replica, QObject* parent = nullptr);
    ~ReplicaSync() override;

    void start();
    /// Ends the thread; nothing is emitted after it returns.
    void stop();
    /// Does not wait for the pause to end: the network may be back.
    void retryNow();
    /// Sends what waits in the outbox now. Happens by itself after each successful poll.
    void flushOutbox();

    bool isConnected() const { return m_connected; }
    /// True while older changes are still being fetched.
    bool isBehind() const { return m_behind; }
    /// The last time that the site answered; not set before the first.
    Instant lastContact() const { return m_lastContact; }

signals:
    void connectedChanged(bool connected);
    void behindChanged(bool behind);
    void contact(rackhouse::Instant at);
    /// Why the site cannot be read now: "site-unreachable", "certificate-expired"...
    void failed(const rackhouse::Error& error);
    /// The site refused a waiting command; it stays in the outbox as refused.
    void commandRefused(const QString& outboxId, const rackhouse::Error& error);

private:
    class Worker;
    void noteConnected(bool connected);
    void noteBehind(bool behind);

    QThread m_thread;
    Worker* m_worker; ///< lives on m_thread
    bool m_connected = false;
    bool m_behind = false;
    Instant m_lastContact;
};

} // namespace rackhouse::client
