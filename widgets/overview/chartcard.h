#pragma once

#include "widgets/overview/overviewdata.h"

#include <QWidget>

#include <algorithm>

class QBarSet;
class QChart;
class QChartView;
class QLabel;
class QStackedWidget;
class QTableWidget;
class QToolButton;

namespace rackhouse
{

class Theme;

/// A chart with its title and its twin, a table of the same numbers. A click on a part of a bar, or
/// Enter on a number of the table, leads to the list behind it.
class ChartCard : public QWidget
{
    Q_OBJECT

public:
    enum class Bars { Upright, Lying };

    struct Setup {
        QString name;
        QString title;
        QString barTitle; ///< what a bar stands for: the first column of the table
        QString emptyText;
        Bars bars = Bars::Upright;
    };

    ChartCard(const Theme& theme, Setup setup, QWidget* parent);

    void setData(const ChartData& chart);
    void setTableShown(bool shown);

signals:
    void open(const QUrl& link);

private:
    void draw();
    /// In the order in which bars are drawn: lying ones from below, so that the first stands on
    /// top, as in the table.
    template <class List>
    List drawn(List list) const
    {
        if (m_setup.bars == Bars::Lying)
            std::reverse(list.begin(), list.end());
        return list;
    }
    QBarSet* makeSet(const ChartData::Part& part, int number);
    void dress(QChart* chart) const;
    void fillTable();
    void choose();

    const Theme& m_theme;
    Setup m_setup;
    ChartData m_data;
    QStackedWidget* m_stack;
    QChartView* m_view;
    QTableWidget* m_table;
    QLabel* m_empty;
    QToolButton* m_switch;
};

} // namespace rackhouse
