#include "widgets/overview/trends.h"

#include "models/items/displaytext.h"
#include "widgets/common/records.h"
#include "widgets/common/settings.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"
#include "widgets/overview/trendcard.h"
#include "widgets/shell/page.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace rackhouse
{

namespace
{

constexpr int kAgainMs = 5 * 60'000;
constexpr qint64 kOldMs = 15 * 60'000; ///< from then on the age of what is shown is said

const std::vector<Measure> powerMeasures{Measure::Power};
const std::vector<Measure> gpuMeasures{Measure::Gpus, Measure::GpusInUse, Measure::GpusRented};
const std::vector<Measure> inletMeasures{Measure::HottestInlet};
const std::vector<Measure> revenueMeasures{Measure::Revenue};

QString machinesLink(const QString& filter)
{
    return Page::makeLink(u"/machines"_qs, u"filter"_qs, filter).toString();
}

/// What is asked for, as the replica files the answer.
QString questionText(TrendSpan span, bool rent)
{
    QStringList measures;
    for (const auto& list : {powerMeasures, gpuMeasures, inletMeasures, revenueMeasures}) {
        for (const Measure measure : list) {
            if (rent || leastRole(measure) == Role::Viewer)
                measures << enumText(measure);
        }
    }
    return QString::number(int(span)) + u' ' + measures.join(u',');
}

} // namespace

Trends::Trends(Context context, QWidget* parent)
    : QWidget(parent), m_context(context), m_span(new QComboBox(this))
{
    m_span->setObjectName(u"overview.span"_qs);
    m_span->setAccessibleName(tr("Time that charts show"));
    m_span->addItem(tr("24 hours"), int(TrendSpan::Day));
    m_span->addItem(tr("7 days"), int(TrendSpan::Week));
    m_span->addItem(tr("30 days"), int(TrendSpan::Month));
    m_span->addItem(tr("13 months"), int(TrendSpan::Year));
    m_span->setCurrentIndex(
        std::max(0, m_span->findData(m_context.settings.value(setting::trendSpan))));
    auto* title = new QLabel(tr("Over the last"), this);
    title->setFont(Theme::sectionFont());
    auto* head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(title);
    head->addWidget(m_span);
    head->addStretch(1);
    auto* grid = new QGridLayout;
    grid->setSpacing(space::huge);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    const auto card = [&](TrendCard*& made, int place, const QString& name, const QString& heading,
                          const QString& link) {
        made = new TrendCard(m_context.theme, name, heading, link, this);
        grid->addWidget(made, place / 2, place % 2, Qt::AlignTop);
        connect(made, &TrendCard::open, this, &Trends::open);
    };
    card(m_power, 0, u"overview.trend.power"_qs, tr("Power, measured"),
         machinesLink(u"power_w:>0 -power:off"_qs));
    card(m_gpus, 1, u"overview.trend.gpus"_qs, tr("GPUs"),
         machinesLink(u"gpu_count:>0 state:provisioned"_qs));
    card(m_inlet, 2, u"overview.trend.inlet"_qs, tr("Hottest inlet"),
         machinesLink(u"inlet_c:>0 -power:off"_qs));
    card(m_revenue, 3, u"overview.trend.revenue"_qs, tr("Revenue a month, at the prices of then"),
         Page::makeLink(u"/rentals"_qs).toString());
    m_revenue->setCurrency(m_context.settings.value(setting::trendCurrency).toString());
    connect(m_revenue, &TrendCard::currencyChosen, this, [this](const QString& currency) {
        m_context.settings.set(setting::trendCurrency, currency);
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::medium);
    layout->addLayout(head);
    layout->addLayout(grid);
    m_again.setInterval(kAgainMs);
    m_again.start();
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isVisibleTo(window()))
            ask();
    });
    connect(m_span, qOverload<int>(&QComboBox::activated), this, [this] {
        m_context.settings.set(setting::trendSpan, m_span->currentData());
        refresh();
    });
    connect(&m_context.site, &SiteLink::changed, this, &Trends::followSite);
}

TrendSpan Trends::span() const
{
    return TrendSpan(m_span->currentData().toInt());
}

bool Trends::isOnline(const QString& siteKey) const
{
    return m_context.site.of(siteKey).state() == SiteLink::State::Online;
}

/// A site that is not there has told before what it lets us see.
bool Trends::showsRent(const QString& siteKey) const
{
    return isOnline(siteKey) ? m_context.site.of(siteKey).role() >= Role::Operator
                             : m_known.copies.contains({siteKey, questionText(span(), true)});
}

QString Trends::questionFor(const QString& siteKey) const
{
    return questionText(span(), showsRent(siteKey));
}

