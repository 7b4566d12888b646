#pragma once

#include "models/store/change.h"
#include "models/store/replicareader.h"
#include "models/store/replicarecords.h"
#include "models/store/threadconnections.h"

#include <QJsonObject>
#include <QObject>
#include <QSet>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace rackhouse
{

/// What a site answered.
struct SeriesCopy {
    Instant fetchedAt;
    QJsonObject body;
};

/// The console's own copy of every site that it has paired with: one SQLite file, rows keyed by
/// (site key, id), and what the console itself remembers (commands that wait, saved filters).
///
/// Safe to call from any thread; each thread works on its own connection and waits at most for
/// another's short transaction. The rows are a cache: where a newer program describes a record
/// differently, that record's rows are dropped and all sites are read again from seq 0. The outbox
/// and the saved filters stay.
class Replica : public QObject
{
    Q_OBJECT

public:
    /// Opens or creates the file. Errors: "store-failed", "disk-full", "store-too-new".
    static Result<std::unique_ptr<Replica>> open(const QString& path, const Clock& clock);
    ~Replica() override;

    /// Enters a page of a site's feed and remembers `seq` as the last one seen, in one transaction.
    /// Kinds that this program does not know are skipped. An empty page only notes the time of the
    /// synchronisation. Error: "copy-busy" where another
    /// thread clears or changes the site.
    Result<void> applyChanges(const QString& siteKey, const std::vector<Change>& changes,
                              qint64 seq);
    /// Remembers for whom the site is read: rows lack what that role may not see.
    Result<void> noteRole(const QString& siteKey, Role role);
    /// Forgets all rows of the site and its seq, so that it is read from the beginning (another
    /// database behind the same name) or is gone (unpaired). Its waiting commands stay.
    ///
    /// The site is gone at once, its rows piece by piece, so that others read and write meanwhile.
    /// For a thread that nobody waits for. Errors: "cancelled" after stopClearing(),
    /// "copy-busy" where another thread is at it.
    Result<void> clearSite(const QString& siteKey);
    /// Clears what an earlier clearSite() did not get to.
    Result<void> clearLeftovers();
    /// Ends clearSite() soon; the program is about to end.
    void stopClearing() { m_stopClearing = true; }

    /// Runs the work on the calling thread, in one snapshot.
    template <class R>
    Result<R> read(std::function<Result<R>(ReplicaReader&)> work) const
    {
        Result<R> result = fail("internal");
        if (auto done = readOn([&](ReplicaReader& reader) { result = work(reader); }); !done)
            return fail(done.error());
        return result;
    }

    /// Where reading of a site stands; seq 0 where it was never read.
    Result<ReplicaSite> site(const QString& siteKey) const;
    Result<std::vector<ReplicaSite>> sites() const;

    /// The row of a site, or nothing.
    template <class T>
    Result<std::optional<T>> find(const QString& siteKey, const QString& id) const
    {
        return read<std::optional<T>>(
            [&](ReplicaReader& reader) { return reader.find<T>(siteKey, id); });
    }
    /// The rows of one site, or of all where `siteKey` is empty.
    template <class T>
    Result<std::vector<T>> list(const QString& siteKey, const Select& select = {}) const
    {
        return read<std::vector<T>>(
            [&](ReplicaReader& reader) { return reader.list<T>(siteKey, select); });
    }

    /// The outbox: commands in the order in which they were given.
    Result<void> putOutbox(const OutboxEntry& entry);
    Result<void> removeOutbox(const OutboxId& id);
    Result<std::vector<OutboxEntry>> outbox(const QString& siteKey) const;

    Result<void> putFilter(const SavedFilter& filter);
    Result<void> removeFilter(const SavedFilterId& id);
    /// Of one kind of record, by name.
    Result<std::vector<SavedFilter>> filters(const QString& kind) const;

    /// An answer of the site about a time, for when it cannot be asked.
    Result<void> putSeries(const QString& siteKey, const QString& question, const SeriesCopy& copy);
    Result<std::optional<SeriesCopy>> series(const QString& siteKey, const QString& question) const;

    QString path() const { return m_path; }
    const Clock& clock() const { return m_clock; }

signals:
    /// Rows of one kind were inserted, changed or removed. Emitted after the commit on the thread
    /// that wrote. No ids: all rows of the site may have changed.
    void rowsChanged(const QString& siteKey, const QString& kind, const QStringList& ids);
    /// Of those rows some were added or removed, or point to other rows than before ("rack_id"):
    /// what was counted by them is to be counted again. Emitted after rowsChanged().
    void rowsMoved(const QString& siteKey, const QString& kind);
    /// A page of the feed was entered, or the site is gone (seq 0).
    void siteSynchronised(const QString& siteKey, qint64 seq);
    void outboxChanged();
    void filtersChanged(const QString& kind);

private:
    Replica(QString path, const Clock& clock);
    Result<void> readOn(const std::function<void(ReplicaReader&)>& work) const;
    Result<void> transact(const std::function<Result<void>(Database&)>& work) const;

    class Clearing;
    Result<bool> hasSite(const QString& siteKey) const;
    Result<void> forgetSite(const QString& siteKey);
    Result<void> clearRows(const QString& siteKey);
    Result<qint64> clearPiece(const RecordInfo& info, const QString& siteKey) const;

    QString m_path;
    const Clock& m_clock;
    ThreadConnections m_connections;
    std::mutex m_mutex;
    QSet<QString> m_clearing; ///< keys of sites, under the mutex
    std::atomic<bool> m_stopClearing = false;
};

} // namespace rackhouse
