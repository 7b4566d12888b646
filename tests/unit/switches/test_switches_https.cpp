#include "app/http/server.h"
#include "app/machines/bmcpool.h"
#include "app/switches/switchpoller.h"
#include "models/base/json.h"
#include "models/domain/floor.h"
#include "models/domain/switchfacts.h"
#include "models/store/store.h"
#include "tests/support/selfsigned.h"
#include "tests/unit/topology/samples.h"

#include <QMutex>
#include <QTemporaryDir>

using namespace rackhouse;

namespace
{

/// "admin:look" as HTTP Basic says it.
const QByteArray login = "Basic YWRtaW46bG9vaw==";

const QByteArray nvueAnswer = R"({"swp1":{"lldp":{"neighbor":{"node-1":{"chassis":{
    "chassis-id":"b8:ce:f6:00:00:01","system-name":"node-1"},
    "port":{"name":"eth0","description":"rail 0"}}}}}})";

const QByteArray openConfigAnswer = R"({"openconfig-lldp:interfaces":{"interface":[{
    "name":"Ethernet0","neighbors":{"neighbor":[{"id":"1","state":{"chassis-id":
    "b8:ce:f6:00:00:02","system-name":"node-2","port-id":"eth1","port-description":""}}]}}]}})";

/// The path, or of eAPI the command.
QString questionIn(const http::Request& request)
{
    const auto body = parseObject(request.body);
    return body ? body->value(QStringLiteral("params"))
                      .toObject()
                      .value(QStringLiteral("cmds"))
                      .toArray()
                      .first()
                      .toString()
                : request.path;
}

} // namespace

/// The site asks switches over HTTPS; a server with the answer of one stands for it.
class TestSwitchesHttps : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void eapi();
    void nvueAndRestconf_data();
    void nvueAndRestconf();
    void whatItSaysOfItselfIsWritten();
    void anUnknownCommandIsTold();
    void aPortThatIsGoneIsRemoved();
    void refusals_data();
    void refusals();
    void anotherCertificateIsNotTrusted();
    void aSwitchThatIsGone();
    void whatFailsIsAskedLessOften();
    void whatIsSaidTwiceIsWrittenOnce();

private:
    void serve();
    http::Response answer(const http::Request& request);
    SwitchAccess add(SwitchMethod method);
    SwitchAccess ask(const SwitchAccessId& id);
    Result<void> put(const std::function<Result<void>(Writer&)>& work);
    template <class T>
    std::vector<T> rows()
    {
        return *m_store->read<std::vector<T>>([](Reader& reader) { return reader.list<T>(); });
    }

    QMutex m_mutex; ///< what the server's thread touches
    QList<http::Request> m_asked;
    http::Response m_says;
    QHash<QString, QByteArray> m_bodies; ///< instead of it, by path or command of eAPI
    int m_count = 0;
    std::unique_ptr<http::Server> m_server;
    quint16 m_port = 0;
    ManualClock m_clock{{1'700'000'000'000}};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<redfish::Vault> m_vault;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SwitchPoller> m_poller;
    AssetId m_asset;
};

void TestSwitchesHttps::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_vault.emplace(*redfish::Vault::open(m_folder->filePath(QStringLiteral("key"))));
    m_store = *Store::open(m_folder->filePath(QStringLiteral("site.db")), m_clock);
    Asset asset;
    asset.id = m_asset = AssetId::create();
    asset.name = QStringLiteral("leaf-1");
    asset.kind = AssetKind::Switch;
    QVERIFY(put([asset](Writer& writer) { return writer.put(asset); }));
    m_says = {.status = 200};
    m_asked.clear();
    m_bodies.clear();
    m_count = 0;
    m_port = 0;
    serve();
    m_poller = std::make_unique<SwitchPoller>(*m_store, m_clock, *m_vault, SwitchPoller::Limits{});
    m_poller->start();
}

void TestSwitchesHttps::cleanup()
{
    m_poller.reset();
    m_store.reset();
    m_server.reset();
}

/// With a new certificate each time, at the same port.
void TestSwitchesHttps::serve()
{
    m_server.reset();
    http::Config config;
    config.tls = support::selfSigned();
    config.handler = [this](const http::Request& request, const http::Reply& reply) {
        reply(answer(request));
    };
    m_server = std::make_unique<http::Server>(std::move(config));
    QVERIFY(m_server->listen(QHostAddress::LocalHost, m_port));
    m_port = m_server->port();
}

http::Response TestSwitchesHttps::answer(const http::Request& request)
{
    const QMutexLocker lock(&m_mutex);
    m_asked << request;
    ++m_count;
    if (const auto body = m_bodies.constFind(questionIn(request)); body != m_bodies.cend()) {
        http::Response says{.status = 200};
        says.body = *body;
        return says;
    }
    return m_says;
}

