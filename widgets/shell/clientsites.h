#pragma once

#include "widgets/shell/clientsite.h"

#include <map>

namespace rackhouse
{

/// The ways to all paired sites at once, so that the copy of each stays fresh. As a link itself it
/// is the one of the site that is shown.
class ClientSites : public SiteLink
{
    Q_OBJECT

public:
    ClientSites(Replica& replica, const Clock& clock, QObject* parent = nullptr);
    ~ClientSites() override;

    /// Works with these sites and no other; what is connected already goes on.
    void set(const std::vector<client::KnownSite>& sites);
    /// Empty: all of them.
    void show(const QString& siteKey);

    SiteLink& of(const QString& siteKey) override;
    State state() const override;
    Count connected() const override;
    QString siteName() const override;
    QString who() const override;
    Role role() const override;
    Instant freshAt() const override;
    qint64 behindMs() const override;
    QString fingerprint() const override;
    Error lastError() const override;

    void get(const QString& path, const QUrlQuery& query, QObject* guard, Answer answer) override;
    void post(const QString& path, const QJsonObject& body, QObject* guard, Answer answer,
              const QString& key) override;
    void patch(const QString& path, const QJsonObject& body, qint64 revision, QObject* guard,
               Answer answer) override;
    void remove(const QString& path, QObject* guard, Answer answer) override;
    void upload(const QString& path, const QString& file, Progress progress, QObject* guard,
                Answer answer) override;

private:
    struct Entry {
        client::KnownSite site;
        std::unique_ptr<ClientSite> link;
    };

    /// Null where all are shown, or a site that this computer is not paired with.
    ClientSite* shown() const;
    /// Why a command has no way to go.
    Error noWay() const;

    Replica& m_replica;
    const Clock& m_clock;
    std::map<QString, Entry> m_sites; ///< by site key
    QString m_shown;
};

} // namespace rackhouse
