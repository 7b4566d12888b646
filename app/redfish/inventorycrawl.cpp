#include "app/redfish/inventorycrawl.h"

#include "app/redfish/readers.h"

#include <QJsonArray>

namespace rackhouse::redfish
{

namespace
{

constexpr int kLostInARow = 4;

/// Case and trailing slashes of links differ from the real path on some BMCs.
QString visitKey(const QString& path)
{
    QString key = path.section(u'#', 0, 0).toLower();
    while (key.endsWith(u'/'))
        key.chop(1);
    return key;
}

void addMembers(const QJsonObject& collection, Links& links)
{
    const QJsonArray members = collection.value(u"Members").toArray();
    for (const QJsonValue& item : members) {
        const QJsonObject member = item.toObject();
        const bool whole = member.size() > 2 && member.contains(u"@odata.type");
        if (whole)
            links.embedded.push_back(member);
        else
            links.now += linksOf(member);
    }
    const QString next = collection.value(u"Members@odata.nextLink").toString();
    if (!next.isEmpty())
        links.now << next;
}

void follow(const QJsonObject& resource, std::initializer_list<QStringView> fields, QStringList& to)
{
    for (const QStringView field : fields)
        to += linksOf(resource.value(field));
}

void addChassis(const QJsonObject& chassis, bool own, Links& links)
{
    follow(chassis, {u"PowerSubsystem", u"ThermalSubsystem", u"NetworkAdapters", u"Drives"},
           links.now);
    if (own)
        follow(chassis, {u"Power", u"Thermal", u"Sensors"}, links.now);
    follow(chassis.value(u"Links").toObject(), {u"Drives"}, links.now);
    follow(chassis, {u"PCIeDevices"}, links.pciDevices);
    const QJsonObject hpe = chassis.value(u"Oem").toObject().value(u"Hpe").toObject();
    follow(hpe.value(u"Links").toObject(), {u"Devices"}, links.pciDevices);
}

} // namespace

Links linksBelow(const QJsonObject& resource, bool ownChassis)
{
    Links links;
    const QString type = typeOf(resource);
    if (resource.value(u"Members").isArray())
        addMembers(resource, links);
    else if (type == u"ComputerSystem") {
        follow(resource, {u"Processors"}, links.now);
        if (!isBaseboardPath(resource.value(u"@odata.id").toString()))
            follow(resource, {u"Memory", u"Storage", u"EthernetInterfaces"}, links.now);
        follow(resource, {u"PCIeDevices"}, links.pciDevices);
    } else if (type == u"Chassis")
        addChassis(resource, ownChassis, links);
    else if (type == u"Processor" && resource.value(u"ProcessorType").toString() == u"GPU")
        follow(resource, {u"Ports"}, links.now); // its NVLinks
    else if (type == u"Storage")
        follow(resource, {u"Drives"}, links.now);
    else if (type == u"PowerSubsystem")
        follow(resource, {u"PowerSupplies"}, links.now);
    else if (type == u"ThermalSubsystem")
        follow(resource, {u"Fans", u"LeakDetection"}, links.now);
    else if (type == u"LeakDetection")
        follow(resource, {u"LeakDetectors"}, links.now);
    else if (type == u"NetworkAdapter")
        follow(resource, {u"NetworkDeviceFunctions"}, links.now);
    return links;
}

void InventoryCrawl::enqueue(const QStringList& paths)
{
    for (const QString& path : paths) {
        const QString key = visitKey(path);
        if (m_seen.contains(key) || m_seen.size() >= m_session.options().maxResources)
            continue;
        m_seen.insert(key);
        m_next.append(path);
    }
}

void InventoryCrawl::takeResource(const QJsonObject& resource)
{
    m_builder->add(resource);
    const QString key = visitKey(resource.value(u"@odata.id").toString());
    const Links links = linksBelow(resource, m_ownChassis.contains(key));
    enqueue(links.now);
    m_pciDevices += links.pciDevices;
    for (const QJsonObject& member : links.embedded)
        takeResource(member);
}

void InventoryCrawl::take(const QString& path, const Result<QJsonObject>& answer)
{
    if (answer) {
        m_lost = 0;
        takeResource(*answer);
        return;
    }
    const QString code = answer.error().code;
    const bool lost = code == u"bmc-timeout" || code == u"bmc-closed" || code == u"bmc-unreachable";
    m_lost = lost ? m_lost + 1 : 0;
    const bool refused = code == u"bmc-pin-changed" || code == u"bmc-password-change-required" ||
                         answer.error().args.value(QStringLiteral("status")).toInt() == 401;
    if (refused || m_lost >= kLostInARow)
        m_fatal = answer.error();
    m_builder->warn(path, code);
}

QCoro::Task<void> InventoryCrawl::worker(std::shared_ptr<QStringList> level)
{
    while (!level->isEmpty() && !m_fatal) {
        const QString path = level->takeLast();
        const auto answer = co_await m_session.get(path);
        take(path, answer);
    }
}

QCoro::Task<Result<void>> InventoryCrawl::drain()
{
    while (!m_next.isEmpty() && !m_fatal) {
        const auto level = std::make_shared<QStringList>(std::move(m_next));
        m_next.clear();
        std::vector<QCoro::Task<void>> workers;
        const int count = std::min<int>(m_session.options().parallel, int(level->size()));
        for (int i = 0; i < count; ++i)
            workers.push_back(worker(level));
        for (QCoro::Task<void>& task : workers)
            co_await task;
    }
    if (m_fatal)
        co_return fail(*m_fatal);
    co_return Result<void>();
}

QCoro::Task<Result<void>> InventoryCrawl::begin()
{
    const auto root = co_await m_session.root();
    if (!root)
        co_return fail(root.error());
    const auto system = co_await m_session.get(m_path);
    if (!system)
        co_return fail(system.error());
    m_builder = std::make_unique<InventoryBuilder>(*system);
    m_seen.insert(visitKey(m_path));
    const QJsonObject links = system->value(u"Links").toObject();
    const QStringList own = linksOf(links.value(u"Chassis"));
    for (const QString& path : own)
        m_ownChassis.insert(visitKey(path));
    takeResource(*system);
    enqueue(own);
    enqueue(linksOf(links.value(u"ManagedBy")));

    const auto systems = co_await m_session.memberPaths(root->systemsPath);
    int hosts = 0;
    QStringList baseboards;
    for (const QString& path : systems.value_or(QStringList())) {
        if (isBaseboardPath(path))
            baseboards << path;
        else
            ++hosts;
    }
    if (hosts > 1 || root->chassisPath.isEmpty())
        co_return Result<void>();
    enqueue(baseboards);
    const auto chassis = co_await m_session.memberPaths(root->chassisPath);
    enqueue(chassis.value_or(QStringList()));
    co_return Result<void>();
}

QCoro::Task<Result<SystemInventory>> InventoryCrawl::run()
{
    auto done = co_await begin();
    if (done)
        done = co_await drain();
    if (done && m_builder->wantsPciDevices()) {
        enqueue(m_pciDevices);
        done = co_await drain();
    }
    if (!done)
        co_return fail(done.error());
    co_return m_builder->build();
}

} // namespace rackhouse::redfish
