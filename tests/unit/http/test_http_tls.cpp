#include "httpfixture.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QtTest>

using namespace rackhouse;
using namespace rackhouse::http;

class TestHttpTls : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_identity = makeTestCertificate("site", 3600);
        TlsConfig tls;
        tls.certificatePem = m_identity.certificatePem;
        tls.privateKeyPem = Redacted<QByteArray>(m_identity.keyPem);
        tls.clientCaPem = m_identity.certificatePem;
        m_server = startServer(
            {.tls = tls, .handler = [](Request request, Reply reply) {
                 if (request.path == QStringLiteral("/file"))
                     return reply({.file = FileBody{QCoreApplication::applicationFilePath()}});
                 reply({.body = request.clientCertificateDer});
             }});
    }

    void handsTheClientCertificateOver_data()
    {
        QTest::addColumn<long>("seconds");
        QTest::newRow("valid") << 3600L;
        QTest::newRow("expired") << -60L;
    }
    void handsTheClientCertificateOver()
    {
        QFETCH(long, seconds);
        const TestCertificate client = makeTestCertificate("console", seconds);
        RawClient raw(connectTls(&client, QSsl::TlsV1_3OrLater));
        const auto reply = raw.ask(getRequest("/"));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, QSslCertificate(client.certificatePem).toDer());
    }

    void servesWithoutAClientCertificate()
    {
        RawClient raw(connectTls(nullptr, QSsl::TlsV1_3OrLater));
        const auto reply = raw.ask(getRequest("/"));
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.body.isEmpty());
    }

    void sendsFiles()
    {
        RawClient raw(connectTls(nullptr, QSsl::TlsV1_3OrLater));
        QFile self(QCoreApplication::applicationFilePath());
        QVERIFY(self.open(QIODevice::ReadOnly));
        QCOMPARE(raw.ask(getRequest("/file")).body, self.readAll());
    }

    void refusesOldTls() { QCOMPARE(connectTls(nullptr, QSsl::TlsV1_2), nullptr); }

    void refusesPlainHttp()
    {
        RawClient raw(m_server->port());
        QCOMPARE(raw.ask(getRequest("/")).status, 0);
    }

    void aBadKeyIsTold()
    {
        TlsConfig tls;
        tls.certificatePem = m_identity.certificatePem;
        tls.privateKeyPem = Redacted<QByteArray>("no key");
        Server server({.tls = tls, .handler = [](Request, Reply) {
                       }});
        const auto listening = server.listen(QHostAddress::LocalHost, 0);
        QVERIFY(!listening);
        QCOMPARE(listening.error().code, QStringLiteral("tls-failed"));
    }

private:
    std::unique_ptr<QSslSocket> connectTls(const TestCertificate* client,
                                           QSsl::SslProtocol protocol)
    {
        auto socket = std::make_unique<QSslSocket>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setProtocol(protocol);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        if (client) {
            configuration.setLocalCertificate(QSslCertificate(client->certificatePem));
            configuration.setPrivateKey(QSslKey(client->keyPem, QSsl::Ec));
        }
        socket->setSslConfiguration(configuration);
        socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_server->port());
        if (!socket->waitForEncrypted(10'000))
            return nullptr;
        return socket;
    }

    TestCertificate m_identity;
    std::unique_ptr<Server> m_server;
};

QTEST_GUILESS_MAIN(TestHttpTls)
#include "test_http_tls.moc"
