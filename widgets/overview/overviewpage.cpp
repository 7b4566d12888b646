#include "widgets/overview/overviewpage.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/focus.h"
#include "widgets/common/format.h"
#include "widgets/common/numbertile.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/shell/actionregistry.h"

#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int maxAttention = 12;
constexpr int linkRole = Qt::UserRole;
constexpr int bmcRole = Qt::UserRole + 1;

template <class T, class E>
qint64 countOf(Rows& rows, const QString& field, E value)
{
    return rows.count(T::record(), {.equals = {{field, enumText(value)}}});
}

/// The machine of a failed job, where nothing was done with it since; a quarantined one speaks for
/// itself.
std::optional<Machine> machineLeftBy(Rows& rows, const Job& job)
{
    const auto newest = rows.list<Job>({.equals = {{u"machine_id"_qs, job.machineId.text()}},
                                        .orderBy = u"created_at"_qs,
                                        .descending = true,
                                        .limit = 1});
    if (newest.empty() || newest.front().id != job.id)
        return std::nullopt;
    auto machine = rows.find<Machine>(job.machineId.text());
    if (machine && machine->state == MachineState::Quarantined)
        return std::nullopt;
    return machine;
}

QGridLayout* addSection(QVBoxLayout* layout, const QString& title, QWidget* parent)
{
    auto* label = new QLabel(title, parent);
    label->setFont(Theme::sectionFont());
    layout->addWidget(label);
    auto* grid = new QGridLayout;
    grid->setSpacing(space::medium);
    layout->addLayout(grid);
    layout->addSpacing(space::medium);
    return grid;
}

} // namespace

