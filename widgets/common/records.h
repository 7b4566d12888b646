#pragma once

#include "models/store/replica.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

namespace rackhouse
{

/// Rows of one site in the replica, or of all, in one snapshot. Lives only inside the work of
/// Records::fetch().
class Rows
{
public:
    Rows(ReplicaReader& reader, const QString& site) : m_reader(reader), m_site(site) {}

    /// A row that cannot be read counts as absent: the replica is a cache.
    template <class T>
    std::vector<T> list(const Select& select = {})
    {
        return m_reader.list<T>(m_site, select).value_or(std::vector<T>());
    }
    template <class T>
    std::optional<T> find(const QString& id)
    {
        return m_reader.find<T>(m_site, id).value_or(std::optional<T>());
    }
    /// Only the fields that are named, of the rows that the filter keeps.
    template <class T>
    std::vector<T> listFields(const QStringList& fields, const query::Filter& filter = {})
    {
        return m_reader.listFields<T>(m_site, fields, filter).value_or(std::vector<T>());
    }
    qint64 count(const RecordInfo& info, const Select& select = {})
    {
        return m_reader.count(info, m_site, select).value_or(0);
    }
    QStringList valuesOf(const RecordInfo& info, const FieldInfo& field, const QString& begin,
                         int limit)
    {
        return m_reader.valuesOf(info, m_site, field, begin, limit).value_or(QStringList());
    }

    /// Counts and sums of the rows that a table shows under a filter; of none where the filter is
    /// wrong.
    std::vector<Tally> tally(const RecordInfo& info, const QString& filter,
                             const QString& groupBy = {}, const QString& sumOf = {});
    /// The sites that these rows may be of: key and name.
    std::vector<std::pair<QString, QString>> sites();

    /// Whether fields for operators are in the rows of one of the sites. Where not, they are not
    /// known here, which is not empty.
    bool seesConfidential();

    /// The same snapshot, of the site of a row; where it has none, of what is shown.
    Rows of(const QString& site) const { return {m_reader, site.isEmpty() ? m_site : site}; }
    /// The site of a row that may be of any.
    template <class T>
    QString siteOf(const QString& id)
    {
        for (const ReplicaSite& known : m_reader.sites().value_or(std::vector<ReplicaSite>())) {
            if (of(known.siteKey).find<T>(id))
                return known.siteKey;
        }
        return {};
    }

private:
    ReplicaReader& m_reader;
    QString m_site;
};

/// The console's copy of one site, or of all. Reads run on a worker; what they found arrives on the
/// GUI thread, unless the guard is gone by then.
class Records : public QObject
{
    Q_OBJECT

public:
    explicit Records(Replica& replica, QObject* parent = nullptr);
    ~Records() override;

    Replica& replica() const { return m_replica; }
    QString site() const { return m_site; }
    /// Empty: all sites.
    void setSite(const QString& siteKey);

    template <class R>
    void fetch(QObject* guard, std::function<R(Rows&)> work, std::function<void(const R&)> done)
    {
        const QPointer<QObject> guarded(guard);
        ++m_pending;
        m_pool.start([this, guarded, site = m_site, work = std::move(work),
                      done = std::move(done)]() mutable {
            const auto read = m_replica.read<R>([&](ReplicaReader& reader) -> Result<R> {
                Rows rows(reader, site);
                return work(rows);
            });
            QMetaObject::invokeMethod(
                this,
                [this, guarded, site, done = std::move(done), read] {
                    if (read && guarded && site == m_site)
                        done(*read);
                    if (--m_pending == 0)
                        emit settled();
                },
                Qt::QueuedConnection);
        });
    }

    /// Changes the replica on the worker; whether it could arrives like what a read found.
    void write(QObject* guard, std::function<Result<void>(Replica&)> work,
               std::function<void(const Result<void>&)> done);

    /// Reads are under way, or rows have changed that nobody has heard of yet.
    bool isBusy() const { return m_pending > 0 || m_collect.isActive(); }
    /// A page that follows all changes waits for this to end before it reads again.
    bool isReading() const { return m_pending > 0; }

signals:
    /// The last read under way has arrived.
    void settled();
    /// Rows of these kinds ("machine", "job_step") changed; at most ten times a second.
    void changed(const QSet<QString>& kinds);
    /// Another site is shown: everything is different.
    void siteChanged();

private:
    void note(const QString& site, const QString& kind);

    Replica& m_replica;
    QString m_site;
    QThreadPool m_pool;
    int m_pending = 0;
    QSet<QString> m_kinds;
    QTimer m_collect;
};

} // namespace rackhouse