Result<void> TestSwitchesHttps::put(const std::function<Result<void>(Writer&)>& work)
{
    auto written = m_store->write<void>(work);
    written.waitForFinished();
    return written.result();
}

SwitchAccess TestSwitchesHttps::add(SwitchMethod method)
{
    const auto secret =
        sealSecret(*m_vault, Redacted<QString>(QStringLiteral("look")), m_clock.now());
    SwitchAccess row;
    row.id = SwitchAccessId::create();
    row.assetId = m_asset;
    row.address = QStringLiteral("127.0.0.1");
    row.port = m_port;
    row.method = method;
    row.username = QStringLiteral("admin");
    row.everySeconds = 300;
    if (secret)
        row.secretId = secret->id;
    const auto done = put([&](Writer& writer) -> Result<void> {
        auto sealed = writer.put(*secret);
        return sealed ? writer.put(row) : sealed;
    });
    if (!done)
        qWarning() << done.error().code << done.error().detail;
    return row;
}

/// Asks now; the row as it is then.
SwitchAccess TestSwitchesHttps::ask(const SwitchAccessId& id)
{
    auto asked = m_poller->ask(id);
    if (!QTest::qWaitFor([&] { return asked.isFinished(); }, 10'000) || !asked.result())
        return {};
    return *asked.result();
}

void TestSwitchesHttps::eapi()
{
    SAMPLE(answer, "napalm_eos_eapi/test_get_lldp_neighbors_detail/normal/"
                   "show_lldp_neighbors__detail.json");
    const SwitchAccess row = add(SwitchMethod::Eapi);
    {
        const QMutexLocker lock(&m_mutex);
        m_says.body = R"({"jsonrpc":"2.0","id":"rackhouse","result":[)" + answer + "]}";
    }
    const SwitchAccess after = ask(row.id);
    QCOMPARE(after.reason, QString());
    QCOMPARE(after.state, SwitchState::Answered);
    QCOMPARE(after.neighborCount, qint64(rows<Neighbor>().size()));
    QVERIFY(after.neighborCount > 0);
    for (const Neighbor& neighbor : rows<Neighbor>()) {
        QCOMPARE(neighbor.localId, m_asset.text());
        QCOMPARE(neighbor.localName, QStringLiteral("leaf-1"));
        QCOMPARE(neighbor.source, NeighborSource::Eapi);
        QVERIFY(neighbor.localPort.startsWith(QStringLiteral("Ethernet")) ||
                neighbor.localPort.startsWith(QStringLiteral("Management")));
    }
    const QMutexLocker lock(&m_mutex);
    QCOMPARE(m_asked.first().method, QByteArray("POST"));
    QCOMPARE(m_asked.first().path, QStringLiteral("/command-api"));
    QCOMPARE(m_asked.first().headers.value("authorization"), login);
    const auto question = parseObject(m_asked.first().body);
    QVERIFY(question);
    QCOMPARE(question->value(QStringLiteral("method")).toString(), QStringLiteral("runCmds"));
}

void TestSwitchesHttps::nvueAndRestconf_data()
{
    QTest::addColumn<SwitchMethod>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("port");
    QTest::addColumn<QString>("name");
    QTest::newRow("nvue") << SwitchMethod::Nvue << nvueAnswer
                          << QStringLiteral("/nvue_v1/interface") << QStringLiteral("swp1")
                          << QStringLiteral("node-1");
    QTest::newRow("restconf") << SwitchMethod::Sonic << openConfigAnswer
                              << QStringLiteral("/restconf/data/openconfig-lldp:lldp/interfaces")
                              << QStringLiteral("Ethernet0") << QStringLiteral("node-2");
}

void TestSwitchesHttps::nvueAndRestconf()
{
    QFETCH(SwitchMethod, method);
    QFETCH(QByteArray, body);
    const SwitchAccess row = add(method);
    {
        const QMutexLocker lock(&m_mutex);
        m_says.body = body;
    }
    QCOMPARE(ask(row.id).reason, QString());
    const auto told = rows<Neighbor>();
    QCOMPARE(told.size(), std::size_t(1));
    QTEST(told.front().localPort, "port");
    QTEST(told.front().name, "name");
    const QMutexLocker lock(&m_mutex);
    QCOMPARE(m_asked.first().method, QByteArray("GET"));
    QTEST(m_asked.first().path, "path");
    QCOMPARE(m_asked.first().headers.value("authorization"), login);
}

void TestSwitchesHttps::whatItSaysOfItselfIsWritten()
{
    const QByteArray folder = "napalm_eos_eapi/test_get_environment/issue810_7010t/";
    SAMPLE(neighbors, "napalm_eos_eapi/test_get_lldp_neighbors_detail/normal/"
                      "show_lldp_neighbors__detail.json");
    const SwitchAccess row = add(SwitchMethod::Eapi);
    {
        const QMutexLocker lock(&m_mutex);
        const auto answers = [this](const char* command, const QByteArray& sample) {
            m_bodies.insert(QLatin1String(command),
                            R"({"jsonrpc":"2.0","id":"rackhouse","result":[)" +
                                topologySample(sample.constData()) + "]}");
        };
        m_says.body = R"({"jsonrpc":"2.0","id":"1","error":{"code":1002,"message":"no"}})";
        m_bodies.insert(QStringLiteral("show lldp neighbors detail"), neighbors);
        answers("show version", folder + "show_version.json");
        answers("show system environment temperature",
                folder + "show_system_environment_temperature.json");
        answers("show system environment cooling", folder + "show_system_environment_cooling.json");
        answers("show system environment power", folder + "show_system_environment_power.json");
        answers("show interfaces", "napalm_eos_eapi/test_get_facts/normal/show_interfaces.json");
        answers("show interfaces transceiver",
                "napalm_eos_eapi/test_get_optics/normal/show_interfaces_transceiver.json");
    }
    QCOMPARE(ask(row.id).state, SwitchState::Answered);
    QCOMPARE(rows<SwitchFacts>().size(), std::size_t(1));
    const SwitchFacts facts = rows<SwitchFacts>().front();
    QCOMPARE(facts.serial, QStringLiteral("SSJ12345678"));
    QCOMPARE(facts.failed, QStringList{QStringLiteral("PSU 2: powerLoss")});
    QCOMPARE(facts.health, Health::Warning);
    QCOMPARE(facts.missing, (QStringList{QStringLiteral("name"), QStringLiteral("macs")}));
    QCOMPARE(facts.observedAt, m_clock.now());
    QCOMPARE(rows<SwitchPort>().size(), std::size_t(8));
    for (const SwitchPort& port : rows<SwitchPort>()) {
        QCOMPARE(port.assetId, m_asset);
        QCOMPARE(port.observedAt, m_clock.now());
        QCOMPARE(port.media.isEmpty(), !port.name.contains(u'/'));
    }
}

/// What comes beside the neighbours is no condition of them.
void TestSwitchesHttps::anUnknownCommandIsTold()
{
    const SwitchAccess row = add(SwitchMethod::Nvue);
    {
        const QMutexLocker lock(&m_mutex);
        m_says.body = nvueAnswer;
        m_bodies.insert(QStringLiteral("/nvue_v1/system"), R"({"hostname":"leaf-1"})");
    }
    QCOMPARE(ask(row.id).state, SwitchState::Answered);
    QCOMPARE(rows<Neighbor>().size(), std::size_t(1));
    const SwitchFacts facts = rows<SwitchFacts>().front();
    QCOMPARE(facts.hostname, QStringLiteral("leaf-1"));
    QCOMPARE(facts.health, Health::Unknown);
    QCOMPARE(facts.missing, (QStringList{QStringLiteral("identity"), QStringLiteral("ports"),
                                         QStringLiteral("fans")}));
}

void TestSwitchesHttps::aPortThatIsGoneIsRemoved()
{
    const SwitchAccess row = add(SwitchMethod::Sonic);
    const auto asked = [&](const QByteArray& ports) {
        const QMutexLocker lock(&m_mutex);
        m_says.body = openConfigAnswer;
        m_bodies.insert(QStringLiteral("/restconf/data/openconfig-interfaces:interfaces"),
                        R"({"openconfig-interfaces:interfaces":{"interface":[)" + ports + "]}}");
    };
    const QByteArray first = R"({"name":"Ethernet0","state":{"oper-status":"UP"},
        "openconfig-if-ethernet:ethernet":{"state":{"port-speed":"x:SPEED_400GB"}}})";
    asked(first + R"(,{"name":"Ethernet4","state":{"oper-status":"DOWN"}})");
    QCOMPARE(ask(row.id).state, SwitchState::Answered);
    QCOMPARE(rows<SwitchPort>().size(), std::size_t(2));
    const auto ports = rows<SwitchPort>();
    const SwitchPort before = ports.at(ports.front().speedMbps > 0 ? 0 : 1);
    asked({}); // an answer without ports says nothing of them
    QCOMPARE(ask(row.id).state, SwitchState::Answered);
    QCOMPARE(rows<SwitchPort>().size(), std::size_t(2));
    asked(R"({"name":"Ethernet0","state":{"oper-status":"UP"},
        "openconfig-if-ethernet:ethernet":{"state":{"port-speed":"x:SPEED_100GB"}}})");
    QCOMPARE(ask(row.id).state, SwitchState::Answered);
    QCOMPARE(rows<SwitchPort>().size(), std::size_t(1));
    QCOMPARE(before.speedMbps, 400'000);
    QCOMPARE(rows<SwitchPort>().front().id, before.id);
    QCOMPARE(rows<SwitchPort>().front().speedMbps, 100'000);
}

void TestSwitchesHttps::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::newRow("login") << 401 << QByteArray() << QStringLiteral("switch-auth-failed");
    QTest::newRow("no such interface")
        << 404 << QByteArray() << QStringLiteral("switch-unreadable");
    QTest::newRow("its own error") << 500 << QByteArray() << QStringLiteral("switch-refused");
    QTest::newRow("a web page") << 200 << QByteArray("<html>Log in</html>")
                                << QStringLiteral("switch-unreadable");
    QTest::newRow("nothing") << 200 << QByteArray() << QStringLiteral("switch-unreadable");
    QTest::newRow("an error of JSON-RPC")
        << 200
        << QByteArray(
               R"({"jsonrpc":"2.0","id":"1","error":{"code":1002,"message":"no privilege"}})")
        << QStringLiteral("switch-refused");
}

