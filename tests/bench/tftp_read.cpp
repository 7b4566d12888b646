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
constexpr int rounds = 3;
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

/// Megabytes a second of the best of some reads by atftp.
Result<double> read(const BenchNetwork& network, int window)
{
    const QString out = network.folder.filePath(QStringLiteral("fetched"));
    const QStringList command{QStringLiteral("atftp"),
                              QStringLiteral("--option"),
                              QStringLiteral("blksize 1428"),
                              QStringLiteral("--option"),
                              QStringLiteral("windowsize %1").arg(window),
                              QStringLiteral("-g"),
                              QStringLiteral("-r"),
                              QStringLiteral("boot.img"),
                              QStringLiteral("-l"),
                              out,
                              QStringLiteral("10.77.0.1"),
                              QStringLiteral("69")};
    double most = 0;
    for (int i = 0; i < rounds; ++i) {
        QFile::remove(out);
        QElapsedTimer timer;
        timer.start();
        const auto done = network.clients->run(command, 60'000);
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        if (!done)
            return fail(done.error());
        if (QFile(out).size() != fileMegabytes * megabyte)
            return fail("internal", QStringLiteral("the file did not arrive whole"));
        most = std::max(most, fileMegabytes / seconds);
    }
    return most;
}

/// One number a window size.
Result<std::vector<double>> readAll(const BenchNetwork& network)
{
    std::vector<double> speeds;
    for (const int window : windows) {
        const auto speed = read(network, window);
        if (!speed)
            return fail(speed.error());
        speeds.push_back(*speed);
    }
    return speeds;
}

Result<std::vector<double>> ours(const BenchNetwork& network, const QString& file)
{
    const SystemClock clock;
    const netboot::ClientDirectory directory;
    netboot::TftpServer server({clock, directory, {}});
    netboot::TftpFiles files;
    files.add(QStringLiteral("boot.img"), file);
    const auto address = netboot::Ipv4::parse(QStringLiteral("10.77.0.1"));
    if (auto started = server.start({{QStringLiteral("v0"), *address}}, std::move(files)); !started)
        return fail(started.error());
    return readAll(network);
}

Result<std::vector<double>> peer(const BenchNetwork& network, const QString& command)
{
    const QStringList words = command.arg(network.folder.path()).split(u' ');
    if (auto exists = PeerServer::mustExist(words.front()); !exists)
        return fail(exists.error());
    const PeerServer server(words);
    return readAll(network); // the client asks again until the server is up
}

Result<void> measure(const Print& print)
{
    auto network = BenchNetwork::create();
    if (!network)
        return fail(network.error());
    const auto file = makeFile(**network);
    if (!file)
        return fail(file.error());
    const auto mine = ours(**network, *file);
    if (!mine)
        return fail(mine.error());
    const std::pair<QString, QString> peers[] = {
        {QStringLiteral("atftpd"),
         QStringLiteral("atftpd --daemon --no-fork --port 69 --bind-address 10.77.0.1 "
                        "--user root --group root --verbose=0 %1")},
        {QStringLiteral("dnsmasq"),
         QStringLiteral("dnsmasq -d --port=0 --interface=v0 --bind-interfaces "
                        "--conf-file=/dev/null --pid-file= --enable-tftp "
                        "--tftp-root=%1")}};
    for (const auto& [name, command] : peers) {
        const auto theirs = peer(**network, command);
        if (!theirs)
            return fail(theirs.error());
        for (size_t i = 0; i < std::size(windows); ++i) {
            Measure line = higherIsBetter(QStringLiteral("tftp.read"), (*mine)[i],
                                          QStringLiteral("MB/s"), name, (*theirs)[i]);
            line.more[QStringLiteral("windowsize")] = windows[i];
            print(line);
        }
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
