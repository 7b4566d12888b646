#include "tests/unit/api/apifixture.h"
#include "tests/unit/client/ctlrunner.h"

#include "models/domain/floor.h"
#include "models/domain/switchfacts.h"
#include "models/domain/wiring.h"

using namespace rackhouse;

/// rackhousectl saying how switches are asked for their neighbours.
class TestClientCtlSwitches : public QObject, private CtlRunner
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_site = std::make_unique<ApiFixture>();
        Asset leaf;
        leaf.id = AssetId::create();
        leaf.name = QStringLiteral("leaf-1");
        leaf.kind = AssetKind::Switch;
        m_site->put(leaf);
        const auto code = awaitFuture(m_site->server->openPairing(Role::Operator));
        QCOMPARE(run({QStringLiteral("pair"), m_site->address().api.authority(),
                      QStringLiteral("--fingerprint"), m_site->ca->serverFingerprint()},
                     code->code.reveal().toLatin1() + '\n'),
                 0);
    }

    void aSwitchIsAddedWithPasswordsOfStandardInput()
    {
        QCOMPARE(run(add("leaf-1 192.0.2.7")), 2); // nothing on standard input
        QVERIFY(m_errors.contains("password or community"));
        QCOMPARE(run(add("leaf-1 192.0.2.7 --port snmp"), secrets), 2);
        QVERIFY2(m_errors.contains("--port takes a number"), m_errors);
        QCOMPARE(run(add("leaf-9 192.0.2.7"), secrets), 1);
        QVERIFY(m_errors.contains("not-found"));
        QVERIFY(m_site->rows<SwitchAccess>().empty());
        QCOMPARE(run(add("leaf-1 192.0.2.7 --every 600 --json"), secrets), 0);
        QVERIFY(!m_output.contains("watch-the-wire"));
        const SwitchAccess row = the();
        QCOMPARE(row.method, SwitchMethod::SnmpV3);
        QCOMPARE(row.everySeconds, 600);
        QVERIFY(!row.secretId.isEmpty() && !row.privacySecretId.isEmpty());
        QCOMPARE(run(words("switches list --json")), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("address")).toString(),
                 QStringLiteral("192.0.2.7"));
    }

    void aChangeOfItsAddressNeedsThePasswordsAgain()
    {
        QCOMPARE(run(words("switches change leaf-1 --every 900")), 0);
        QCOMPARE(the().everySeconds, 900);
        QCOMPARE(run(words("switches change leaf-1 192.0.2.8")), 1);
        QVERIFY(m_errors.contains("switch-password-again"));
        QCOMPARE(run(words("switches change leaf-1 192.0.2.8 --new-password"), secrets), 0);
        QCOMPARE(the().address, QStringLiteral("192.0.2.8"));
    }

    void askingSaysWhyThereIsNoAnswer()
    {
        QCOMPARE(run(words("switches ask leaf-1")), 0);
        QCOMPARE(m_site->switches->asked.load(), 1);
        SwitchAccess row = the();
        row.state = SwitchState::Failed;
        row.reason = QStringLiteral("switch-silent");
        row.reasonArgs = {{QStringLiteral("host"), row.address}, {QStringLiteral("port"), 161}};
        m_site->put(row);
        QCOMPARE(run(words("switches ask 192.0.2.8")), 1);
        QVERIFY2(m_errors.contains("192.0.2.8 does not answer SNMP on port 161"), m_errors);
    }

    void whatItSaysOfItselfIsListed()
    {
        SwitchFacts facts;
        facts.id = SwitchFactsId::create();
        facts.assetId = the().assetId;
        facts.serial = QStringLiteral("MT2440X00701");
        facts.failed = QStringList{QStringLiteral("PSU2: bad")};
        m_site->put(facts);
        SwitchPort port;
        port.id = SwitchPortId::create();
        port.assetId = facts.assetId;
        port.name = QStringLiteral("swp61");
        port.state = PortState::Up;
        port.speedMbps = 100'000;
        m_site->put(port);
        QCOMPARE(run(words("switches facts")), 0);
        QVERIFY2(m_output.contains("MT2440X00701") && m_output.contains("PSU2: bad"), m_output);
        QCOMPARE(run(words("switches ports --json")), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("speed_mbps")).toInt(), 100'000);
    }

    void aNewCertificateIsAccepted()
    {
        SwitchAccess row = the();
        row.presented = QString(64, u'b');
        m_site->put(row);
        QCOMPARE(run(words("switches accept-certificate leaf-1") << QString(64, u'c')), 1);
        QCOMPARE(run(words("switches accept-certificate leaf-1") << QString(64, u'b')), 0);
        QCOMPARE(the().certificate, QString(64, u'b'));
    }

    void aSwitchIsAskedNoMore()
    {
        QCOMPARE(run(words("switches remove leaf-1")), 0);
        QVERIFY(m_site->rows<SwitchAccess>().empty());
        QCOMPARE(run(words("switches remove leaf-1")), 1);
    }

private:
    static QStringList add(const char* rest)
    {
        return words("switches add --method snmp-v3 --username watcher") + words(rest);
    }
    SwitchAccess the() { return m_site->rows<SwitchAccess>().at(0); }

    const QByteArray secrets = "watch-the-wire\nkeep-it-quiet\n";
    std::unique_ptr<ApiFixture> m_site;
};

QTEST_GUILESS_MAIN(TestClientCtlSwitches)
#include "test_client_ctlswitches.moc"