const SeriesCopy* Trends::copyOf(const QString& siteKey) const
{
    const auto found = m_known.copies.constFind({siteKey, questionFor(siteKey)});
    return found == m_known.copies.constEnd() ? nullptr : &*found;
}

void Trends::refresh()
{
    m_context.records.fetch<Known>(
        this,
        [&replica = m_context.records.replica(), span = span()](Rows& rows) {
            Known known;
            known.sites = rows.sites();
            known.feedsW = feedsCapacity(rows);
            for (const auto& [key, name] : known.sites) {
                for (const bool rent : {false, true}) {
                    const QString question = questionText(span, rent);
                    const auto copy = replica.series(key, question);
                    if (copy && *copy)
                        known.copies.insert({key, question}, **copy);
                }
            }
            return known;
        },
        [this](const Known& known) {
            m_known = known;
            m_problems.clear();
            m_isRead = true;
            show();
            ask();
        });
}

void Trends::ask()
{
    const TrendWindow window = trendWindow(span(), m_context.clock.now());
    for (const auto& [key, name] : m_known.sites) {
        const QString question = questionFor(key);
        const QUrlQuery query{{u"measure"_qs, question.section(u' ', 1)},
                              {u"from"_qs, window.from.toIso()},
                              {u"to"_qs, window.until.toIso()},
                              {u"points"_qs, QString::number(window.points)}};
        m_context.site.of(key).get(u"/series"_qs, query, this,
                                   [this, key = key, question](const Result<QJsonObject>& answer) {
                                       take(key, question, answer);
                                   });
    }
}

void Trends::take(const QString& siteKey, const QString& question,
                  const Result<QJsonObject>& answer)
{
    // Something else may be shown by now.
    if (question != questionFor(siteKey))
        return;
    if (!answer) {
        m_problems.insert(siteKey, answer.error());
        return show();
    }
    m_problems.remove(siteKey);
    const SeriesCopy copy{m_context.clock.now(), *answer};
    m_known.copies.insert({siteKey, question}, copy);
    m_context.records.write(
        this,
        [siteKey, question, copy](Replica& replica) {
            return replica.putSeries(siteKey, question, copy);
        },
        [](const Result<void>&) {});
    show();
}

/// A site that can be reached again, or lets us see more, is asked at once.
void Trends::followSite()
{
    bool asks = false;
    for (const auto& [key, name] : m_known.sites) {
        const Seen now{isOnline(key), m_context.site.of(key).role()};
        const Seen before = std::exchange(m_seen[key], now);
        asks = asks || (now.online && !before.online) || now.role != before.role;
    }
    if (asks && m_isRead && isVisibleTo(window()))
        refresh();
}

void Trends::show()
{
    showCard(m_power, powerMeasures);
    showCard(m_gpus, gpuMeasures);
    showCard(m_inlet, inletMeasures);
    const bool rent = std::any_of(m_known.sites.begin(), m_known.sites.end(),
                                  [this](const auto& site) { return showsRent(site.first); });
    m_revenue->setVisible(rent);
    if (rent)
        showCard(m_revenue, revenueMeasures);
}

void Trends::showCard(TrendCard* card, const std::vector<Measure>& measures)
{
    const TrendData trend = dataOf(measures);
    card->setData(trend, noteOn(trend));
    card->setWhyEmpty(whyEmpty(trend));
}

QString Trends::noteOn(const TrendData& trend) const
{
    QStringList sentences;
    const Instant since = trend.since();
    if (!trend.isEmpty() && since > trend.window.from)
        sentences << tr("The site has measured this since %1.").arg(exactTime(since));
    Instant oldest;
    for (const auto& [key, name] : m_known.sites) {
        if (const SeriesCopy* copy = copyOf(key))
            oldest = oldest.isSet() ? std::min(oldest, copy->fetchedAt) : copy->fetchedAt;
    }
    const Instant now = m_context.clock.now();
    if (oldest.isSet() && now.ms - oldest.ms > kOldMs)
        sentences << tr("As the site told it %1.").arg(relativeTime(oldest, now));
    return sentences.join(u' ');
}

QString Trends::whyEmpty(const TrendData& trend) const
{
    if (trend.since().isSet())
        return tr("Nothing was measured in this time. The site has measured this since %1.")
            .arg(exactTime(trend.since()));
    const bool any =
        std::any_of(m_known.sites.begin(), m_known.sites.end(),
                    [this](const auto& site) { return copyOf(site.first) != nullptr; });
    if (!any && !m_problems.isEmpty())
        return problemText(m_problems.begin().value());
    if (!any)
        return tr("Nothing is known of this yet. It is read once the site can be reached.");
    return tr("The site has not measured this yet. It sums itself up every five minutes, from what "
              "its machines tell.");
}

} // namespace rackhouse
