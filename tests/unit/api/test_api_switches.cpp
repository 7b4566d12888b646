#include "apifixture.h"

#include "models/domain/floor.h"
#include "models/domain/security.h"
#include "models/domain/switchfacts.h"
#include "models/domain/wiring.h"

using namespace rackhouse;
using namespace rackhouse::api;

/// Saying how a switch is asked: what is taken, what is refused, and that no password comes back.
class TestApiSwitches : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Operator);
        m_leaf = addAsset(QStringLiteral("leaf-1"), AssetKind::Switch);
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void aSwitchIsAddedAndItsPasswordIsNeverShown()
    {
        const auto made = add({{QStringLiteral("username"), QStringLiteral("watcher")},
                               {QStringLiteral("method"), QStringLiteral("eapi")}});
        QCOMPARE(codeOf(made), QString());
        QCOMPARE(made->value(QStringLiteral("state")).toString(), QStringLiteral("new"));
        const QByteArray everything =
            toText(*awaitFuture(m_client->get(QStringLiteral("/switches")))) +
            toText(*awaitFuture(m_client->get(QStringLiteral("/changes")))) + toText(*made);
        QVERIFY(everything.contains("watcher"));
        QVERIFY(!everything.contains("hunter22"));
        for (const Audit& row : m_site->rows<Audit>())
            QVERIFY(!toText(toJson(row)).contains("hunter22"));
        QCOMPARE(m_site->rows<SealedSecret>().size(), std::size_t(1));
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QJsonObject>("fields");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* title, const QByteArray& json, const char* code) {
            QTest::newRow(title) << *parseObject(json) << QString::fromLatin1(code);
        };
        row("no address", R"({"address":""})", "bad-field");
        row("an address with a path", R"({"address":"10.0.0.1/x"})", "bad-field");
        row("port", R"({"port":70000})", "bad-field");
        row("too often", R"({"every_seconds":5})", "bad-field");
        row("a method that is none", R"({"method":"telnet"})", "bad-field");
        row("no user", R"({"method":"eapi"})", "bad-field");
        row("no password", R"({"password":""})", "bad-field");
        row("a short password", R"({"method":"snmp-v3","username":"u","password":"short",
            "privacy_password":"long-enough"})",
            "switch-password-short");
        row("no password of privacy", R"({"method":"snmp-v3","username":"u"})", "bad-field");
        row("what is not set", R"({"certificate":"00"})", "bad-field");
        row("no switch", R"({"asset_id":"nothing"})", "bad-field");
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QJsonObject, fields);
        const auto made = add(fields);
        QTEST(codeOf(made), "code");
        QVERIFY(m_site->rows<SwitchAccess>().empty());
        QVERIFY(m_site->rows<SealedSecret>().empty());
    }

    void onlySwitchesAndEachOnce()
    {
        const AssetId pdu = addAsset(QStringLiteral("pdu-1"), AssetKind::Pdu);
        QCOMPARE(codeOf(add({{QStringLiteral("asset_id"), pdu.text()}})),
                 QStringLiteral("bad-field"));
        QVERIFY(add());
        QCOMPARE(codeOf(add()), QStringLiteral("switch-taken"));
    }

    /// Whoever answers at another address did not get this password.
    void anotherAddressNeedsThePasswordAgain()
    {
        const auto made = add();
        const QString path = pathOf(*made);
        const QJsonObject moved{{QStringLiteral("address"), QStringLiteral("10.0.0.2")}};
        QCOMPARE(codeOf(awaitFuture(m_client->patch(path, moved, 1))),
                 QStringLiteral("switch-password-again"));
        QJsonObject again = moved;
        again.insert(QStringLiteral("password"), QStringLiteral("hunter23"));
        const auto changed = awaitFuture(m_client->patch(path, again, 1));
        QCOMPARE(codeOf(changed), QString());
        QCOMPARE(changed->value(QStringLiteral("address")).toString(), QStringLiteral("10.0.0.2"));
        QCOMPARE(codeOf(awaitFuture(m_client->patch(path, again, 1))), QStringLiteral("conflict"));
        const QJsonObject slower{{QStringLiteral("every_seconds"), 900}};
        QCOMPARE(codeOf(awaitFuture(m_client->patch(path, slower, 2))), QString());
    }

    void anewCertificateIsAcceptedByItsFingerprint()
    {
        const auto made = add();
        SwitchAccess row = m_site->rows<SwitchAccess>().front();
        row.certificate = QString(64, u'a');
        row.presented = QString(64, u'b');
        row.state = SwitchState::Failed;
        row.reason = QStringLiteral("switch-pin-changed");
        m_site->put(row);
        const auto accept = [&](QChar digit) {
            return awaitFuture(
                m_client->post(pathOf(*made) + QStringLiteral("/accept-certificate"),
                               {{QStringLiteral("fingerprint"), QString(64, digit)}}));
        };
        QCOMPARE(codeOf(accept(u'c')), QStringLiteral("switch-certificate-other"));
        QCOMPARE(codeOf(accept(u'b')), QString());
        row = m_site->rows<SwitchAccess>().front();
        QCOMPARE(row.certificate, QString(64, u'b'));
        QVERIFY(row.presented.isEmpty());
        QCOMPARE(row.state, SwitchState::New);
    }

    void itIsAskedOnDemand()
    {
        const auto made = add();
        QCOMPARE(codeOf(awaitFuture(m_client->post(pathOf(*made) + QStringLiteral("/ask"), {}))),
                 QString());
        QCOMPARE(m_site->switches->asked.load(), 1);
        QCOMPARE(codeOf(awaitFuture(
                     m_client->post(QStringLiteral("/switches/%1/ask").arg(newUuid()), {}))),
                 QStringLiteral("not-found"));
    }

    void itGoesAndItsNeighborsStay()
    {
        const auto made = add();
        Neighbor neighbor;
        neighbor.id = NeighborId::create();
        neighbor.localKind = EndKind::Asset;
        neighbor.localId = m_leaf.text();
        m_site->put(neighbor);
        QCOMPARE(codeOf(awaitFuture(m_client->remove(pathOf(*made)))), QString());
        QVERIFY(m_site->rows<SwitchAccess>().empty());
        QCOMPARE(m_site->rows<Neighbor>().size(), std::size_t(1));
    }

    void itGoesWithItsAsset()
    {
        QVERIFY(add());
        SwitchFacts facts;
        facts.id = SwitchFactsId::create();
        facts.assetId = m_leaf;
        m_site->put(facts);
        SwitchPort port;
        port.id = SwitchPortId::create();
        port.assetId = m_leaf;
        m_site->put(port);
        const QJsonObject item{{QStringLiteral("op"), QStringLiteral("remove")},
                               {QStringLiteral("kind"), QStringLiteral("asset")},
                               {QStringLiteral("id"), m_leaf.text()},
                               {QStringLiteral("revision"), 1}};
        const auto removed = awaitFuture(m_client->post(
            QStringLiteral("/changesets"), {{QStringLiteral("items"), QJsonArray{item}}}));
        QCOMPARE(codeOf(removed), QString());
        QVERIFY(m_site->rows<Asset>().empty());
        QVERIFY(m_site->rows<SwitchAccess>().empty());
        QVERIFY(m_site->rows<SwitchFacts>().empty());
        QVERIFY(m_site->rows<SwitchPort>().empty());
    }

    void whatItSaidGoesWithTheWayToAskIt()
    {
        const auto made = add();
        SwitchPort port;
        port.id = SwitchPortId::create();
        port.assetId = m_leaf;
        m_site->put(port);
        QCOMPARE(codeOf(awaitFuture(m_client->remove(pathOf(*made)))), QString());
        QVERIFY(m_site->rows<SwitchPort>().empty());
        QCOMPARE(m_site->rows<Asset>().empty(), false);
    }

    void viewersMayLookOnly()
    {
        const auto made = add();
        const auto viewer = m_site->client(Role::Viewer);
        QCOMPARE(codeOf(awaitFuture(viewer->get(QStringLiteral("/switches")))), QString());
        QCOMPARE(codeOf(awaitFuture(viewer->post(pathOf(*made) + QStringLiteral("/ask"), {}))),
                 QStringLiteral("forbidden"));
    }

private:
    AssetId addAsset(const QString& name, AssetKind kind)
    {
        Asset asset;
        asset.id = AssetId::create();
        asset.name = name;
        asset.kind = kind;
        m_site->put(asset);
        return asset.id;
    }

    /// A switch with a community, or with other fields.
    Result<QJsonObject> add(const QJsonObject& fields = {})
    {
        QJsonObject body{{QStringLiteral("asset_id"), m_leaf.text()},
                         {QStringLiteral("address"), QStringLiteral("10.0.0.1")},
                         {QStringLiteral("password"), QStringLiteral("hunter22")}};
        for (auto field = fields.begin(); field != fields.end(); ++field)
            body.insert(field.key(), field.value());
        return awaitFuture(m_client->post(QStringLiteral("/switches"), body));
    }

    static QString pathOf(const QJsonObject& row)
    {
        return QStringLiteral("/switches/") + row.value(QStringLiteral("id")).toString();
    }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
    AssetId m_leaf;
};

QTEST_GUILESS_MAIN(TestApiSwitches)
#include "test_api_switches.moc"
