// How the copy of a site goes away.
#include "models/store/replicaclearing.h"

#include "models/domain/registry.h"

#include <QElapsedTimer>
#include <QThread>

namespace rackhouse
{

namespace
{

constexpr int kPiece = 2'000;         ///< rows that go in one transaction
constexpr unsigned kLeastPauseMs = 1; ///< between two of them

/// The sites that have rows of one kind; by the index, however many rows each has.
QString sitesOfSql(const RecordInfo& info)
{
    return QStringLiteral("WITH RECURSIVE sites(key) AS (SELECT min(site_key) FROM %1 UNION ALL "
                          "SELECT (SELECT min(site_key) FROM %1 WHERE site_key > key) FROM sites "
                          "WHERE key IS NOT NULL) SELECT key FROM sites WHERE key IS NOT NULL AND "
                          "key NOT IN (SELECT site_key FROM replica_site)")
        .arg(info.kindText());
}

} // namespace

Replica::Clearing::Clearing(Replica& replica, const QString& siteKey)
    : m_replica(replica), m_siteKey(siteKey)
{
    const std::lock_guard lock(m_replica.m_mutex);
    m_isOurs = !m_replica.m_clearing.contains(siteKey);
    m_replica.m_clearing.insert(siteKey);
}

Replica::Clearing::~Clearing()
{
    if (!m_isOurs)
        return;
    const std::lock_guard lock(m_replica.m_mutex);
    m_replica.m_clearing.remove(m_siteKey);
}

Result<void> Replica::clearSite(const QString& siteKey)
{
    const Clearing begun(*this, siteKey);
    if (!begun)
        return fail("copy-busy");
    if (auto forgotten = forgetSite(siteKey); !forgotten)
        return forgotten;
    return clearRows(siteKey);
}

Result<bool> Replica::hasSite(const QString& siteKey) const
{
    const auto database = m_connections.get();
    if (!database)
        return fail(database.error());
    const auto found = (*database)->numbers(
        QStringLiteral("SELECT seq FROM replica_site WHERE site_key = ?"), {siteKey});
    return found ? Result<bool>(!found->empty()) : fail(found.error());
}

Result<void> Replica::forgetSite(const QString& siteKey)
{
    auto done = transact([&siteKey](Database& database) {
        const auto gone = database.change(
            QStringLiteral("DELETE FROM series_copy WHERE site_key = ?"), {siteKey});
        return gone ? database.change(QStringLiteral("DELETE FROM replica_site WHERE site_key = ?"),
                                      {siteKey})
                    : gone;
    });
    if (done)
        emit siteSynchronised(siteKey, 0);
    return done;
}

Result<void> Replica::clearRows(const QString& siteKey)
{
    for (const RecordInfo* info : feedRecords()) {
        bool any = false;
        for (qint64 gone = kPiece; gone == kPiece;) {
            if (m_stopClearing)
                return fail("cancelled");
            QElapsedTimer timer;
            timer.start();
            const auto piece = clearPiece(*info, siteKey);
            if (!piece)
                return fail(piece.error());
            gone = *piece;
            any = any || gone > 0;
            // Half of the time is for others that write.
            if (gone == kPiece)
                QThread::msleep(qMax(kLeastPauseMs, unsigned(timer.elapsed())));
        }
        if (!any)
            continue;
        emit rowsChanged(siteKey, info->kindText(), {});
        emit rowsMoved(siteKey, info->kindText());
    }
    return {};
}

Result<qint64> Replica::clearPiece(const RecordInfo& info, const QString& siteKey) const
{
    qint64 gone = 0;
    const auto done = transact([&](Database& database) {
        auto removed = database.change(
            QStringLiteral("DELETE FROM %1 WHERE number IN (SELECT number FROM %1 WHERE site_key "
                           "= ? LIMIT %2)")
                .arg(info.kindText())
                .arg(kPiece),
            {siteKey});
        gone = database.changedRows();
        return removed;
    });
    return done ? Result<qint64>(gone) : fail(done.error());
}

Result<void> Replica::clearLeftovers()
{
    QSet<QString> left;
    const auto database = m_connections.get();
    if (!database)
        return fail(database.error());
    for (const RecordInfo* info : feedRecords()) {
        const auto query = (*database)->run(sitesOfSql(*info));
        if (!query)
            return fail(query.error());
        while ((*query)->next())
            left.insert((*query)->value(0).toString());
        (*query)->finish();
    }
    for (const QString& siteKey : std::as_const(left)) {
        const Clearing begun(*this, siteKey);
        const auto known = hasSite(siteKey);
        if (!known)
            return fail(known.error());
        // It may have come back meanwhile.
        if (!begun || *known)
            continue;
        if (auto cleared = clearRows(siteKey); !cleared)
            return cleared;
    }
    return {};
}

} // namespace rackhouse
