#pragma once

#include "app/api/context.h"

#include <QHostAddress>

namespace rackhouse
{
class ImageIngest;
}

namespace rackhouse::api
{

/// What the API needs; all of it outlives the ApiServer. The folders are inside the state
/// directory: "images" is made there.
struct ApiDependencies {
    Store& store;
    JobService& jobs;
    const SiteCa& ca;
    const Clock& clock;
    SecretSealer seal;
    SwitchAsking& switches;
    QString stateDir;
    ImageIngest* ingest = nullptr; ///< see ImageDesk
};

struct ApiConfig {
    Redacted<QString> embeddedToken = Redacted<QString>(); ///< empty: no embedded console
    http::Limits limits = {};
    int threads = 2;
};

/// The site API on mutual TLS 1.3. Started by listen() or adopt(); stops when destroyed.
class ApiServer
{
public:
    ApiServer(ApiDependencies dependencies, ApiConfig config);
    ~ApiServer();
    ApiServer(const ApiServer&) = delete;
    ApiServer& operator=(const ApiServer&) = delete;

    /// Writes the Site row the first time, named `name`, and its settings, with the time zone of
    /// this computer. Call before listen().
    Result<void> ensureSite(const QString& name);
    /// Goes on with the checks of images that the last stop interrupted.
    Result<void> resume();
    /// Errors: "listen-failed", "tls-failed".
    Result<void> listen(const QHostAddress& address, quint16 port);
    Result<void> adopt(int listeningFd);
    quint16 port() const;
    /// Answers waiting polls, ends what is under way, closes.
    void stop();

    /// A one-time code for somebody who stands at the appliance.
    QFuture<Result<PairingCode>> openPairing(Role role);
    const std::vector<Route>& routes() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace rackhouse::api
