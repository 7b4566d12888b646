#pragma once

#include "widgets/overview/chartframe.h"
#include "widgets/overview/trenddata.h"

#include <vector>

class QComboBox;

namespace rackhouse
{

class TrendView;

/// A measure over time: the chart, what it says at the moment that is pointed at (else at the
/// last), and its table. Of money it shows one currency at a time, which a person chooses. A click
/// or Enter leads to the list behind it.
class TrendCard : public ChartFrame
{
    Q_OBJECT

public:
    TrendCard(const Theme& theme, const QString& name, const QString& title, const QString& link,
              QWidget* parent);

    /// `note` is said below the chart: how old it is, why there is nothing new.
    void setData(const TrendData& trend, const QString& note);
    /// The one that is shown where there are several, and this one is among them.
    void setCurrency(const QString& currency);
    /// What is said where nothing can be drawn.
    void setWhyEmpty(const QString& text) { setEmptyText(text); }

signals:
    void currencyChosen(const QString& currency);

private:
    void fillCurrencies();
    /// Shows what was told, as far as it is of the currency that is chosen.
    void show();
    void draw();
    void say();
    void fillTable();
    void fillRows();
    /// When a row of the table began; not set: there is none.
    Instant timeOf(int row) const;
    /// The row of that time, else of the next one; -1: there is none.
    int rowOf(Instant time) const;

    QString m_link;
    TrendData m_told;
    TrendData m_data; ///< what of it is shown
    QString m_wanted; ///< a currency
    QComboBox* m_currency;
    TrendView* m_trend;
    QLabel* m_said;
    QLabel* m_note;
    bool m_tableIsFilled = false;
    std::vector<Instant> m_tableTimes; ///< of its rows
};

} // namespace rackhouse
