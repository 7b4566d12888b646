// How the overview is laid out.
#include "widgets/common/numbertile.h"
#include "widgets/common/theme.h"
#include "widgets/overview/chartcard.h"
#include "widgets/overview/figurelist.h"
#include "widgets/overview/overviewpage.h"
#include "widgets/overview/trends.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int tileCount = 6;
constexpr int rentTileCount = 4;

QLabel* makeTitle(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(Theme::sectionFont());
    return label;
}

} // namespace

QWidget* OverviewPage::buildContent()
{
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(space::large, space::small, space::large, space::large);
    layout->setSpacing(space::large);
    auto* tiles = new QVBoxLayout;
    tiles->setSpacing(space::medium);
    tiles->addLayout(buildTiles(u"overview.number."_qs, tileCount, m_tiles));
    tiles->addLayout(buildTiles(u"overview.rent."_qs, rentTileCount, m_rentTiles));
    layout->addLayout(tiles);
    auto* news = new QHBoxLayout;
    news->setSpacing(space::huge);
    auto* changed = new QVBoxLayout;
    changed->setSpacing(space::tiny);
    changed->addWidget(buildSince());
    m_changes = addList(changed, u"overview.changes"_qs, {}, tr("Nothing has changed since then."));
    m_changes->setAccessibleName(tr("What changed"));
    changed->addSpacing(space::medium);
    m_running = addList(changed, u"overview.running"_qs, tr("Running now"), tr("No job runs."));
    changed->addSpacing(space::medium);
    changed->addWidget(buildEnding());
    changed->addStretch(1);
    news->addLayout(changed, 1);
    news->addLayout(buildAttention(), 1);
    layout->addLayout(news);
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(space::huge);
    const auto column = [&](FigureList*& list, const QString& name, const QString& title,
                            const QString& emptyText) {
        auto* lines = new QVBoxLayout;
        lines->setSpacing(space::tiny);
        list = addList(lines, name, title, emptyText);
        lines->addStretch(1);
        numbers->addLayout(lines, 1);
    };
    column(m_free, u"overview.free"_qs, tr("Free to provision"), tr("No machine is free."));
    column(m_use, u"overview.use"_qs, tr("GPUs and power"), tr("Nothing is known yet."));
    column(m_health, u"overview.health"_qs, tr("Health of the hardware"),
           tr("Nothing is known yet."));
    layout->addLayout(numbers);
    m_trends = new Trends(m_context, this);
    connect(m_trends, &Trends::open, this, &Page::open);
    layout->addWidget(m_trends);
    layout->addLayout(buildCharts());
    layout->addStretch(1);
    return content;
}

/// So many tiles in a row.
QHBoxLayout* OverviewPage::buildTiles(const QString& name, int count,
                                      std::vector<NumberTile*>& tiles)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::medium);
    for (int i = 1; i <= count; ++i) {
        auto* tile = new NumberTile(m_context.theme, name + QString::number(i), this);
        row->addWidget(tile);
        connect(tile, &QPushButton::clicked, this, [this, tile] { emit open(QUrl(tile->link())); });
        tiles.push_back(tile);
    }
    return row;
}

QWidget* OverviewPage::buildSince()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    m_since = new QComboBox(row);
    m_since->setObjectName(u"overview.since"_qs);
    m_since->setAccessibleName(tr("Changes since"));
    m_since->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_age = new QLabel(row);
    m_age->setObjectName(u"overview.age"_qs);
    m_age->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(makeTitle(tr("Changed since"), row));
    layout->addWidget(m_since);
    layout->addStretch(1);
    layout->addWidget(m_age);
    connect(m_since, qOverload<int>(&QComboBox::activated), this, &OverviewPage::refresh);
    return row;
}

/// The rentals that end soon, with their title: it is hidden as a whole.
QWidget* OverviewPage::buildEnding()
{
    m_endingBox = new QWidget(this);
    auto* layout = new QVBoxLayout(m_endingBox);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tiny);
    m_ending = addList(layout, u"overview.ending"_qs, tr("Rentals that end in 7 days"),
                       tr("No rental ends in the next 7 days."));
    return m_endingBox;
}

QVBoxLayout* OverviewPage::buildAttention()
{
    auto* layout = new QVBoxLayout;
    layout->setSpacing(space::tiny);
    m_attention->setObjectName(u"overview.attention"_qs);
    m_attention->setAccessibleName(tr("Needs attention"));
    m_attention->setFrameShape(QFrame::NoFrame);
    m_attention->setWordWrap(true);
    m_attention->setResizeMode(QListView::Adjust); // else lines stay as narrow as they were
    m_attention->setSpacing(3);
    m_attention->setMinimumHeight(200);
    auto* title = makeTitle(tr("Needs attention"), this);
    title->setMinimumHeight(m_since->sizeHint().height()); // in line with the title beside it
    layout->addWidget(title);
    layout->addWidget(m_attention, 1);
    return layout;
}

FigureList* OverviewPage::addList(QVBoxLayout* layout, const QString& name, const QString& title,
                                  const QString& emptyText)
{
    if (!title.isEmpty())
        layout->addWidget(makeTitle(title, this));
    auto* list = new FigureList(m_context.theme, name, title, emptyText, this);
    layout->addWidget(list);
    connect(list, &FigureList::open, this, &Page::open);
    return list;
}

QGridLayout* OverviewPage::buildCharts()
{
    auto* grid = new QGridLayout;
    grid->setSpacing(space::huge);
    grid->setColumnStretch(0, 5); // room for fourteen days
    grid->setColumnStretch(1, 4);
    const auto card = [&](ChartCard*& chart, int place, ChartCard::Setup setup) {
        chart = new ChartCard(m_context.theme, std::move(setup), this);
        grid->addWidget(chart, place / 2, place % 2);
        connect(chart, &ChartCard::open, this, &Page::open);
    };
    card(m_jobs, 0,
         {u"overview.jobs"_qs, tr("Jobs a day"), tr("Day"),
          tr("No job has ended in the last 14 days.")});
    card(m_states, 1,
         {u"overview.states"_qs, tr("Machines by state"), tr("State"), tr("No machine is known."),
          ChartCard::Bars::Lying});
    card(m_gpus, 2,
         {u"overview.gpus"_qs, tr("GPUs by model"), tr("Model"), tr("No GPU is known."),
          ChartCard::Bars::Lying});
    card(m_powers, 3,
         {u"overview.power"_qs, tr("Power by model, W"), tr("Model"),
          tr("No machine tells what it draws."), ChartCard::Bars::Lying});
    return grid;
}

/// A work list names its site where several are shown.
void OverviewPage::setColumns(bool hasSites, bool hasCustomers)
{
    const auto set = [hasSites](FigureList* list, QStringList titles, int firstNumber,
                                int numbers) {
        if (hasSites)
            titles << tr("Site");
        list->setColumns(titles, firstNumber, numbers);
    };
    set(m_changes, {tr("What"), tr("How many")}, 1, 1);
    set(m_running, {tr("Machine"), tr("Job"), tr("Step"), tr("Progress")}, 3, 1);
    if (hasCustomers)
        set(m_ending, {tr("Machine"), tr("Customer"), tr("GPUs"), tr("Ends")}, 2, 2);
    else
        set(m_ending, {tr("Machine"), tr("GPUs"), tr("Ends")}, 1, 2);
    set(m_free, {tr("Model"), tr("Machines"), tr("GPUs")}, 1, 2);
    set(m_use, {tr("What"), tr("How much")}, 1, 1);
    set(m_health, {tr("Health"), tr("How many")}, 1, 1);
}

} // namespace rackhouse
