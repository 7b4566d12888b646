#pragma once

#include "widgets/overview/overviewdata.h"

#include <QTreeWidget>

namespace rackhouse
{

class Theme;

/// A short list of numbers, as high as its lines. Enter or a click on a line leads to what it
/// counts.
class FigureList : public QTreeWidget
{
    Q_OBJECT

public:
    /// Columns of these titles are numbers and stand at the right.
    FigureList(const Theme& theme, const QString& name, const QString& title,
               const QString& emptyText, QWidget* parent);

    /// The first title may be empty: then there is no header.
    void setColumns(const QStringList& titles, int firstNumber, int numbers);
    void setLines(const std::vector<FigureLine>& lines);

    QSize sizeHint() const override { return {280, neededHeight()}; }
    QSize minimumSizeHint() const override { return {220, neededHeight()}; }

signals:
    void open(const QUrl& link);

private:
    int neededHeight() const;
    void fill();

    const Theme& m_theme;
    std::vector<FigureLine> m_shown;
    int m_firstNumber = 1;
    int m_numbers = 1;
};

} // namespace rackhouse
