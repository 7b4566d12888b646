// What a TablePage does with its rows: it aims commands at the selected ones, sums, copies and
// exports them.
#include "models/base/units.h"
#include "widgets/common/format.h"
#include "widgets/common/inspector.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/tableexport.h"
#include "widgets/common/tablepage.h"
#include "widgets/common/tableview.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <numeric>

namespace rackhouse
{

namespace
{

constexpr size_t kReadAtOnce = 100; ///< selected rows that the window may wait for

} // namespace

std::vector<int> TablePage::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// Rows have other values now: what is selected of them is shown and aimed at as it is.
void TablePage::rowsMoved(const QModelIndex& first, const QModelIndex& last,
                          const QList<int>& roles)
{
    if (!roles.isEmpty()) // only their age
        return;
    const std::vector<int> selected = selectedRows();
    const auto moved = std::lower_bound(selected.begin(), selected.end(), first.row());
    if (moved == selected.end() || *moved > last.row())
        return;
    if (selected.size() <= kReadAtOnce)
        selectionMoved();
    else
        readSelected(selected);
}

void TablePage::selectionMoved()
{
    const std::vector<int> selected = selectedRows();
    ++m_asked;
    if (selected.size() <= kReadAtOnce) {
        std::vector<QJsonObject> rows;
        for (const int row : selected)
            rows.push_back(m_model->objectAt(row));
        return showSelection(std::move(rows));
    }
    // A worker reads them; until then a command has no target.
    emit summary(tr("%L1 selected").arg(selected.size()));
    m_inspector->showCount(qsizetype(selected.size()));
    aim(m_setup.info->kindText(), {});
    readSelected(selected);
}

void TablePage::readSelected(const std::vector<int>& selected)
{
    m_many.request([info = m_setup.info, numbers = m_model->numbersAt(selected),
                    asked = m_asked](ReplicaReader& reader) -> Result<Selected> {
        auto rows = RecordTableModel::readObjects(reader, *info, numbers);
        if (!rows)
            return fail(rows.error());
        return Selected{asked, *std::move(rows)};
    });
}

void TablePage::take(Result<Selected> read)
{
    if (!read)
        tell(read.error());
    else if (read->asked == m_asked)
        showSelection(std::move(read->rows));
}

void TablePage::showSelection(std::vector<QJsonObject> rows)
{
    qint64 gpus = 0;
    qint64 memory = 0;
    qint64 drives = 0;
    for (const QJsonObject& row : rows) {
        gpus += row.value(u"gpu_count"_qs).toInteger();
        memory += row.value(u"memory_bytes"_qs).toInteger();
        drives += row.value(u"drive_bytes"_qs).toInteger();
    }
    QStringList sums;
    if (!rows.empty())
        sums << tr("%L1 selected").arg(rows.size());
    if (gpus > 0)
        sums << (gpus == 1 ? tr("1 GPU") : tr("%L1 GPUs").arg(gpus));
    if (memory > 0)
        sums << tr("%1 of memory").arg(binaryBytes(memory));
    if (drives > 0)
        sums << tr("%1 of drives").arg(decimalBytes(drives));
    emit summary(sums.join(u" · "_qs));
    m_inspector->show(*m_setup.info, rows, referredTo(rows));
    aim(m_setup.info->kindText(), std::move(rows));
}

/// What the one row that is selected names of other records, as its cells do.
std::vector<std::pair<QString, QString>>
TablePage::referredTo(const std::vector<QJsonObject>& rows) const
{
    std::vector<std::pair<QString, QString>> facts;
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    if (rows.size() != 1 || selected.size() != 1 ||
        selected.front().data(IdRole).toString() != rows.front().value(u"id"_qs).toString())
        return facts;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const QModelIndex cell = selected.front().siblingAtColumn(column);
        const QString name = cell.data().toString();
        if (!cell.data(TargetKindRole).toString().isEmpty() && !name.isEmpty())
            facts.emplace_back(m_model->headerData(column, Qt::Horizontal).toString(), name);
    }
    return facts;
}

RecordText TablePage::shownText(QChar separator) const
{
    std::vector<const FieldInfo*> fields;
    for (const int column : shownColumns())
        fields.push_back(m_model->columns()[size_t(column)]);
    return {*m_setup.info, std::move(fields), separator};
}

void TablePage::copyRows()
{
    m_copy.request([text = shownText(u'\t'),
                    numbers = m_model->numbersAt(selectedRows())](ReplicaReader& reader) {
        return TableExport::textOf(reader, text, numbers);
    });
}

void TablePage::copied(const Result<QString>& text)
{
    if (text)
        QApplication::clipboard()->setText(*text);
    else
        tell(text.error());
}

void TablePage::exportCsv()
{
    m_context.prompts.saveFile(this, tr("Export %1").arg(m_setup.title), m_setup.name + u".csv"_qs,
                               tr("CSV (*.csv)"), [this](const QString& path) { exportTo(path); });
}

void TablePage::exportTo(const QString& path)
{
    std::vector<int> rows(static_cast<size_t>(m_model->rowCount()));
    std::iota(rows.begin(), rows.end(), 0);
    auto* work = new TableExport(m_context.records.replica(), shownText(u','),
                                 m_model->numbersAt(rows), path, this);
    auto* stop = new QPushButton(tr("Cancel export"), m_strip);
    stop->setObjectName(m_setup.name + u".export.cancel"_qs);
    stop->setAccessibleName(stop->text());
    m_strip->addButton(stop);
    m_exporting->setEnabled(false);
    connect(stop, &QPushButton::clicked, work, &TableExport::cancel);
    const auto end = [this, work, stop](Tone tone, const QString& text, const QString& details) {
        m_exporting->setEnabled(true);
        m_strip->setMessage(tone, text, details);
        stop->deleteLater();
        work->deleteLater();
    };
    connect(work, &TableExport::progressed, this, [this](qint64 done, qint64 of) {
        m_strip->setMessage(Tone::Running, tr("%L1 of %L2 rows are written.").arg(done).arg(of));
    });
    connect(work, &TableExport::saved, this, [end, path](qint64 count) {
        end(Tone::Ok, tr("%L2 rows are in %1.").arg(path).arg(count), {});
    });
    connect(work, &TableExport::cancelled, this, [end] {
        end(Tone::Neutral, tr("The export was cancelled; no file was written."), {});
    });
    connect(work, &TableExport::failed, this, [end, path](const Error& error) {
        end(Tone::Critical, tr("%1 could not be written. Choose another folder.").arg(path),
            error.detail);
    });
    work->start();
}

} // namespace rackhouse
