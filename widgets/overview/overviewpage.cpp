#include "widgets/overview/overviewpage.h"

#include "models/items/displaytext.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/focus.h"
#include "widgets/common/numbertile.h"
#include "widgets/common/records.h"
#include "widgets/common/settings.h"
#include "widgets/common/sitelink.h"
#include "widgets/overview/chartcard.h"
#include "widgets/overview/figurelist.h"
#include "widgets/shell/actionregistry.h"

#include <QComboBox>
#include <QDateTime>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int linkRole = Qt::UserRole;
constexpr int bmcRole = Qt::UserRole + 1;
constexpr int tileCount = 6;
constexpr int kCollectMs = 2000;
constexpr qint64 kLookMs = 30 * 60'000; ///< who comes back within it is still looking
constexpr qint64 kFindMs = 60'000;
constexpr int kEvening = 18;

QLabel* makeTitle(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(Theme::sectionFont());
    return label;
}

} // namespace

OverviewPage::OverviewPage(Context context, QWidget* parent)
    : Page(context, u"overview"_qs, parent), m_stack(new QStackedWidget(this)),
      m_attention(new QListWidget(this))
{
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(u"overview.scroll"_qs);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(buildContent());
    m_stack->addWidget(scroll);
    m_stack->addWidget(new EmptyState(m_context.icons, u"discover"_qs,
                                      tr("Nothing is known of this site yet"),
                                      tr("Discover the management controllers on its network, and "
                                         "the machines behind them appear here and in the racks."),
                                      m_context.actions.action(u"machine.discover"_qs), this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setColumns(false);
    setTabOrder(m_running, m_attention);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kCollectMs);
    connect(&m_soon, &QTimer::timeout, this,
            [this] { m_context.records.isReading() ? m_soon.start(kCollectMs) : refresh(); });
    connect(m_attention, &QListWidget::itemActivated, this, &OverviewPage::attend);
    connect(&m_context.records, &Records::changed, this, &OverviewPage::refreshSoon);
    connect(&m_context.records, &Records::siteChanged, this, [this] {
        m_foundAt = {};
        if (isShown())
            refresh();
    });
    connect(&m_context.site, &SiteLink::changed, this, &OverviewPage::showAge);
    connect(&m_context.theme, &Theme::changed, this, &OverviewPage::fillAttention);
}

QWidget* OverviewPage::buildContent()
{
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(space::large, space::small, space::large, space::large);
    layout->setSpacing(space::large);
    layout->addLayout(buildTiles());
    auto* news = new QHBoxLayout;
    news->setSpacing(space::huge);
    auto* changed = new QVBoxLayout;
    changed->setSpacing(space::tiny);
    changed->addWidget(buildSince());
    m_changes = addList(changed, u"overview.changes"_qs, {}, tr("Nothing has changed since then."));
    m_changes->setAccessibleName(tr("What changed"));
    changed->addSpacing(space::medium);
    m_running = addList(changed, u"overview.running"_qs, tr("Running now"), tr("No job runs."));
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
    layout->addLayout(buildCharts());
    layout->addStretch(1);
    return content;
}

QHBoxLayout* OverviewPage::buildTiles()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::medium);
    for (int i = 1; i <= tileCount; ++i) {
        auto* tile =
            new NumberTile(m_context.theme, u"overview.number."_qs + QString::number(i), this);
        row->addWidget(tile);
        connect(tile, &QPushButton::clicked, this, [this, tile] { emit open(QUrl(tile->link())); });
        m_tiles.push_back(tile);
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
void OverviewPage::setColumns(bool hasSites)
{
    const auto set = [hasSites](FigureList* list, QStringList titles, int firstNumber,
                                int numbers) {
        if (hasSites)
            titles << tr("Site");
        list->setColumns(titles, firstNumber, numbers);
    };
    set(m_changes, {tr("What"), tr("How many")}, 1, 1);
    set(m_running, {tr("Machine"), tr("Job"), tr("Step"), tr("Progress")}, 3, 1);
    set(m_free, {tr("Model"), tr("Machines"), tr("GPUs")}, 1, 2);
    set(m_use, {tr("What"), tr("How much")}, 1, 1);
    set(m_health, {tr("Health"), tr("How many")}, 1, 1);
}

/// Leads to what a line speaks of, or asks at once where there is one thing to do.
void OverviewPage::attend(const QListWidgetItem* item)
{
    if (const QString link = item->data(linkRole).toString(); !link.isEmpty())
        return emit open(QUrl(link));
    const QJsonObject bmc = item->data(bmcRole).toJsonObject();
    if (bmc.isEmpty())
        return;
    m_context.focus.set(u"bmc"_qs, {bmc});
    QAction* accept = m_context.actions.action(u"bmc.accept-certificate"_qs);
    emit summary(accept->statusTip());
    accept->trigger();
}

void OverviewPage::visit(const QUrl&)
{
    setLink(makeLink(u"/overview"_qs));
    noteLook();
    fillSince();
    showAge();
    refresh();
}

std::vector<Page::Crumb> OverviewPage::crumbs() const
{
    return {{tr("Overview"), u"rackhouse:/overview"_qs}};
}

QStringList OverviewPage::titleActions() const
{
    return {u"machine.discover"_qs};
}

void OverviewPage::noteLook()
{
    Settings& settings = m_context.settings;
    const qint64 now = m_context.clock.now().ms;
    const qint64 looked = settings.value(setting::lookedAt).toLongLong();
    if (looked > 0 && now - looked > kLookMs)
        settings.set(setting::lookedBefore, looked);
    settings.set(setting::lookedAt, now);
}

Instant OverviewPage::momentOf(Since since) const
{
    const Instant now = m_context.clock.now();
    switch (since) {
    case Since::LastLook:
        return Instant{m_context.settings.value(setting::lookedBefore).toLongLong()};
    case Since::Day:
        return now.plusMs(-86'400'000);
    case Since::Week:
        return now.plusMs(-7 * 86'400'000LL);
    case Since::Yesterday:
        break;
    }
    const QDate yesterday = QDateTime::fromMSecsSinceEpoch(now.ms).date().addDays(-1);
    return Instant{QDateTime(yesterday, QTime(kEvening, 0)).toMSecsSinceEpoch()};
}

/// What a person chose stays chosen; at first it is the last look, where there was one.
void OverviewPage::fillSince()
{
    const QSignalBlocker quiet(m_since);
    const QVariant chosen = m_since->currentData();
    m_since->clear();
    const auto add = [this](const QString& text, Since since) {
        m_since->addItem(text, int(since));
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(momentOf(since).ms);
        m_since->setItemData(m_since->count() - 1, QLocale().toString(at), Qt::ToolTipRole);
    };
    if (const Instant look = momentOf(Since::LastLook); look.isSet())
        add(tr("you last looked, %1")
                .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(look.ms),
                                        tr("ddd d MMM, hh:mm"))),
            Since::LastLook);
    add(tr("yesterday, %1").arg(QLocale().toString(QTime(kEvening, 0), tr("hh:mm"))),
        Since::Yesterday);
    add(tr("24 hours ago"), Since::Day);
    add(tr("7 days ago"), Since::Week);
    m_since->setCurrentIndex(qMax(0, m_since->findData(chosen)));
}

