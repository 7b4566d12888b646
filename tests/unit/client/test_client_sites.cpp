#include "app/client/changepage.h"
#include "app/client/pairing.h"
#include "app/client/siteclient.h"
#include "app/client/siteregistry.h"
#include "models/base/json.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace rackhouse;
using namespace rackhouse::client;

namespace
{

template <class T>
T awaitFuture(QFuture<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        qFatal("a future did not finish");
    return future.result();
}

KnownSite site(const QString& name, const QString& id = QStringLiteral("id"))
{
    return {name,
            id,
            QStringLiteral("Hall 1"),
            {QUrl(QStringLiteral("https://10.0.0.1:8443")), QStringLiteral("abc"), "certificate",
             Redacted<QByteArray>("key")}};
}

} // namespace

class TestClientSites : public QObject
{
    Q_OBJECT
private slots:
    void sitesAreKept()
    {
        QTemporaryDir dir;
        const SiteRegistry registry(dir.filePath(QStringLiteral("sites")));
        QCOMPARE(registry.choose({}).error().code, QStringLiteral("no-sites"));
        QVERIFY(registry.save(site(QStringLiteral("hall-1"))));
        const auto loaded = registry.choose({});
        QVERIFY(loaded);
        QCOMPARE(loaded->title, QStringLiteral("Hall 1"));
        QCOMPARE(loaded->access.keyPem.reveal(), QByteArray("key"));
        QVERIFY(registry.save(site(QStringLiteral("hall-2"))));
        QCOMPARE(registry.choose({}).error().code, QStringLiteral("several-sites"));
        QVERIFY(registry.choose(QStringLiteral("hall-2")));
        QCOMPARE(registry.load(QStringLiteral("hall-3")).error().code,
                 QStringLiteral("site-unknown"));
        QVERIFY(registry.remove(QStringLiteral("hall-1")));
        QCOMPARE(registry.names(), QStringList{QStringLiteral("hall-2")});
    }

    void namesStayInTheirFolder()
    {
        QTemporaryDir dir;
        const SiteRegistry registry(dir.path());
        for (const char* bad : {"", ".", "..", "../x", "a/b", "-x", ".hidden"}) {
            QVERIFY(!SiteRegistry::isName(QLatin1String(bad)));
            QVERIFY(!registry.save(site(QLatin1String(bad))));
        }
    }

    void aSecondSiteNeverReplacesTheFirst()
    {
        QTemporaryDir dir;
        const SiteRegistry registry(dir.path());
        const QString debian = QStringLiteral("debian");
        QCOMPARE(registry.nameFor(debian, QStringLiteral("first")), debian);
        QVERIFY(registry.save(site(debian, QStringLiteral("first"))));
        KnownSite second = site(debian, QStringLiteral("second"));
        second.access.keyPem = Redacted<QByteArray>("another key");
        QCOMPARE(registry.save(second).error().code, QStringLiteral("site-name-taken"));
        QCOMPARE(registry.load(debian)->access.keyPem.reveal(), QByteArray("key"));
        second.name = registry.nameFor(debian, second.siteId);
        QCOMPARE(second.name, QStringLiteral("debian-2"));
        QVERIFY(registry.save(second));
        // Paired again, each goes where it was, also after it has been renamed.
        QCOMPARE(registry.nameFor(debian, QStringLiteral("first")), debian);
        QCOMPARE(registry.nameFor(QStringLiteral("paris"), QStringLiteral("second")),
                 QStringLiteral("debian-2"));
        QVERIFY(registry.save(site(debian, QStringLiteral("first"))));
        QCOMPARE(registry.nameFor(debian, QStringLiteral("third")), QStringLiteral("debian-3"));
        QCOMPARE(registry.load(QStringLiteral("debian-2"))->access.keyPem.reveal(),
                 QByteArray("another key"));
    }

    void damageIsTold()
    {
        QTemporaryDir dir;
        const SiteRegistry registry(dir.path());
        QVERIFY(registry.save(site(QStringLiteral("x"))));
        QVERIFY(QFile::remove(dir.filePath(QStringLiteral("x/client.key"))));
        QCOMPARE(registry.load(QStringLiteral("x")).error().code, QStringLiteral("site-damaged"));
    }

    void nobodyThere()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("https://127.0.0.1:%1").arg(closed.serverPort()));
        closed.close();
        SiteClient client({url, QStringLiteral("abc")});
        QCOMPARE(awaitFuture(client.get(QStringLiteral("/site"))).error().code,
                 QStringLiteral("site-unreachable"));
        QCOMPARE(awaitFuture(probeFingerprint(url)).error().code,
                 QStringLiteral("site-unreachable"));
    }

    void silenceEnds()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("https://127.0.0.1:%1").arg(silent.serverPort()));
        SiteClient client({url, QStringLiteral("abc")});
        QCOMPARE(awaitFuture(client.get(QStringLiteral("/site"), {}, 300)).error().code,
                 QStringLiteral("timed-out"));
        QCOMPARE(awaitFuture(probeFingerprint(url, 300)).error().code, QStringLiteral("timed-out"));
    }

    void changePages()
    {
        const auto parse = [](const char* text) {
            return parseChangePage(*parseObject(text));
        };
        const auto page =
            parse(R"({"changes":[{"seq":7,"at":5,"kind":"rack","id":"x","removed":true,
            "row":{}}],"next":9,"more":true})");
        QVERIFY(page);
        QCOMPARE(page->next, 9);
        QVERIFY(page->more && page->changes.front().removed);
        for (const char* bad :
             {"{}", R"({"changes":7,"next":1})", R"({"changes":[],"next":-1})",
              R"({"changes":[{"kind":"rack","id":"x"}],"next":1})", R"({"changes":[7],"next":1})"})
            QCOMPARE(parse(bad).error().code, QStringLiteral("bad-answer"));
    }
};

QTEST_GUILESS_MAIN(TestClientSites)
#include "test_client_sites.moc"
