#include "app/appliance/bootnetwork.h"

#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/store/store.h"

#include <QLoggingCategory>
#include <QNetworkInterface>

namespace rackhouse
{

Q_LOGGING_CATEGORY(lcBootNetwork, "rackhouse.netboot", QtInfoMsg)

namespace
{

constexpr int SettleMs = 300;

/// Adds the subnet unless the interface has one by now.
Result<void> addSubnet(Writer& writer, const Subnet& subnet)
{
    const auto same = writer.list<Subnet>(
        {.equals = {{QStringLiteral("network_interface"), subnet.networkInterface}}});
    if (!same)
        return fail(same.error());
    return same->empty() ? writer.put(subnet) : Result<void>();
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
}

BootNetwork::~BootNetwork()
{
    stop();
}

void BootNetwork::start()
{
    for (const QString& name : m_interfaces) {
        const auto subnet = subnetOfInterface(name);
        if (!subnet) {
            tell(subnet.error());
            continue;
        }
        std::function<Result<void>(Writer&)> work = [subnet = *subnet](Writer& writer) {
            return addSubnet(writer, subnet);
        };
        m_store.write<void>(std::move(work)).waitForFinished();
    }
    refresh();
    const auto lookSoon = [this] {
        if (!m_settle.isActive()) // a store that never rests must not put it off for ever
            m_settle.start();
    };
    connect(&m_store, &Store::changed, &m_settle, lookSoon, Qt::QueuedConnection);
}

void BootNetwork::stop()
{
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
    std::vector<QJsonObject> described;
    for (const Subnet& subnet : *subnets)
        described.push_back(toJson(subnet));
    if (described == m_served)
        return;
    m_served = described;
    if (subnets->empty()) {
        m_service.stop();
        m_port = 0;
        if (m_interfaces.isEmpty()) // else start() has said why it serves none of them
            note(NetbootState::Off);
        return;
    }
    const auto started = m_service.start(*subnets);
    m_port = m_service.status().httpPort;
    if (!started)
        return tell(started.error());
    note(NetbootState::Serving);
    qCInfo(lcBootNetwork) << "network boot on" << subnets->size() << "subnets, boot HTTP port"
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
