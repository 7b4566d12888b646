#include "models/topology/fabricfacts.h"
#include "models/topology/fabricrows.h"
#include "models/topology/ibswinfo.h"
#include "tests/unit/topology/samples.h"

using namespace rackhouse;

namespace
{

using Kind = FabricFinding::Kind;

Result<std::vector<FabricHealth>> read(QByteArray text)
{
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    return readIbswinfo(buffer);
}

/// One switch of that GUID and name.
FabricGraph fabric(const QString& guid, const QString& name)
{
    FabricGraph graph;
    graph.nodes.push_back({FabricGraph::Node::Kind::Switch, guid, name, {}, {}});
    return graph;
}

QStringList told(const FabricGraph& graph, const FabricFacts& facts)
{
    QStringList lines;
    for (const FabricFinding& finding : healthFindings(graph, facts))
        lines << findingCode(finding.kind) + QStringLiteral(": ") + findingText(finding, graph);
    return lines;
}

Asset asset(const char* name, const char* serial)
{
    Asset asset;
    asset.id = AssetId::create();
    asset.name = QLatin1String(name);
    asset.kind = AssetKind::Switch;
    asset.serial = QLatin1String(serial);
    return asset;
}

} // namespace

/// What switches say of themselves, and what is made of it.
class TestIbswinfo : public QObject
{
    Q_OBJECT

private slots:
    void aSwitchInFull();
    void aSupplyThatGivesNothing();
    void whatIsNotReadableIsUnknown_data();
    void whatIsNotReadableIsUnknown();
    void severalSwitchesInOneText();
    void whatIsNoSwitch_data();
    void whatIsNoSwitch();
    void whatIsWrongIsFound();
    void theSerialIsComparedWithTheBooks();
};

void TestIbswinfo::aSwitchInFull()
{
    SAMPLE(text, "infiniband_exporter/ibswinfo/test2.out");
    const auto switches = read(text);
    QVERIFY(switches);
    QCOMPARE(switches->size(), std::size_t(1));
    const FabricHealth& row = switches->front();
    QCOMPARE(row.guid, QStringLiteral("08c0eb0300d9f672"));
    QCOMPARE(row.partNumber, QStringLiteral("MQM8790-HS2F"));
    QCOMPARE(row.serial, QStringLiteral("MT2152T10239"));
    QCOMPARE(row.product, QStringLiteral("Jaguar Unmng IB 200"));
    QCOMPARE(row.hardware, QStringLiteral("AJ"));
    QCOMPARE(row.psid, QStringLiteral("MT_0000000063"));
    QCOMPARE(row.firmware, QStringLiteral("27.2010.3118"));
    QVERIFY2(row.unread.isEmpty(), qPrintable(row.unread.join(u',')));
    const SwitchParts parts = SwitchParts::of(row.parts);
    QCOMPARE(parts.ports, 40);
    QCOMPARE(parts.uptimeS, ((96 * 24 + 1) * 60 + 55) * 60 + 47);
    QCOMPARE(parts.temperatureC, 53.0);
    QCOMPARE(parts.maxTemperatureC, 58.0);
    QCOMPARE(parts.fanStatus, QStringLiteral("OK"));
    QCOMPARE(parts.fans.size(), std::size_t(9));
    QCOMPARE(parts.fans.back().name, QStringLiteral("fan#9"));
    QCOMPARE(parts.fans.back().rpm, 5906);
    QCOMPARE(parts.supplies.size(), std::size_t(2));
    QCOMPARE(parts.supplies[1].name, QStringLiteral("PSU1"));
    QCOMPARE(parts.supplies[1].serial, QStringLiteral("MT2150T22467"));
    QCOMPARE(parts.supplies[1].partNumber, QStringLiteral("MTEF-PSF-AC-C"));
    QCOMPARE(parts.supplies[1].watts, 134.0);
    QCOMPARE(SwitchParts::of(parts.toJson()), parts);
    QVERIFY(told(fabric(row.guid, QStringLiteral("leaf")), {.switches = {row}}).isEmpty());
}

void TestIbswinfo::aSupplyThatGivesNothing()
{
    SAMPLE(text, "infiniband_exporter/ibswinfo/test3.out");
    const auto switches = read(text);
    QVERIFY(switches);
    const FabricHealth& row = switches->front();
    QCOMPARE(row.guid, QStringLiteral("08c0eb0300add20e"));
    const SwitchParts parts = SwitchParts::of(row.parts);
    QCOMPARE(parts.ports, 80);
    QCOMPARE(parts.supplies[0].watts, 287.0);
    QCOMPARE(parts.supplies[1].status, QStringLiteral("OK"));
    QCOMPARE(parts.supplies[1].dc, QStringLiteral("ERROR"));
    QCOMPARE(parts.supplies[1].fan, QStringLiteral("ERROR"));
    QVERIFY(!parts.supplies[1].watts); // unknown, and not none
    QCOMPARE(row.unread, QStringList{QStringLiteral("PSU1 power (W)")});
    QCOMPARE(told(fabric(row.guid, QStringLiteral("leaf")), {.switches = {row}}),
             QStringList{QStringLiteral(
                 "supply-failed: PSU1 of leaf (MT2148T09888): DC power ERROR, fan ERROR. Look at "
                 "its cable and its feed, then replace it.")});
}

