#include "apifixture.h"

#include <QNetworkReply>

using namespace rackhouse;
using namespace rackhouse::api;

class TestApiRoutes : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { m_site = std::make_unique<ApiFixture>(QStringLiteral("secret-token")); }
    void cleanupTestCase() { m_site.reset(); }

    void everyRouteForEveryRole_data()
    {
        QTest::addColumn<int>("role");
        for (const Role role : {Role::Viewer, Role::Operator, Role::Admin, Role::Nobody})
            QTest::newRow(qPrintable(enumText(role))) << int(role);
    }
    void everyRouteForEveryRole()
    {
        QFETCH(int, role);
        const auto caller = static_cast<Role>(role);
        const auto client = m_site->client(caller);
        int refused = 0;
        for (const Route& route : m_site->server->routes()) {
            if (route.upload)
                continue; // an upload is refused by its header; see test_api_images
            const QString code = call(*client, route);
            const bool open = !route.role;
            if (open)
                QVERIFY2(code != QStringLiteral("unauthorized"), qPrintable(route.pattern));
            else if (caller == Role::Nobody)
                QCOMPARE(code, QStringLiteral("unauthorized"));
            else if (caller < *route.role)
                QCOMPARE(code, QStringLiteral("forbidden"));
            else
                QVERIFY2(code != QStringLiteral("forbidden") &&
                             code != QStringLiteral("unauthorized"),
                         qPrintable(route.pattern + QLatin1Char(' ') + code));
            refused += code == QStringLiteral("forbidden") ? 1 : 0;
        }
        if (caller == Role::Viewer)
            QVERIFY(refused > 10);
    }

    void onlyTheseAreOpen()
    {
        QStringList open;
        for (const Route& route : m_site->server->routes()) {
            if (!route.role)
                open << route.pattern;
            if (route.method != "GET" && route.role)
                QVERIFY2(*route.role >= Role::Operator, qPrintable(route.pattern));
        }
        QCOMPARE(open, (QStringList{QStringLiteral("/health"), QStringLiteral("/pair"),
                                    QStringLiteral("/openapi.json")}));
    }

    void strangersDoNotLearnPaths()
    {
        const auto stranger = m_site->stranger();
        QCOMPARE(codeOf(awaitFuture(stranger->get(QStringLiteral("/no-such-thing")))),
                 QStringLiteral("unauthorized"));
        const auto viewer = m_site->client(Role::Viewer);
        QCOMPARE(codeOf(awaitFuture(viewer->get(QStringLiteral("/no-such-thing")))),
                 QStringLiteral("not-found"));
        QCOMPARE(codeOf(awaitFuture(viewer->remove(QStringLiteral("/jobs")))),
                 QStringLiteral("method-not-allowed"));
    }

    void theDocumentNamesEveryRoute()
    {
        const auto document = awaitFuture(m_site->stranger()->get(QStringLiteral("/openapi.json")));
        QVERIFY(document);
        QCOMPARE(document->value(QStringLiteral("openapi")).toString(), QStringLiteral("3.1.0"));
        const QJsonObject paths = document->value(QStringLiteral("paths")).toObject();
        QSet<QString> ids;
        for (const Route& route : m_site->server->routes()) {
            const QJsonObject operation = paths.value(route.pattern)
                                              .toObject()
                                              .value(QString::fromLatin1(route.method.toLower()))
                                              .toObject();
            QVERIFY2(!operation.isEmpty(), qPrintable(route.pattern));
            ids << operation.value(QStringLiteral("operationId")).toString();
        }
        QCOMPARE(static_cast<size_t>(ids.size()), m_site->server->routes().size());
        const QJsonObject schemas = document->value(QStringLiteral("components"))
                                        .toObject()
                                        .value(QStringLiteral("schemas"))
                                        .toObject();
        QVERIFY(schemas.contains(QStringLiteral("machine")));
        // Every reference leads somewhere.
        const QString text = QString::fromUtf8(toText(*document));
        static const QRegularExpression reference(QStringLiteral("#/components/schemas/([a-z_]+)"));
        for (auto match = reference.globalMatch(text); match.hasNext();)
            QVERIFY(schemas.contains(match.next().captured(1)));
    }

    void theTokenOpensTheSite()
    {
        client::SiteAccess access = m_site->address();
        access.token = Redacted<QString>(QStringLiteral("secret-token"));
        client::SiteClient embedded(access);
        const auto site = awaitFuture(embedded.get(QStringLiteral("/site")));
        QVERIFY(site);
        QCOMPARE(site->value(QStringLiteral("your_role")).toString(), QStringLiteral("admin"));
        QCOMPARE(site->value(QStringLiteral("name")).toString(), QStringLiteral("Test site"));
        access.token = Redacted<QString>(QStringLiteral("secret-tokeM"));
        client::SiteClient wrong(access);
        QCOMPARE(codeOf(awaitFuture(wrong.get(QStringLiteral("/site")))),
                 QStringLiteral("unauthorized"));
    }

    void certificatesEnd()
    {
        const auto client = m_site->client(Role::Viewer);
        const auto get = [&] {
            return codeOf(awaitFuture(client->get(QStringLiteral("/site"))));
        };
        QCOMPARE(get(), QString());
        auto credential =
            m_site->rows<Credential>({.orderBy = QStringLiteral("issued_at"), .descending = true})
                .front();
        for (const auto& row : m_site->rows<Credential>())
            credential = row.id.text() > credential.id.text() ? row : credential;
        const Instant expires = credential.expiresAt;
        credential.expiresAt = m_site->clock.now();
        m_site->put(credential);
        QCOMPARE(get(), QStringLiteral("certificate-expired"));
        credential.expiresAt = expires;
        m_site->put(credential);
        QCOMPARE(get(), QString());
        const auto admin = m_site->client(Role::Admin);
        const QString path = QStringLiteral("/credentials/") + credential.id.text();
        QCOMPARE(codeOf(awaitFuture(admin->remove(path))), QString());
        QCOMPARE(get(), QStringLiteral("certificate-revoked"));
    }

    void certificatesOfOthersAreUnknown()
    {
        const auto key = client::makeClientKey(QStringLiteral("mallory"));
        QTemporaryDir elsewhere;
        const auto otherCa = SiteCa::open(elsewhere.path(), m_site->clock, {});
        client::SiteAccess access = m_site->address();
        access.certificatePem = (*otherCa)->signClient(key->csrPem, QStringLiteral("mallory"))->pem;
        access.keyPem = key->keyPem;
        client::SiteClient mallory(access);
        QCOMPARE(codeOf(awaitFuture(mallory.get(QStringLiteral("/site")))),
                 QStringLiteral("certificate-unknown"));
    }

    void anotherServerIsNotSpokenTo()
    {
        client::SiteAccess access = m_site->address();
        access.fingerprint = QString(64, QLatin1Char('0'));
        access.token = Redacted<QString>(QStringLiteral("secret-token"));
        client::SiteClient client(access);
        QCOMPARE(codeOf(awaitFuture(client.get(QStringLiteral("/site")))),
                 QStringLiteral("site-pin-changed"));
    }

private:
    static QString call(client::SiteClient& client, const Route& route)
    {
        QString path = route.pattern;
        path.replace(QStringLiteral("{id}"), newUuid());
        if (route.method == "GET")
            return codeOf(awaitFuture(client.get(path)));
        if (route.method == "POST")
            return codeOf(awaitFuture(client.post(path, {})));
        if (route.method == "PATCH")
            return codeOf(awaitFuture(client.patch(path, {}, 1)));
        return codeOf(awaitFuture(client.remove(path)));
    }

    std::unique_ptr<ApiFixture> m_site;
};

QTEST_GUILESS_MAIN(TestApiRoutes)
#include "test_api_routes.moc"
