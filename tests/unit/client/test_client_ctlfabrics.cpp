#include "tests/unit/api/apifixture.h"
#include "tests/unit/client/ctlrunner.h"

#include "models/domain/fabric.h"
#include "models/domain/wiring.h"

using namespace rackhouse;

/// Fabrics on the command line, against a real site.
class TestClientCtlFabrics : public QObject, private CtlRunner
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_site = std::make_unique<ApiFixture>();
        m_site->addMachine(QStringLiteral("gpu-1"));
        const auto code = awaitFuture(m_site->server->openPairing(Role::Admin));
        QCOMPARE(run({QStringLiteral("pair"), m_site->address().api.authority(),
                      QStringLiteral("--fingerprint"), m_site->ca->serverFingerprint()},
                     code->code.reveal().toLatin1() + '\n'),
                 0);
    }
    void cleanupTestCase() { m_site.reset(); }

    void readsFabricsAndTellsWhatIsWrong()
    {
        QFile file(m_config.filePath(QStringLiteral("fabric.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        // A leaf tells of an adapter that tells nothing of it.
        file.write(
            "Switch 3 \"S-0a\" # \"leaf-1\"\n[2] \"H-0b\"[1](b) # \"n1 HCA-1\" lid 4 4xNDR\n\n"
            "Ca 1 \"H-0b\" # \"n1 HCA-1\"\n");
        file.close();
        const QStringList read{QStringLiteral("fabrics"), QStringLiteral("read"), file.fileName(),
                               QStringLiteral("--name"), QStringLiteral("compute")};
        QCOMPARE(run(read), 0);
        QCOMPARE(run(read), 0); // into the same one
        QCOMPARE(m_site->rows<Fabric>().size(), std::size_t(1));
        const QStringList findings{QStringLiteral("fabrics"), QStringLiteral("findings"),
                                   QStringLiteral("compute"), QStringLiteral("--json")};
        QCOMPARE(run(findings), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("finding")).toString(),
                 QStringLiteral("one-sided-link"));
        QVERIFY(m_output.contains("leaf-1 port 2"));
        QCOMPARE(run({QStringLiteral("fabrics"), QStringLiteral("findings"), QStringLiteral("no")}),
                 1);
        QVERIFY(m_errors.contains("not-found"));
        QCOMPARE(
            run({QStringLiteral("fabrics"), QStringLiteral("read"), QStringLiteral("none.txt")}),
            2);
        QCOMPARE(m_site->rows<Fabric>().size(), std::size_t(1));
    }

    void aFabricFileThatIsNoneLeavesNothingBehind()
    {
        const std::size_t before = m_site->rows<Fabric>().size();
        const QString page = file("login.txt", "<html>login</html>\n");
        QCOMPARE(run(words("fabrics read --name storage") << page), 1);
        QVERIFY2(m_errors.contains("topology-empty"), m_errors);
        QCOMPARE(m_site->rows<Fabric>().size(), before);
        // One that was there stays.
        QCOMPARE(run(words("fabrics read --name compute") << page), 1);
        QCOMPARE(m_site->rows<Fabric>().size(), before);
    }

    void aFabricFileThatIsTooLargeIsNotSent()
    {
        const std::size_t before = m_site->rows<Fabric>().size();
        QFile large(m_config.filePath(QStringLiteral("large.txt")));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(10LL << 30)); // sparse
        QCOMPARE(run(words("fabrics read --name large") << large.fileName()), 2);
        QVERIFY2(m_errors.contains("topology-too-large") && m_errors.contains("512 MB"), m_errors);
        QCOMPARE(m_site->rows<Fabric>().size(), before);
    }

    void removesFabrics()
    {
        Fabric never;
        never.id = FabricId::create();
        never.name = QStringLiteral("never");
        m_site->put(never);
        QCOMPARE(run(words("fabrics findings never")), 1);
        QVERIFY2(m_errors.contains("fabric-unread"), m_errors);
        QCOMPARE(run(words("fabrics remove never")), 0);
        QCOMPARE(run(words("fabrics remove never")), 1);
        QVERIFY2(m_errors.contains("not-found"), m_errors);
        QCOMPARE(run(words("fabrics remove compute")), 0);
        QVERIFY(m_site->rows<Fabric>().empty());
        QVERIFY(m_site->rows<FabricNode>().empty());
    }

    void tellsWhatIsWrongWithEthernet()
    {
        const auto hear = [this](const char* teller, const char* port, const char* name,
                                 const char* far) {
            Neighbor row;
            row.id = NeighborId::create();
            row.localName = QLatin1String(teller);
            row.localPort = QLatin1String(port);
            row.name = QLatin1String(name);
            row.port = QLatin1String(far);
            m_site->put(row);
        };
        hear("gpu-1", "eth0", "eleaf-1", "swp1");
        hear("gpu-2", "eth0", "eleaf-1", "swp1"); // two hosts at one port
        QCOMPARE(run(words("fabrics findings eleaf-* --json")), 0);
        QVERIFY2(m_output.contains("shared-port") && m_output.contains("eleaf-1 port swp1"),
                 m_output);
        QCOMPARE(run(words("fabrics findings ethernet:eleaf-1")), 0);
    }

private:
    std::unique_ptr<ApiFixture> m_site;
};

QTEST_GUILESS_MAIN(TestClientCtlFabrics)
#include "test_client_ctlfabrics.moc"
