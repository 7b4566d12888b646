#include "models/topology/ibnetdiscover.h"
#include "tests/unit/topology/samples.h"

using namespace rackhouse;

class TestIbnetdiscover : public QObject
{
    Q_OBJECT

private slots:
    void aRealSubnet();
    void aCutOffFile();
    void aTextThatEndsInTheMiddle();
    void aPortThatLeadsToANodeThatIsNotListed();
    void thePortsOfARealSubnet();
    void namesWithBlanks();
    void aSwitchWithoutAnOtherEnd();
    void nothing();
    void aNodeToldTwice();
    void aPortToldTwice();
    void anotherFileAltogether();
};

static Result<IbSubnet> read(const QByteArray& text)
{
    QByteArray copy = text;
    QBuffer buffer(&copy);
    buffer.open(QIODevice::ReadOnly);
    return readIbnetdiscover(buffer);
}

void TestIbnetdiscover::aRealSubnet()
{
    SAMPLE(text, "ibnetdiscover/topograph_example.out");
    const auto subnet = read(text);
    QVERIFY(subnet);
    QCOMPARE(subnet->notes.size(), 0);
    const auto switches =
        std::count_if(subnet->nodes.begin(), subnet->nodes.end(),
                      [](const IbNode& node) { return node.kind == IbNode::Kind::Switch; });
    QCOMPARE(switches, 40);
    QCOMPARE(subnet->nodes.size(), 40 + 582);
    QCOMPARE(subnet->printedAt, QDateTime(QDate(2025, 8, 6), QTime(16, 11, 23)));
    const IbNode& leaf = subnet->nodes.front();
    QCOMPARE(leaf.guid, 0x2c5eab0300b87b40ULL);
    QCOMPARE(leaf.systemGuid, 0x2c5eab0300b87b40ULL);
    QCOMPARE(leaf.name, QStringLiteral("MF0;A09-P1-IBLEAF-04-04:MQM9701/U1"));
    QCOMPARE(leaf.portCount, 65);
    QVERIFY(leaf.port(1));
    const IbPort first{1, 0xe09d7303007a4bd8ULL, 1, 4, QStringLiteral("NDR")};
    QCOMPARE(*leaf.port(1), first);
    QVERIFY(!leaf.port(34)); // nothing is plugged in there
}

void TestIbnetdiscover::aCutOffFile()
{
    SAMPLE(text, "ibnetdiscover/topograph_example-bad.out");
    const auto subnet = read(text);
    QVERIFY(subnet); // a node with no cable at all
    QCOMPARE(subnet->nodes.size(), 1);
    QCOMPARE(subnet->nodes.front().name, QStringLiteral("dgx-gb200-n01-c1 HCA-1"));
    QVERIFY(subnet->nodes.front().ports.isEmpty());
    QCOMPARE(subnet->skippedLines, 1); // a node is found through a port
    QCOMPARE(subnet->notes.front().line, 10);
}

