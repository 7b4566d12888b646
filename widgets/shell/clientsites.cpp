#include "widgets/shell/clientsites.h"

#include "models/domain/asset.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

bool sameWay(const client::KnownSite& a, const client::KnownSite& b)
{
    return a.name == b.name && a.access.api == b.access.api &&
           a.access.fingerprint == b.access.fingerprint &&
           a.access.certificatePem == b.access.certificatePem &&
           a.access.token.reveal() == b.access.token.reveal();
}

} // namespace

ClientSites::ClientSites(Replica& replica, const Clock& clock, QObject* parent)
    : SiteLink(parent), m_replica(replica), m_clock(clock)
{
}

ClientSites::~ClientSites() = default;

void ClientSites::set(const std::vector<client::KnownSite>& sites)
{
    std::erase_if(m_sites, [&sites](const auto& entry) {
        return std::none_of(sites.begin(), sites.end(), [&entry](const client::KnownSite& site) {
            return site.siteId == entry.first && sameWay(site, entry.second.site);
        });
    });
    for (const client::KnownSite& site : sites) {
        if (m_sites.contains(site.siteId))
            continue;
        auto link = std::make_unique<ClientSite>(m_replica, m_clock);
        link->use(site);
        connect(link.get(), &SiteLink::changed, this, &SiteLink::changed);
        m_sites.emplace(site.siteId, Entry{site, std::move(link)});
    }
    emit changed();
}

void ClientSites::show(const QString& siteKey)
{
    m_shown = siteKey;
    emit changed();
}

ClientSite* ClientSites::shown() const
{
    const auto found = m_sites.find(m_shown);
    return found == m_sites.end() ? nullptr : found->second.link.get();
}

SiteLink& ClientSites::of(const QString& siteKey)
{
    const auto found = m_sites.find(siteKey);
    return found == m_sites.end() ? *this : static_cast<SiteLink&>(*found->second.link);
}

SiteLink::State ClientSites::state() const
{
    if (const ClientSite* site = shown())
        return site->state();
    return m_shown.isEmpty() && !m_sites.empty() ? State::Several : State::NotPaired;
}

SiteLink::Count ClientSites::connected() const
{
    const auto online = std::count_if(m_sites.begin(), m_sites.end(), [](const auto& entry) {
        return entry.second.link->state() == State::Online;
    });
    return {int(online), int(m_sites.size())};
}

QString ClientSites::siteName() const
{
    if (const ClientSite* site = shown())
        return site->siteName();
    if (m_shown.isEmpty())
        return m_sites.empty() ? QString() : tr("All sites");
    const auto row = m_replica.find<Site>(m_shown, m_shown);
    return row && *row ? (*row)->name : m_shown;
}

QString ClientSites::who() const
{
    const ClientSite* site = shown();
    return site != nullptr ? site->who() : QString();
}

Role ClientSites::role() const
{
    const ClientSite* site = shown();
    return site != nullptr ? site->role() : Role::Viewer;
}

Instant ClientSites::freshAt() const
{
    if (const ClientSite* site = shown())
        return site->freshAt();
    const auto known = m_replica.site(m_shown);
    return known ? known->syncedAt : Instant{};
}

qint64 ClientSites::behindMs() const
{
    const ClientSite* site = shown();
    return site != nullptr ? site->behindMs() : 0;
}

QString ClientSites::fingerprint() const
{
    const ClientSite* site = shown();
    return site != nullptr ? site->fingerprint() : QString();
}

Error ClientSites::lastError() const
{
    const ClientSite* site = shown();
    return site != nullptr ? site->lastError() : Error{};
}

Error ClientSites::noWay() const
{
    if (state() == State::NotPaired)
        return makeError("no-sites");
    QStringList names;
    for (const auto& [key, entry] : m_sites)
        names << entry.link->siteName();
    return makeError("several-sites", {{u"names"_qs, names.join(u", "_qs)}});
}

void ClientSites::get(const QString& path, const QUrlQuery& query, QObject* guard, Answer answer)
{
    if (ClientSite* site = shown())
        site->get(path, query, guard, std::move(answer));
    else
        answer(fail(noWay()));
}

void ClientSites::post(const QString& path, const QJsonObject& body, QObject* guard, Answer answer,
                       const QString& key)
{
    if (ClientSite* site = shown())
        site->post(path, body, guard, std::move(answer), key);
    else
        answer(fail(noWay()));
}

void ClientSites::patch(const QString& path, const QJsonObject& body, qint64 revision,
                        QObject* guard, Answer answer)
{
    if (ClientSite* site = shown())
        site->patch(path, body, revision, guard, std::move(answer));
    else
        answer(fail(noWay()));
}

void ClientSites::remove(const QString& path, QObject* guard, Answer answer)
{
    if (ClientSite* site = shown())
        site->remove(path, guard, std::move(answer));
    else
        answer(fail(noWay()));
}

void ClientSites::upload(const QString& path, const QString& file, Progress progress,
                         QObject* guard, Answer answer)
{
    if (ClientSite* site = shown())
        site->upload(path, file, std::move(progress), guard, std::move(answer));
    else
        answer(fail(noWay()));
}

} // namespace rackhouse
