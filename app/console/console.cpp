#include "app/console/console.h"

#include "widgets/settings/pairingdialog.h"

#include <QApplication>

namespace rackhouse
{

namespace
{

constexpr QLatin1StringView embeddedName("embedded"); ///< in the list of sites

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
    connect(&m_window, &MainWindow::siteChosen, this, &Console::useSite);
    connect(&m_engine, &EmbeddedEngine::ready, this, &Console::useEmbedded);
    connect(&m_engine, &EmbeddedEngine::failed, this,
            [this](const Error& error) { m_window.toast(Tone::Critical, problemText(error)); });
}

void Console::start()
{
    listSites(m_options.site);
    if (m_options.embedded)
        return embed();
    if (const auto site = m_registry.choose(m_options.site)) {
        useAccess(*site);
        return;
    }
    if (m_settings.value(setting::embedded).toBool())
        return embed();
    // Nothing paired: a replica that is there is shown as it is.
    const auto known = m_replica->sites();
    if (known && !known->empty())
        m_records.setSite(known->front().siteKey);
    else if (m_registry.names().isEmpty())
        m_window.open(Page::makeLink(u"/welcome"_qs));
}

void Console::embed()
{
    if (m_engine.isRunning())
        return;
    m_options.embedded = true;
    if (const auto started = m_engine.start(m_options.dataFolder + u"/embedded"_qs); !started) {
        m_options.embedded = false;
        m_window.toast(Tone::Critical, problemText(started.error()));
    }
}

void Console::useSite(const QString& name)
{
    if (name == embeddedName)
        return m_embedded ? useAccess(*m_embedded) : embed();
    if (const auto site = m_registry.load(name))
        useAccess(*site);
    else
        m_window.toast(Tone::Critical, problemText(site.error()));
}

void Console::useAccess(const client::KnownSite& site)
{
    m_records.setSite(site.siteId);
    listSites(site.name);
    if (m_window.currentPage()->link().path() == u"/welcome")
        m_window.open(Page::makeLink(u"/overview"_qs));
    m_site.use(site);
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
        useAccess(*m_embedded);
    });
}

void Console::unpair(const QString& name)
{
    const auto site = m_registry.load(name);
    const bool shown = site && site->siteId == m_records.site();
    if (const auto removed = m_registry.remove(name); !removed)
        return m_window.toast(Tone::Critical, problemText(removed.error()));
    if (shown) {
        m_site.leave();
        m_records.setSite({});
    }
    if (site) {
        if (const auto cleared = m_replica->clearSite(site->siteId); !cleared)
            m_window.toast(Tone::Critical, problemText(cleared.error()));
    }
    listSites({});
    if (m_registry.names().isEmpty() && !m_options.embedded)
        m_window.open(Page::makeLink(u"/welcome"_qs));
}

void Console::pair()
{
    auto* dialog = new PairingDialog(m_context, m_registry, &m_window);
    connect(dialog, &PairingDialog::paired, this, &Console::useAccess);
    m_prompts.open(dialog);
}

void Console::listSites(const QString& current)
{
    std::vector<std::pair<QString, QString>> sites;
    for (const QString& name : m_registry.names()) {
        const auto site = m_registry.load(name);
        sites.emplace_back(name, site && !site->title.isEmpty() ? site->title : name);
    }
    if (m_options.embedded)
        sites.emplace_back(embeddedName, tr("This computer"));
    m_window.setSites(sites, current);
}

} // namespace rackhouse
