#include "widgets/overview/chartcard.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QHorizontalStackedBarSeries>
#include <QLegend>
#include <QLocale>
#include <QStackedBarSeries>
#include <QTableWidget>
#include <QValueAxis>

#include <algorithm>

namespace rackhouse
{

namespace
{

/// Parts differ in pattern too, for who sees no colours and for paper.
constexpr Qt::BrushStyle patterns[]{Qt::SolidPattern, Qt::BDiagPattern, Qt::Dense5Pattern};

qint64 highest(const ChartData& data)
{
    qint64 most = 0;
    for (int bar = 0; bar < data.bars.size(); ++bar) {
        qint64 sum = 0;
        for (const ChartData::Part& part : data.parts)
            sum += part.numbers[size_t(bar)];
        most = std::max(most, sum);
    }
    return most;
}

/// Five whole steps at most, of 1, 2 or 5 times a power of ten.
qint64 stepFor(qint64 most)
{
    for (qint64 ten = 1;; ten *= 10) {
        for (const qint64 step : {ten, 2 * ten, 5 * ten}) {
            if (step * 5 >= most)
                return step;
        }
    }
}

QString inWords(const ChartData& data)
{
    QStringList sentences;
    for (const ChartData::Part& part : data.parts) {
        QStringList values;
        for (int bar = 0; bar < data.bars.size(); ++bar) {
            if (const qint64 number = part.numbers[size_t(bar)]; number != 0)
                values << data.bars.at(bar) + u' ' + QLocale().toString(number);
        }
        if (!values.isEmpty())
            sentences << part.name + u": "_qs + values.join(u", "_qs);
    }
    return sentences.join(u". "_qs);
}

} // namespace

ChartCard::ChartCard(const Theme& theme, Setup setup, QWidget* parent)
    : ChartFrame(theme, setup.name, setup.title, setup.emptyText, new QChartView, parent),
      m_setup(std::move(setup))
{
    m_view->setFocusPolicy(Qt::NoFocus); // the table is for the keyboard
    connect(&theme, &Theme::changed, this, &ChartCard::draw);
}

void ChartCard::setData(const ChartData& chart)
{
    if (chart == m_data)
        return;
    m_data = chart;
    fillTable();
    draw();
    choose(m_data.isEmpty());
}

QBarSet* ChartCard::makeSet(const ChartData::Part& part, int number)
{
    auto* set = new QBarSet(part.name);
    for (const qint64 value : drawn(part.numbers))
        set->append(double(value));
    const QColor colour(part.colour);
    set->setBrush(QBrush(colour, patterns[size_t(number) % std::size(patterns)]));
    set->setPen(QPen(colour, 1));
    set->setLabelColor(m_theme.tokens().text);
    connect(set, &QBarSet::clicked, this,
            [this, links = drawn(part.links)](int bar) { emit open(QUrl(links.at(bar))); });
    return set;
}

void ChartCard::draw()
{
    const bool lying = m_setup.bars == Bars::Lying;
    QAbstractBarSeries* series = nullptr;
    if (lying)
        series = new QHorizontalStackedBarSeries;
    else
        series = new QStackedBarSeries;
    for (size_t i = 0; i < m_data.parts.size(); ++i)
        series->append(makeSet(m_data.parts[i], int(i)));
    series->setBarWidth(.65);
    auto* chart = new QChart;
    chart->addSeries(series);
    auto* names = new QBarCategoryAxis;
    names->append(drawn(m_data.shortBars.isEmpty() ? m_data.bars : m_data.shortBars));
    names->setGridLineVisible(false);
    auto* values = new QValueAxis;
    const qint64 step = stepFor(highest(m_data));
    const qint64 steps = std::max<qint64>(1, (highest(m_data) + step - 1) / step);
    values->setRange(0, double(step * steps));
    values->setTickCount(int(steps) + 1);
    values->setLabelFormat(u"%d"_qs);
    chart->addAxis(names, lying ? Qt::AlignLeft : Qt::AlignBottom);
    chart->addAxis(values, lying ? Qt::AlignBottom : Qt::AlignLeft);
    series->attachAxis(names);
    series->attachAxis(values);
    chart->legend()->setVisible(m_data.parts.size() > 1);
    chart->legend()->setMarkerShape(QLegend::MarkerShapeRectangle);
    showChart(chart);
    m_view->setAccessibleDescription(inWords(m_data));
    m_view->setToolTip(tr("A click on a bar shows what it counts"));
}

void ChartCard::fillTable()
{
    m_table->setRowCount(int(m_data.bars.size()));
    QStringList titles{m_setup.barTitle};
    for (const ChartData::Part& part : m_data.parts)
        titles << part.name;
    setTitles(titles);
    // Cells that are there stay, with their selection.
    const auto cellAt = [this](int row, int column) {
        if (m_table->item(row, column) == nullptr)
            m_table->setItem(row, column, new QTableWidgetItem);
        return m_table->item(row, column);
    };
    for (int bar = 0; bar < m_data.bars.size(); ++bar) {
        cellAt(bar, 0)->setText(m_data.bars.at(bar));
        for (int number = 0; number < int(m_data.parts.size()); ++number) {
            const ChartData::Part& part = m_data.parts[size_t(number)];
            QTableWidgetItem* cell = cellAt(bar, number + 1);
            cell->setText(QLocale().toString(part.numbers[size_t(bar)]));
            cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            cell->setData(linkRole, part.links.at(bar));
        }
    }
}

} // namespace rackhouse
