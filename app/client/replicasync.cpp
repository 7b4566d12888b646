#include "app/client/replicasync.h"

#include "app/client/changepage.h"
#include "app/client/siteclient.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QTimer>

#include <optional>

namespace rackhouse::client
{

namespace
{

constexpr int waitSeconds = 15; ///< of a long poll; its answer shows that the site is there
constexpr int slackMs = 8000;
constexpr int firstPauseMs = 500;
constexpr int longestPauseMs = 30'000;

QString relativePath(QString path)
{
    const QString root = QStringLiteral("/api/v1");
    return path.startsWith(root) ? path.mid(root.size()) : path;
}

} // namespace

class ReplicaSync::Worker : public QObject
{
public:
    Worker(ReplicaSync* owner, SiteAccess access, QString siteKey, Replica& replica)
        : m_owner(owner), m_access(std::move(access)), m_siteKey(std::move(siteKey)),
          m_replica(replica)
    {
    }

    void begin()
    {
        m_client = new SiteClient(m_access, this);
        m_pause = new QTimer(this);
        m_pause->setSingleShot(true);
        connect(m_pause, &QTimer::timeout, this, [this] { poll(0); });
        const auto site = m_replica.site(m_siteKey);
        m_since = site ? site->seq : 0;
        m_role = site ? site->role : std::nullopt;
        poll(0);
    }

    void retryNow()
    {
        if (m_pause && m_pause->isActive()) {
            m_pauseMs = firstPauseMs;
            m_pause->start(0);
        }
    }

    void flush()
    {
        if (m_sending || !m_client)
            return;
        const auto entries = m_replica.outbox(m_siteKey);
        if (!entries)
            return;
        for (const OutboxEntry& entry : *entries) {
            if (entry.state != OutboxState::Refused)
                return send(entry);
        }
    }

private:
    template <class T, class F>
    void whenDone(QFuture<T> future, F then)
    {
        // The client's futures finish on this thread; after the end of this object, not at all.
        future.then([guard = QPointer<Worker>(this), then = std::move(then)](const T& result) {
            if (guard)
                then(result);
        });
    }

    void tell(std::function<void(ReplicaSync&)> news)
    {
        QMetaObject::invokeMethod(m_owner,
                                  [owner = m_owner, news = std::move(news)] { news(*owner); });
    }

    void poll(int seconds)
    {
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("since"), QString::number(m_since));
        query.addQueryItem(QStringLiteral("wait"), QString::number(seconds));
        if (m_start > 0)
            query.addQueryItem(QStringLiteral("start"), QString::number(m_start));
        whenDone(m_client->get(QStringLiteral("/changes"), query, seconds * 1000 + slackMs),
                 [this](const Result<QJsonObject>& answer) { take(answer); });
    }

    void take(const Result<QJsonObject>& answer)
    {
        auto page = answer ? parseChangePage(*answer) : Result<ChangePage>(fail(answer.error()));
        if (!page && page.error().code == QStringLiteral("feed-reset"))
            return startOver();
        const bool isOther = page && page->role && page->role != m_role;
        if (isOther && m_since > 0)
            return startOver();
        if (page) {
            auto applied = m_replica.applyChanges(m_siteKey, page->changes, page->next);
            if (applied && isOther)
                applied = m_replica.noteRole(m_siteKey, *page->role);
            if (!applied)
                page = fail(applied.error());
        }
        if (!page)
            return rest(page.error());
        if (m_since == 0)
            m_start = page->last;
        if (!page->more)
            m_start = 0;
        m_since = page->next;
        if (page->role)
            m_role = page->role;
        m_pauseMs = firstPauseMs;
        tell([now = m_replica.clock().now(), more = page->more](ReplicaSync& owner) {
            owner.m_lastContact = now;
            owner.noteConnected(true);
            owner.noteBehind(more);
            emit owner.contact(now);
        });
        flush();
        poll(page->more ? 0 : waitSeconds);
    }

    /// The site was restored from a backup, forgets removals that we have not heard of, or lets us
    /// see other than before: what we have may never have been, be gone, or lack something.
    void startOver()
    {
        if (const auto cleared = m_replica.clearSite(m_siteKey); !cleared)
            return rest(cleared.error());
        m_since = m_start = 0;
        poll(0);
    }

    void rest(const Error& error)
    {
        tell([error](ReplicaSync& owner) {
            owner.noteConnected(false);
            emit owner.failed(error);
        });
        // A little at random, so that many consoles do not come back at the same instant.
        const int jitter = QRandomGenerator::global()->bounded(m_pauseMs / 4 + 1);
        m_pause->start(m_pauseMs + jitter);
        m_pauseMs = std::min(m_pauseMs * 2, longestPauseMs);
    }

    void send(OutboxEntry entry)
    {
        m_sending = true;
        entry.state = OutboxState::Sending;
        entry.triedAt = m_replica.clock().now();
        ++entry.attempts;
        if (!m_replica.putOutbox(entry)) {
            m_sending = false;
            return;
        }
        whenDone(m_client->send(entry.method.toLatin1(), relativePath(entry.path), entry.body,
                                entry.id.text(), entry.baseRevision),
                 [this, entry](const Result<QJsonObject>& answer) { sent(entry, answer); });
    }

    void sent(OutboxEntry entry, const Result<QJsonObject>& answer)
    {
        m_sending = false;
        if (answer) {
            if (m_replica.removeOutbox(entry.id))
                flush();
            return;
        }
        const bool unknown = isUndecided(answer.error());
        entry.state = unknown ? OutboxState::Waiting : OutboxState::Refused;
        entry.errorCode = answer.error().code;
        entry.errorDetail = answer.error().detail;
        const auto kept = m_replica.putOutbox(entry);
        if (unknown || !kept)
            return;
        tell([id = entry.id.text(), error = answer.error()](ReplicaSync& owner) {
            emit owner.commandRefused(id, error);
        });
        flush();
    }

    ReplicaSync* m_owner; ///< outlives this
    SiteAccess m_access;
    const QString m_siteKey;
    Replica& m_replica;
    SiteClient* m_client = nullptr;
    QTimer* m_pause = nullptr;
    qint64 m_since = 0;
    std::optional<Role> m_role; ///< for whom the copy was read
    qint64 m_start = 0;         ///< while everything is read: the end of the feed when that began
    int m_pauseMs = firstPauseMs;
    bool m_sending = false;
};

ReplicaSync::ReplicaSync(SiteAccess access, QString siteKey, Replica& replica, QObject* parent)
    : QObject(parent), m_worker(new Worker(this, std::move(access), std::move(siteKey), replica))
{
    m_thread.setObjectName(QStringLiteral("sync"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_worker, [this] { m_worker->begin(); });
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
}

ReplicaSync::~ReplicaSync()
{
    if (!m_thread.isRunning() && !m_thread.isFinished())
        delete m_worker; // never started
    stop();
}

void ReplicaSync::start()
{
    m_thread.start();
}

void ReplicaSync::stop()
{
    m_thread.quit();
    m_thread.wait();
    noteConnected(false);
}

void ReplicaSync::retryNow()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->retryNow(); });
}

void ReplicaSync::flushOutbox()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->flush(); });
}

void ReplicaSync::noteConnected(bool connected)
{
    if (std::exchange(m_connected, connected) != connected)
        emit connectedChanged(connected);
}

void ReplicaSync::noteBehind(bool behind)
{
    if (std::exchange(m_behind, behind) != behind)
        emit behindChanged(behind);
}

} // namespace rackhouse::client
