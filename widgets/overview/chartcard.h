#pragma once

#include "widgets/overview/chartframe.h"
#include "widgets/overview/overviewdata.h"

#include <algorithm>

class QBarSet;

namespace rackhouse
{

/// Bars. A click on a part of one leads to the list behind it, as does a number of the table.
class ChartCard : public ChartFrame
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
    void fillTable();

    Setup m_setup;
    ChartData m_data;
};

} // namespace rackhouse
