#include "widgets/common/tablepaper.h"

#include "widgets/common/papertext.h"
#include "widgets/common/papertokens.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QHeaderView>
#include <QPageSize>
#include <QPainter>
#include <QTreeView>

#include <algorithm>
#include <numeric>

namespace rackhouse
{

namespace
{

using namespace paper;

constexpr double kLine = 46;
constexpr int kTextSize = 27;
constexpr double kGap = 20;     ///< between two columns
constexpr int kWideFrom = 1500; ///< of all columns on the screen: more room than A4 has
constexpr int kMostDepth = 8;   ///< of a tree; what is deeper stands no further in

QString tr(const char* text)
{
    return QCoreApplication::translate("TablePaper", text);
}

int depthOf(QModelIndex index)
{
    int depth = 0;
    while (depth < kMostDepth && (index = index.parent()).isValid())
        ++depth;
    return depth;
}

std::vector<QModelIndex> openLines(const QTreeView& tree)
{
    QModelIndex index = tree.model()->index(0, 0);
    while (index.isValid() && tree.isRowHidden(index.row(), index.parent()))
        index = index.siblingAtRow(index.row() + 1);
    std::vector<QModelIndex> lines;
    for (; index.isValid(); index = tree.indexBelow(index))
        lines.push_back(index);
    return lines;
}

} // namespace

QSizeF TablePaper::sizeMm(int) const
{
    const int width =
        std::accumulate(m_content.columns.begin(), m_content.columns.end(), 0,
                        [](int sum, const Column& column) { return sum + column.width; });
    return QPageSize::size(width > kWideFrom ? QPageSize::A3 : QPageSize::A4, QPageSize::Millimeter)
        .transposed();
}

int TablePaper::linesAPage() const
{
    const double room = sizeMm(0).height() * 10 - 2 * margin - headHeight - footHeight;
    return int(room / kLine) - 1; // one has the titles
}

int TablePaper::pages() const
{
    return std::max(1, (m_content.count + linesAPage() - 1) / linesAPage());
}

double TablePaper::widthOf(const Column& column) const
{
    const double all =
        std::accumulate(m_content.columns.begin(), m_content.columns.end(), 0.0,
                        [](double sum, const Column& other) { return sum + other.width; });
    return (sizeMm(0).width() * 10 - 2 * margin) * column.width / all;
}

Result<void> TablePaper::paint(QPainter& painter, int page) const
{
    const int first = page * linesAPage();
    const auto lines = m_content.lines(first, std::min(linesAPage(), m_content.count - first));
    if (!lines)
        return fail(lines.error());
    writeHead(painter, sizeMm(page).width() * 10, m_content.title, m_content.note);
    QStringList titles;
    for (const Column& column : m_content.columns)
        titles << column.title;
    double top = margin + headHeight;
    paintLine(painter, titles, top, true);
    for (const QStringList& cells : *lines)
        paintLine(painter, cells, top += kLine, false);
    paintFoot(painter, page);
    return {};
}

void TablePaper::paintLine(QPainter& painter, const QStringList& cells, double top,
                           bool strong) const
{
    double left = margin;
    for (size_t at = 0; at < m_content.columns.size(); ++at) {
        const Column& column = m_content.columns[at];
        const double width = widthOf(column);
        const Qt::Alignment side = column.right ? Qt::AlignRight : Qt::AlignLeft;
        write(painter, {left, top, width - kGap, kLine}, cells.value(qsizetype(at)), kTextSize,
              strong, side | Qt::AlignVCenter);
        left += width;
    }
    painter.setPen(QPen(paperTokens().border, strong ? 4 : 1));
    painter.drawLine(QPointF(margin, top + kLine), QPointF(left, top + kLine));
}

void TablePaper::paintFoot(QPainter& painter, int page) const
{
    const QSizeF size = sizeMm(page) * 10;
    write(painter, {margin, size.height() - margin - 40, size.width() - 2 * margin, 40},
          tr("Page %L1 of %L2").arg(page + 1).arg(pages()), kTextSize, false,
          Qt::AlignRight | Qt::AlignVCenter);
}

TablePaper::Content contentOf(const QTreeView& tree)
{
    const QAbstractItemModel* model = tree.model();
    const std::vector<QModelIndex> open = openLines(tree);
    TablePaper::Content content;
    std::vector<int> columns;
    for (int visual = 0; visual < model->columnCount(); ++visual) {
        const int column = tree.header()->logicalIndex(visual);
        // A column of bars has no text.
        const bool hasText = std::any_of(open.begin(), open.end(), [column](const auto& index) {
            return !index.siblingAtColumn(column).data().toString().isEmpty();
        });
        if (tree.isColumnHidden(column) || !hasText)
            continue;
        const int align = model->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        columns.push_back(column);
        content.columns.push_back({model->headerData(column, Qt::Horizontal).toString(),
                                   tree.columnWidth(column), (align & Qt::AlignRight) != 0});
    }
    std::vector<QStringList> lines;
    for (const QModelIndex& index : open) {
        QStringList cells;
        for (const int column : columns)
            cells << index.siblingAtColumn(column).data().toString();
        cells.front().prepend(QString(3 * depthOf(index), QChar::Nbsp));
        lines.push_back(std::move(cells));
    }
    content.count = int(lines.size());
    content.lines = [lines = std::move(lines)](int first, int count) {
        const auto begin = lines.begin() + first;
        return Result<std::vector<QStringList>>(std::vector(begin, begin + count));
    };
    return content;
}

} // namespace rackhouse
