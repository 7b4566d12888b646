#pragma once

#include "app/client/replicasync.h"
#include "app/client/siteclient.h"
#include "app/client/siteregistry.h"
#include "widgets/common/sitelink.h"

#include <memory>

namespace rackhouse
{

/// The way to the site that is shown: commands over its API, and the thread that keeps the replica
/// fresh.
class ClientSite : public SiteLink
{
    Q_OBJECT

public:
    ClientSite(Replica& replica, const Clock& clock, QObject* parent = nullptr);
    ~ClientSite() override;

    /// Goes to another site. Who we are there is what the site says each time that it is reached.
    void use(const client::KnownSite& site);
    /// Works with no site any more.
    void leave();

    State state() const override { return m_state; }
    QString siteName() const override { return m_title; }
    QString who() const override { return m_who; }
    Role role() const override { return m_role; }
    Instant freshAt() const override { return m_freshAt; }
    qint64 behindMs() const override;
    QString fingerprint() const override;
    Error lastError() const override { return m_error; }

    void get(const QString& path, const QUrlQuery& query, QObject* guard, Answer answer) override;
    void post(const QString& path, const QJsonObject& body, QObject* guard, Answer answer,
              const QString& key) override;
    void patch(const QString& path, const QJsonObject& body, qint64 revision, QObject* guard,
               Answer answer) override;
    void remove(const QString& path, QObject* guard, Answer answer) override;
    void upload(const QString& path, const QString& file, Progress progress, QObject* guard,
                Answer answer) override;

private:
    void setState(State state);
    void reached(Instant at);
    void introduce();

    Replica& m_replica;
    const Clock& m_clock;
    std::unique_ptr<client::SiteClient> m_client;
    std::unique_ptr<client::ReplicaSync> m_sync;
    State m_state = State::NotPaired;
    QString m_title;
    QString m_who;
    Role m_role = Role::Viewer;
    bool m_introduced = false; ///< the site has said who we are
    bool m_asking = false;
    Instant m_freshAt;
    Error m_error;
};

} // namespace rackhouse
