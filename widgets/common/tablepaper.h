#pragma once

#include "widgets/common/paper.h"

#include <QStringList>

#include <functional>
#include <vector>

class QTreeView;

namespace rackhouse
{

/// A table on paper: on each page the title, what is in it, the titles of the columns and the
/// number of the page.
class TablePaper : public Paper
{
public:
    struct Column {
        QString title;
        int width = 100; ///< beside the others
        bool right = false;
    };
    /// Reads lines of the table, on a worker.
    using Lines = std::function<Result<std::vector<QStringList>>(int first, int count)>;
    struct Content {
        QString title;
        QString note; ///< the filter, the time
        std::vector<Column> columns;
        int count = 0;
        Lines lines;
    };

    explicit TablePaper(Content content) : m_content(std::move(content)) {}

    QString title() const override { return m_content.title; }
    int pages() const override;
    QSizeF sizeMm(int page) const override;
    Result<void> paint(QPainter& painter, int page) const override;

private:
    int linesAPage() const;
    double widthOf(const Column& column) const;
    void paintLine(QPainter& painter, const QStringList& cells, double top, bool strong) const;
    void paintFoot(QPainter& painter, int page) const;

    Content m_content;
};

/// The lines of a tree that are open now, what is below others further in.
TablePaper::Content contentOf(const QTreeView& tree);

} // namespace rackhouse
