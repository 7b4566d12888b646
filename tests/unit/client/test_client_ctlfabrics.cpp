#include "tests/unit/api/apifixture.h"
#include "tests/unit/client/ctlrunner.h"

#include "models/domain/fabric.h"
#include "models/domain/wiring.h"

#include <QRegularExpression>

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
        QVERIFY2(QRegularExpression(QStringLiteral("scanned_at +20\\d\\d-\\d\\d-\\d\\dT"))
                     .match(QString::fromUtf8(m_output))
                     .hasMatch(),
                 m_output);
        QVERIFY2(!m_output.contains("[]"), m_output);
        QCOMPARE(run(read), 0); // into the same one
        QCOMPARE(run(words("fabrics list")), 0);
        QVERIFY2(QRegularExpression(QStringLiteral(" 20\\d\\d-\\d\\d-\\d\\dT\\S+Z"))
                     .match(QString::fromUtf8(m_output))
                     .hasMatch(),
                 m_output);
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

    void takesInWhatPortsAndSwitchesTellAndHowItIsPlanned()
    {
        const QString scan =
            file("facts.txt", "Switch 3 \"S-0a\" # \"leaf-1\" enhanced port 0 lid 7 lmc 0\n"
                              "[2] \"H-0b\"[1](b) # \"n1 HCA-1\" lid 4 4xNDR\n\n"
                              "Ca 1 \"H-0b\" # \"n1 HCA-1\"\n"
                              "[1](b) \"S-0a\"[2] # lid 4 lmc 0 \"leaf-1\" lid 7 4xNDR\n");
        const QString counters = file("0x000000000000000a.out",
                                      "# Port extended counters: Lid 9 port 2 (CapMask: 0x5300)\n"
                                      "SymbolErrorCounter:..............1204\n");
        const QString parts = file("leaf.out", "part number | M\nserial number | MT1\n"
                                               "GUID | 0x0a\nfan status | ERROR\n");
        const QString plan = file("plan.yaml", "switches:\n  s: {switches: [leaf-1]}\n"
                                               "blocks:\n- {switch: leaf-1, nodes: [n1, n2]}\n");
        QCOMPARE(
            run(words("fabrics read --name facts --json") << scan << counters << parts << plan), 0);
        QVERIFY2(m_output.contains("\"counters\":1") && m_output.contains("\"switches\":1") &&
                     m_output.contains("\"planned\":2"),
                 m_output);
        QCOMPARE(run(words("fabrics findings facts --json")), 0);
        for (const char* code : {"link-errors", "fan-failed", "not-there"})
            QVERIFY2(m_output.contains(code), m_output);
        QVERIFY2(m_output.contains("leaf-1 port 2 to n1 HCA-1: 1,204 symbol errors"), m_output);
        // A port that is nowhere is told at once.
        const QString lost = file("lost.out", "# Port extended counters: Lid 99 port 3\n"
                                              "SymbolErrorCounter:..............0\n");
        QCOMPARE(run(words("fabrics read --name facts --json") << lost), 0);
        QVERIFY2(m_output.contains("\"unknown\":[\"LID 99 port 3\"]"), m_output);
        QCOMPARE(run(words("fabrics remove facts")), 0);
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

    void aFileWithoutMuchOfTheFabricIsReadOnlyWithReplace()
    {
        QByteArray leaf = "Switch 9 \"S-0a\" # \"leaf-1\"\n";
        QByteArray adapters;
        for (char port = '1'; port <= '8'; ++port) {
            leaf += QByteArray("[") + port + "] \"H-b" + port + "\"[1] # \"n HCA-1\" 4xNDR\n";
            adapters += QByteArray("Ca 1 \"H-b") + port + "\" # \"n HCA-1\"\n[1] \"S-0a\"[" + port +
                        "] 4xNDR\n";
        }
        const QString whole = file("whole.txt", leaf + adapters);
        const QString bad = file("bad.txt", "Ca 1 \"H-b1\" # \"n HCA-1\"\n");
        QCOMPARE(run(words("fabrics read --name shrink") << whole), 0);
        QCOMPARE(run(words("fabrics read --name shrink") << bad), 1);
        QVERIFY2(m_errors.contains("8 of 9 nodes and 8 of 8 links would go") &&
                     m_errors.contains("--replace"),
                 m_errors);
        QCOMPARE(run(words("fabrics read --name shrink --replace --json") << bad), 0);
        QVERIFY2(m_output.contains("\"node_count\":1") && m_output.contains("\"skipped_lines\":1"),
                 m_output);
        QCOMPARE(run(words("fabrics remove shrink")), 0);
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
        QCOMPARE(run(words("fabrics list")), 0);
        QVERIFY2(QRegularExpression(QStringLiteral("never +\\S+ +0 +0$"),
                                    QRegularExpression::MultilineOption)
                     .match(QString::fromUtf8(m_output))
                     .hasMatch(),
                 m_output);
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
