#include "app/machines/bmcpool.h"
#include "app/switches/snmpsession.h"
#include "app/switches/switchpoller.h"
#include "models/domain/floor.h"
#include "models/domain/switchfacts.h"
#include "models/store/store.h"
#include "tests/peer/snmp_site.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QTest>

using namespace rackhouse;
using namespace rackhouse::test;

/// The site asks Debian's snmpd, to which Debian's lldpd gives the LLDP-MIB.
class TestPeerSnmp : public QObject
{
    Q_OBJECT

public:
    explicit TestPeerSnmp(Result<void> privateNetwork) : m_private(std::move(privateNetwork)) {}

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void neighborsByCommunity();
    void whatTheSwitchSaysOfItself();
    void neighborsByUser_data();
    void neighborsByUser();
    void refusals_data();
    void refusals();
    void anotherPasswordIsUsedAtOnce();
    void aSwitchWithoutLldp();

private:
    SwitchAccess access(SwitchMethod method, const char* secret, const char* privacy = "");
    SecretId seal(Writer& writer, const char* secret);
    Result<void> put(const std::function<Result<void>(Writer&)>& work);
    /// Asks now; the row that says what became of it.
    SwitchAccess ask(const SwitchAccess& access);
    QStringList neighbors();
    /// Asks until the daemons have told each other; lldpd does so every 30 seconds.
    void tellEachOther(const SwitchAccess& access);

    Result<void> m_private;
    std::unique_ptr<SnmpSite> m_site;
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<redfish::Vault> m_vault;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SwitchPoller> m_poller;
    Asset m_asset;
};

void TestPeerSnmp::initTestCase()
{
    if (!m_private)
        QSKIP(qPrintable(m_private.error().detail));
    for (const char* program : {"snmpd", "lldpd", "ip"}) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty() &&
            QStandardPaths::findExecutable(QString::fromLatin1(program),
                                           {QStringLiteral("/usr/sbin")})
                .isEmpty())
            QSKIP(qPrintable(QString::fromLatin1(program) + u" is not installed"));
    }
    m_site = std::make_unique<SnmpSite>();
    const auto started = m_site->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
}

void TestPeerSnmp::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_vault.emplace(*redfish::Vault::open(m_folder->filePath(QStringLiteral("key"))));
    m_store = *Store::open(m_folder->filePath(QStringLiteral("site.db")), m_clock);
    m_asset.id = AssetId::create();
    m_asset.name = QStringLiteral("leaf-7");
    m_asset.kind = AssetKind::Switch;
    QVERIFY(put([this](Writer& writer) { return writer.put(m_asset); }));
    SwitchPoller::Limits limits;
    limits.asking.snmp.answerMs = 300; // a wrong community is not answered at all
    limits.asking.snmp.retries = 1;
    m_poller = std::make_unique<SwitchPoller>(*m_store, m_clock, *m_vault, limits);
    m_poller->start();
}

void TestPeerSnmp::cleanup()
{
    m_poller.reset();
    m_store.reset();
}

Result<void> TestPeerSnmp::put(const std::function<Result<void>(Writer&)>& work)
{
    auto written = m_store->write<void>(work);
    written.waitForFinished();
    return written.result();
}

SecretId TestPeerSnmp::seal(Writer& writer, const char* secret)
{
    const auto sealed =
        sealSecret(*m_vault, Redacted<QString>(QString::fromLatin1(secret)), m_clock.now());
    return sealed && writer.put(*sealed) ? sealed->id : SecretId();
}

SwitchAccess TestPeerSnmp::access(SwitchMethod method, const char* secret, const char* privacy)
{
    SwitchAccess row;
    row.id = SwitchAccessId::create();
    row.assetId = m_asset.id;
    row.address = QString::fromLatin1(SnmpSite::address);
    row.method = method;
    row.username = QString::fromLatin1(SnmpSite::user);
    row.everySeconds = 86'400;
    const auto done = put([&](Writer& writer) {
        row.secretId = seal(writer, secret);
        if (*privacy != '\0')
            row.privacySecretId = seal(writer, privacy);
        return Result<void>();
    });
    if (!done)
        qWarning() << done.error().code;
    return row;
}

