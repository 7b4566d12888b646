#include "tests/unit/api/apifixture.h"

#include "models/domain/fabric.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QProcess>

using namespace rackhouse;

/// rackhousectl as a person's shell runs it, against a real site.
class TestClientCtl : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_site = std::make_unique<ApiFixture>();
        m_machine = m_site->addMachine(QStringLiteral("gpu-1"));
        m_host = m_site->address().api.authority();
    }
    void cleanupTestCase() { m_site.reset(); }

    void beforePairing()
    {
        QCOMPARE(run({QStringLiteral("machines")}), 1);
        QVERIFY(m_errors.contains("no-sites"));
        QCOMPARE(run({QStringLiteral("pair"), m_host, QStringLiteral("--json")}), 2);
        QVERIFY(m_output.contains(m_site->ca->serverFingerprint().toLatin1()));
    }

    void pairs()
    {
        const auto code = awaitFuture(m_site->server->openPairing(Role::Admin));
        const QStringList pair{QStringLiteral("pair"), m_host, QStringLiteral("--fingerprint"),
                               m_site->ca->serverFingerprint()};
        QCOMPARE(run(pair, "WRON-GWRO-NGWR\n"), 1);
        QVERIFY(m_errors.contains("pairing-code-wrong"));
        QCOMPARE(run(pair, code->code.reveal().toLatin1() + '\n'), 0);
        QCOMPARE(run({QStringLiteral("sites"), QStringLiteral("--json")}), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("title")).toString(),
                 QStringLiteral("Test site"));
    }

    void lists()
    {
        QCOMPARE(run({QStringLiteral("machines"), QStringLiteral("--json")}), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("name")).toString(),
                 QStringLiteral("gpu-1"));
        QCOMPARE(run({QStringLiteral("machines"), QStringLiteral("name=other")}), 0);
        QVERIFY(!m_output.contains("gpu-1"));
        for (const char* word : {"racks", "bmcs", "changes"})
            QCOMPARE(run({QLatin1String(word)}), 0);
    }

    void comparesCablesWithTheWire()
    {
        Asset leaf;
        leaf.id = AssetId::create();
        leaf.name = QStringLiteral("leaf-1");
        leaf.kind = AssetKind::Switch;
        m_site->put(leaf);
        Cable cable;
        cable.id = CableId::create();
        cable.label = QStringLiteral("C1");
        cable.aKind = EndKind::Machine;
        cable.aId = m_machine.id.text();
        cable.aPort = QStringLiteral("eth0");
        cable.bKind = EndKind::Asset;
        cable.bId = leaf.id.text();
        cable.bPort = QStringLiteral("swp1");
        m_site->put(cable);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("leaf-1.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"lldpNeighbors":[{"port":"swp2","neighborDevice":"gpu-1",)"
                   R"("neighborPort":"eth0"}]})");
        file.close();
        const QString path = file.fileName();
        QCOMPARE(run({QStringLiteral("neighbors"), QStringLiteral("read"), path}), 2);
        QCOMPARE(run({QStringLiteral("neighbors"), QStringLiteral("read"), path,
                      QStringLiteral("--name"), QStringLiteral("leaf-9")}),
                 1);
        QCOMPARE(run({QStringLiteral("neighbors"), QStringLiteral("read"), path,
                      QStringLiteral("--name"), QStringLiteral("leaf-1")}),
                 0);
        QCOMPARE(
            run({QStringLiteral("cabling"), QStringLiteral("findings"), QStringLiteral("--json")}),
            0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("text")).toString(),
                 QStringLiteral("gpu-1 eth0 goes to leaf-1 swp2; C1 belongs to leaf-1 swp1."));
        QCOMPARE(run({QStringLiteral("cabling"), QStringLiteral("trace"), QStringLiteral("gpu-1"),
                      QStringLiteral("eth0"), QStringLiteral("--json")}),
                 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("to")).toString(),
                 QStringLiteral("leaf-1 swp1"));
    }

    void startsAndWatchesJobs()
    {
        const QStringList start{QStringLiteral("jobs"),    QStringLiteral("start"),
                                QStringLiteral("power"),   m_machine.id.text(),
                                QStringLiteral("--param"), QStringLiteral("action=on"),
                                QStringLiteral("--json")};
        QCOMPARE(run(start), 0);
        const QString id = parseObject(m_output)->value(QStringLiteral("id")).toString();
        QCOMPARE(run(start), 1);
        QVERIFY(m_errors.contains("machine-busy"));
        QCOMPARE(run({QStringLiteral("jobs"), QStringLiteral("cancel"), id}), 0);
        QCOMPARE(run({QStringLiteral("jobs"), QStringLiteral("watch"), id}), 4);
        Job job = m_site->rows<Job>().front();
        job.state = JobState::Succeeded;
        m_site->put(job);
        QCOMPARE(run({QStringLiteral("jobs"), QStringLiteral("watch"), id}), 0);
    }

    void uploadsImages()
    {
        QFile file(m_config.filePath(QStringLiteral("disk.raw")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(100'000, 'x'));
        file.close();
        QCOMPARE(run({QStringLiteral("images"), QStringLiteral("upload"), file.fileName(),
                      QStringLiteral("--json")}),
                 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("state")).toString(),
                 QStringLiteral("ready"));
    }

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
    }

    void badLinesAreUsage()
    {
        for (const QStringList& line :
             {QStringList{}, QStringList{QStringLiteral("dance")},
              QStringList{QStringLiteral("jobs"), QStringLiteral("watch")},
              QStringList{QStringLiteral("machines"), QStringLiteral("--no-such-option")}})
            QCOMPARE(run(line), 2);
    }

    void nobodyThere()
    {
        m_site->server->stop();
        QCOMPARE(run({QStringLiteral("machines")}), 3);
    }

private:
    int run(const QStringList& arguments, const QByteArray& input = {})
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_config.path());
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("RACKHOUSE_BIN") + QStringLiteral("/rackhousectl"),
                      arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(30'000))
            return -1;
        m_output = process.readAllStandardOutput();
        m_errors = process.readAllStandardError();
        return process.exitCode();
    }

    QTemporaryDir m_config;
    std::unique_ptr<ApiFixture> m_site;
    Machine m_machine;
    QString m_host;
    QByteArray m_output;
    QByteArray m_errors;
};

QTEST_GUILESS_MAIN(TestClientCtl)
#include "test_client_ctl.moc"
