#include "app/appliance/bootnetwork.h"

#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/store/store.h"

#include <QLoggingCategory>
#include <QNetworkInterface>

#include <algorithm>

namespace rackhouse
{

Q_LOGGING_CATEGORY(lcBootNetwork, "rackhouse.netboot", QtInfoMsg)

namespace
{

constexpr int SettleMs = 300;
constexpr int LookEveryMs = 2'000;

/// Adds the subnet unless the interface has one by now.
Result<void> addSubnet(Writer& writer, const Subnet& subnet)
{
    const auto same = writer.list<Subnet>(
        {.equals = {{QStringLiteral("network_interface"), subnet.networkInterface}}});
    if (!same)
        return fail(same.error());
    return same->empty() ? writer.put(subnet) : Result<void>();
}

/// The kernel's index of an interface that is up and has the address of the subnet's server; 0 when
/// there is none. One that was taken out and put in again has another index, and sockets that were
/// bound to the old one hear nothing.
int servingLink(const Subnet& subnet)
{
    const auto interface = QNetworkInterface::interfaceFromName(subnet.networkInterface);
    const auto entries = interface.addressEntries();
    const bool there = interface.flags().testFlag(QNetworkInterface::IsUp) &&
                       std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
                           return entry.ip().toString() == subnet.serverAddress;
                       });
    return there ? interface.index() : 0;
}

Error missing(const QString& interface)
{
    return makeError("netboot-interface-missing", {{QStringLiteral("interface"), interface}});
}

/// A row of before the checks of today, or of another program: the other subnets go on.
Error notServed(const Subnet& subnet, const Error& why)
{
    return makeError("subnet-not-served",
                     {{QStringLiteral("name"), subnet.name},
                      {QStringLiteral("field"), why.args.value(QStringLiteral("field"))}},
                     why.detail);
}

} // namespace

Result<Subnet> subnetOfInterface(const QString& name)
{
    const auto entries = QNetworkInterface::interfaceFromName(name).addressEntries();
    for (const QNetworkAddressEntry& entry : entries) {
        const quint32 address = entry.ip().toIPv4Address();
        const int prefix = entry.prefixLength();
        if (entry.ip().protocol() != QAbstractSocket::IPv4Protocol || prefix < 8 || prefix > 29)
            continue;
        const quint32 size = 1u << (32 - prefix);
        const quint32 network = address & ~(size - 1);
        Subnet subnet;
        subnet.id = SubnetId::create();
        subnet.name = name;
        subnet.networkInterface = name;
        subnet.cidr = QStringLiteral("%1/%2").arg(QHostAddress(network).toString()).arg(prefix);
        subnet.serverAddress = entry.ip().toString();
        const quint32 first = network + size / 2;
        subnet.rangeFirst = QHostAddress(first == address ? first + 1 : first).toString();
        subnet.rangeLast = QHostAddress(network + size - 2).toString();
        return subnet;
    }
    return fail("netboot-interface-missing", {{QStringLiteral("interface"), name}});
}

BootNetwork::BootNetwork(Store& store, netboot::NetbootDependencies dependencies,
                         QStringList interfaces, std::atomic<quint16>& port, QObject* parent)
    : QObject(parent), m_store(store), m_clock(dependencies.clock),
      m_service(std::move(dependencies)), m_interfaces(std::move(interfaces)), m_port(port)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(SettleMs);
    connect(&m_settle, &QTimer::timeout, this, &BootNetwork::refresh);
    m_looking.setInterval(LookEveryMs);
    connect(&m_looking, &QTimer::timeout, this, &BootNetwork::look);
}

BootNetwork::~BootNetwork()
{
    stop();
}

void BootNetwork::start()
{
    look();
    m_looking.start();
    const auto lookSoon = [this] {
        if (!m_settle.isActive()) // a store that never rests must not put it off for ever
            m_settle.start();
    };
    connect(&m_store, &Store::changed, &m_settle, lookSoon, Qt::QueuedConnection);
}

