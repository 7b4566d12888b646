#include "app/console/console.h"

#include "widgets/settings/pairingdialog.h"

#include <QApplication>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr QLatin1StringView embeddedName("embedded");

Theme::Mode modeOf(const QString& word)
{
    if (word == u"light")
        return Theme::Mode::Light;
    if (word == u"dark")
        return Theme::Mode::Dark;
    return word == u"high-contrast" ? Theme::Mode::HighContrast : Theme::Mode::System;
}

} // namespace

Console::Console(QApplication& application, std::unique_ptr<Replica> replica, Options options)
    : m_options(std::move(options)), m_replica(std::move(replica)),
      m_settings(m_options.dataFolder + u"/console.ini"_qs), m_theme(application), m_icons(m_theme),
      m_records(*m_replica), m_site(*m_replica, m_clock),
      m_actions(m_icons), m_context{m_clock, m_theme, m_icons,   m_settings, m_records,
                                    m_site,  m_focus, m_actions, m_prompts},
      m_window(m_context)
{
    m_theme.setMode(modeOf(m_settings.value(setting::theme).toString()));
    const QString density = m_settings.value(setting::density).toString();
    m_theme.setDensity(density == u"compact"   ? Theme::Density::Compact
                       : density == u"relaxed" ? Theme::Density::Relaxed
                                               : Theme::Density::Normal);
    connect(&m_window, &MainWindow::pairWanted, this, &Console::pair);
    connect(&m_window, &MainWindow::embeddedWanted, this, &Console::embed);
    connect(&m_window, &MainWindow::unpairWanted, this, &Console::unpair);
    connect(&m_window, &MainWindow::siteChosen, this, &Console::choose);
    connect(m_replica.get(), &Replica::siteSynchronised, this, &Console::noteGone);
    connect(&m_engine, &EmbeddedEngine::ready, this, &Console::useEmbedded);
    connect(&m_engine, &EmbeddedEngine::failed, this, [this](const Error& error) {
        m_embedded.reset(); // its address died with it
        followRegistry();
        m_window.toast(Tone::Critical, problemText(error));
    });
}

Console::~Console()
{
    // What is left of it goes at the next start.
    m_replica->stopClearing();
}

void Console::start()
{
    m_clearing.start([this] { (void)m_replica->clearLeftovers(); });
    followRegistry();
    if (m_options.embedded)
        return embed();
    if (m_options.site.isEmpty())
        return showLast();
    if (const auto site = m_registry.load(m_options.site))
        return show(site->siteId);
    else
        m_window.toast(Tone::Critical, problemText(site.error()));
    showLast();
}

void Console::showLast()
{
    const QString last = m_settings.value(setting::site).toString();
    if (knows(last))
        return show(last);
    if (m_settings.value(setting::embedded).toBool() && !m_embedded &&
        (m_known.empty() || last == m_settings.value(setting::embeddedSite).toString()))
        return embed();
    if (m_known.size() == 1)
        return show(m_known.front().siteId);
    // Several, and none of them was looked at yet; or copies of sites that were left.
    const auto copies = m_replica->sites();
    show(m_known.empty() && copies && copies->size() == 1 ? copies->front().siteKey : QString());
    if (m_known.empty() && (!copies || copies->empty()))
        m_window.open(Page::makeLink(u"/welcome"_qs));
}

bool Console::knows(const QString& siteKey) const
{
    return std::any_of(m_known.begin(), m_known.end(), [&siteKey](const client::KnownSite& site) {
        return site.siteId == siteKey;
    });
}

void Console::embed()
{
    if (m_engine.isRunning())
        return;
    m_options.embedded = true;
    // What is known of it is shown at once, whether it starts or not.
    if (const QString known = m_settings.value(setting::embeddedSite).toString(); !known.isEmpty())
        show(known);
    if (const auto started = m_engine.start(m_options.dataFolder + u"/embedded"_qs); !started) {
        m_options.embedded = false;
        m_window.toast(Tone::Critical, problemText(started.error()));
    }
}

void Console::choose(const QString& siteKey)
{
    const bool here = siteKey == m_settings.value(setting::embeddedSite).toString();
    if (here && !siteKey.isEmpty() && !m_embedded)
        return embed();
    show(siteKey);
}

void Console::show(const QString& siteKey)
{
    m_settings.set(setting::site, siteKey);
    m_records.setSite(siteKey);
    m_site.show(siteKey);
    if (m_window.currentPage()->link().path() == u"/welcome")
        m_window.open(Page::makeLink(u"/overview"_qs));
}

void Console::useEmbedded(const client::SiteAccess& access)
{
    auto* client = new client::SiteClient(access, this);
    client->get(u"/site"_qs).then(this, [this, access, client](const Result<QJsonObject>& answer) {
        client->deleteLater();
        if (!answer) {
            m_window.toast(Tone::Critical, problemText(answer.error()));
            return;
        }
        m_settings.set(setting::embedded, true);
        m_embedded = {.name = embeddedName,
                      .siteId = stringOr(*answer, u"id"_qs),
                      .title = stringOr(*answer, u"name"_qs),
                      .access = access};
        m_settings.set(setting::embeddedSite, m_embedded->siteId);
        followRegistry();
        show(m_embedded->siteId);
    });
}

void Console::unpair(const QString& name)
{
    const auto site = m_registry.load(name);
    const bool shown = site && site->siteId == m_records.site();
    if (const auto removed = m_registry.remove(name); !removed)
        return m_window.toast(Tone::Critical, problemText(removed.error()));
    // Nothing of it comes in any more.
    followRegistry();
    if (!site) {
        if (m_known.empty())
            showLast();
        return;
    }
    m_leaving.insert(site->siteId, shown);
    m_clearing.start([this, key = site->siteId] {
        const auto cleared = m_replica->clearSite(key);
        if (!cleared && cleared.error().code != u"cancelled")
            QMetaObject::invokeMethod(this, [this, error = cleared.error()] {
                m_window.toast(Tone::Critical, problemText(error));
            });
    });
}

/// A site that was left is gone from the copy; its rows follow.
void Console::noteGone(const QString& siteKey, qint64 seq)
{
    if (seq != 0 || !m_leaving.contains(siteKey))
        return;
    if (m_leaving.take(siteKey) || m_known.empty())
        showLast();
}

void Console::pair()
{
    auto* dialog = new PairingDialog(m_context, m_registry, &m_window);
    connect(dialog, &PairingDialog::paired, this, [this](const client::KnownSite& site) {
        followRegistry();
        show(site.siteId);
    });
    m_prompts.open(dialog);
}

void Console::followRegistry()
{
    m_known.clear();
    for (const QString& name : m_registry.names()) {
        if (auto site = m_registry.load(name))
            m_known.push_back(*std::move(site));
        else
            m_window.toast(Tone::Critical, problemText(site.error()));
    }
    if (m_embedded)
        m_known.push_back(*m_embedded);
    std::vector<SiteTreeModel::Paired> listed;
    for (const client::KnownSite& site : m_known)
        listed.push_back({site.siteId, site.name, site.title.isEmpty() ? site.name : site.title});
    m_site.set(m_known);
    m_window.setSites(listed);
}

} // namespace rackhouse
