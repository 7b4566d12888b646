#include "httpfixture.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace rackhouse;
using namespace rackhouse::http;

namespace
{

/// Answers with what it was asked.
void echo(Request request, Reply reply)
{
    Response response;
    response.headers.emplaceBack("X-Method", request.method);
    response.headers.emplaceBack("X-Path", request.path.toUtf8());
    response.body = request.body;
    reply(response);
}

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_dir.isValid());
        QFile file(m_dir.filePath(QStringLiteral("data")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 300'000; ++i)
            m_data.append(static_cast<char>(i * 7 + i / 251));
        file.write(m_data);
    }

    void keepsAliveAndPipelines()
    {
        const auto server = startServer({.handler = echo});
        RawClient client(server->port());
        QCOMPARE(client.ask(getRequest("/one")).headers.value("x-path"), QByteArray("/one"));
        client.send("POST /two HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" +
                    getRequest("/three") + getRequest("/four", "Connection: close\r\n"));
        QCOMPARE(client.read().body, QByteArray("abc"));
        QCOMPARE(client.read().headers.value("x-path"), QByteArray("/three"));
        QCOMPARE(client.read().headers.value("connection"), QByteArray("close"));
        QVERIFY(client.waitClosed());
    }

    void readsChunkedBodies()
    {
        const auto server = startServer({.handler = echo});
        RawClient client(server->port());
        const auto reply = client.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                                      "\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        QCOMPARE(reply.body, QByteArray("abcde"));
        QCOMPARE(client.ask(getRequest("/next")).status, 200);
    }

    void speaksHttp10()
    {
        const auto server = startServer({.handler = echo});
        RawClient client(server->port());
        QCOMPARE(client.ask("GET /x HTTP/1.0\r\n\r\n").status, 200);
        QVERIFY(client.waitClosed());
    }

    void refusesWhatIsNotHttp_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("words") << QByteArray("hello there\r\n\r\n");
        QTest::newRow("version") << QByteArray("GET / HTTP/9.9\r\nHost: a\r\n\r\n");
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("connect") << QByteArray("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n");
        QTest::newRow("escape") << QByteArray("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n");
        QTest::newRow("two lengths")
            << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n"
                          "\r\nab");
        QTest::newRow("length and chunks")
            << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        QTest::newRow("bad chunk") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\n"
                                                 "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
    }
    void refusesWhatIsNotHttp()
    {
        QFETCH(QByteArray, bytes);
        std::atomic<int> handled = 0;
        const auto server = startServer({.handler = [&](Request request, Reply reply) {
            ++handled;
            echo(std::move(request), std::move(reply));
        }});
        RawClient client(server->port());
        const auto reply = client.ask(bytes);
        QCOMPARE(reply.status, 400);
        QVERIFY(reply.body.contains("\"bad-request\""));
        QVERIFY(client.waitClosed());
        QCOMPARE(handled.load(), 0);
    }

    void sendsFiles()
    {
        const auto server = startServer({.handler = fileHandler()});
        RawClient client(server->port());
        auto reply = client.ask(getRequest("/data"));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, m_data);
        reply = client.ask(getRequest("/data", "Range: bytes=10-19\r\n"));
        QCOMPARE(reply.status, 206);
        QCOMPARE(reply.headers.value("content-range"), QByteArray("bytes 10-19/300000"));
        QCOMPARE(reply.body, m_data.mid(10, 10));
        reply = client.ask(getRequest("/data", "Range: bytes=300000-\r\n"));
        QCOMPARE(reply.status, 416);
        QCOMPARE(reply.headers.value("content-range"), QByteArray("bytes */300000"));
        reply = client.ask(getRequest("/data", "If-None-Match: \"v1\"\r\n"));
        QCOMPARE(reply.status, 304);
        reply = client.ask(getRequest("/data", "Range: bytes=0-1\r\nIf-Range: \"old\"\r\n"));
        QCOMPARE(reply.status, 200);
        client.send("HEAD /data HTTP/1.1\r\nHost: a\r\n\r\n");
        reply = client.read(true);
        QCOMPARE(reply.headers.value("content-length"), QByteArray("300000"));
        QCOMPARE(client.ask(getRequest("/missing")).status, 404);
        QCOMPARE(client.ask(getRequest("/data", "Range: bytes=-1\r\n")).body, m_data.right(1));
    }

    void answersLaterFromAnotherThread()
    {
        std::thread later;
        const auto server = startServer({.handler = [&](Request, Reply reply) {
            later = std::thread([reply] { reply({.body = "later"}); });
        }});
        RawClient client(server->port());
        QCOMPARE(client.ask(getRequest("/poll")).body, QByteArray("later"));
        later.join();
    }

    void aForgottenReplyClosesTheConnection()
    {
        const auto server = startServer({.handler = [](Request, Reply) {
        }});
        RawClient client(server->port());
        QCOMPARE(client.ask(getRequest("/")).status, 0);
    }

    void stopsGracefully()
    {
        std::atomic<bool> asked = false;
        Reply held;
        auto server = startServer({.handler = [&](Request, Reply reply) {
            held = std::move(reply);
            asked = true;
        }});
        RawClient idle(server->port());
        RawClient waiting(server->port());
        waiting.send(getRequest("/slow"));
        QTRY_VERIFY(asked.load());
        std::thread stopper([&] { server->stop(10'000); });
        QVERIFY(idle.waitClosed());
        held({.body = "done"});
        held = nullptr;
        QCOMPARE(waiting.read().body, QByteArray("done"));
        stopper.join();
        QCOMPARE(server->connections(), 0);
        QTcpSocket late;
        late.connectToHost(QHostAddress::LocalHost, server->port());
        QVERIFY(!late.waitForConnected(2000));
    }

    void aReplyMayOutliveTheServer()
    {
        std::atomic<bool> asked = false;
        Reply held;
        auto server = startServer({.handler = [&](Request, Reply reply) {
            held = std::move(reply);
            asked = true;
        }});
        RawClient client(server->port());
        client.send(getRequest("/slow"));
        QTRY_VERIFY(asked.load());
        server->stop(0);
        server.reset();
        held({.body = "nobody listens"});
        QVERIFY(client.waitClosed());
    }

private:
    Handler fileHandler()
    {
        return [path = m_dir.path()](Request request, Reply reply) {
            Response response;
            response.headers.emplaceBack("ETag", "\"v1\"");
            response.file = FileBody{path + request.path};
            reply(response);
        };
    }

    QTemporaryDir m_dir;
    QByteArray m_data;
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "test_http_server.moc"
