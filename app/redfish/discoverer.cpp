#include "app/redfish/discoverer.h"

#include <QCoroAbstractSocket>
#include <QTcpSocket>

namespace rackhouse::redfish
{

struct Discoverer::Work {
    std::vector<BmcAddress> addresses;
    BmcLogin login;
    Pins pins;
    size_t next = 0;
    int tried = 0;
    std::vector<std::optional<DiscoveredBmc>> results;
};

Discoverer::Discoverer(Limits limits, QObject* parent) : QObject(parent), m_limits(limits) {}

QCoro::Task<bool> Discoverer::listens(BmcAddress address)
{
    QTcpSocket socket;
    socket.connectToHost(address.host, address.port);
    co_return co_await qCoro(socket).waitForConnected(m_limits.connectMs);
}

QCoro::Task<DiscoveredBmc> Discoverer::ask(BmcAddress address, BmcLogin login, QString pin)
{
    DiscoveredBmc bmc;
    bmc.address = address;
    BmcClient client(address, login, pin, m_limits.bmc);
    const auto root = co_await client.probe();
    if (!root) {
        bmc.error = root.error();
        co_return bmc;
    }
    bmc.root = *root;
    const auto systems = co_await client.systems();
    if (!systems) {
        bmc.error = systems.error();
        co_await client.close();
        co_return bmc;
    }
    if (const auto manager = co_await client.manager()) {
        bmc.manager = *manager;
        if (bmc.root->vendor.isEmpty())
            bmc.root->vendor = manager->manufacturer;
    }
    for (const QString& path : *systems) {
        auto inventory = co_await client.inventory(path);
        if (inventory)
            bmc.machines.push_back(std::move(*inventory));
        else
            bmc.error = inventory.error();
    }
    if (const auto again = co_await client.probe())
        bmc.root->passwordChangeRequired = again->passwordChangeRequired;
    co_await client.close();
    co_return bmc;
}

QCoro::Task<void> Discoverer::worker(std::shared_ptr<Work> work)
{
    while (work->next < work->addresses.size() && !m_cancelled) {
        const size_t index = work->next++;
        const BmcAddress address = work->addresses.at(index);
        if (co_await listens(address)) {
            const QString pin = work->pins ? work->pins(address) : QString();
            DiscoveredBmc bmc = co_await ask(address, work->login, pin);
            work->results.at(index) = bmc;
            emit found(bmc);
        }
        emit progress(++work->tried, int(work->addresses.size()));
    }
}

QCoro::Task<std::vector<DiscoveredBmc>> Discoverer::run(std::vector<BmcAddress> addresses,
                                                        BmcLogin login, Pins pins)
{
    m_cancelled = false;
    const auto work = std::make_shared<Work>();
    work->results.resize(addresses.size());
    work->addresses = std::move(addresses);
    work->login = std::move(login);
    work->pins = std::move(pins);
    std::vector<QCoro::Task<void>> workers;
    const int count = std::min<int>(m_limits.parallel, int(work->addresses.size()));
    for (int i = 0; i < count; ++i)
        workers.push_back(worker(work));
    for (QCoro::Task<void>& task : workers)
        co_await task;
    std::vector<DiscoveredBmc> answered;
    for (auto& result : work->results) {
        if (result)
            answered.push_back(std::move(*result));
    }
    co_return answered;
}

} // namespace rackhouse::redfish
