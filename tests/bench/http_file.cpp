#include "tests/bench/benches.h"

#include "app/http/server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <atomic>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace rackhouse::bench
{

namespace
{

constexpr qint64 kFileBytes = 1LL << 30;
constexpr int kRounds = 3;

/// Connects to loopback; -1 when nobody listens.
int connectTo(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0)
        return fd;
    ::close(fd);
    return -1;
}

/// Fetches /file and throws it away; the bytes that came.
qint64 fetch(quint16 port)
{
    const int fd = connectTo(port);
    if (fd < 0)
        return 0;
    static constexpr char request[] =
        "GET /file HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";
    qint64 bytes = 0;
    if (::send(fd, request, sizeof request - 1, MSG_NOSIGNAL) > 0) {
        std::vector<char> buffer(1 << 20);
        for (ssize_t got = 0; (got = ::recv(fd, buffer.data(), buffer.size(), 0)) > 0;)
            bytes += got;
    }
    ::close(fd);
    return bytes;
}

/// MB/s of all clients together; 0 when one did not get the whole file.
double rate(quint16 port, int clients)
{
    std::atomic<int> whole = 0;
    QElapsedTimer timer;
    timer.start();
    std::vector<std::thread> threads;
    for (int i = 0; i < clients; ++i)
        threads.emplace_back([&] { whole += fetch(port) > kFileBytes ? 1 : 0; });
    for (std::thread& thread : threads)
        thread.join();
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    return whole == clients ? static_cast<double>(clients) * kFileBytes / 1e6 / seconds : 0;
}

/// Memory of this process in KiB.
qint64 residentKib()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

/// nginx with sendfile on a free port of loopback, everything it writes in one folder.
class Nginx
{
public:
    Nginx(const QString& program, const QString& directory)
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        port = probe.serverPort();
        probe.close();
        QFile file(directory + QStringLiteral("/nginx.conf"));
        if (!file.open(QIODevice::WriteOnly))
            return;
        QByteArray text =
            "daemon off; worker_processes 2; pid DIR/nginx.pid; error_log DIR/error.log;\n"
            "events { worker_connections 64; }\n"
            "http { access_log off; sendfile on; tcp_nopush on;\n"
            "client_body_temp_path DIR/b; proxy_temp_path DIR/p;\n"
            "fastcgi_temp_path DIR/f; uwsgi_temp_path DIR/u; scgi_temp_path DIR/s;\n"
            "server { listen 127.0.0.1:PORT; root DIR/www; } }\n";
        file.write(text.replace("DIR", QFile::encodeName(directory))
                       .replace("PORT", QByteArray::number(port)));
        file.close();
        m_process.start(program,
                        {QStringLiteral("-c"), file.fileName(), QStringLiteral("-p"), directory});
        for (int i = 0; i < 200 && !listens(); ++i)
            m_process.waitForFinished(25);
    }
    ~Nginx()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished(1000);
    }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

    bool listens() const
    {
        const int fd = connectTo(port);
        if (fd >= 0)
            ::close(fd);
        return fd >= 0;
    }

    quint16 port = 0;

private:
    QProcess m_process;
};

} // namespace

/// A gigabyte over loopback by sendfile, best of some rounds in turn, with one client and with
/// eight.
Result<void> httpFile(const Print& print)
{
    const QString program = QStandardPaths::findExecutable(
        QStringLiteral("nginx"), {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")});
    if (program.isEmpty())
        return fail("bench-skipped", QStringLiteral("nginx is not installed"));
    const QTemporaryDir dir;
    QFile::setPermissions(dir.path(), QFile::permissions(dir.path()) | QFile::ExeOther |
                                          QFile::ReadOther); // nginx's workers are another user
    QDir(dir.path()).mkdir(QStringLiteral("www"));
    const QString path = dir.filePath(QStringLiteral("www/file"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.resize(kFileBytes))
        return fail("write-failed", path);
    file.close();

    const Nginx nginx(program, dir.path());
    if (!nginx.listens())
        return fail("bench-skipped", QStringLiteral("nginx does not start"));
    http::Server server({.handler = [path](const http::Request&, const http::Reply& reply) {
        reply({.file = http::FileBody{path}});
    }});
    if (auto listening = server.listen(QHostAddress::LocalHost, 0); !listening)
        return listening;
    for (const int clients : {1, 8}) {
        double ours = 0;
        double theirs = 0;
        const qint64 before = residentKib();
        qint64 after = before;
        for (int round = 0; round < kRounds; ++round) {
            ours = std::max(ours, rate(server.port(), clients));
            after = std::max(after, residentKib());
            theirs = std::max(theirs, rate(nginx.port, clients));
        }
        Measure measure = higherIsBetter(QStringLiteral("http.file"), ours, QStringLiteral("MB/s"),
                                         QStringLiteral("nginx"), theirs);
        measure.more = {{QStringLiteral("clients"), clients},
                        {QStringLiteral("memory_kib"), after},
                        {QStringLiteral("memory_growth_kib"), after - before}};
        print(measure);
    }
    return {};
}

} // namespace rackhouse::bench
