#include "widgets/common/tableexport.h"

#include <QHash>
#include <QSaveFile>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr std::ptrdiff_t kRowsAtOnce = 500;

/// The lines of those rows, in that order.
Result<QString> linesOf(ReplicaReader& reader, const RecordText& text,
                        const std::vector<qint64>& numbers)
{
    const auto rows = reader.rows(text.info(), numbers);
    if (!rows)
        return fail(rows.error());
    QHash<qint64, const ReplicaRow*> found;
    for (const ReplicaRow& row : *rows)
        found.insert(row.number, &row);
    QString lines;
    for (const qint64 number : numbers) {
        if (const ReplicaRow* row = found.value(number))
            lines += text.line(*row);
    }
    return lines;
}

} // namespace

TableExport::TableExport(const Replica& replica, RecordText text, std::vector<qint64> numbers,
                         QString path, QObject* parent)
    : QObject(parent), m_replica(replica), m_text(std::move(text)), m_numbers(std::move(numbers)),
      m_path(std::move(path))
{
}

TableExport::~TableExport()
{
    cancel();
    m_pool.waitForDone();
}

void TableExport::start()
{
    m_pool.start([this] { run(); });
}

Result<QString> TableExport::textOf(ReplicaReader& reader, const RecordText& text,
                                    const std::vector<qint64>& numbers)
{
    auto lines = linesOf(reader, text, numbers);
    return lines ? Result<QString>(text.titles() + *lines) : lines;
}

void TableExport::run()
{
    QSaveFile file(m_path);
    const auto write = [&file](const QString& text) {
        const QByteArray bytes = text.toUtf8();
        return file.write(bytes) == bytes.size();
    };
    bool written = file.open(QIODevice::WriteOnly) && write(m_text.titles());
    const auto count = std::ptrdiff_t(m_numbers.size());
    for (std::ptrdiff_t done = 0; written && done < count;) {
        if (m_cancelled)
            return emit cancelled();
        const std::ptrdiff_t end = std::min(done + kRowsAtOnce, count);
        const std::vector<qint64> part(m_numbers.begin() + done, m_numbers.begin() + end);
        const auto lines = m_replica.read<QString>(
            [&](ReplicaReader& reader) { return linesOf(reader, m_text, part); });
        if (!lines)
            return emit failed(lines.error());
        written = write(*lines);
        done = end;
        emit progressed(done, count);
    }
    if (!written || !file.commit())
        return emit failed(makeError("write-failed", file.errorString()));
    emit saved(count);
}

} // namespace rackhouse
