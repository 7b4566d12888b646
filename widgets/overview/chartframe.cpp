#include "widgets/overview/chartframe.h"

#include "widgets/common/elidedlabel.h"

#include <QAbstractAxis>
#include <QChart>
#include <QChartView>
#include <QHeaderView>
#include <QLabel>
#include <QLegend>
#include <QStackedWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <memory>

namespace rackhouse
{

namespace
{

constexpr int cardHeight = 290;

void dress(QChart* chart, const Tokens& t)
{
    chart->setBackgroundBrush(t.surface);
    chart->setBackgroundRoundness(0);
    chart->setMargins({space::small, space::small, space::small, space::small});
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->legend()->setAlignment(Qt::AlignTop);
    chart->legend()->setLabelColor(t.text);
    for (QAbstractAxis* axis : chart->axes()) {
        axis->setLabelsColor(t.secondary);
        axis->setLabelsFont(Theme::captionFont());
        axis->setTitleBrush(t.secondary);
        axis->setTitleFont(Theme::captionFont());
        axis->setLinePen(t.border);
        axis->setGridLinePen(t.border);
    }
}

} // namespace

ChartFrame::ChartFrame(const Theme& theme, const QString& name, const QString& title,
                       const QString& emptyText, QChartView* view, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_view(view), m_table(new QTableWidget(this)),
      m_layout(new QVBoxLayout(this)), m_head(new QHBoxLayout), m_emptyHeight(cardHeight),
      m_title(title), m_stack(new QStackedWidget(this)), m_empty(new QLabel(emptyText, this)),
      m_switch(new QToolButton(this))
{
    setObjectName(name);
    auto* heading = new ElidedLabel(title, this);
    heading->setFont(Theme::sectionFont());
    m_switch->setObjectName(name + u".switch"_qs);
    m_switch->setAutoRaise(true);
    m_switch->setCheckable(true);
    m_view->setObjectName(name + u".chart"_qs);
    m_view->setAccessibleName(title);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_table->setObjectName(name + u".table"_qs);
    m_table->setAccessibleName(title);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_empty->setObjectName(name + u".empty"_qs);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    for (QWidget* page : std::initializer_list<QWidget*>{m_view, m_table, m_empty})
        m_stack->addWidget(page);
    m_head->addWidget(heading, 1);
    m_head->addWidget(m_switch);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::tiny);
    m_layout->addLayout(m_head);
    m_layout->addWidget(m_stack);
    connect(m_switch, &QToolButton::toggled, this, [this](bool table) {
        choose(m_isEmpty);
        if (table)
            emit tableShown();
    });
    connect(m_table, &QTableWidget::itemActivated, this, [this](const QTableWidgetItem* cell) {
        if (const QString link = cell->data(linkRole).toString(); !link.isEmpty())
            emit open(QUrl(link));
    });
    choose(true);
}

void ChartFrame::addToHead(QWidget* widget)
{
    m_head->insertWidget(m_head->count() - 1, widget);
    // Also while it is hidden: what stands side by side begins at one height.
    m_head->addStrut(widget->sizeHint().height());
    setTabOrder(widget, m_switch);
}

void ChartFrame::setTableShown(bool shown)
{
    m_switch->setChecked(shown);
}

bool ChartFrame::isTableShown() const
{
    return m_switch->isChecked();
}

void ChartFrame::choose(bool isEmpty)
{
    m_isEmpty = isEmpty;
    const bool table = isTableShown();
    const QString text = table ? tr("Show as chart") : tr("Show as table");
    m_switch->setText(text);
    m_switch->setAccessibleName(m_title + u": "_qs + text);
    m_switch->setVisible(!isEmpty);
    m_stack->setFixedHeight(isEmpty ? m_emptyHeight : cardHeight);
    m_stack->setCurrentIndex(isEmpty ? 2 : table ? 1 : 0);
}

void ChartFrame::setEmptyText(const QString& text)
{
    m_empty->setText(text);
}

void ChartFrame::setEmptyHeight(int height)
{
    m_emptyHeight = height;
    choose(m_isEmpty);
}

void ChartFrame::showChart(QChart* chart)
{
    dress(chart, m_theme.tokens());
    const std::unique_ptr<QChart> before(m_view->chart());
    m_view->setChart(chart);
    m_view->setBackgroundBrush(m_theme.tokens().surface);
}

void ChartFrame::setTitles(const QStringList& titles)
{
    m_table->setColumnCount(int(titles.size()));
    m_table->setHorizontalHeaderLabels(titles);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace rackhouse
