#include "widgets/shell/clientsite.h"

#include "models/base/json.h"

#include <QPointer>

namespace rackhouse
{

namespace
{

void deliver(QFuture<Result<QJsonObject>> future, QObject* guard, SiteLink::Answer answer)
{
    // The client's futures finish on this thread. Qt 6.4 takes it for granted that a context is
    // still there when they do, and a dialog may be gone.
    future.then([guard = QPointer<QObject>(guard),
                 answer = std::move(answer)](const Result<QJsonObject>& result) {
        if (guard)
            answer(result);
    });
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

void ClientSite::use(const client::KnownSite& site)
{
    leave();
    m_title = site.title.isEmpty() ? site.name : site.title;
    if (const auto known = m_replica.site(site.siteId))
        m_freshAt = known->syncedAt;
    m_client = std::make_unique<client::SiteClient>(site.access);
    m_sync = std::make_unique<client::ReplicaSync>(site.access, site.siteId, m_replica);
    connect(m_sync.get(), &client::ReplicaSync::contact, this, &ClientSite::reached);
    connect(m_sync.get(), &client::ReplicaSync::failed, this, [this](const Error& error) {
        m_error = error;
        m_introduced = false;
        setState(State::Offline);
    });
    setState(State::Connecting);
    m_sync->start();
}

void ClientSite::leave()
{
    if (m_sync)
        m_sync->stop();
    m_sync.reset();
    m_client.reset();
    m_title.clear();
    m_who.clear();
    m_role = Role::Viewer;
    m_introduced = m_asking = false;
    m_error = {};
    m_freshAt = {};
    setState(State::NotPaired);
}

void ClientSite::reached(Instant at)
{
    if (!m_sync->isBehind())
        m_freshAt = at;
    if (m_introduced)
        setState(State::Online);
    else
        introduce();
}

void ClientSite::introduce()
{
    if (std::exchange(m_asking, true))
        return;
    m_client->get(u"/site"_qs)
        .then(this, [this, asked = m_client.get()](const Result<QJsonObject>& answer) {
            if (asked != m_client.get())
                return;
            m_asking = false;
            if (!answer) {
                m_error = answer.error();
                return setState(State::Offline);
            }
            m_who = stringOr(*answer, u"your_name"_qs);
            m_role = enumFromText<Role>(stringOr(*answer, u"your_role"_qs)).value_or(Role::Viewer);
            if (const QString name = stringOr(*answer, u"name"_qs); !name.isEmpty())
                m_title = name;
            m_introduced = true;
            setState(State::Online);
        });
}

void ClientSite::setState(State state)
{
    m_state = state;
    emit changed();
}

qint64 ClientSite::behindMs() const
{
    if (!m_sync || !m_sync->isBehind())
        return 0;
    return m_freshAt.isSet() ? m_clock.now().ms - m_freshAt.ms : -1;
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

void ClientSite::post(const QString& path, const QJsonObject& body, QObject* guard, Answer answer,
                      const QString& key)
{
    if (m_client)
        deliver(m_client->post(path, body, key), guard, std::move(answer));
}

void ClientSite::patch(const QString& path, const QJsonObject& body, qint64 revision,
                       QObject* guard, Answer answer)
{
    if (m_client)
        deliver(m_client->patch(path, body, revision), guard, std::move(answer));
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
        deliver(m_client->upload(path, file, progress, guard), guard, std::move(answer));
}

} // namespace rackhouse
