#pragma once

#include "app/redfish/session.h"
#include "app/redfish/telemetry.h"

namespace rackhouse::redfish
{

/// Reads the telemetry of a system: where it was found before, else it looks for it by following
/// the links of its chassis. What a BMC does not have is no error.
class TelemetrySearch
{
public:
    TelemetrySearch(Session& session, std::shared_ptr<TelemetrySource> source)
        : m_session(session), m_source(std::move(source))
    {
    }

    QCoro::Task<Telemetry> read(QJsonObject system);

private:
    QCoro::Task<void> readKnown();
    QCoro::Task<void> readLeaks();
    QCoro::Task<void> searchOthers(QString systemPath, QStringList own);
    QCoro::Task<void> searchChassis(QJsonObject chassis);
    QCoro::Task<void> searchSensors(QString collection);
    QCoro::Task<void> tryPath(QString path);
    bool isComplete() const { return m_found.powerW > 0 && m_found.inletC > 0; }

    Session& m_session;
    const std::shared_ptr<TelemetrySource> m_source;
    std::vector<Reading> m_readings;
    Telemetry m_found;
    QString m_warmPath; ///< tells temperatures, none of them of the inlet
    double m_warmC = 0;
};

} // namespace rackhouse::redfish
