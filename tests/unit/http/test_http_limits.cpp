#include "httpfixture.h"

#include <QtTest>

#include <atomic>

using namespace rackhouse;
using namespace rackhouse::http;

namespace
{

void length(Request request, Reply reply)
{
    const QString path = request.bodyFile;
    const qint64 size = path.isEmpty() ? request.body.size() : QFileInfo(path).size();
    if (!path.isEmpty())
        QFile::remove(path);
    reply({.body = QByteArray::number(size)});
}

Limits shortTimes()
{
    Limits limits;
    limits.headerMs = 300;
    limits.idleMs = 300;
    limits.bodyMs = 300;
    limits.stallMs = 300;
    limits.replyMs = 300;
    return limits;
}

QByteArray post(const QByteArray& path, qint64 announced, const QByteArray& body)
{
    return "POST " + path +
           " HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(announced) + "\r\n\r\n" +
           body;
}

} // namespace

class TestHttpLimits : public QObject
{
    Q_OBJECT
private slots:
    void cutsSlowHeadersOff()
    {
        const auto server = startServer({.limits = shortTimes(), .handler = length});
        RawClient client(server->port());
        client.send("GET / HTTP/1.1\r\nHost: a\r\n");
        // Drips a byte at a time, as slowloris does: the deadline counts from the first byte.
        WireReply reply;
        for (int i = 0; i < 200 && client.socket().state() == QAbstractSocket::ConnectedState;
             ++i) {
            client.send("X");
            if (client.socket().waitForReadyRead(20))
                break;
        }
        reply = client.read();
        QCOMPARE(reply.status, 408);
        QVERIFY(client.waitClosed());
    }

    void closesIdleConnections()
    {
        const auto server = startServer({.limits = shortTimes(), .handler = length});
        RawClient client(server->port());
        QVERIFY(client.waitClosed());
        QTRY_COMPARE(server->connections(), 0);
    }

    void cutsSlowBodiesOff()
    {
        const auto server = startServer({.limits = shortTimes(), .handler = length});
        RawClient client(server->port());
        QCOMPARE(client.ask(post("/", 100, "abc")).status, 408);
    }

    void givesUpOnASilentHandler()
    {
        Reply held;
        const auto server =
            startServer({.limits = shortTimes(), .handler = [&](Request, Reply reply) {
                             held = reply;
                         }});
        RawClient client(server->port());
        QCOMPARE(client.ask(getRequest("/")).status, 504);
        held({});
        server->stop();
    }

