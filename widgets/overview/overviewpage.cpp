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
#include "widgets/overview/trends.h"
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
constexpr int kCollectMs = 2000;
constexpr qint64 kLookMs = 30 * 60'000; ///< who comes back within it is still looking
constexpr qint64 kFindMs = 60'000;
constexpr int kEvening = 18;

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
    setColumns(false, true);
    setTabOrder(m_ending, m_attention);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kCollectMs);
    connect(&m_soon, &QTimer::timeout, this,
            [this] { m_context.records.isReading() ? m_soon.start(kCollectMs) : refresh(); });
    connect(m_attention, &QListWidget::itemActivated, this, &OverviewPage::attend);
    connect(&m_context.records, &Records::changed, this, &OverviewPage::refreshSoon);
    connect(&m_context.records, &Records::siteChanged, this, [this] {
        m_foundAt = {};
        if (!isShown())
            return;
        refresh();
        m_trends->refresh();
    });
    connect(&m_context.site, &SiteLink::changed, this, &OverviewPage::showAge);
    connect(&m_context.theme, &Theme::changed, this, &OverviewPage::fillAttention);
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
    m_trends->refresh();
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
        [since, now = m_context.clock.now(), withRent = m_context.site.role() >= Role::Operator](
            Rows& rows) { return readOverview(rows, since, now, withRent); },
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
    setColumns(read.hasSites, !read.rent || read.rent->hasCustomers);
    showTiles(m_tiles, read.tiles);
    showRent(read.rent);
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

void OverviewPage::showTiles(const std::vector<NumberTile*>& tiles,
                             const std::vector<FigureTile>& figures)
{
    for (size_t i = 0; i < figures.size() && i < tiles.size(); ++i) {
        const FigureTile& shown = figures[i];
        tiles[i]->set(shown.status, shown.number, shown.isNone, shown.link);
        tiles[i]->setNote(shown.note, shown.where);
    }
}

/// Who may not see the market has no room taken by it.
void OverviewPage::showRent(const std::optional<RentFigures>& rent)
{
    for (size_t i = 0; i < m_rentTiles.size(); ++i)
        m_rentTiles[i]->setVisible(rent && i < rent->tiles.size());
    m_endingBox->setVisible(rent && !rent->ending.empty());
    if (!rent)
        return;
    showTiles(m_rentTiles, rent->tiles);
    m_ending->setLines(rent->ending);
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
