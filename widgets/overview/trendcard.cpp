#include "widgets/overview/trendcard.h"

#include "models/items/displaytext.h"
#include "widgets/overview/trendview.h"

#include <QAccessible>
#include <QChart>
#include <QComboBox>
#include <QLabel>
#include <QLegend>
#include <QScrollBar>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int emptyHeight = 84;

} // namespace

TrendCard::TrendCard(const Theme& theme, const QString& name, const QString& title,
                     const QString& link, QWidget* parent)
    : ChartFrame(theme, name, title, {}, new TrendView(theme, nullptr), parent), m_link(link),
      m_currency(new QComboBox(this)), m_trend(static_cast<TrendView*>(m_view)),
      m_said(new QLabel(this)), m_note(new QLabel(this))
{
    m_currency->setObjectName(name + u".currency"_qs);
    m_currency->setAccessibleName(tr("%1: currency").arg(title));
    m_currency->setToolTip(tr("Amounts of different currencies are never compared or added"));
    m_currency->hide();
    addToHead(m_currency);
    m_said->setObjectName(name + u".said"_qs);
    m_said->setWordWrap(true);
    m_said->setMinimumHeight(2 * fontMetrics().lineSpacing()); // nothing jumps as it changes
    m_said->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_note->setObjectName(name + u".note"_qs);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setFont(Theme::captionFont());
    m_note->setWordWrap(true);
    m_layout->insertWidget(1, m_said);
    m_layout->addWidget(m_note);
    m_said->hide();
    setEmptyHeight(emptyHeight);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_trend->setToolTip(tr("A click shows the list behind it"));
    connect(m_currency, qOverload<int>(&QComboBox::activated), this, [this] {
        m_wanted = m_currency->currentText();
        show();
        emit currencyChosen(m_wanted);
    });
    connect(m_trend, &TrendView::momentChanged, this, &TrendCard::say);
    connect(m_trend, &TrendView::activated, this, [this] { emit open(QUrl(m_link)); });
    connect(&theme, &Theme::changed, this, &TrendCard::draw);
    connect(this, &ChartFrame::tableShown, this, &TrendCard::fillTable);
}

void TrendCard::setData(const TrendData& trend, const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    if (trend == m_told)
        return;
    m_told = trend;
    fillCurrencies();
    show();
}

void TrendCard::setCurrency(const QString& currency)
{
    m_wanted = currency;
    const int at = m_currency->findText(currency);
    if (at < 0 || at == m_currency->currentIndex())
        return;
    m_currency->setCurrentIndex(at);
    show();
}

/// The chooser is there where there is a choice.
void TrendCard::fillCurrencies()
{
    QStringList currencies;
    for (const TrendLine& line : m_told.lines) {
        if (!line.currency.isEmpty() && !line.points.empty())
            currencies << line.currency;
    }
    currencies.removeDuplicates();
    currencies.sort();
    m_currency->clear();
    m_currency->addItems(currencies);
    m_currency->setCurrentIndex(std::max(0, m_currency->findText(m_wanted)));
    m_currency->setVisible(currencies.size() > 1);
}

void TrendCard::show()
{
    m_data = m_told;
    if (m_currency->count() > 1)
        std::erase_if(m_data.lines, [this](const TrendLine& line) {
            return line.currency != m_currency->currentText();
        });
    m_tableIsFilled = false;
    m_trend->setData(m_data);
    draw();
    fillTable();
    choose(m_data.isEmpty());
}

void TrendCard::draw()
{
    QChart* chart = m_trend->makeChart();
    chart->legend()->setVisible(true);
    chart->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    showChart(chart);
}

/// What the chart says, for eyes and ears.
void TrendCard::say()
{
    QString text;
    if (!m_data.isEmpty()) {
        const Instant moment = m_trend->moment();
        text = sentenceAt(m_data, moment.isSet() ? moment : m_data.times().back());
    }
    m_said->setText(text);
    m_said->setVisible(!text.isEmpty());
    if (m_trend->accessibleDescription() == text)
        return;
    m_trend->setAccessibleDescription(text);
    QAccessibleEvent told(m_trend, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
}

Instant TrendCard::timeOf(int row) const
{
    return row >= 0 && row < int(m_tableTimes.size()) ? m_tableTimes[size_t(row)] : Instant();
}

int TrendCard::rowOf(Instant time) const
{
    const auto found = std::lower_bound(m_tableTimes.begin(), m_tableTimes.end(), time);
    return std::min(int(found - m_tableTimes.begin()), int(m_tableTimes.size()) - 1);
}

/// It has hundreds of rows, which are made once somebody looks. Who has looked stays at the times
/// that were looked at.
void TrendCard::fillTable()
{
    if (!isTableShown() || m_tableIsFilled)
        return;
    m_tableIsFilled = true;
    QScrollBar* bar = m_table->verticalScrollBar(); // a step is a row
    const Instant top = timeOf(bar->value());
    const Instant current = timeOf(m_table->currentRow());
    m_tableTimes = m_data.times();
    fillRows();
    if (!top.isSet())
        return m_table->scrollToBottom();
    if (current.isSet() && rowOf(current) != m_table->currentRow())
        m_table->setCurrentCell(rowOf(current), m_table->currentColumn());
    bar->setValue(rowOf(top));
}

void TrendCard::fillRows()
{
    QStringList titles{tr("Time")};
    for (const TrendLine& line : m_data.lines) {
        const QString title =
            line.name == line.currency ? tr("Revenue (%1)").arg(line.currency) : line.name;
        titles << title << tr("%1, at most").arg(title);
    }
    setTitles(titles);
    m_table->setRowCount(int(m_tableTimes.size()));
    const auto put = [this](int row, int column, const QString& text, Qt::Alignment side) {
        auto* cell = new QTableWidgetItem(text);
        cell->setTextAlignment(side | Qt::AlignVCenter);
        cell->setData(linkRole, m_link);
        m_table->setItem(row, column, cell);
    };
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Instant time = timeOf(row);
        put(row, 0, exactTime(time), Qt::AlignLeft);
        int column = 1;
        for (const TrendLine& line : m_data.lines) {
            const SeriesPoint* point = line.at(time);
            const auto text = [&](double SeriesPoint::*value) {
                return point == nullptr ? QString()
                                        : valueText(line.measure, line.currency, point->*value);
            };
            put(row, column++, text(&SeriesPoint::mean), Qt::AlignRight);
            put(row, column++, text(&SeriesPoint::highest), Qt::AlignRight);
        }
    }
}

} // namespace rackhouse
