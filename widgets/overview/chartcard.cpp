#include "widgets/overview/chartcard.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QHeaderView>
#include <QHorizontalStackedBarSeries>
#include <QLabel>
#include <QLegend>
#include <QLocale>
#include <QStackedBarSeries>
#include <QStackedWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <memory>

namespace rackhouse
{

namespace
{

constexpr int linkRole = Qt::UserRole;
constexpr int cardHeight = 290;

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
    : QWidget(parent), m_theme(theme), m_setup(std::move(setup)), m_stack(new QStackedWidget(this)),
      m_view(new QChartView(this)), m_table(new QTableWidget(this)),
      m_empty(new QLabel(m_setup.emptyText, this)), m_switch(new QToolButton(this))
{
    setObjectName(m_setup.name);
    auto* title = new QLabel(m_setup.title, this);
    title->setFont(Theme::sectionFont());
    m_switch->setObjectName(m_setup.name + u".switch"_qs);
    m_switch->setAutoRaise(true);
    m_switch->setCheckable(true);
    m_view->setObjectName(m_setup.name + u".chart"_qs);
    m_view->setAccessibleName(m_setup.title);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus); // the table is for the keyboard
    m_table->setObjectName(m_setup.name + u".table"_qs);
    m_table->setAccessibleName(m_setup.title);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    for (QWidget* page : std::initializer_list<QWidget*>{m_view, m_table, m_empty})
        m_stack->addWidget(page);
    m_stack->setFixedHeight(cardHeight);
    auto* head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_switch);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tiny);
    layout->addLayout(head);
    layout->addWidget(m_stack);
    connect(m_switch, &QToolButton::toggled, this, &ChartCard::choose);
    connect(m_table, &QTableWidget::itemActivated, this, [this](const QTableWidgetItem* cell) {
        if (const QString link = cell->data(linkRole).toString(); !link.isEmpty())
            emit open(QUrl(link));
    });
    connect(&theme, &Theme::changed, this, &ChartCard::draw);
    choose();
}

void ChartCard::setTableShown(bool shown)
{
    m_switch->setChecked(shown);
}

void ChartCard::choose()
{
    const bool table = m_switch->isChecked();
    const QString text = table ? tr("Show as chart") : tr("Show as table");
    m_switch->setText(text);
    m_switch->setAccessibleName(m_setup.title + u": "_qs + text);
    m_switch->setVisible(!m_data.isEmpty());
    m_stack->setCurrentIndex(m_data.isEmpty() ? 2 : table ? 1 : 0);
}

void ChartCard::setData(const ChartData& chart)
{
    if (chart == m_data)
        return;
    m_data = chart;
    fillTable();
    draw();
    choose();
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

void ChartCard::dress(QChart* chart) const
{
    const Tokens& t = m_theme.tokens();
    chart->setBackgroundBrush(t.surface);
    chart->setBackgroundRoundness(0);
    chart->setMargins({space::small, space::small, space::small, space::small});
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->legend()->setVisible(m_data.parts.size() > 1);
    chart->legend()->setAlignment(Qt::AlignTop);
    chart->legend()->setLabelColor(t.text);
    chart->legend()->setMarkerShape(QLegend::MarkerShapeRectangle);
    for (QAbstractAxis* axis : chart->axes()) {
        axis->setLabelsColor(t.secondary);
        axis->setLabelsFont(Theme::captionFont());
        axis->setLinePen(t.border);
        axis->setGridLinePen(t.border);
    }
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
    dress(chart);
    const std::unique_ptr<QChart> before(m_view->chart());
    m_view->setChart(chart);
    m_view->setBackgroundBrush(m_theme.tokens().surface);
    m_view->setAccessibleDescription(inWords(m_data));
    m_view->setToolTip(tr("A click on a bar shows what it counts"));
}

void ChartCard::fillTable()
{
    m_table->setRowCount(int(m_data.bars.size()));
    m_table->setColumnCount(int(m_data.parts.size()) + 1);
    QStringList titles{m_setup.barTitle};
    for (const ChartData::Part& part : m_data.parts)
        titles << part.name;
    m_table->setHorizontalHeaderLabels(titles);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
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
