#pragma once

#include "models/items/backgroundread.h"
#include "models/items/roles.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

namespace rackhouse
{

/// Any record of the replica as a table: one row a record, one column a field (see tableColumns()).
///
/// It holds the rows' order only; whole rows are read as they are shown and kept for a while.
/// Filter, order and every change of the replica run as one SQL query on a worker; its answer is
/// applied as inserted, removed and moved rows, so selection, current index and scroll position
/// stay. It never resets.
class RecordTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// The replica must outlive the model. Empty until load() or the event loop has run.
    RecordTableModel(const Replica& replica, const RecordInfo& info, QObject* parent = nullptr);
    ~RecordTableModel() override;

    /// Sets the filter (see query::Filter). An error leaves the old one; its arguments say what to
    /// underline.
    Result<void> setFilter(const QString& text);
    /// The same, of a text that was compiled already.
    void setFilter(const QString& text, query::Filter filter);
    QString filterText() const { return m_filterText; }
    /// Only rows of one site; empty: of all.
    void setSite(const QString& siteKey);
    /// Only rows with these values, e.g. {{"machine_id", id}}: the frame that a page sets.
    void setEquals(std::vector<std::pair<QString, QVariant>> equals);
    /// Order by a field, also one that no view shows.
    void setOrder(const QString& field, Qt::SortOrder order);

    /// Reads at once on the calling thread: for a page that opens with known data.
    Result<void> load();
    /// Whether the rows shown are about to be replaced by newer ones.
    bool isLoading() const { return m_read.isBusy(); }

    const RecordInfo& info() const { return m_info; }
    const std::vector<const FieldInfo*>& columns() const { return m_columns; }
    /// -1 where there is no such column.
    int columnOf(const QString& field) const;
    /// The row of a record, -1 where the table does not show it.
    int rowOf(const QString& siteKey, const QString& id) const;
    QString idAt(int row) const;
    QString siteKeyAt(int row) const;
    /// All fields of a row that are set, by name, and "site_key"; empty where it cannot be read.
    QJsonObject objectAt(int row) const;
    /// The numbers of rows in the replica: what a worker asks for to read many at once.
    std::vector<qint64> numbersAt(const std::vector<int>& rows) const;
    /// objectAt() of those rows, in the order of the numbers; for a worker.
    static Result<std::vector<QJsonObject>>
    readObjects(ReplicaReader& reader, const RecordInfo& info, const std::vector<qint64>& numbers);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

signals:
    /// The answer of a query has been applied.
    void loaded();
    void failed(const rackhouse::Error& error);

private:
    struct Answer {
        quint64 generation = 0; ///< of the question; an answer to an older one is dropped
        std::vector<qint64> numbers;
        std::vector<qint64> changed; ///< rows to paint again
        bool isComplete = true;      ///< else the first rows only; all follow
    };
    using Numbers = std::vector<qint64>;

    /// The question changed: filter, order, frame. The first rows are asked for before all.
    void requestOther();
    void requestRead();
    static Result<Answer> answer(ReplicaReader& reader, const RowQuery& query,
                                 const QStringList& changedIds, quint64 generation);
    void take(Result<Answer> answer);
    void onRowsChanged(const QString& siteKey, const QString& kind, const QStringList& ids);
    void dropReferring(const QSet<QString>& ids);
    void paint(const QSet<qint64>& numbers);
    void paintAges();
    const ReplicaRow* rowAt(int row) const;
    QVariant valueAt(int row, const QString& field) const;
    Instant observedAt(int row) const;
    QString withAge(int row, const FieldInfo& field, const QString& text, QChar separator) const;
    QVariant cell(int row, const FieldInfo& field, const ReplicaRow& values, int role) const;

    void showFirst(const Numbers& first);
    void applyOrder(const Numbers& wanted);
    void removeMissing(const Numbers& wanted);
    void insertMissing(const Numbers& wanted);
    void permute(Numbers order);
    void renumber();

    const Replica& m_replica;
    const RecordInfo& m_info;
    std::vector<const FieldInfo*> m_columns;
    RowQuery m_query;
    QString m_filterText;
    quint64 m_generation = 0;
    Numbers m_numbers; ///< of the rows in their order
    QHash<qint64, int> m_rows;
    mutable QCache<qint64, ReplicaRow> m_cache;
    QStringList m_changedIds; ///< since the last request, to be painted again
    bool m_allChanged = false;
    QTimer m_ages;
    BackgroundRead<Answer> m_read;
};

} // namespace rackhouse
