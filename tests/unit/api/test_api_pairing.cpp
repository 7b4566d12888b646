#include "apifixture.h"

#include <QSslCertificate>

using namespace rackhouse;
using namespace rackhouse::api;

class TestApiPairing : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_code = code();
    }

    void aCodeBecomesACertificate()
    {
        QTemporaryDir config;
        const client::SiteRegistry registry(config.filePath(QStringLiteral("sites")));
        const QString seen = *awaitFuture(client::probeFingerprint(m_site->address().api));
        QCOMPARE(seen, m_site->ca->serverFingerprint());
        const auto paired = awaitFuture(client::pairWithSite({m_site->address().api,
                                                              seen,
                                                              Redacted<QString>(m_code.toLower()),
                                                              QStringLiteral("alice@desk"),
                                                              {}},
                                                             registry));
        QVERIFY(paired);
        QCOMPARE(paired->name, QStringLiteral("test-site"));
        const auto known = registry.choose({});
        QVERIFY(known);
        client::SiteClient alice(known->access);
        const auto site = awaitFuture(alice.get(QStringLiteral("/site")));
        QVERIFY(site);
        QCOMPARE(site->value(QStringLiteral("your_name")).toString(), QStringLiteral("alice@desk"));
        QCOMPARE(site->value(QStringLiteral("your_role")).toString(), QStringLiteral("admin"));
        const QFileInfo key(config.filePath(QStringLiteral("sites/test-site/client.key")));
        QCOMPARE(key.permissions() & QFileDevice::Permissions(0x0077), QFileDevice::Permissions());
        QCOMPARE(try_(m_code), QStringLiteral("pairing-code-used"));
    }

    void codesExpire()
    {
        m_site->clock.advanceMs(15 * 60 * 1000);
        QCOMPARE(try_(m_code), QStringLiteral("pairing-code-expired"));
    }

    void fiveWrongTriesCloseTheCode()
    {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(try_(QStringLiteral("AAAA-AAAA-AAAA")), QStringLiteral("pairing-code-wrong"));
        QCOMPARE(try_(m_code), QStringLiteral("pairing-code-closed"));
        // What was open then is closed; a new code is not.
        QCOMPARE(try_(code()), QString());
    }

    void triesAreRateLimited()
    {
        for (int i = 0; i < 10; ++i)
            try_(QStringLiteral("AAAA-AAAA-AAAA"));
        QCOMPARE(try_(code()), QStringLiteral("too-many-tries"));
        m_site->clock.advanceMs(60 * 1000);
        QCOMPARE(try_(code()), QString());
    }

    void aBadRequestDoesNotUseTheCodeUp()
    {
        QCOMPARE(try_(m_code, QStringLiteral("no csr")), QStringLiteral("bad-csr"));
        QCOMPARE(try_(m_code), QString());
    }

    void aStrangerMayNotSendMuch()
    {
        QCOMPARE(try_(m_code, QString(20'000, u'x')), QStringLiteral("body-too-large"));
        QCOMPARE(try_(m_code), QString());
    }

    void onlyHashesAreStored()
    {
        QCOMPARE(m_site->rows<Pairing>().size(), 1u);
        QFile database(m_site->dir.filePath(QStringLiteral("rackhouse.db-wal")));
        QVERIFY(database.open(QIODevice::ReadOnly));
        const QByteArray content = database.readAll();
        QVERIFY(!content.isEmpty());
        QVERIFY(!content.contains(m_code.toLatin1()));
        QVERIFY(!content.contains(QString(m_code).remove(QLatin1Char('-')).toLatin1()));
    }

    void adminsMakeCodesForRoles()
    {
        const auto admin = m_site->client(Role::Admin);
        const auto made = awaitFuture(admin->post(
            QStringLiteral("/pairings"), {{QStringLiteral("role"), QStringLiteral("viewer")}}));
        QVERIFY(made);
        QCOMPARE(try_(made->value(QStringLiteral("code")).toString()), QString());
        const auto credentials = m_site->rows<Credential>();
        QCOMPARE(std::count_if(credentials.begin(), credentials.end(),
                               [](const Credential& c) { return c.role == Role::Viewer; }),
                 1);
        QCOMPARE(
            codeOf(awaitFuture(admin->post(QStringLiteral("/pairings"),
                                           {{QStringLiteral("role"), QStringLiteral("nobody")}}))),
            QStringLiteral("bad-field"));
    }

    void theCaTakesOnlyTheKeyAndTheName()
    {
        const auto key = client::makeClientKey(QStringLiteral("CN in the request"));
        const auto signedOne = m_site->ca->signClient(key->csrPem, QStringLiteral("the name"));
        QVERIFY(signedOne);
        const QSslCertificate certificate(signedOne->pem);
        QCOMPARE(certificate.subjectInfo(QSslCertificate::CommonName),
                 QStringList{QStringLiteral("the name")});
        QVERIFY(certificate.expiryDate() <= m_site->clock.now().toDateTime().addDays(366));
        // Opened again it is the same authority.
        const auto again =
            SiteCa::open(m_site->dir.filePath(QStringLiteral("ca")), m_site->clock, {});
        QCOMPARE((*again)->serverFingerprint(), m_site->ca->serverFingerprint());
        QCOMPARE((*again)->caPem(), m_site->ca->caPem());
    }

private:
    QString code() { return awaitFuture(m_site->server->openPairing(Role::Admin))->code.reveal(); }
    QString try_(const QString& code, const QString& csr = {})
    {
        const auto key = client::makeClientKey(QStringLiteral("bob"));
        return codeOf(awaitFuture(m_site->stranger()->post(
            QStringLiteral("/pair"),
            {{QStringLiteral("code"), code},
             {QStringLiteral("csr"), csr.isEmpty() ? QString::fromLatin1(key->csrPem) : csr},
             {QStringLiteral("name"), QStringLiteral("bob")}})));
    }

    std::unique_ptr<ApiFixture> m_site;
    QString m_code;
};

QTEST_GUILESS_MAIN(TestApiPairing)
#include "test_api_pairing.moc"
