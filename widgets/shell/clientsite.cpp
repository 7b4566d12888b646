#include "widgets/shell/clientsite.h"

namespace rackhouse
{

namespace
{

void deliver(QFuture<Result<QJsonObject>> future, QObject* guard, SiteLink::Answer answer)
{
    future.then(
        guard, [answer = std::move(answer)](const Result<QJsonObject>& result) { answer(result); });
}

} // namespace

ClientSite::ClientSite(Replica& replica, const Clock& clock, QObject* parent)
    : SiteLink(parent), m_replica(replica), m_clock(clock)
{
}

ClientSite::~ClientSite()
{
    if (m_sync)
        m_sync->stop();
}

void ClientSite::use(const client::KnownSite& site, const QString& who, Role role)
{
    if (m_sync)
        m_sync->stop();
    m_title = site.title.isEmpty() ? site.name : site.title;
    m_who = who;
    m_role = role;
    m_error = {};
    m_freshAt = {};
    if (const auto known = m_replica.site(site.siteId))
        m_freshAt = known->syncedAt;
    m_client = std::make_unique<client::SiteClient>(site.access);
    m_sync = std::make_unique<client::ReplicaSync>(site.access, site.siteId, m_replica);
    connect(m_sync.get(), &client::ReplicaSync::connectedChanged, this,
            [this](bool connected) { setState(connected ? State::Online : State::Offline); });
    connect(m_sync.get(), &client::ReplicaSync::contact, this, [this](Instant at) {
        m_freshAt = at;
        setState(State::Online);
    });
    connect(m_sync.get(), &client::ReplicaSync::failed, this, [this](const Error& error) {
        m_error = error;
        setState(State::Offline);
    });
    setState(State::Connecting);
    m_sync->start();
}

void ClientSite::setState(State state)
{
    m_state = state;
    emit changed();
}

qint64 ClientSite::behindMs() const
{
    // A long poll is open while we are online: what is at the site is here, but for older pages.
    return m_sync && m_sync->isBehind() ? m_clock.now().ms - m_freshAt.ms : 0;
}

QString ClientSite::fingerprint() const
{
    return m_client ? m_client->access().fingerprint : QString();
}

void ClientSite::get(const QString& path, const QUrlQuery& query, QObject* guard, Answer answer)
{
    if (m_client)
        deliver(m_client->get(path, query), guard, std::move(answer));
}

void ClientSite::post(const QString& path, const QJsonObject& body, QObject* guard, Answer answer)
{
    if (m_client)
        deliver(m_client->post(path, body), guard, std::move(answer));
}

void ClientSite::remove(const QString& path, QObject* guard, Answer answer)
{
    if (m_client)
        deliver(m_client->remove(path), guard, std::move(answer));
}

void ClientSite::upload(const QString& path, const QString& file, Progress progress, QObject* guard,
                        Answer answer)
{
    if (m_client)
        deliver(m_client->upload(path, file, progress), guard, std::move(answer));
}

} // namespace rackhouse