void TestIbswinfo::whatIsNotReadableIsUnknown_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("unread");
    QTest::newRow("a power") << QByteArray("test-err1.out")
                             << QStringList{QStringLiteral("PSU0 power (W)")};
    QTest::newRow("a temperature")
        << QByteArray("test-err2.out") << QStringList{QStringLiteral("temperature (C)")};
    QTest::newRow("a fan") << QByteArray("test-err3.out")
                           << QStringList{QStringLiteral("fan#1 (rpm)")};
    QTest::newRow("much")
        << QByteArray("test1-missing.out")
        << QStringList{QStringLiteral("PSU0 DC power"),   QStringLiteral("PSU0 fan status"),
                       QStringLiteral("PSU0 power (W)"),  QStringLiteral("PSU1 status"),
                       QStringLiteral("temperature (C)"), QStringLiteral("max temp (C)"),
                       QStringLiteral("fan status"),      QStringLiteral("fan#1 (rpm)")};
}

void TestIbswinfo::whatIsNotReadableIsUnknown()
{
    QFETCH(QByteArray, file);
    const QByteArray path = "infiniband_exporter/ibswinfo/" + file;
    SAMPLE(text, path.constData());
    const auto switches = read(text);
    QVERIFY(switches);
    const FabricHealth& row = switches->front();
    QTEST(row.unread, "unread");
    // All else is there.
    QCOMPARE(row.serial, QStringLiteral("MT1943X00498"));
    const SwitchParts parts = SwitchParts::of(row.parts);
    QCOMPARE(parts.supplies.size(), std::size_t(2));
    QCOMPARE(parts.supplies[1].watts, 71.0);
    QCOMPARE(parts.fans.size(), std::size_t(8));
    QCOMPARE(parts.fans[1].rpm, 7349);
    QVERIFY(told(fabric(row.guid, QStringLiteral("leaf")), {.switches = {row}}).isEmpty());
}

void TestIbswinfo::severalSwitchesInOneText()
{
    SAMPLE(first, "infiniband_exporter/ibswinfo/test1.out");
    SAMPLE(second, "infiniband_exporter/ibswinfo/test2.out");
    const auto switches = read(first + second);
    QVERIFY(switches);
    QCOMPARE(switches->size(), std::size_t(2));
    QCOMPARE((*switches)[0].guid, QStringLiteral("1c34da0300010540"));
    QCOMPARE((*switches)[1].serial, QStringLiteral("MT2152T10239"));
    QCOMPARE(SwitchParts::of((*switches)[0].parts).fans.size(), std::size_t(8));
}

void TestIbswinfo::whatIsNoSwitch_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("binary") << QByteArray("\0\x01|\xff\xfe", 5);
    QTest::newRow("no GUID") << QByteArray("part number | MQM\nserial number | MT1\n");
    QTest::newRow("a GUID that is none") << QByteArray("part number | MQM\nGUID | foo\n");
}

void TestIbswinfo::whatIsNoSwitch()
{
    QFETCH(QByteArray, text);
    const auto none = read(text);
    QVERIFY(!none);
    QCOMPARE(none.error().code, QStringLiteral("switch-guid-missing"));
}

void TestIbswinfo::whatIsWrongIsFound()
{
    SAMPLE(text, "infiniband_exporter/ibswinfo/test1.out");
    FabricHealth row = read(text)->front();
    const FabricGraph graph = fabric(row.guid, QStringLiteral("leaf"));
    QCOMPARE(told(graph, {.switches = {row}}),
             QStringList{QStringLiteral(
                 "fan-failed: leaf: fan status ERROR. Replace the fan module that it shows.")});
    SwitchParts parts = SwitchParts::of(row.parts);
    parts.fanStatus = QStringLiteral("OK");
    parts.fans[2].rpm = 0;
    parts.temperatureC = 70;
    row.parts = parts.toJson();
    const QStringList lines = told(graph, {.switches = {row}});
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0].contains(QStringLiteral("fan#3 stands still")));
    QVERIFY(lines[1].contains(QStringLiteral("leaf is at 70 °C")));
    // A switch that this fabric does not have is not dropped silently.
    QVERIFY(told(fabric(QStringLiteral("000000000000000a"), {}), {.switches = {row}})
                .value(0)
                .startsWith(QStringLiteral("unknown-port: The state of the switch 0x1c34da03")));
}

void TestIbswinfo::theSerialIsComparedWithTheBooks()
{
    FabricHealth row;
    row.guid = QStringLiteral("000000000000000a");
    row.serial = QStringLiteral("MT1");
    const FabricGraph graph = fabric(row.guid, QStringLiteral("leaf-1"));
    const auto against = [&](const std::vector<Asset>& assets) {
        return told(graph, {.switches = {row}, .assets = assets});
    };
    QVERIFY(against({asset("leaf-1", "mt1")}).isEmpty());
    QVERIFY(against({asset("leaf-1", "")}).isEmpty());
    QVERIFY(against({asset("leaf-2", "MT9")}).isEmpty());
    QVERIFY(against({asset("leaf-1", "MT2")})
                .value(0)
                .contains(QStringLiteral("has the serial MT1, and the books say MT2")));
    QVERIFY(against({asset("leaf-1", "MT2"), asset("spare", "MT1")})
                .value(0)
                .contains(QStringLiteral("MT1, which is spare in the books")));
}

QTEST_GUILESS_MAIN(TestIbswinfo)
#include "test_topology_ibswinfo.moc"
