#include "app/redfish/bmcclient.h"

#include "app/redfish/bootcontrol.h"
#include "app/redfish/inventorycrawl.h"
#include "app/redfish/powercontrol.h"
#include "app/redfish/readers.h"
#include "app/redfish/session.h"
#include "app/redfish/telemetrysearch.h"

namespace rackhouse::redfish
{

BmcClient::BmcClient(BmcAddress address, BmcLogin login, QString pinnedSha256, Options options,
                     QObject* parent)
    : QObject(parent), m_session(std::make_unique<Session>(std::move(address), std::move(login),
                                                           std::move(pinnedSha256), options))
{
}

BmcClient::~BmcClient() = default;

QCoro::Task<Result<ServiceRoot>> BmcClient::probe()
{
    co_return co_await m_session->root();
}

QCoro::Task<Result<QJsonObject>> BmcClient::get(QString path)
{
    co_return co_await m_session->get(path);
}

QCoro::Task<Result<std::vector<QString>>> BmcClient::systems()
{
    const auto root = co_await m_session->root();
    if (!root)
        co_return fail(root.error());
    std::vector<QString> hosts;
    if (root->systemsPath.isEmpty())
        co_return hosts;
    const auto paths = co_await m_session->memberPaths(root->systemsPath);
    if (!paths) {
        const bool none = paths.error().code == QLatin1String("bmc-resource-missing");
        if (none)
            co_return hosts;
        co_return fail(paths.error());
    }
    for (const QString& path : *paths) {
        if (!isBaseboardPath(path))
            hosts.push_back(path);
    }
    co_return hosts;
}

QCoro::Task<Result<SystemInventory>> BmcClient::inventory(QString systemPath)
{
    InventoryCrawl crawl(*m_session, systemPath);
    co_return co_await crawl.run();
}

QCoro::Task<Telemetry> BmcClient::telemetry(QJsonObject system,
                                            std::shared_ptr<TelemetrySource> source)
{
    TelemetrySearch search(*m_session, source);
    co_return co_await search.read(system);
}

QCoro::Task<Result<Manager>> BmcClient::manager()
{
    const auto root = co_await m_session->root();
    if (!root)
        co_return fail(root.error());
    const auto paths = co_await m_session->memberPaths(root->managersPath);
    if (!paths)
        co_return fail(paths.error());
    if (paths->isEmpty())
        co_return Manager();
    // An HGX manager stands beside the host's; the host's is the BMC itself.
    QString path = paths->first();
    for (const QString& candidate : *paths) {
        if (isBaseboardPath(path))
            path = candidate;
    }
    const auto json = co_await m_session->get(path);
    if (!json)
        co_return fail(json.error());
    co_return readManager(*json);
}

QCoro::Task<Result<PowerState>> BmcClient::power(QString systemPath)
{
    const auto system = co_await m_session->get(systemPath);
    if (!system)
        co_return fail(system.error());
    co_return readPowerState(*system);
}

QCoro::Task<Result<void>> BmcClient::setPower(QString systemPath, PowerAction action)
{
    PowerControl control(*m_session, systemPath);
    co_return co_await control.perform(action);
}

QCoro::Task<Result<void>> BmcClient::setBootOnce(QString systemPath, BootTarget target,
                                                 FirmwareMode mode)
{
    BootControl control(*m_session, systemPath);
    co_return co_await control.setOnce(target, mode);
}

QCoro::Task<void> BmcClient::close()
{
    co_await m_session->close();
}

QString BmcClient::fingerprint() const
{
    return m_session->transport().fingerprint();
}

quint64 BmcClient::exchanges() const
{
    return m_session->transport().exchanges();
}

} // namespace rackhouse::redfish