SwitchAccess TestPeerSnmp::ask(const SwitchAccess& access)
{
    const auto done = put([&](Writer& writer) { return writer.put(access); });
    if (!done)
        qWarning() << done.error().code << done.error().detail;
    auto asked = m_poller->ask(access.id);
    if (!QTest::qWaitFor([&] { return asked.isFinished(); }, 30'000) || !asked.result())
        return {};
    return *asked.result();
}

/// "port > chassis kind, name, port" of each.
QStringList TestPeerSnmp::neighbors()
{
    QStringList told;
    const auto rows = m_store->read<std::vector<Neighbor>>(
        [](Reader& reader) { return reader.list<Neighbor>(); });
    for (const Neighbor& row : *rows)
        told << row.localName + u' ' + row.localPort + u" > " + row.name + u' ' + row.portText +
                    u' ' + enumText(row.source);
    told.sort();
    return told;
}

namespace
{

const QStringList bothWires{QStringLiteral("leaf-7 swp1 > node-7 eth0 snmp"),
                            QStringLiteral("leaf-7 swp2 > node-7 eth1 snmp")};

} // namespace

void TestPeerSnmp::tellEachOther(const SwitchAccess& access)
{
    QTRY_COMPARE_WITH_TIMEOUT((ask(access), neighbors()), bothWires, 60'000);
}

void TestPeerSnmp::neighborsByCommunity()
{
    const SwitchAccess row = access(SwitchMethod::SnmpV2c, SnmpSite::community);
    tellEachOther(row);
    const SwitchAccess after = ask(row);
    QCOMPARE(after.state, SwitchState::Answered);
    QCOMPARE(after.neighborCount, 2);
    QVERIFY(after.reason.isEmpty());
}

void TestPeerSnmp::whatTheSwitchSaysOfItself()
{
    const SwitchAccess row = access(SwitchMethod::SnmpV2c, SnmpSite::community);
    QCOMPARE(ask(row).state, SwitchState::Answered);
    const auto facts = m_store->read<std::vector<SwitchFacts>>(
        [](Reader& reader) { return reader.list<SwitchFacts>(); });
    QCOMPARE(facts->size(), std::size_t(1));
    QVERIFY2(facts->front().software.startsWith(QStringLiteral("Linux ")),
             qPrintable(facts->front().software)); // sysDescr of snmpd
    QVERIFY(facts->front().missing.isEmpty());
    const auto ports = [&] {
        QStringList told;
        ask(row);
        const auto rows = m_store->read<std::vector<SwitchPort>>(
            [](Reader& reader) { return reader.list<SwitchPort>(); });
        for (const SwitchPort& port : *rows)
            told << u"%1 %2 %3"_qs.arg(port.name, enumText(port.state)).arg(port.speedMbps);
        told.sort();
        return told;
    };
    // A pair of virtual wires runs at 10 Gbit/s, as the kernel says. snmpd looks at it now and
    // then.
    const QStringList up{QStringLiteral("swp1 up 10000"), QStringLiteral("swp2 up 10000")};
    QTRY_COMPARE_WITH_TIMEOUT(ports(), up, 60'000);
}

void TestPeerSnmp::neighborsByUser_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<SnmpAuth>("auth");
    QTest::addColumn<SnmpPrivacy>("privacy");
    QTest::newRow("SHA-256, AES-128")
        << QString::fromLatin1(SnmpSite::user) << SnmpAuth::Sha256 << SnmpPrivacy::Aes128;
    QTest::newRow("SHA-512, AES-256")
        << QString::fromLatin1(SnmpSite::longUser) << SnmpAuth::Sha512 << SnmpPrivacy::Aes256;
}

void TestPeerSnmp::neighborsByUser()
{
    QFETCH(QString, user);
    QFETCH(SnmpAuth, auth);
    QFETCH(SnmpPrivacy, privacy);
    SwitchAccess row = access(SwitchMethod::SnmpV3, SnmpSite::password, SnmpSite::privacyPassword);
    row.username = user;
    row.auth = auth;
    row.privacy = privacy;
    const SwitchAccess after = ask(row);
    QCOMPARE(after.reason, QString());
    QCOMPARE(after.state, SwitchState::Answered);
    QCOMPARE(neighbors(), bothWires);
}

void TestPeerSnmp::refusals_data()
{
    QTest::addColumn<SwitchMethod>("method");
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("privacy");
    QTest::addColumn<QString>("code");
    const QByteArray user = SnmpSite::user;
    const QByteArray password = SnmpSite::password;
    const QByteArray privacy = SnmpSite::privacyPassword;
    QTest::newRow("another community")
        << SwitchMethod::SnmpV2c << QByteArray() << QByteArray("wrong") << QByteArray()
        << QStringLiteral("switch-silent");
    QTest::newRow("a community that may not see LLDP")
        << SwitchMethod::SnmpV2c << QByteArray() << QByteArray(SnmpSite::blindCommunity)
        << QByteArray() << QStringLiteral("switch-without-lldp");
    QTest::newRow("another user") << SwitchMethod::SnmpV3 << QByteArray("nobody") << password
                                  << privacy << QStringLiteral("switch-auth-failed");
    QTest::newRow("another password")
        << SwitchMethod::SnmpV3 << user << QByteArray("not-the-password") << privacy
        << QStringLiteral("switch-auth-failed");
}

void TestPeerSnmp::refusals()
{
    QFETCH(SwitchMethod, method);
    QFETCH(QByteArray, user);
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, privacy);
    SwitchAccess row = access(method, secret.constData(), privacy.constData());
    row.username = QString::fromLatin1(user);
    const SwitchAccess after = ask(row);
    QCOMPARE(after.state, SwitchState::Failed);
    QTEST(after.reason, "code");
    QVERIFY(!after.answeredAt.isSet());
    QVERIFY(after.askedAt.isSet());
    QVERIFY(neighbors().isEmpty());
}

/// The library keeps the keys of a user; a corrected password must not meet those of the wrong one.
void TestPeerSnmp::anotherPasswordIsUsedAtOnce()
{
    SwitchAccess row = access(SwitchMethod::SnmpV3, "not-the-password", SnmpSite::privacyPassword);
    QCOMPARE(ask(row).reason, QStringLiteral("switch-auth-failed"));
    row.secretId = access(SwitchMethod::SnmpV3, SnmpSite::password).secretId;
    QCOMPARE(ask(row).reason, QString());
    QCOMPARE(neighbors(), bothWires);
}

void TestPeerSnmp::aSwitchWithoutLldp()
{
    const SwitchAccess row = access(SwitchMethod::SnmpV2c, SnmpSite::community);
    tellEachOther(row);
    m_site->stopLldpOfSwitch();
    QTRY_COMPARE(ask(row).reason, QStringLiteral("switch-without-lldp"));
    // What it told before stays until it tells something else.
    QCOMPARE(neighbors(), bothWires);
}

int main(int argc, char** argv)
{
    SnmpSession::prepare();
    auto privateNetwork = enterPrivateNetworkAsRoot();
    QCoreApplication application(argc, argv);
    TestPeerSnmp test(std::move(privateNetwork));
    return QTest::qExec(&test, argc, argv);
}
#include "test_peer_snmp.moc"
