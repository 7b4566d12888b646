#pragma once

#include "widgets/common/theme.h"

#include <QUrl>
#include <QWidget>

class QChart;
class QChartView;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QTableWidget;
class QToolButton;
class QVBoxLayout;

namespace rackhouse
{

/// A chart with its title and its twin, a table of the same numbers. Enter on a cell with a link
/// follows it.
class ChartFrame : public QWidget
{
    Q_OBJECT

public:
    void setTableShown(bool shown);

signals:
    void open(const QUrl& link);
    void tableShown();

protected:
    static constexpr int linkRole = Qt::UserRole; ///< of the cells of the table

    ChartFrame(const Theme& theme, const QString& name, const QString& title,
               const QString& emptyText, QChartView* view, QWidget* parent);

    /// Shows chart, table or why there is neither.
    void choose(bool isEmpty);
    bool isTableShown() const;
    /// Puts something between the title and what switches to the table.
    void addToHead(QWidget* widget);
    /// Takes the place of the chart that was shown.
    void showChart(QChart* chart);
    void setTitles(const QStringList& titles);
    void setEmptyText(const QString& text);
    /// In pixels, where neither is shown; else it keeps the height of a chart.
    void setEmptyHeight(int height);

    const Theme& m_theme;
    QChartView* m_view;
    QTableWidget* m_table;
    QVBoxLayout* m_layout;

private:
    QHBoxLayout* m_head;
    bool m_isEmpty = true;
    int m_emptyHeight;
    QString m_title;
    QStackedWidget* m_stack;
    QLabel* m_empty;
    QToolButton* m_switch;
};

} // namespace rackhouse