/// Of many changes at once the page reads the last state, now and then.
void OverviewPage::refreshSoon()
{
    if (isShown() && !m_soon.isActive())
        m_soon.start(m_filled ? kCollectMs : 0);
}

void OverviewPage::refresh()
{
    const Instant since = momentOf(Since(m_since->currentData().toInt()));
    m_context.records.fetch<OverviewData>(
        this,
        [since, now = m_context.clock.now()](Rows& rows) { return readOverview(rows, since, now); },
        [this](const OverviewData& read) { show(read); });
    if (m_context.clock.now().ms - m_foundAt.ms >= kFindMs)
        refreshFindings();
}

/// They take all rows of their pages, and so are read now and then.
void OverviewPage::refreshFindings()
{
    m_foundAt = m_context.clock.now();
    m_context.records.fetch<std::vector<Attention>>(
        this, [](Rows& rows) { return readFindings(rows); },
        [this](const std::vector<Attention>& read) {
            m_findings = read;
            joinAttention();
        });
}

void OverviewPage::joinAttention()
{
    if (!m_filled)
        return;
    std::vector<Attention> all = m_known;
    all.insert(all.end(), m_findings.begin(), m_findings.end());
    std::stable_partition(all.begin(), all.end(), [](const Attention& a) { return a.critical; });
    if (all == m_entries && m_attention->count() > 0)
        return;
    m_entries = std::move(all);
    fillAttention();
}

void OverviewPage::show(const OverviewData& read)
{
    m_stack->setCurrentIndex(read.isKnown ? 0 : 1);
    setColumns(read.hasSites);
    showTiles(read.tiles);
    m_changes->setLines(read.changes);
    m_running->setLines(read.running);
    m_free->setLines(read.free);
    m_use->setLines(read.use);
    m_health->setLines(read.health);
    m_jobs->setData(read.jobs);
    m_states->setData(read.states);
    m_gpus->setData(read.gpus);
    m_powers->setData(read.power);
    m_known = read.attention;
    m_filled = true;
    joinAttention();
}

void OverviewPage::showTiles(const std::vector<FigureTile>& tiles)
{
    for (size_t i = 0; i < tiles.size() && i < m_tiles.size(); ++i) {
        const FigureTile& shown = tiles[i];
        m_tiles[i]->set(shown.status, shown.number, shown.isNone, shown.link);
        m_tiles[i]->setNote(shown.note, shown.where);
    }
}

/// How old all of it is, where the site does not answer.
void OverviewPage::showAge()
{
    const SiteLink& site = m_context.site;
    const bool offline = site.state() == SiteLink::State::Offline;
    m_age->setText(offline && site.freshAt().isSet()
                       ? tr("as known %1").arg(relativeTime(site.freshAt(), m_context.clock.now()))
                       : QString());
}

/// Who is in the middle of the list stays there.
void OverviewPage::fillAttention()
{
    if (!m_filled)
        return;
    const QListWidgetItem* before = m_attention->currentItem();
    const QString current = before == nullptr ? QString() : before->text();
    const int scrolled = m_attention->verticalScrollBar()->value();
    m_attention->clear();
    for (const Attention& entry : m_entries) {
        const Tone tone = entry.critical ? Tone::Critical : Tone::Warning;
        auto* item =
            new QListWidgetItem(toneIcon(tone, m_context.theme.tokens()), entry.text, m_attention);
        item->setData(linkRole, entry.link);
        item->setData(bmcRole, entry.bmc);
        item->setToolTip(entry.text);
    }
    if (m_entries.empty())
        new QListWidgetItem(tr("Nothing. All is well."), m_attention);
    for (QListWidgetItem* item : m_attention->findItems(current, Qt::MatchExactly))
        m_attention->setCurrentItem(item);
    m_attention->verticalScrollBar()->setValue(scrolled);
}

} // namespace rackhouse