void BootNetwork::look()
{
    const auto known = wanted();
    for (const QString& name : m_interfaces) {
        if (!known || m_given.contains(name))
            continue;
        if (std::any_of(known->begin(), known->end(),
                        [&](const Subnet& s) { return s.networkInterface == name; })) {
            m_given.insert(name);
            continue;
        }
        const auto subnet = subnetOfInterface(name);
        if (!subnet)
            continue;
        std::function<Result<void>(Writer&)> work = [subnet = *subnet](Writer& writer) {
            return addSubnet(writer, subnet);
        };
        m_store.write<void>(std::move(work)).waitForFinished();
    }
    refresh();
}

void BootNetwork::stop()
{
    m_looking.stop();
    m_store.disconnect(&m_settle);
    m_settle.stop();
    m_service.stop();
}

Result<std::vector<Subnet>> BootNetwork::wanted() const
{
    auto subnets =
        m_store.read<std::vector<Subnet>>([](Reader& reader) { return reader.list<Subnet>(); });
    if (subnets && !m_interfaces.isEmpty())
        std::erase_if(*subnets,
                      [&](const Subnet& s) { return !m_interfaces.contains(s.networkInterface); });
    return subnets;
}

void BootNetwork::refresh()
{
    const auto subnets = wanted();
    if (!subnets)
        return;
    Picture picture = pictureOf(*subnets);
    if (m_served && m_served->described == picture.described)
        return;
    serve(picture);
    m_served = std::move(picture);
}

BootNetwork::Picture BootNetwork::pictureOf(const std::vector<Subnet>& subnets) const
{
    Picture picture;
    QStringList without = m_interfaces;
    for (const Subnet& subnet : subnets) {
        without.removeAll(subnet.networkInterface);
        const int link = servingLink(subnet);
        picture.described.push_back(toJson(subnet));
        picture.described.back().insert(QStringLiteral("link"), link);
        if (const auto config = netboot::SubnetConfig::from(subnet); !config) {
            picture.problem = notServed(subnet, config.error());
            continue;
        }
        if (link == 0) {
            picture.problem = missing(subnet.networkInterface);
            continue;
        }
        picture.there.push_back(subnet);
        picture.links[subnet.networkInterface] = link;
    }
    if (!without.isEmpty())
        picture.problem = missing(without.first());
    return picture;
}

void BootNetwork::serve(const Picture& picture)
{
    if (picture.there.empty() || (m_served && m_served->links != picture.links))
        m_service.stop();
    if (picture.there.empty()) {
        m_port = 0;
        return picture.problem ? tell(*picture.problem) : note(NetbootState::Off);
    }
    const auto started = m_service.start(picture.there);
    m_port = m_service.status().httpPort;
    if (!started)
        return tell(started.error());
    if (picture.problem)
        tell(*picture.problem);
    note(NetbootState::Serving, picture.problem.value_or(Error()));
    qCInfo(lcBootNetwork) << "network boot on" << picture.there.size() << "subnets, boot HTTP port"
                          << m_port.load();
}

void BootNetwork::note(NetbootState state, const Error& problem)
{
    std::function<Result<void>(Writer&)> work = [state, problem](Writer& writer) -> Result<void> {
        auto sites = writer.list<Site>({.limit = 1});
        if (!sites || sites->empty())
            return sites ? Result<void>() : fail(sites.error());
        Site& site = sites->front();
        site.netbootState = state;
        site.netbootReason = problem.code;
        site.netbootArgs = QJsonObject::fromVariantMap(problem.args);
        return writer.put(site);
    };
    m_store.write<void>(std::move(work));
}

void BootNetwork::tell(const Error& problem)
{
    note(NetbootState::Failed, problem);
    qCCritical(lcBootNetwork).noquote() << problem.code << problemText(problem) << problem.detail;
    Event event;
    event.id = EventId::create();
    event.at = m_clock.now();
    event.severity = Severity::Critical;
    event.code = problem.code;
    event.args = QJsonObject::fromVariantMap(problem.args);
    event.text = problem.detail;
    std::function<Result<void>(Writer&)> work = [event](Writer& writer) {
        return writer.put(event);
    };
    m_store.write<void>(std::move(work));
}

} // namespace rackhouse