void TestSwitchesHttps::refusals()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const SwitchAccess row = add(SwitchMethod::Eapi);
    {
        const QMutexLocker lock(&m_mutex);
        m_says.status = status;
        m_says.body = body;
    }
    const SwitchAccess after = ask(row.id);
    QCOMPARE(after.state, SwitchState::Failed);
    QTEST(after.reason, "code");
    const QString sentence = problemText(Error{after.reason, after.reasonArgs.toVariantMap(), {}});
    QVERIFY2(!sentence.contains(u'%'), qPrintable(sentence));
    QVERIFY(!sentence.contains(QStringLiteral("look")) || !sentence.contains(u':'));
    QVERIFY(rows<Neighbor>().empty());
}

/// Nothing is sent to what presents another certificate, until a person has trusted it.
void TestSwitchesHttps::anotherCertificateIsNotTrusted()
{
    const SwitchAccess row = add(SwitchMethod::Nvue);
    {
        const QMutexLocker lock(&m_mutex);
        m_says.body = nvueAnswer;
    }
    const QString pinned = ask(row.id).certificate;
    QCOMPARE(pinned.size(), 64);
    serve();
    m_count = 0;
    const SwitchAccess after = ask(row.id);
    QCOMPARE(after.reason, QStringLiteral("switch-pin-changed"));
    QCOMPARE(after.certificate, pinned);
    QCOMPARE(after.presented.size(), 64);
    QVERIFY(after.presented != pinned);
    QCOMPARE(m_count, 0);
    QCOMPARE(rows<Neighbor>().size(), std::size_t(1)); // what was told before stays
}

