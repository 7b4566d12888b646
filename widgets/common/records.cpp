#include "widgets/common/records.h"

#include "models/domain/registry.h"

namespace rackhouse
{

Records::Records(Replica& replica, QObject* parent) : QObject(parent), m_replica(replica)
{
    // One worker keeps the answers in the order of the questions.
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);
    m_collect.setSingleShot(true);
    m_collect.setInterval(100);
    connect(&m_collect, &QTimer::timeout, this,
            [this] { emit changed(std::exchange(m_kinds, {})); });
    connect(&replica, &Replica::rowsChanged, this,
            [this](const QString& site, const QString& kind) { note(site, kind); });
}

Records::~Records()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void Records::setSite(const QString& siteKey)
{
    if (siteKey == m_site)
        return;
    m_site = siteKey;
    emit siteChanged();
    QSet<QString> all;
    for (const RecordInfo* info : feedRecords())
        all.insert(info->kindText());
    emit changed(all);
}

void Records::write(QObject* guard, std::function<Result<void>(Replica&)> work,
                    std::function<void(const Result<void>&)> done)
{
    const QPointer<QObject> guarded(guard);
    ++m_pending;
    m_pool.start([this, guarded, work = std::move(work), done = std::move(done)]() mutable {
        const Result<void> result = work(m_replica);
        QMetaObject::invokeMethod(
            this,
            [this, guarded, done = std::move(done), result] {
                if (guarded)
                    done(result);
                if (--m_pending == 0)
                    emit settled();
            },
            Qt::QueuedConnection);
    });
}

void Records::note(const QString& site, const QString& kind)
{
    if (!m_site.isEmpty() && site != m_site)
        return;
    m_kinds.insert(kind);
    if (!m_collect.isActive())
        m_collect.start();
}

} // namespace rackhouse
