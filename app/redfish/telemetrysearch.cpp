#include "app/redfish/telemetrysearch.h"

#include "app/redfish/readers.h"

namespace rackhouse::redfish
{

namespace
{

QString first(const QStringList& paths, bool (*names)(const QString&))
{
    for (const QString& path : paths) {
        if (names(path.section(u'/', -1, -1, QString::SectionSkipEmpty)))
            return path;
    }
    return {};
}

/// The box around that system alone: neither a part of it nor an enclosure of several.
bool holdsOnly(const QJsonObject& chassis, const QString& systemPath)
{
    static const QStringList parts{QStringLiteral("Component"), QStringLiteral("Module"),
                                   QStringLiteral("Card"), QStringLiteral("Zone")};
    const QStringList systems =
        linksOf(chassis.value(u"Links").toObject().value(u"ComputerSystems"));
    return systems == QStringList{systemPath} &&
           !parts.contains(chassis.value(u"ChassisType").toString());
}

} // namespace

QCoro::Task<Telemetry> TelemetrySearch::read(QJsonObject system)
{
    co_await readLeaks();
    if (m_source->searched) {
        co_await readKnown();
        co_return m_found;
    }
    const QStringList chassis = linksOf(system.value(u"Links").toObject().value(u"Chassis"));
    for (const QString& path : chassis) {
        if (isComplete())
            break;
        const auto resource = co_await m_session.get(path);
        co_await searchChassis(resource.value_or(QJsonObject()));
    }
    if (!isComplete())
        co_await searchOthers(system.value(u"@odata.id").toString(), chassis);
    if (m_found.inletC <= 0 && m_found.hottestC <= 0 && !m_warmPath.isEmpty()) {
        m_source->paths << m_warmPath;
        m_found.hottestC = m_warmC;
    }
    m_source->searched = true;
    m_source->complete = isComplete();
    co_return m_found;
}

/// One that does not answer tells nothing; the others still count.
QCoro::Task<void> TelemetrySearch::readLeaks()
{
    const QStringList paths = m_source->leakPaths;
    for (const QString& path : paths) {
        const auto resource = co_await m_session.get(path);
        for (Reading& reading : readingsOf(resource.value_or(QJsonObject())))
            m_readings.push_back(std::move(reading));
    }
    m_found = telemetryOf(m_readings);
}

QCoro::Task<void> TelemetrySearch::readKnown()
{
    const QStringList paths = m_source->paths;
    for (const QString& path : paths) {
        const auto resource = co_await m_session.get(path);
        if (!resource) { // it moved, as after a firmware update: look again the next time
            m_source->paths.clear();
            m_source->searched = m_source->complete = false;
            co_return;
        }
        for (Reading& reading : readingsOf(*resource))
            m_readings.push_back(std::move(reading));
    }
    m_found = telemetryOf(m_readings);
}

/// Keeps the path where it tells something that is not known yet.
QCoro::Task<void> TelemetrySearch::tryPath(QString path)
{
    if (path.isEmpty())
        co_return;
    const auto resource = co_await m_session.get(path);
    if (!resource)
        co_return;
    std::vector<Reading> readings = m_readings;
    for (Reading& reading : readingsOf(*resource))
        readings.push_back(std::move(reading));
    const Telemetry now = telemetryOf(readings);
    const bool more =
        (m_found.powerW <= 0 && now.powerW > 0) || (m_found.inletC <= 0 && now.inletC > 0);
    if (!more) {
        if (m_warmPath.isEmpty() && now.hottestC > m_found.hottestC) {
            m_warmPath = path;
            m_warmC = now.hottestC;
        }
        co_return;
    }
    m_readings = std::move(readings);
    m_found = now;
    m_source->paths << path;
}

/// Some systems link only the board of their BMC; the chassis around them links back.
QCoro::Task<void> TelemetrySearch::searchOthers(QString systemPath, QStringList own)
{
    const auto root = co_await m_session.root();
    if (!root || root->chassisPath.isEmpty())
        co_return;
    const auto paths = co_await m_session.memberPaths(root->chassisPath);
    for (const QString& path : paths.value_or(QStringList())) {
        if (isComplete() || own.contains(path))
            continue;
        const auto chassis = co_await m_session.get(path);
        if (chassis && holdsOnly(*chassis, systemPath))
            co_await searchChassis(*chassis);
    }
}

QCoro::Task<void> TelemetrySearch::searchChassis(QJsonObject chassis)
{
    if (m_found.powerW <= 0)
        co_await tryPath(linkOf(chassis, u"Power"));
    if (m_found.powerW <= 0)
        co_await tryPath(linkOf(chassis, u"EnvironmentMetrics"));
    if (m_found.inletC <= 0)
        co_await tryPath(linkOf(chassis, u"Thermal"));
    const QString thermal = linkOf(chassis, u"ThermalSubsystem");
    if (m_found.inletC <= 0 && !thermal.isEmpty()) {
        const auto subsystem = co_await m_session.get(thermal);
        co_await tryPath(linkOf(subsystem.value_or(QJsonObject()), u"ThermalMetrics"));
    }
    const QString sensors = linkOf(chassis, u"Sensors");
    if (!isComplete() && !sensors.isEmpty())
        co_await searchSensors(sensors);
}

QCoro::Task<void> TelemetrySearch::searchSensors(QString collection)
{
    const auto paths = co_await m_session.memberPaths(collection);
    if (!paths)
        co_return;
    if (m_found.powerW <= 0)
        co_await tryPath(first(*paths, namesWholePower));
    if (m_found.inletC <= 0)
        co_await tryPath(first(*paths, namesInlet));
}

} // namespace rackhouse::redfish
