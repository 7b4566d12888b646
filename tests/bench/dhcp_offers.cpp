#include "tests/bench/benches.h"

#include "app/machines/storeleases.h"
#include "app/netboot/dhcp_server.h"
#include "models/store/store.h"
#include "tests/bench/bench_network.h"

#include <QFile>

#include <algorithm>

namespace rackhouse::bench
{
namespace
{

/// Whole exchanges (DISCOVER, OFFER, REQUEST, ACK) that were answered in a second.
constexpr int secondsARate = 2;
constexpr int rates[] = {1000, 2000, 4000, 8000, 16000};

Result<double> answered(const BenchNetwork& network, int rate, int seconds)
{
    // Single: its two threads would stamp a quick answer before the question. It ends with 3 when
    // something was lost: that is what is measured here.
    const QString command =
        QStringLiteral("perfdhcp -4 -g single -l c0 -R 20000 -r %1 -p %2 2>&1 || true")
            .arg(rate)
            .arg(seconds);
    const auto output =
        network.clients->run({QStringLiteral("sh"), QStringLiteral("-c"), command}, 30'000);
    if (!output)
        return fail(output.error());
    const qsizetype section = output->indexOf("REQUEST-ACK***");
    const qsizetype line = output->indexOf("received packets: ", std::max<qsizetype>(section, 0));
    if (section < 0 || line < 0)
        return fail("internal", QString::fromUtf8(*output));
    const qsizetype at = line + 18;
    return output->mid(at, output->indexOf('\n', at) - at).trimmed().toDouble() / seconds;
}

/// The most that the running server answers at any rate.
Result<double> best(const BenchNetwork& network)
{
    constexpr int tries = 20;
    for (int i = 0; i < tries; ++i) { // until it answers at all
        const auto first = answered(network, 50, 1);
        if (!first)
            return first;
        if (*first > 0)
            break;
        if (i + 1 == tries)
            return fail("timed-out", QStringLiteral("the server does not answer"));
    }
    double most = 0;
    for (const int rate : rates) {
        const auto got = answered(network, rate, secondsARate);
        if (!got)
            return got;
        most = std::max(most, *got);
    }
    return most;
}

Subnet benchSubnet()
{
    Subnet subnet;
    subnet.id = SubnetId::create();
    subnet.name = QStringLiteral("bench");
    subnet.networkInterface = QStringLiteral("v0");
    subnet.cidr = QStringLiteral("10.77.0.0/16");
    subnet.serverAddress = QStringLiteral("10.77.0.1");
    subnet.rangeFirst = QStringLiteral("10.77.1.0");
    subnet.rangeLast = QStringLiteral("10.77.250.0");
    return subnet;
}

/// The real server with its leases in a real site database.
Result<double> ours(const BenchNetwork& network)
{
    const SystemClock clock;
    const auto store = Store::open(network.folder.filePath(QStringLiteral("site.db")), clock);
    if (!store)
        return fail(store.error());
    const Subnet subnet = benchSubnet();
    const auto known =
        (*store)->write<void>([subnet](Writer& writer) { return writer.put(subnet); }).result();
    if (!known)
        return fail(known.error());
    StoreLeases leases(**store);
    netboot::ClientDirectory directory;
    netboot::DhcpServer server({clock, leases, directory, {}});
    const auto config = netboot::SubnetConfig::from(subnet);
    if (!config)
        return fail(config.error());
    if (auto started = server.start({*config}, {}); !started)
        return fail(started.error());
    return best(network);
}

Result<double> dnsmasq(const BenchNetwork& network)
{
    if (auto exists = PeerServer::mustExist(QStringLiteral("dnsmasq")); !exists)
        return fail(exists.error());
    const PeerServer server(
        QStringLiteral("dnsmasq -d --port=0 --interface=v0 --bind-interfaces --no-ping "
                       "--dhcp-range=10.77.1.0,10.77.250.0,255.255.0.0,1h --dhcp-authoritative "
                       "--dhcp-lease-max=100000 --conf-file=/dev/null "
                       "--quiet-dhcp --pid-file= --dhcp-leasefile=%1/dnsmasq.leases")
            .arg(network.folder.path())
            .split(u' '));
    return best(network);
}

Result<double> kea(const BenchNetwork& network)
{
    if (auto exists = PeerServer::mustExist(QStringLiteral("kea-dhcp4")); !exists)
        return fail(exists.error());
    const QString folder = network.folder.path();
    QFile file(folder + u"/kea.json");
    if (!file.open(QIODevice::WriteOnly))
        return fail("disk-full", file.errorString());
    file.write(QStringLiteral(R"({"Dhcp4": {"interfaces-config": {"interfaces": ["v0"]},
"lease-database": {"type": "memfile", "persist": true, "name": "%1/kea.csv"},
"valid-lifetime": 3600,
"subnet4": [{"subnet": "10.77.0.0/16", "pools": [{"pool": "10.77.1.0 - 10.77.250.0"}]}],
"loggers": [{"name": "kea-dhcp4", "severity": "ERROR", "output_options": [{"output": "stdout"}]}]
}})")
                   .arg(folder)
                   .toUtf8());
    file.close();
    const PeerServer server({QStringLiteral("kea-dhcp4"), QStringLiteral("-c"), file.fileName()},
                            {u"KEA_PIDFILE_DIR=" + folder, u"KEA_LOCKFILE_DIR=" + folder});
    return best(network);
}

Result<void> measure(const Print& print)
{
    auto network = BenchNetwork::create();
    if (!network)
        return fail(network.error());
    const auto mine = ours(**network);
    if (!mine)
        return fail(mine.error());
    const QString name = QStringLiteral("dhcp.offers");
    const QString unit = QStringLiteral("exchanges/s");
    const auto first = dnsmasq(**network);
    if (!first)
        return fail(first.error());
    print(higherIsBetter(name, *mine, unit, QStringLiteral("dnsmasq"), *first));
    const auto second = kea(**network);
    if (!second)
        return fail(second.error());
    print(higherIsBetter(name, *mine, unit, QStringLiteral("kea"), *second));
    return {};
}

} // namespace

Result<void> dhcpOffers(const Print& print)
{
    if (auto exists = PeerServer::mustExist(QStringLiteral("perfdhcp")); !exists)
        return exists;
    return inPrivateNetwork("dhcp.offers", [&print] { return measure(print); });
}

} // namespace rackhouse::bench