    void cutsSlowReadersOff()
    {
        const auto server =
            startServer({.limits = shortTimes(), .handler = [](Request, Reply reply) {
                             reply({.body = QByteArray(64 * 1024 * 1024, 'x')});
                         }});
        RawClient client(server->port());
        client.socket().setReadBufferSize(1024);
        client.send(getRequest("/"));
        QTRY_COMPARE_WITH_TIMEOUT(server->connections(), 0, 10'000);
    }

    void limitsHeaders()
    {
        const auto server = startServer({.handler = length});
        RawClient fits(server->port());
        QCOMPARE(fits.ask(getRequest("/", "X: " + QByteArray(16'000, 'a') + "\r\n")).status, 200);
        RawClient client(server->port());
        const auto reply = client.ask(getRequest("/", "X: " + QByteArray(17'000, 'a') + "\r\n"));
        QCOMPARE(reply.status, 431);
        QVERIFY(reply.body.contains("header-too-large"));
        QVERIFY(client.waitClosed());
        RawClient endless(server->port());
        QCOMPARE(endless.ask(QByteArray(100'000, 'G')).status, 431);
    }

    void limitsBodies()
    {
        const auto server = startServer({.handler = length});
        RawClient client(server->port());
        QCOMPARE(client.ask(post("/", 1 << 20, QByteArray(1 << 20, 'a'))).body,
                 QByteArray("1048576"));
        QCOMPARE(client.ask(post("/", (1 << 20) + 1, "start")).status, 413);
        QVERIFY(client.waitClosed());
        RawClient chunked(server->port());
        QByteArray body("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 20; ++i)
            body += "10000\r\n" + QByteArray(0x10000, 'a') + "\r\n";
        QCOMPARE(chunked.ask(body).status, 413);
    }

    void capsConnections()
    {
        Limits limits;
        limits.connections = 2;
        const auto server = startServer({.limits = limits, .handler = length});
        RawClient first(server->port());
        RawClient second(server->port());
        QCOMPARE(first.ask(getRequest("/")).status, 200);
        QCOMPARE(second.ask(getRequest("/")).status, 200);
        RawClient third(server->port());
        const auto reply = third.ask(getRequest("/"));
        QCOMPARE(reply.status, 503);
        QVERIFY(reply.body.contains("too-many-connections"));
        QVERIFY(third.waitClosed());
        first.socket().disconnectFromHost();
        QTRY_COMPARE(server->connections(), 1);
        RawClient fourth(server->port());
        QCOMPARE(fourth.ask(getRequest("/")).status, 200);
    }

    void streamsUploads()
    {
        QTemporaryDir dir;
        const auto server = startServer({.handler = length, .upload = toFolder(dir.path())});
        RawClient client(server->port());
        const QByteArray body(5'000'000, 'u');
        QCOMPARE(client.ask(post("/", body.size(), body)).body, QByteArray("5000000"));
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                    "Expect: 100-continue\r\n\r\n");
        QCOMPARE(client.read().status, 100);
        QCOMPARE(client.ask("abc").body, QByteArray("3"));
        QCOMPARE(client.ask(post("/", 20'000'000, "start")).status, 413);
        QCOMPARE(leftovers(dir), 0);
    }

    void tellsOfTruncatedUploads()
    {
        QTemporaryDir dir;
        m_failures.clear();
        const auto server = startServer({.handler = length, .upload = toFolder(dir.path())});
        RawClient client(server->port());
        client.send(post("/", 1000, "only this"));
        client.socket().disconnectFromHost();
        QTRY_COMPARE(failures(), QStringList{QStringLiteral("upload-truncated")});
        QTRY_COMPARE(leftovers(dir), 0);
    }

    void cutsStalledUploadsOff()
    {
        QTemporaryDir dir;
        const auto server = startServer(
            {.limits = shortTimes(), .handler = length, .upload = toFolder(dir.path())});
        RawClient client(server->port());
        QCOMPARE(client.ask(post("/", 1000, "only this")).status, 408);
        QTRY_COMPARE(leftovers(dir), 0);
    }

    void tellsOfAFullDisk()
    {
        QTemporaryDir dir;
        const auto server = startServer({.handler = length, .upload = [](const Request&) {
                                             UploadDecision decision;
                                             decision.kind = UploadDecision::ToFile;
                                             decision.directory = QStringLiteral("/proc/nowhere");
                                             decision.maxBytes = 100;
                                             return decision;
                                         }});
        RawClient client(server->port());
        QCOMPARE(client.ask(post("/", 3, "abc")).status, 500);
    }

    void takesLessOfStrangers()
    {
        const auto server = startServer({.handler = length, .upload = [](const Request& request) {
                                             UploadDecision decision;
                                             decision.maxBytes = request.path == u"/none" ? 0 : 100;
                                             return decision;
                                         }});
        const auto status = [&](const QByteArray& request) {
            return RawClient(server->port()).ask(request).status;
        };
        QCOMPARE(status(post("/", 100, QByteArray(100, 'x'))), 200);
        QCOMPARE(status(post("/", 101, "start")), 413);
        QCOMPARE(status(post("/none", 1, "x")), 413);
        QCOMPARE(status("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "65\r\n" +
                        QByteArray(101, 'x') + "\r\n0\r\n\r\n"),
                 413);
    }

    void refusesUploadsBeforeTheirBody()
    {
        const auto server = startServer({.handler = length, .upload = [](const Request&) {
                                             UploadDecision decision;
                                             decision.kind = UploadDecision::Refuse;
                                             decision.refusal =
                                                 problemResponse(makeError("forbidden"));
                                             return decision;
                                         }});
        RawClient client(server->port());
        QCOMPARE(client.ask(post("/", 1'000'000'000, "start")).status, 403);
        QVERIFY(client.waitClosed());
    }

private:
    UploadPolicy toFolder(const QString& directory)
    {
        return [this, directory](const Request&) {
            UploadDecision decision;
            decision.kind = UploadDecision::ToFile;
            decision.directory = directory;
            decision.maxBytes = 10'000'000;
            decision.failed = [this](const Error& error) {
                const std::lock_guard lock(m_mutex);
                m_failures << error.code;
            };
            return decision;
        };
    }
    QStringList failures()
    {
        const std::lock_guard lock(m_mutex);
        return m_failures;
    }
    static int leftovers(const QTemporaryDir& dir)
    {
        return static_cast<int>(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size());
    }

    std::mutex m_mutex;
    QStringList m_failures;
};

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "test_http_limits.moc"
