#include "tests/bench/benches.h"

#include "app/netboot/tftp_server.h"
#include "tests/bench/bench_network.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>

#include <algorithm>

namespace rackhouse::bench
{
namespace
{

constexpr int fileMegabytes = 32;
constexpr int rounds = 5;
constexpr int windows[] = {1, 4, 8};
constexpr qint64 megabyte = 1'000'000;

Result<QString> makeFile(const BenchNetwork& network)
{
    QFile file(network.folder.filePath(QStringLiteral("boot.img")));
    if (!file.open(QIODevice::WriteOnly))
        return fail("disk-full", file.errorString());
    QByteArray block(megabyte, '\0');
    QRandomGenerator random(1);
    for (int i = 0; i < fileMegabytes; ++i) {
        random.fillRange(reinterpret_cast<quint32*>(block.data()), block.size() / 4);
        file.write(block);
    }
    return file.fileName();
}

/// One server, at an address of its own.
struct Server {
    QString name;
    QString address;
    double best = 0; ///< MB/s
};

Result<double> readOnce(const BenchNetwork& network, const QString& address, int window)
{
    const QString out = network.folder.filePath(QStringLiteral("fetched"));
    QFile::remove(out);
    QElapsedTimer timer;
    timer.start();
    const auto done = network.clients->run(
        {QStringLiteral("atftp"), QStringLiteral("--option"), QStringLiteral("blksize 1428"),
         QStringLiteral("--option"), QStringLiteral("windowsize %1").arg(window),
         QStringLiteral("-g"), QStringLiteral("-r"), QStringLiteral("boot.img"),
         QStringLiteral("-l"), out, address, QStringLiteral("69")},
        60'000); // the client asks again until the server is up
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    if (!done)
        return fail(done.error());
    if (QFile(out).size() != fileMegabytes * megabyte)
        return fail("internal", QStringLiteral("the file did not arrive whole"));
    return fileMegabytes / seconds;
}

/// The servers take turns, so that what else the machine does meets them alike.
Result<void> compare(const BenchNetwork& network, std::vector<Server> servers, int window,
                     const Print& print)
{
    for (int i = 0; i < rounds; ++i) {
        for (Server& server : servers) {
            const auto speed = readOnce(network, server.address, window);
            if (!speed)
                return fail(speed.error());
            server.best = std::max(server.best, *speed);
        }
    }
    for (size_t i = 1; i < servers.size(); ++i) {
        Measure line = higherIsBetter(QStringLiteral("tftp.read"), servers[0].best,
                                      QStringLiteral("MB/s"), servers[i].name, servers[i].best);
        line.more[QStringLiteral("windowsize")] = window;
        print(line);
    }
    return {};
}

QStringList peerCommand(const QString& command, const BenchNetwork& network)
{
    return command.arg(network.folder.path()).split(u' ');
}

Result<void> measure(const Print& print)
{
    auto network = BenchNetwork::create();
    if (!network)
        return fail(network.error());
    const std::vector<Server> servers{{QStringLiteral("rackhouse"), QStringLiteral("10.77.0.1")},
                                      {QStringLiteral("atftpd"), QStringLiteral("10.77.0.3")},
                                      {QStringLiteral("dnsmasq"), QStringLiteral("10.77.0.4")}};
    for (size_t i = 1; i < servers.size(); ++i) {
        const QString give = QStringLiteral("ip addr add %1/16 dev v0").arg(servers[i].address);
        if (auto exists = PeerServer::mustExist(servers[i].name); !exists)
            return exists;
        if (auto given = test::runCommand(give.split(u' ')); !given)
            return fail(given.error());
    }
    const auto file = makeFile(**network);
    if (!file)
        return fail(file.error());
    const PeerServer atftpd(peerCommand(
        QStringLiteral("atftpd --daemon --no-fork --port 69 --bind-address 10.77.0.3 --user root "
                       "--group root --verbose=0 %1"),
        **network));
    const PeerServer dnsmasq(peerCommand(
        QStringLiteral("dnsmasq -d --port=0 --listen-address=10.77.0.4 --bind-interfaces "
                       "--conf-file=/dev/null --pid-file= --enable-tftp --tftp-root=%1"),
        **network));
    const SystemClock clock;
    const netboot::ClientDirectory directory;
    netboot::TftpServer server({clock, directory, {}});
    netboot::TftpFiles files;
    files.add(QStringLiteral("boot.img"), *file);
    const auto address = netboot::Ipv4::parse(servers[0].address);
    if (auto started = server.start({{QStringLiteral("v0"), *address}}, std::move(files)); !started)
        return started;
    for (const int window : windows) {
        if (auto compared = compare(**network, servers, window, print); !compared)
            return compared;
    }
    return {};
}

} // namespace

Result<void> tftpRead(const Print& print)
{
    if (auto exists = PeerServer::mustExist(QStringLiteral("atftp")); !exists)
        return exists;
    return inPrivateNetwork("tftp.read", [&print] { return measure(print); });
}

} // namespace rackhouse::bench
