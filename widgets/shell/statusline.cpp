#include "widgets/shell/statusline.h"

#include "widgets/common/format.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/status.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace rackhouse
{

namespace
{

QString onlineText(const SiteLink& site)
{
    if (site.behindMs() == 0)
        return StatusLine::tr("%1: connected, up to date").arg(site.siteName());
    if (site.behindMs() < 0)
        return StatusLine::tr("%1: connected, fetching the first copy").arg(site.siteName());
    return StatusLine::tr("%1: connected, catching up from %2 ago")
        .arg(site.siteName(), format::duration(site.behindMs()));
}

QString notPairedText(const SiteLink& site, Instant now)
{
    if (!site.freshAt().isSet())
        return StatusLine::tr("No site");
    return StatusLine::tr("%1: not paired, as of %2")
        .arg(site.siteName(), relativeTime(site.freshAt(), now));
}

} // namespace

StatusLine::StatusLine(Context context, QWidget* parent)
    : QWidget(parent), m_context(context), m_site(new StatusLabel(context.theme, this)),
      m_jobs(new QLabel(this)), m_summary(new QLabel(this)), m_who(new QLabel(this))
{
    setObjectName(u"status"_qs);
    m_site->setObjectName(u"status.site"_qs);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, 4, space::large, 4);
    layout->setSpacing(space::huge);
    layout->addWidget(m_site);
    layout->addWidget(m_jobs);
    layout->addStretch(1);
    layout->addWidget(m_summary);
    layout->addWidget(m_who);
    m_summary->setObjectName(u"status.summary"_qs);
    for (QLabel* label : {m_jobs, m_summary, m_who})
        label->setFont(Theme::captionFont());
    m_site->setFont(Theme::captionFont());
    m_who->setForegroundRole(QPalette::PlaceholderText);
    connect(&m_context.site, &SiteLink::changed, this, &StatusLine::refresh);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::refresh);
    m_tick.start(1000);
    refresh();
}

void StatusLine::setJobs(int running, int failed)
{
    QStringList words;
    words << tr("%n running", nullptr, running);
    if (failed > 0)
        words << tr("%n failed", nullptr, failed);
    m_jobs->setText(words.join(u", "_qs));
}

void StatusLine::setSummary(const QString& text)
{
    m_summary->setText(text);
}

void StatusLine::refresh()
{
    const SiteLink& site = m_context.site;
    const Instant now = m_context.clock.now();
    switch (site.state()) {
    case SiteLink::State::NotPaired:
        m_site->setStatus({Tone::Unknown, notPairedText(site, now)});
        m_site->setToolTip(exactTime(site.freshAt()));
        break;
    case SiteLink::State::Several: {
        const SiteLink::Count count = site.connected();
        m_site->setStatus({count.online == count.all ? Tone::Ok : Tone::Stale,
                           tr("All sites: %1 of %2 connected").arg(count.online).arg(count.all)});
        m_site->setToolTip(tr("The list of sites tells how old the copy of each is"));
        break;
    }
    case SiteLink::State::Connecting:
        m_site->setStatus({Tone::Running, tr("%1: connecting").arg(site.siteName())});
        break;
    case SiteLink::State::Online:
        m_site->setStatus({Tone::Ok, onlineText(site)});
        m_site->setToolTip(tr("Last heard of it: %1").arg(exactTime(site.freshAt())));
        break;
    case SiteLink::State::Offline:
        m_site->setStatus(
            {Tone::Stale,
             tr("%1: offline, as of %2").arg(site.siteName(), relativeTime(site.freshAt(), now))});
        m_site->setToolTip(exactTime(site.freshAt()));
        break;
    }
    m_who->setText(site.who().isEmpty() ? QString()
                                        : tr("%1, %2").arg(site.who(), enumText(site.role())));
}

void StatusLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = m_context.theme.tokens();
    painter.fillRect(rect(), t.sunken);
    painter.fillRect(QRect(0, 0, width(), 1), t.border);
}

} // namespace rackhouse
