#include "tests/peer/netboot_site.h"

#include <QFile>

#include <algorithm>

namespace rackhouse::test
{

using namespace netboot;

NetbootSite::NetbootSite()
{
    m_service.reset(new NetbootService(
        {m_clock,
         m_journal,
         [this](const BootClient& client, const std::function<void(BootDecision)>& answer) {
             answer(ask(client));
         },
         [this](const BootEvent& event) {
             const std::lock_guard lock(m_mutex);
             m_log.push_back(event);
         },
         {},
         {},
         QStringLiteral("/usr/lib/ipxe"),
         m_folder.path(),
         0}));
}

Subnet NetbootSite::subnet()
{
    Subnet subnet;
    subnet.id = SubnetId(QStringLiteral("01900000-0000-7000-8000-000000000001"));
    subnet.name = QStringLiteral("provisioning");
    subnet.networkInterface = QStringLiteral("prov0");
    subnet.cidr = QStringLiteral("10.77.0.0/24");
    subnet.serverAddress = QString::fromLatin1(serverAddress);
    subnet.rangeFirst = QStringLiteral("10.77.0.10");
    subnet.rangeLast = QStringLiteral("10.77.0.99");
    subnet.reservations = {{QStringLiteral("52:54:00:00:00:77"), QStringLiteral("10.77.0.77")}};
    return subnet;
}

Result<void> NetbootSite::buildNetwork()
{
    auto clients = ClientNetwork::create();
    if (!clients)
        return fail(clients.error());
    m_clients = *std::move(clients);
    const auto ip = [](const char* arguments) {
        return runCommand(QString::fromLatin1(arguments).split(u' '));
    };
    for (const auto& done : {m_clients->connect(QStringLiteral("v0"), QStringLiteral("c0")),
                             m_clients->connect(QStringLiteral("other0"), QStringLiteral("d0"))}) {
        if (!done)
            return done;
    }
    for (const char* command :
         {"ip link add prov0 type bridge", "ip link set v0 master prov0", "ip link set prov0 up",
          "ip addr add 10.77.0.1/24 dev prov0", "ip addr add 192.168.99.1/24 dev other0"}) {
        if (const auto done = ip(command); !done)
            return fail(done.error());
    }
    return {};
}

void NetbootSite::useRamSystem(const QString& kernel, const QString& initrd)
{
    QFile::copy(kernel, m_folder.filePath(QStringLiteral("vmlinuz")));
    QFile::copy(initrd, m_folder.filePath(QStringLiteral("initrd.img")));
}

Result<void> NetbootSite::start()
{
    if (auto built = buildNetwork(); !built)
        return built;
    return m_service->start({subnet()});
}

BootDecision NetbootSite::ask(const BootClient& client)
{
    const std::lock_guard lock(m_mutex);
    m_asked.push_back(client);
    return m_decision;
}

void NetbootSite::decide(const BootDecision& decision)
{
    const std::lock_guard lock(m_mutex);
    m_decision = decision;
}

std::vector<BootClient> NetbootSite::asked() const
{
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

std::vector<BootEvent> NetbootSite::log() const
{
    const std::lock_guard lock(m_mutex);
    return m_log;
}

bool NetbootSite::hasBooted(BootEvent::Phase phase, const QString& mac) const
{
    const auto events = log();
    return std::any_of(events.begin(), events.end(), [&](const BootEvent& event) {
        return event.phase == phase && event.mac == mac && event.ok;
    });
}

} // namespace rackhouse::test
