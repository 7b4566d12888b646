#include "app/client/pairing.h"
#include "models/base/json.h"
#include "models/domain/asset.h"
#include "tests/e2e/fixture.h"
#include "tests/support/private_network.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

using namespace rackhouse;

/// rackhoused with an interface to boot machines on, with and without the rights to do so. In a
/// network of its own, where this process is root.
class TestPrivileges : public QObject
{
    Q_OBJECT

public:
    explicit TestPrivileges(Result<void> privateNetwork) : m_private(std::move(privateNetwork)) {}

private slots:
    void initTestCase();
    void withoutThemEverythingElseWorks();
    void withThemItServes();
    void anInterfaceMayComeAndGo();
    void cleanup();

private:
    void start(const QStringList& command);
    QJsonObject site();

    Result<void> m_private;
    QTemporaryDir m_folder;
    QProcess m_appliance;
    std::unique_ptr<client::SiteRegistry> m_registry;
    std::unique_ptr<client::SiteClient> m_client;
};

void TestPrivileges::initTestCase()
{
    if (!m_private)
        QSKIP(qPrintable(m_private.error().detail));
    for (const char* command : {"ip link set lo up", "ip link add prov0 type bridge",
                                "ip addr add 10.77.0.1/24 dev prov0", "ip link set prov0 up"})
        REQUIRE(test::runCommand(QString::fromLatin1(command).split(u' ')));
    m_registry = std::make_unique<client::SiteRegistry>(m_folder.path());
}

/// Starts rackhoused behind `command`, and pairs with it.
void TestPrivileges::start(const QStringList& command)
{
    const QStringList words =
        command + QStringList{QStringLiteral("setpriv"),
                              QStringLiteral("--pdeathsig"),
                              QStringLiteral("KILL"),
                              qEnvironmentVariable("RACKHOUSE_BIN") + QStringLiteral("/rackhoused"),
                              QStringLiteral("--state"),
                              m_folder.filePath(QStringLiteral("state")),
                              QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.1:0"),
                              QStringLiteral("--boot-interface"),
                              QStringLiteral("prov0"),
                              QStringLiteral("--pairing-code")};
    m_appliance.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_appliance.start(words.first(), words.mid(1));
    client::PairingInput input;
    const auto read = [&] {
        while (m_appliance.canReadLine()) {
            const auto line = parseObject(m_appliance.readLine());
            if (!line)
                continue;
            if (line->contains(u"api")) {
                input.api = QUrl(stringOr(*line, QStringLiteral("api")));
                input.fingerprint = stringOr(*line, QStringLiteral("fingerprint"));
            }
            input.code = Redacted<QString>(stringOr(*line, QStringLiteral("code")));
        }
        return !input.code.reveal().isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(read(), 60'000);
    input.computer = QStringLiteral("technician@demo");
    input.name = newUuid();
    const auto paired = await(client::pairWithSite(input, *m_registry));
    REQUIRE(paired);
    m_client = std::make_unique<client::SiteClient>(paired->access);
}

QJsonObject TestPrivileges::site()
{
    return await(m_client->get(QStringLiteral("/site"))).value_or(QJsonObject());
}

void TestPrivileges::withoutThemEverythingElseWorks()
{
    // Like a service of an ordinary user: no capability, and no way to get one.
    start({QStringLiteral("setpriv"), QStringLiteral("--bounding-set=-all"),
           QStringLiteral("--inh-caps=-all"), QStringLiteral("--no-new-privs")});
    if (QTest::currentTestFailed())
        return;
    QTRY_COMPARE(stringOr(site(), QStringLiteral("netboot_state")), QStringLiteral("failed"));
    const QString reason = stringOr(site(), QStringLiteral("netboot_reason"));
    QCOMPARE(reason, QStringLiteral("netboot-needs-privileges"));
    // The sentence that people read names what to grant.
    const QString sentence = problemText(makeError("netboot-needs-privileges"));
    QVERIFY(sentence.contains(u"CAP_NET_RAW") && sentence.contains(u"CAP_NET_BIND_SERVICE"));

    const auto rack = await(m_client->post(QStringLiteral("/racks"),
                                           {{QStringLiteral("name"), QStringLiteral("A01")},
                                            {QStringLiteral("hall"), QStringLiteral("Hall 1")}}));
    REQUIRE(rack);
    const auto subnets = await(m_client->get(QStringLiteral("/subnets")));
    REQUIRE(subnets);
    QCOMPARE(subnets->value(u"items").toArray().size(), 1); // set up, only not served
}

void TestPrivileges::withThemItServes()
{
    start({});
    if (QTest::currentTestFailed())
        return;
    QTRY_COMPARE(stringOr(site(), QStringLiteral("netboot_state")), QStringLiteral("serving"));
    QCOMPARE(stringOr(site(), QStringLiteral("netboot_reason")), QString());
}

void TestPrivileges::anInterfaceMayComeAndGo()
{
    const auto run = [](const char* command) {
        return bool(test::runCommand(QString::fromLatin1(command).split(u' ')));
    };
    const auto state = [this]() -> QString {
        const QJsonObject now = site();
        return stringOr(now, QStringLiteral("netboot_state")) + u' ' +
               stringOr(now, QStringLiteral("netboot_reason"));
    };
    const QString serving = QStringLiteral("serving ");
    const QString missing = QStringLiteral("failed netboot-interface-missing");
    QVERIFY(run("ip link del prov0"));
    start({});
    if (QTest::currentTestFailed())
        return;
    QTRY_COMPARE(state(), missing);
    for (const char* command : {"ip link add prov0 type bridge",
                                "ip addr add 10.77.0.1/24 dev prov0", "ip link set prov0 up"})
        QVERIFY(run(command));
    QTRY_COMPARE_WITH_TIMEOUT(state(), serving, 20'000);
    QVERIFY(run("ip link set prov0 down"));
    QTRY_COMPARE_WITH_TIMEOUT(state(), missing, 20'000);
    QVERIFY(run("ip link set prov0 up"));
    QTRY_COMPARE_WITH_TIMEOUT(state(), serving, 20'000);
}

void TestPrivileges::cleanup()
{
    m_client.reset();
    m_appliance.terminate();
    if (!m_appliance.waitForFinished())
        m_appliance.kill();
    m_appliance.waitForFinished();
}

int main(int argc, char** argv)
{
    auto privateNetwork = test::enterPrivateNetwork();
    const QCoreApplication application(argc, argv);
    TestPrivileges test(std::move(privateNetwork));
    return QTest::qExec(&test, argc, argv);
}
#include "test_e2e_privileges.moc"