OverviewPage::OverviewPage(Context context, QWidget* parent)
    : Page(context, u"overview"_qs, parent), m_stack(new QStackedWidget(this)),
      m_attention(new QListWidget(this))
{
    auto* content = new QWidget(this);
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(space::large, space::small, space::large, space::large);
    columns->setSpacing(space::huge);
    auto* numbers = new QVBoxLayout;
    m_machines = addSection(numbers, tr("Machines by state"), content);
    m_health = addSection(numbers, tr("Health of the hardware"), content);
    m_jobs = addSection(numbers, tr("Jobs"), content);
    numbers->addStretch(1);
    columns->addLayout(numbers, 3);
    auto* side = new QVBoxLayout;
    auto* title = new QLabel(tr("Needs attention"), content);
    title->setFont(Theme::sectionFont());
    m_attention->setObjectName(u"overview.attention"_qs);
    m_attention->setAccessibleName(tr("Needs attention"));
    m_attention->setFrameShape(QFrame::NoFrame);
    m_attention->setWordWrap(true);
    m_attention->setSpacing(3);
    side->addWidget(title);
    side->addWidget(m_attention, 1);
    columns->addLayout(side, 2);
    m_stack->addWidget(content);
    m_stack->addWidget(new EmptyState(m_context.icons, u"discover"_qs,
                                      tr("Nothing is known of this site yet"),
                                      tr("Discover the management controllers on its network, and "
                                         "the machines behind them appear here and in the racks."),
                                      m_context.actions.action(u"machine.discover"_qs), this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_attention, &QListWidget::itemActivated, this, &OverviewPage::attend);
    connect(&m_context.records, &Records::changed, this, [this] {
        if (isShown())
            refresh();
    });
    connect(&m_context.theme, &Theme::changed, this, [this] { fillAttention(); });
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

OverviewPage::Snapshot OverviewPage::read(Rows& rows)
{
    Snapshot s;
    for (const auto& entry : EnumWords<MachineState>::words)
        s.machines.emplace_back(entry.first, countOf<Machine>(rows, u"state"_qs, entry.first));
    for (const auto& entry : EnumWords<Health>::words)
        s.health.emplace_back(entry.first, countOf<Machine>(rows, u"health"_qs, entry.first));
    for (const JobState state :
         {JobState::Running, JobState::Queued, JobState::Held, JobState::Failed})
        s.jobs.emplace_back(state, countOf<Job>(rows, u"state"_qs, state));
    s.all = rows.count(Machine::record());
    s.racks = rows.count(Rack::record());
    const auto add = [&s](bool critical, const Machine& m, const QString& why) {
        s.attention.push_back({critical, m.name + u" — "_qs + why,
                               makeLink(u"/machines/"_qs + m.id.text()).toString()});
    };
    for (const Site& site : rows.list<Site>({.limit = 1})) {
        const Error why{site.netbootReason, site.netbootArgs.toVariantMap(), {}};
        const bool failed = site.netbootState == NetbootState::Failed;
        const QString what = failed ? tr("Network boot does not work. %1")
                                    : tr("Network boot works only in part. %1");
        if (failed || !why.code.isEmpty())
            s.attention.push_back({failed, what.arg(problemText(why)), QString()});
    }
    for (const Machine& m :
         rows.list<Machine>({.equals = {{u"state"_qs, enumText(MachineState::Quarantined)}},
         .limit = maxAttention}))
        add(true, m, tr("quarantined. %1").arg(format::reason(m.stateReason)));
    for (const Job& job : rows.list<Job>({.equals = {{u"state"_qs, enumText(JobState::Failed)}},
                          .orderBy = u"created_at"_qs,
                          .descending = true,
                          .limit = maxAttention})) {
        if (const auto machine = machineLeftBy(rows, job))
            s.attention.push_back(
                {true,
                 tr("%1 — %2 failed. %3")
                     .arg(machine->name, jobKindText(job.kind), format::reason(job.reason)),
                 makeLink(u"/jobs/"_qs + job.id.text()).toString()});
    }
    for (const Machine& m : rows.list<Machine>(
             {.equals = {{u"health"_qs, enumText(Health::Critical)}}, .limit = maxAttention}))
        add(true, m, tr("the hardware reports a critical fault"));
    for (const Bmc& bmc : rows.list<Bmc>(
             {.equals = {{u"state"_qs, enumText(BmcState::PinChanged)}}, .limit = maxAttention}))
        s.attention.push_back(
            {true, tr("BMC %1 — presents another certificate. Compare it…").arg(bmc.address),
             QString(), toJson(bmc)});
    for (const Machine& m : rows.list<Machine>(
             {.equals = {{u"health"_qs, enumText(Health::Warning)}}, .limit = maxAttention}))
        add(false, m, tr("the hardware reports a warning"));
    return s;
}

void OverviewPage::refresh()
{
    m_context.records.fetch<Snapshot>(this, &OverviewPage::read,
                                      [this](const Snapshot& s) { show(s); });
}

void OverviewPage::setTile(QGridLayout* grid, int place, const Status& status, qint64 number,
                           const QString& link)
{
    NumberTile*& tile = m_tiles[link];
    if (tile == nullptr) {
        tile = new NumberTile(m_context.theme,
                              u"overview.number."_qs + QString::number(m_tiles.size()),
                              m_stack->widget(0));
        grid->addWidget(tile, place / 4, place % 4);
        connect(tile, &QPushButton::clicked, this,
                [this, tile = tile] { emit open(QUrl(tile->link())); });
    }
    tile->set(status, number, link);
}

void OverviewPage::show(const Snapshot& s)
{
    m_stack->setCurrentIndex(s.all == 0 && s.racks == 0 ? 1 : 0);
    const auto link = [](const QString& path, const QString& filter) {
        return makeLink(path, u"filter"_qs, filter).toString();
    };
    int place = 0;
    for (const auto& [state, number] : s.machines)
        setTile(m_machines, place++, statusOf(state), number,
                link(u"/machines"_qs, u"state:"_qs + enumText(state)));
    place = 0;
    for (const Health health : {Health::Ok, Health::Warning, Health::Critical, Health::Unknown}) {
        for (const auto& [known, number] : s.health) {
            if (known == health)
                setTile(m_health, place++, statusOf(health), number,
                        link(u"/machines"_qs, u"health:"_qs + enumText(health)));
        }
    }
    place = 0;
    for (const auto& [state, number] : s.jobs)
        setTile(m_jobs, place++, statusOf(state), number,
                link(u"/jobs"_qs, u"state:"_qs + enumText(state)));
    if (!m_filled || s.attention != m_entries) {
        m_entries = s.attention;
        m_filled = true;
        fillAttention();
    }
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
