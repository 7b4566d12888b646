#include "app/netboot/netboot_service.h"

#include "app/http/server.h"

#include <algorithm>

namespace rackhouse::netboot
{
namespace
{

BootHttp::Dependencies bootHttpDependencies(const NetbootDependencies& from,
                                            const ClientDirectory& directory,
                                            const BootEndpoints& endpoints)
{
    BootContent content;
    content.kernelFile = from.ramdiskFolder + u"/vmlinuz";
    content.initrdFile = from.ramdiskFolder + u"/initrd.img";
    content.uefiLoaderName = endpoints.uefiLoader;
    content.uefiLoaderFile = from.loaderFolder + u'/' + endpoints.uefiLoader;
    content.imageFile = from.imageFile;
    return {from.clock, directory, from.decider, from.observer, content, from.routes};
}

std::vector<ServedAddress> servedAddresses(const std::vector<SubnetConfig>& subnets)
{
    std::vector<ServedAddress> addresses;
    for (const SubnetConfig& subnet : subnets) {
        const ServedAddress served{subnet.networkInterface, subnet.server};
        if (std::find(addresses.begin(), addresses.end(), served) == addresses.end())
            addresses.push_back(served);
    }
    return addresses;
}

} // namespace

NetbootService::NetbootService(NetbootDependencies dependencies)
    : m_dependencies(std::move(dependencies)),
      m_bootHttp(bootHttpDependencies(m_dependencies, m_directory, {})),
      m_dhcp({m_dependencies.clock, m_dependencies.journal, m_directory, m_dependencies.observer}),
      m_tftp({m_dependencies.clock, m_directory, m_dependencies.observer})
{
}

NetbootService::~NetbootService()
{
    stop();
}

Result<void> NetbootService::start(const std::vector<Subnet>& subnets)
{
    auto started = startAll(subnets);
    m_running = started.has_value();
    m_problem.reset();
    if (!started) {
        stop();
        m_problem = started.error();
    }
    return started;
}

Result<void> NetbootService::startAll(const std::vector<Subnet>& subnets)
{
    std::vector<SubnetConfig> configs;
    for (const Subnet& subnet : subnets) {
        auto config = SubnetConfig::from(subnet);
        if (!config)
            return fail(config.error());
        configs.push_back(*std::move(config));
    }
    const std::vector<ServedAddress> addresses = servedAddresses(configs);
    if (!m_running || addresses != m_addresses) {
        stop();
        if (auto started = startFileServers(addresses); !started)
            return started;
        m_addresses = addresses;
    }
    BootEndpoints endpoints;
    endpoints.httpPort = m_httpPort;
    return m_dhcp.start(configs, endpoints);
}

Result<void> NetbootService::startFileServers(const std::vector<ServedAddress>& addresses)
{
    if (m_httpPort == 0) // else the machines that have booted know the one of before
        m_httpPort = m_dependencies.httpPort;
    for (const ServedAddress& served : addresses) {
        if (auto started = startHttp(served); !started)
            return started;
    }
    TftpFiles files;
    const BootEndpoints names;
    for (const QString& name : {names.biosLoader, names.uefiLoader})
        files.add(name, m_dependencies.loaderFolder + u'/' + name);
    return m_tftp.start(addresses, std::move(files));
}

Result<void> NetbootService::startHttp(const ServedAddress& served)
{
    const auto interface = findInterface(served.networkInterface);
    if (!interface)
        return fail(interface.error());
    auto listener = openTcpListener(*interface, served.address, m_httpPort);
    if (!listener) {
        m_httpPort = 0; // taken meanwhile: the next start finds another
        return fail(listener.error());
    }
    m_httpPort = localPort(*listener); // every address gets the port that the first one got
    const QString base =
        QStringLiteral("http://%1:%2").arg(served.address.toString()).arg(m_httpPort);
    http::Config config;
    config.handler = m_bootHttp.handlerFor(base);
    config.upload = m_bootHttp.bodyPolicy();
    auto server = std::make_unique<http::Server>(std::move(config));
    if (auto adopted = server->adopt(listener->take()); !adopted)
        return adopted;
    m_http.push_back(std::move(server));
    return {};
}

void NetbootService::stop()
{
    m_dhcp.stop();
    m_tftp.stop();
    m_http.clear();
    m_addresses.clear();
    m_running = false;
    m_problem.reset();
}

NetbootStatus NetbootService::status() const
{
    return {m_running, m_problem, m_running ? m_httpPort : quint16(0), m_dhcp.statistics(),
            m_tftp.transfers()};
}

} // namespace rackhouse::netboot
