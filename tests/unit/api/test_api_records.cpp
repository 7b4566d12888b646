#include "apifixture.h"

#include <QJsonArray>

using namespace rackhouse;

class TestApiRecords : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Operator);
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void aRackComesAndGoes()
    {
        const auto rack = post("/racks", {{QStringLiteral("name"), QStringLiteral("A1")}});
        QVERIFY(rack);
        QCOMPARE(rack->value(QStringLiteral("height_units")).toInt(), 42);
        const QString path =
            QStringLiteral("/racks/") + rack->value(QStringLiteral("id")).toString();
        const auto changed = awaitFuture(
            m_client->patch(path, {{QStringLiteral("hall"), QStringLiteral("North")}}, 1));
        QVERIFY(changed);
        QCOMPARE(changed->value(QStringLiteral("revision")).toInt(), 2);
        QCOMPARE(codeOf(awaitFuture(m_client->patch(path, {}, 1))), QStringLiteral("conflict"));
        QCOMPARE(awaitFuture(m_client->get(path))->value(QStringLiteral("hall")).toString(),
                 QStringLiteral("North"));
        QCOMPARE(codeOf(awaitFuture(m_client->remove(path))), QString());
        QCOMPARE(codeOf(awaitFuture(m_client->get(path))), QStringLiteral("not-found"));
        QStringList actions;
        for (const Audit& audit : m_site->rows<Audit>())
            actions << audit.action + QLatin1Char(' ') + audit.actor;
        QCOMPARE(actions, (QStringList{QStringLiteral("rack.create operator"),
                                       QStringLiteral("rack.change operator"),
                                       QStringLiteral("rack.remove operator")}));
    }

    void refusesWhatMakesNoSense_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* path, const char* body,
                            const char* code) {
            QTest::newRow(name) << QString::fromLatin1(path) << QByteArray(body)
                                << QString::fromLatin1(code);
        };
        row("no name", "/racks", "{}", "bad-field");
        row("type", "/racks", R"({"name":7})", "bad-field");
        row("unknown field", "/racks", R"({"name":"x","nmae":"y"})", "bad-field");
        row("observed field", "/machines", R"({"name":"x","serial":"y"})", "bad-field");
        row("height", "/racks", R"({"name":"x","height_units":0})", "bad-field");
        row("id", "/racks", R"({"name":"x","id":"../.."})", "bad-field");
        row("taken", "/racks", R"({"name":"taken"})", "name-taken");
        row("no rack", "/machines",
            R"({"name":"m","rack_id":"01900000-0000-7000-8000-000000000000"})", "bad-field");
    }
    void refusesWhatMakesNoSense()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        Rack taken;
        taken.id = RackId::create();
        taken.name = QStringLiteral("taken");
        m_site->put(taken);
        QTEST(codeOf(awaitFuture(m_client->post(path, *parseObject(body)))), "code");
    }

    void charactersThatNobodySeesAreRefused_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<QString>("character");
        const auto row = [](const char* name, const char* path, const QJsonObject& body,
                            const char* character) {
            QTest::newRow(name) << QString::fromLatin1(path) << body
                                << QString::fromLatin1(character);
        };
        const QString text = QStringLiteral("name");
        row("line break", "/racks", {{text, QStringLiteral("A1\nA2")}}, "a line break");
        row("direction", "/racks", {{text, QStringLiteral("A1\u202e")}}, "U+202E");
        row("isolate", "/machines", {{text, QStringLiteral("\u2066m")}}, "U+2066");
        row("bell", "/assets", {{text, QStringLiteral("a\u0007")}}, "U+0007");
        row("another field", "/racks",
            {{text, QStringLiteral("A1")}, {QStringLiteral("hall"), QStringLiteral("N\u202dx")}},
            "U+202D");
        row("in a list", "/allocations",
            {{QStringLiteral("gpus"), QJsonArray{QStringLiteral("a\tb")}}}, "a tab");
        row("Arabic", "/racks",
            {{text, QString::fromUtf8("\xD8\xAE\xD8\xB2\xD8\xA7\xD9\x86\xD8\xA9")}}, "");
        row("a note of two lines", "/assets",
            {{text, QStringLiteral("shelf")}, {QStringLiteral("note"), QStringLiteral("a\nb")}},
            "");
    }
    void charactersThatNobodySeesAreRefused()
    {
        QFETCH(QString, path);
        QFETCH(QJsonObject, body);
        QFETCH(QString, character);
        const auto made = awaitFuture(m_client->post(path, body));
        QCOMPARE(codeOf(made),
                 character.isEmpty() ? QString() : QStringLiteral("character-refused"));
        if (!made)
            QCOMPARE(made.error().args.value(QStringLiteral("character")).toString(), character);
    }

    void whatCannotBeServedIsNoSubnet_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* name, const char* change, const char* field) {
            QTest::newRow(name) << QByteArray(change) << QString::fromLatin1(field);
        };
        row("good", R"({"reservations":{"52:54:00:00:00:01":"10.77.0.9"}})", "");
        row("two addresses", R"({"cidr":"10.77.0.0/31"})", "cidr");
        row("half of all", R"({"cidr":"0.0.0.0/1"})", "cidr");
        row("dns", R"({"dns":["resolver"]})", "dns");
        row("no MAC", R"({"reservations":{"gpu-01":"10.77.0.9"}})", "reservations");
        row("reserved outside", R"({"reservations":{"52:54:00:00:00:01":"10.78.0.9"}})",
            "reservations");
        row("reserved server", R"({"reservations":{"52:54:00:00:00:01":"10.77.0.1"}})",
            "reservations");
        row("too many", R"({"cidr":"10.0.0.0/8","range_last":"10.200.0.1"})", "range_last");
        row("backwards", R"({"range_last":"10.77.0.2"})", "range_last");
        row("no range", R"({"range_first":"","range_last":""})", "range_first");
        row("range outside", R"({"range_last":"10.78.0.1"})", "range_last");
        row("server outside", R"({"server_address":"10.78.0.1"})", "server_address");
        row("interface", R"({"network_interface":"a-very-long-name"})", "network_interface");
        row("lease", R"({"lease_seconds":5})", "lease_seconds");
    }
    void whatCannotBeServedIsNoSubnet()
    {
        QFETCH(QByteArray, change);
        QFETCH(QString, field);
        QJsonObject subnet = *parseObject(
            R"({"name":"prov","network_interface":"prov0","cidr":"10.77.0.0/24",
                "server_address":"10.77.0.1","range_first":"10.77.0.10",
                "range_last":"10.77.0.99"})");
        const QJsonObject changes = *parseObject(change);
        for (auto it = changes.begin(); it != changes.end(); ++it)
            subnet.insert(it.key(), it.value());
        const auto admin = m_site->client(Role::Admin);
        const auto made = awaitFuture(admin->post(QStringLiteral("/subnets"), subnet));
        QCOMPARE(codeOf(made), field.isEmpty() ? QString() : QStringLiteral("subnet-invalid"));
        if (!made)
            QCOMPARE(made.error().args.value(QStringLiteral("field")).toString(), field);
    }

    void machinesDoNotOverlap()
    {
        const auto rack = post("/racks", {{QStringLiteral("name"), QStringLiteral("A1")}});
        const QJsonValue id = rack->value(QStringLiteral("id"));
        const auto place = [&](const char* name, qint64 position, int height) {
            return codeOf(post("/machines", {{QStringLiteral("name"), QLatin1String(name)},
                                             {QStringLiteral("rack_id"), id},
                                             {QStringLiteral("position"), position},
                                             {QStringLiteral("height_units"), height}}));
        };
        QCOMPARE(place("a", 10, 8), QString());
        QCOMPARE(place("b", 17, 1), QStringLiteral("position-taken"));
        QCOMPARE(place("b", std::numeric_limits<qint64>::max(), 2), QStringLiteral("bad-field"));
        QCOMPARE(place("b", 18, 1), QString());
        QCOMPARE(place("c", 40, 4), QStringLiteral("bad-field"));
        QCOMPARE(codeOf(awaitFuture(m_client->remove(QStringLiteral("/racks/") + id.toString()))),
                 QStringLiteral("in-use"));
    }

    void aMadeIdMayBeBrought()
    {
        const QString id = newUuid();
        const QJsonObject body{{QStringLiteral("id"), id},
                               {QStringLiteral("name"), QStringLiteral("offline")}};
        QCOMPARE(post("/racks", body)->value(QStringLiteral("id")).toString(), id);
        QCOMPARE(codeOf(post("/racks", body)), QStringLiteral("conflict"));
    }

    void pagesHaveCursors()
    {
        for (int i = 0; i < 25; ++i)
            m_site->addMachine(QStringLiteral("m%1").arg(i));
        QStringList names;
        QString after;
        int pages = 0;
        do {
            QUrlQuery query{{QStringLiteral("limit"), QStringLiteral("10")}};
            query.addQueryItem(QStringLiteral("after"), after);
            const auto page = awaitFuture(m_client->get(QStringLiteral("/machines"), query));
            QVERIFY(page);
            for (const QJsonValue& item : page->value(QStringLiteral("items")).toArray())
                names << item.toObject().value(QStringLiteral("name")).toString();
            after = page->value(QStringLiteral("next")).toString();
            ++pages;
        } while (!after.isEmpty());
        QCOMPARE(pages, 3);
        QCOMPARE(names.size(), 25);
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 25);
        const auto one = awaitFuture(m_client->get(
            QStringLiteral("/machines"), {{QStringLiteral("name"), QStringLiteral("m7")}}));
        QCOMPARE(one->value(QStringLiteral("items")).toArray().size(), 1);
        for (const char* bad : {"limit=0", "limit=x", "limit=1001", "nonsense=1"}) {
            QCOMPARE(codeOf(awaitFuture(m_client->get(QStringLiteral("/machines"),
                                                      QUrlQuery(QLatin1String(bad))))),
                     QStringLiteral("bad-field"));
        }
    }

    void changesWait()
    {
        const auto changes = [&](qint64 since, int wait) {
            QUrlQuery query;
            query.addQueryItem(QStringLiteral("since"), QString::number(since));
            query.addQueryItem(QStringLiteral("wait"), QString::number(wait));
            return m_client->get(QStringLiteral("/changes"), query);
        };
        const auto all = awaitFuture(changes(0, 0));
        QVERIFY(all);
        const qint64 next = all->value(QStringLiteral("next")).toInteger();
        QVERIFY(next > 0);
        for (const QJsonValue& change : all->value(QStringLiteral("changes")).toArray())
            QVERIFY(change.toObject().value(QStringLiteral("kind")) !=
                    QStringLiteral("credential")); // for admins only
        auto poll = changes(next, 30);
        QVERIFY(!QTest::qWaitFor([&] { return poll.isFinished(); }, 200));
        m_site->put(Credential{CredentialId::create(),
                               QStringLiteral("x"),
                               Role::Viewer,
                               QStringLiteral("f"),
                               {},
                               {},
                               {},
                               {}});
        QVERIFY(!QTest::qWaitFor([&] { return poll.isFinished(); }, 200));
        m_site->addMachine(QStringLiteral("new"));
        const auto answer = awaitFuture(poll);
        QVERIFY(answer);
        const auto news = answer->value(QStringLiteral("changes")).toArray();
        QCOMPARE(news.size(), 1);
        QCOMPARE(news.first()
                     .toObject()
                     .value(QStringLiteral("row"))
                     .toObject()
                     .value(QStringLiteral("name")),
                 QJsonValue(QStringLiteral("new")));
        QCOMPARE(codeOf(awaitFuture(changes(1'000'000, 0))), QStringLiteral("feed-reset"));
        const auto empty =
            awaitFuture(changes(answer->value(QStringLiteral("next")).toInteger(), 1));
        QVERIFY(empty);
        QVERIFY(empty->value(QStringLiteral("changes")).toArray().isEmpty());
    }

    void aRevokedCertificateGetsNoLastAnswer()
    {
        const auto watcher = m_site->client(Role::Viewer);
        const auto all = awaitFuture(watcher->get(QStringLiteral("/changes")));
        QVERIFY(all);
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("since"),
                           QString::number(all->value(QStringLiteral("next")).toInteger()));
        query.addQueryItem(QStringLiteral("wait"), QStringLiteral("60"));
        auto poll = watcher->get(QStringLiteral("/changes"), query);
        QVERIFY(!QTest::qWaitFor([&] { return poll.isFinished(); }, 200));
        auto credential =
            m_site->rows<Credential>({.equals = {{QStringLiteral("role"), enumText(Role::Viewer)}}})
                .front();
        credential.revokedAt = m_site->clock.now();
        m_site->put(credential);
        QCOMPARE(codeOf(awaitFuture(poll)), QStringLiteral("certificate-revoked"));
    }

    void stoppingAnswersPolls()
    {
        auto poll = m_client->get(QStringLiteral("/changes"),
                                  {{QStringLiteral("since"), QStringLiteral("1")},
                                   {QStringLiteral("wait"), QStringLiteral("60")}});
        awaitFuture(m_client->get(QStringLiteral("/site")));
        m_site->server->stop();
        QVERIFY(QTest::qWaitFor([&] { return poll.isFinished(); }, 5000));
    }

private:
    Result<QJsonObject> post(const char* path, const QJsonObject& body)
    {
        return awaitFuture(m_client->post(QLatin1String(path), body));
    }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
};

QTEST_GUILESS_MAIN(TestApiRecords)
#include "test_api_records.moc"
