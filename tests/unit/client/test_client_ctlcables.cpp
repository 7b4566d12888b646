#include "tests/unit/api/apifixture.h"
#include "tests/unit/client/ctlrunner.h"

#include "models/domain/floor.h"
#include "models/domain/wiring.h"

using namespace rackhouse;

/// rackhousectl with the cables of the books.
class TestClientCtlCables : public QObject, private CtlRunner
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_site = std::make_unique<ApiFixture>();
        m_machine = m_site->addMachine(QStringLiteral("gpu-1"));
        const auto code = awaitFuture(m_site->server->openPairing(Role::Operator));
        QCOMPARE(run({QStringLiteral("pair"), m_site->address().api.authority(),
                      QStringLiteral("--fingerprint"), m_site->ca->serverFingerprint()},
                     code->code.reveal().toLatin1() + '\n'),
                 0);
    }

    void comparesCablesWithTheWire()
    {
        Asset leaf;
        leaf.id = AssetId::create();
        leaf.name = QStringLiteral("tor-1");
        m_site->put(leaf);
        auto cable = *parseObject(R"({"label":"K1","a_kind":"machine","a_port":"eth5",)"
                                  R"("b_kind":"asset","b_port":"swp1"})");
        cable.insert(QStringLiteral("id"), newUuid());
        cable.insert(QStringLiteral("a_id"), m_machine.id.text());
        cable.insert(QStringLiteral("b_id"), leaf.id.text());
        m_site->put(*fromJson<Cable>(cable));
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("tor-1.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"lldpNeighbors":[{"port":"swp2","neighborDevice":"gpu-1",)"
                   R"("neighborPort":"eth5"}]})");
        file.close();
        const QString path = file.fileName();
        const QStringList read{QStringLiteral("neighbors"), QStringLiteral("read"), path};
        const QString name = QStringLiteral("--name");
        QCOMPARE(run(read), 2);
        QCOMPARE(run(read + QStringList{name, QStringLiteral("leaf-9")}), 1);
        QCOMPARE(run(read + QStringList{name, QStringLiteral("tor-1")}), 0);
        QCOMPARE(run(QStringLiteral("cabling findings --json").split(u' ')), 0);
        QVERIFY(m_output.contains("gpu-1 eth5 goes to tor-1 swp2; K1 belongs to tor-1 swp1."));
        QCOMPARE(run(QStringLiteral("cabling trace gpu-1 eth5 --json").split(u' ')), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("to")).toString(),
                 QStringLiteral("tor-1 swp1"));
        // What a scan of a fabric shows counts as well.
        QFile scan(folder.filePath(QStringLiteral("compute.txt")));
        QVERIFY(scan.open(QIODevice::WriteOnly));
        scan.write("Switch 2 \"S-0a\" # \"tor-1\"\n[7] \"H-0b\"[1] # \"gpu-1 mlx5_0\" 4xNDR\n"
                   "Ca 1 \"H-0b\" # \"gpu-1 mlx5_0\"\n[1] \"S-0a\"[7] # \"tor-1\" 4xNDR\n");
        scan.close();
        QCOMPARE(
            run(QStringList{QStringLiteral("fabrics"), QStringLiteral("read"), scan.fileName()}),
            0);
        QCOMPARE(run(QStringLiteral("cabling findings --json").split(u' ')), 0);
        QVERIFY2(m_output.contains("tor-1 7 goes to gpu-1 mlx5_0; the books have no cable there."),
                 m_output);
    }

    /// A card with its default name is known by its GUID, without an inspection.
    void readsWhatACollectorListsOfAdapters()
    {
        QTemporaryDir folder;
        const auto write = [&folder](const char* name, const QByteArray& text) {
            QFile file(folder.filePath(QLatin1String(name)));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size()
                       ? file.fileName()
                       : QString();
        };
        const QString list = write("ib.json", R"json([{"mlx5_name":"mlx5_3",
            "guid":"c470:bd03:0033:649a","link_type":"InfiniBand","speed":"400 Gb/sec (4X NDR)",
            "speed_kbps":400000000,"port_state":"4: ACTIVE"}])json");
        QStringList read{QStringLiteral("adapters"), QStringLiteral("read"), list,
                         QStringLiteral("--name"), QStringLiteral("gpu-9")};
        QCOMPARE(run(read), 1);
        QVERIFY2(m_errors.contains("not-found"), m_errors);
        Asset shelf;
        shelf.id = AssetId::create();
        shelf.name = QStringLiteral("shelf-1");
        m_site->put(shelf);
        read.last() = shelf.name;
        QCOMPARE(run(read), 1);
        QVERIFY2(m_errors.contains("shelf-1 is no machine"), m_errors);
        read.last() = QStringLiteral("gpu-1");
        QCOMPARE(run(read), 0);
        QCOMPARE(run(read), 0); // the same again
        const auto parts = m_site->rows<Component>();
        QCOMPARE(parts.size(), std::size_t(1));
        QCOMPARE(parts.front().slot, QStringLiteral("mlx5_3"));
        QCOMPARE(parts.front().machineId, m_machine.id);
        const QString scan =
            write("guids.txt", "Switch 1 \"S-0f\" # \"tor-3\"\n"
                               "[1] \"H-c470bd030033649a\"[1] # \"MT4129 ConnectX7\" 4xNDR\n"
                               "Ca 1 \"H-c470bd030033649a\" # \"MT4129 ConnectX7\"\n"
                               "[1] \"S-0f\"[1] # \"tor-3\" 4xNDR\n");
        QCOMPARE(run({QStringLiteral("fabrics"), QStringLiteral("read"), scan}), 0);
        QCOMPARE(run(words("fabrics findings guids")), 0);
        QVERIFY2(!m_output.contains("default-name"), m_output);
        read[2] = write("page.json", "<html>");
        QCOMPARE(run(read), 1);
        QVERIFY2(m_errors.contains("lists no adapters"), m_errors);
    }

    void connectsChangesAndRemovesCables()
    {
        Asset leaf;
        leaf.id = AssetId::create();
        leaf.name = QStringLiteral("tor-7");
        m_site->put(leaf);
        QCOMPARE(run(words("cables connect gpu-1 eth8 tor-9 swp1")), 1);
        QCOMPARE(run(words("cables connect gpu-1 eth8 tor-7 swp1 --name K7")), 0);
        QCOMPARE(run(words("cabling trace tor-7 swp1 --json")), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("to")).toString(),
                 QStringLiteral("gpu-1 eth8"));
        QCOMPARE(run(words("cables change K7 gpu-1 eth8 tor-7 swp2")), 0);
        QCOMPARE(run(words("cabling trace gpu-1 eth8 --json")), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("to")).toString(),
                 QStringLiteral("tor-7 swp2"));
        QCOMPARE(run(words("cables remove K7")), 0);
        QCOMPARE(run(words("cables remove K7")), 1);
    }

private:
    std::unique_ptr<ApiFixture> m_site;
    Machine m_machine;
};

QTEST_GUILESS_MAIN(TestClientCtlCables)
#include "test_client_ctlcables.moc"