void TestIbnetdiscover::aTextThatEndsInTheMiddle()
{
    SAMPLE(text, "ibnetdiscover/topograph_example.out");
    const auto subnet = read(text.left(150'000));
    QVERIFY(subnet);
    QCOMPARE(subnet->nodes.size(), 40);
    // The switches tell of adapters that the text does not list.
    QCOMPARE(subnet->skippedLines, 582);
    QCOMPARE(subnet->notes.size(), 100);
}

void TestIbnetdiscover::aPortThatLeadsToANodeThatIsNotListed()
{
    const auto subnet = read("Switch 3 \"S-0a\" # \"leaf\"\n[1] \"H-0b\"[1] # \"n HCA-1\" 4xNDR\n"
                             "[2] \"H-0c\"[1] # \"m HCA-1\" 4xNDR\n\n"
                             "Ca 1 \"H-0b\" # \"n HCA-1\"\n[1] \"S-0a\"[1] # \"leaf\" 4xNDR\n");
    QVERIFY(subnet);
    QCOMPARE(subnet->skippedLines, 1);
    QCOMPARE(subnet->notes.front().line, 3);
    QCOMPARE(subnet->notes.front().text, QStringLiteral("0x000000000000000c"));
}

void TestIbnetdiscover::thePortsOfARealSubnet()
{
    SAMPLE(text, "infiniband_exporter/ibnetdiscover/test.out");
    const auto subnet = read(text);
    QVERIFY(subnet);
    QCOMPARE(subnet->skippedLines, 1); // a cable leads to a spine that is not listed
    QCOMPARE(subnet->nodes.size(), 6);
    QVERIFY(!subnet->printedAt.isValid());
    const IbNode& adapter = subnet->nodes.front();
    QCOMPARE(adapter.name, QStringLiteral("o0001 HCA-1"));
    const IbPort cable{1, 0x7cfe9003009ce5b0ULL, 10, 4, QStringLiteral("EDR")};
    QCOMPARE(adapter.ports, QList<IbPort>{cable});
    const IbNode& alone = subnet->nodes.back();
    QCOMPARE(alone.name, QStringLiteral("ib-i7l2s01"));
    QCOMPARE(alone.ports.front().peer, 0ULL);
}

void TestIbnetdiscover::namesWithBlanks()
{
    SAMPLE(text, "infiniband_exporter/ibnetdiscover/test2.out");
    const auto subnet = read(text);
    QVERIFY(subnet);
    QCOMPARE(subnet->skippedLines, 2); // the leaf of two adapters is not listed
    QStringList names;
    for (const IbNode& node : subnet->nodes)
        names << node.name;
    QVERIFY2(names.contains(QStringLiteral("5FB0406-spine-IB03")), qPrintable(names.join(u'|')));
    QVERIFY(names.contains(QStringLiteral("worker20 mlx5_3")));
}

/// One line is all that it printed: the switch is there, and what is at its port is not known.
void TestIbnetdiscover::aSwitchWithoutAnOtherEnd()
{
    SAMPLE(text, "infiniband_exporter/ibnetdiscover/test3.out");
    const auto subnet = read(text);
    QVERIFY(subnet);
    QCOMPARE(subnet->nodes.size(), 1U);
    QCOMPARE(subnet->nodes.front().guid, 0x0002c9020040f161ULL);
    QCOMPARE(subnet->nodes.front().name, QStringLiteral("Infiniscale-IV Mellanox Technologies"));
    QCOMPARE(subnet->nodes.front().ports.size(), 1U);
    QCOMPARE(subnet->nodes.front().ports.front().peer, 0ULL);
}

void TestIbnetdiscover::nothing()
{
    for (const char* text : {"", "\n\n", "# only a comment\n"}) {
        const auto subnet = read(text);
        QVERIFY(!subnet);
        QCOMPARE(subnet.error().code, QStringLiteral("topology-empty"));
    }
}

void TestIbnetdiscover::aNodeToldTwice()
{
    const QByteArray node = "Switch\t3 \"S-0a\"\t\t# \"leaf\" enhanced port 0 lid 7 lmc 0\n"
                            "[1]\t\"H-0b\"[1](b)\t\t# \"n1 HCA-1\" lid 4 4xNDR\n";
    const auto subnet = read(node + "\n" + node);
    QVERIFY(subnet);
    QCOMPARE(subnet->nodes.size(), 1);
    QCOMPARE(subnet->nodes.front().ports.size(), 1);
    QCOMPARE(subnet->notes.size(), 3); // and an adapter that is not listed
    QCOMPARE(subnet->notes.front().line, 4);
}

void TestIbnetdiscover::aPortToldTwice()
{
    const auto subnet =
        read("Switch 3 \"S-0a\" # \"leaf\"\n[1] \"H-0b\"[1] # \"n HCA-1\" lid 4 4xNDR\n"
             "[1] \"H-0c\"[1] # \"m HCA-1\" lid 5 4xNDR\n[900] \"H-0d\"[1]\n");
    QVERIFY(subnet);
    QCOMPARE(subnet->nodes.front().ports.size(), 1);
    QCOMPARE(subnet->notes.size(), 3); // and an adapter that is not listed
}

void TestIbnetdiscover::anotherFileAltogether()
{
    const auto subnet = read(QByteArray(1 << 20, 'x') + "\n<html>\"not\"</html>\n");
    QVERIFY(!subnet);
    QCOMPARE(subnet.error().code, QStringLiteral("topology-empty"));
}

QTEST_GUILESS_MAIN(TestIbnetdiscover)
#include "test_topology_ibnetdiscover.moc"
