#pragma once

#include "models/store/replica.h"
#include "widgets/common/tabletext.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>

namespace rackhouse
{

/// Saves rows of the replica in a file on a worker, a few hundred at a time. A row that is gone by
/// then is left out; a file that is not complete is not there.
class TableExport : public QObject
{
    Q_OBJECT

public:
    TableExport(const Replica& replica, RecordText text, std::vector<qint64> numbers, QString path,
                QObject* parent);
    /// Breaks off, and waits for the rows that are being read.
    ~TableExport() override;

    void start();
    void cancel() { m_cancelled = true; }

    /// The rows of those numbers with the titles above, for a worker.
    static Result<QString> textOf(ReplicaReader& reader, const RecordText& text,
                                  const std::vector<qint64>& numbers);

signals:
    void progressed(qint64 rows, qint64 of);
    /// The file is there.
    void saved(qint64 rows);
    void failed(const rackhouse::Error& error);
    void cancelled();

private:
    void run();

    const Replica& m_replica;
    RecordText m_text;
    std::vector<qint64> m_numbers;
    QString m_path;
    std::atomic<bool> m_cancelled = false;
    QThreadPool m_pool;
};

} // namespace rackhouse
