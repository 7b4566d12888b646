// What a TablePage puts on paper.
#include "models/items/displaytext.h"
#include "widgets/common/filterrow.h"
#include "widgets/common/format.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/tablepage.h"
#include "widgets/common/tablepaper.h"
#include "widgets/common/tableview.h"

#include <QHash>

#include <numeric>

namespace rackhouse
{

namespace
{

/// Reads the rows of a table as people see them.
struct RowLines {
    const Replica& replica;
    const RecordInfo& info;
    std::vector<std::size_t> fields;
    std::vector<qint64> numbers;
    Instant now;

    QStringList line(const ReplicaRow& row) const
    {
        QStringList cells;
        for (const std::size_t field : fields) {
            const bool isReason = format::isReason(info.fields[field]);
            const QString text =
                isReason ? format::shortReason(row.values.at(qsizetype(field)).toString())
                         : cellText(info, field, row, now);
            const QString unit = text.isEmpty() ? QString() : unitText(info.fields[field]);
            cells << (unit.isEmpty() ? text : text + u' ' + unit);
        }
        return cells;
    }

    /// A row that is gone by now leaves an empty line.
    Result<std::vector<QStringList>> operator()(int first, int count) const
    {
        using Lines = std::vector<QStringList>;
        const auto begin = numbers.begin() + first;
        const std::vector<qint64> wanted(begin, begin + count);
        return replica.read<Lines>([&](ReplicaReader& reader) -> Result<Lines> {
            const auto rows = reader.rows(info, wanted);
            if (!rows)
                return fail(rows.error());
            QHash<qint64, const ReplicaRow*> found;
            for (const ReplicaRow& row : *rows)
                found.insert(row.number, &row);
            Lines lines;
            for (const qint64 number : wanted) {
                const ReplicaRow* row = found.value(number);
                lines.push_back(row == nullptr ? QStringList() : line(*row));
            }
            return lines;
        });
    }
};

} // namespace

QString TablePage::shownNote() const
{
    const int rows = m_model->rowCount();
    QStringList notes{m_context.site.siteName(),
                      rows == 1 ? tr("1 row") : tr("%L1 rows").arg(rows)};
    if (!m_model->filterText().isEmpty())
        notes << tr("filter %1").arg(m_model->filterText());
    notes << exactTime(m_context.clock.now());
    return notes.join(u" · "_qs);
}

void TablePage::print()
{
    RowLines lines{m_context.records.replica(), *m_setup.info, {}, {}, m_context.clock.now()};
    TablePaper::Content content{m_setup.title, shownNote(), {}, m_model->rowCount(), {}};
    for (const int column : shownColumns()) {
        const FieldInfo& field = *m_model->columns()[size_t(column)];
        const int align =
            m_model->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        lines.fields.push_back(size_t(&field - m_setup.info->fields.data()));
        content.columns.push_back(
            {format::title(field), m_table->columnWidth(column), (align & Qt::AlignRight) != 0});
    }
    std::vector<int> rows(static_cast<size_t>(m_model->rowCount()));
    std::iota(rows.begin(), rows.end(), 0);
    lines.numbers = m_model->numbersAt(rows);
    content.lines = std::move(lines);
    printOn(std::make_shared<TablePaper>(std::move(content)));
}

} // namespace rackhouse