void TestSwitchesHttps::aSwitchThatIsGone()
{
    const SwitchAccess row = add(SwitchMethod::Nvue);
    m_server.reset();
    QCOMPARE(ask(row.id).reason, QStringLiteral("switch-unreachable"));
}

void TestSwitchesHttps::whatFailsIsAskedLessOften()
{
    const SwitchAccess row = add(SwitchMethod::Nvue);
    {
        const QMutexLocker lock(&m_mutex);
        m_says.status = 500;
    }
    const auto tried = [&] {
        return rows<SwitchAccess>().front().askedAt;
    };
    m_poller->tick();
    QTRY_COMPARE(tried(), m_clock.now());
    const Instant first = m_clock.now();
    m_clock.advanceMs(400'000); // longer than its interval, shorter than twice that
    QCOMPARE(ask(row.id).state, SwitchState::Failed);
    QVERIFY(first < tried());
    const Instant second = tried();
    m_clock.advanceMs(700'000); // it has failed twice: four times its interval
    m_poller->tick();
    QCOMPARE(tried(), second);
    m_clock.advanceMs(600'000);
    m_poller->tick();
    QTRY_COMPARE(tried(), m_clock.now());
    const QMutexLocker lock(&m_mutex);
    QCOMPARE(m_count, 3); // the turn in between asked nobody
}

void TestSwitchesHttps::whatIsSaidTwiceIsWrittenOnce()
{
    const SwitchAccess row = add(SwitchMethod::Nvue);
    {
        const QMutexLocker lock(&m_mutex);
        m_says.body = nvueAnswer;
    }
    QCOMPARE(ask(row.id).state, SwitchState::Answered);
    const Instant seen = rows<Neighbor>().front().observedAt;
    m_clock.advanceMs(300'000);
    QCOMPARE(ask(row.id).state, SwitchState::Answered);
    QCOMPARE(rows<Neighbor>().front().observedAt, seen);
    m_clock.advanceMs(900'000);
    QCOMPARE(ask(row.id).state, SwitchState::Answered);
    QCOMPARE(rows<Neighbor>().front().observedAt, m_clock.now());
}

QTEST_GUILESS_MAIN(TestSwitchesHttps)
#include "test_switches_https.moc"
