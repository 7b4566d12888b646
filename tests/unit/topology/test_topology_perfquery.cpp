#include "models/topology/fabriccounters.h"
#include "models/topology/fabricfacts.h"
#include "models/topology/fabricrows.h"
#include "models/topology/perfquery.h"
#include "models/topology/topologytext.h"
#include "tests/unit/topology/samples.h"

#include <limits>

using namespace rackhouse;

namespace
{

using Kind = FabricFinding::Kind;

Result<PerfqueryText> read(QByteArray text)
{
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    return readPerfquery(buffer);
}

qint64 of(const FabricCounters& port, const char* counter)
{
    return port.counters.value(QLatin1String(counter)).toInteger(-1);
}

/// A leaf of LID 7 with a host, and a second host of which nothing is known but its name.
FabricGraph fabric()
{
    FabricGraph graph;
    graph.nodes = {{FabricGraph::Node::Kind::Switch,
                    QStringLiteral("000000000000000a"),
                    QStringLiteral("leaf-1"),
                    {},
                    {},
                    7},
                   {FabricGraph::Node::Kind::Adapter, QStringLiteral("000000000000000b"),
                    QStringLiteral("n1 HCA-1"), QStringLiteral("n1"), QStringLiteral("HCA-1"), 4}};
    graph.links.push_back({0, QStringLiteral("12"), 1, QStringLiteral("1")});
    return graph;
}

FabricCounters counted(const QJsonObject& counters, qint64 lid = 7, qint64 port = 12)
{
    FabricCounters row;
    row.lid = lid;
    row.port = port;
    row.counters = counters;
    row.observedAt = Instant{10'000'000};
    return row;
}

QStringList told(const FabricCounters& row)
{
    QStringList lines;
    for (const FabricFinding& finding : countersFindings(fabric(), {.counters = {row}}))
        lines << findingCode(finding.kind) + QStringLiteral(": ") + findingText(finding, fabric());
    return lines;
}

constexpr qint64 kHour = 3'600'000;

} // namespace

/// What ports count: the texts of perfquery, and what is made of two readings.
class TestPerfquery : public QObject
{
    Q_OBJECT

private slots:
    void portsOfARealFabric();
    void whatReceiveErrorsWere();
    void severalPortsInOneText();
    void theFileIsNamedAfterTheNode();
    void whatIsNoCounter_data();
    void whatIsNoCounter();
    void whatCannotBeReadIsUnknownAndNotNone();
    void totalsAreSinceAnUnknownTime();
    void twoReadingsAreAPeriod();
    void clearedBetweenIsNoPeriod();
    void readingsComeInAnyOrder();
    void trafficIsNoNews();
    void whoHearsOnlyNewsFindsWhatIsFound();
    void waitingIsCongestion();
    void countsAreSaidInTheirUnit();
    void aPortOfNoFabricIsTold();
    void everyTextIsKnownByItsFirstLines_data();
    void everyTextIsKnownByItsFirstLines();
};

void TestPerfquery::portsOfARealFabric()
{
    SAMPLE(text, "infiniband_exporter/perfquery/0x506b4b03005c2740.out");
    const auto one = read(text);
    QVERIFY(one);
    QCOMPARE(one->ports.size(), std::size_t(1));
    const FabricCounters& port = one->ports.front();
    QCOMPARE(port.lid, 2052);
    QCOMPARE(port.port, 1);
    QCOMPARE(port.set, CounterSet::Port);
    QCOMPARE(port.counters.size(), 22); // 25 lines, less the port and two selections
    QCOMPARE(of(port, "PortXmitData"), 178791657177235);
    QCOMPARE(of(port, "LinkDownedCounter"), 1);
    QCOMPARE(of(port, "PortRcvSwitchRelayErrors"), 7);
    QCOMPARE(of(port, "PortXmitDiscards"), 20046);
    QCOMPARE(of(port, "PortXmitWait"), 41864608);
    QVERIFY(one->notes.isEmpty());

    SAMPLE(two, "infiniband_exporter/perfquery/0x7cfe9003009ce5b0.out");
    const auto both = read(two);
    QVERIFY(both);
    QCOMPARE(both->ports.size(), std::size_t(2));
    QCOMPARE(both->ports[0].lid, 1719);
    QCOMPARE(both->ports[1].port, 2);
    QCOMPARE(of(both->ports[0], "PortXmitWait"), 22730501);
    QCOMPARE(of(both->ports[1], "PortXmitWait"), 36510964);
    QCOMPARE(of(both->ports[1], "PortMulticastRcvPkts"), 0);

    SAMPLE(quiet, "infiniband_exporter/perfquery/0x7cfe9003003b4b96.out");
    const auto still = read(quiet);
    QCOMPARE(still->ports.front().lid, 133);
    QCOMPARE(of(still->ports.front(), "PortRcvPkts"), 100583719365);
    SAMPLE(other, "infiniband_exporter/perfquery/0x7cfe9003003b4bde.out");
    QCOMPARE(read(other)->ports.front().lid, 134);
    QCOMPARE(of(read(other)->ports.front(), "PortRcvData"), 9752484588300);
}

void TestPerfquery::whatReceiveErrorsWere()
{
    struct Expected {
        const char* name;
        qint64 lid;
        qint64 port;
    };
    for (const Expected& expected : {Expected{"0x506b4b03005c2740-1.out", 2052, 1},
                                     Expected{"0x7cfe9003003b4b96-1.out", 133, 1},
                                     Expected{"0x7cfe9003003b4bde-1.out", 134, 1},
                                     Expected{"0x7cfe9003009ce5b0-1.out", 1719, 1},
                                     Expected{"0x7cfe9003009ce5b0-2.out", 1719, 2}}) {
        const QByteArray path =
            QByteArray("infiniband_exporter/perfquery-rcv-error/") + expected.name;
        SAMPLE(text, path.constData());
        const auto details = read(text);
        QVERIFY2(details, expected.name);
        QCOMPARE(details->ports.size(), std::size_t(1));
        const FabricCounters& port = details->ports.front();
        QCOMPARE(port.set, CounterSet::ReceiveErrors);
        QCOMPARE(port.lid, expected.lid);
        QCOMPARE(port.port, expected.port);
        QCOMPARE(port.counters.size(), 6);
        QCOMPARE(of(port, "PortLocalPhysicalErrors"), 0);
        QCOMPARE(of(port, "PortLoopingErrors"), 0);
    }
}

void TestPerfquery::severalPortsInOneText()
{
    const auto text = read("# Port extended counters: Lid 4 port 1 (CapMask: 0x5300)\n"
                           "SymbolErrorCounter:..............1\n"
                           "# PortRcvErrorDetails counters: Lid 4 port 1\n"
                           "PortLocalPhysicalErrors:.........2\n"
                           "# Port extended counters: Lid 4 port 1 (CapMask: 0x5300)\n"
                           "SymbolErrorCounter:..............3\n");
    QVERIFY(text);
    QCOMPARE(text->ports.size(), std::size_t(2));
    QCOMPARE(of(text->ports[0], "SymbolErrorCounter"), 3); // as it was told last
    QCOMPARE(of(text->ports[1], "PortLocalPhysicalErrors"), 2);
}

void TestPerfquery::theFileIsNamedAfterTheNode()
{
    QCOMPARE(guidInName(QStringLiteral("/tmp/0x7cfe9003009ce5b0-1.out")),
             QStringLiteral("7cfe9003009ce5b0"));
    QCOMPARE(guidInName(QStringLiteral("0x7CFE9003009CE5B0.out")),
             QStringLiteral("7cfe9003009ce5b0"));
    QCOMPARE(guidInName(QStringLiteral("monday.out")), QString());
    QCOMPARE(guidInName(QStringLiteral("0x7cfe9003009ce5b0ff.out")), QString());
}

void TestPerfquery::whatIsNoCounter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("binary") << QByteArray("\0\x01\xff\xfe# Port\0", 12);
    QTest::newRow("a page") << QByteArray("<html>login</html>\n");
    QTest::newRow("no port") << QByteArray("SymbolErrorCounter:..............1\n");
    QTest::newRow("no counters") << QByteArray(
        "# Port extended counters: Lid 4 port 1 (CapMask: 0x5300)\n");
    QTest::newRow("all ports together") << QByteArray(
        "# Port extended counters: Lid 4 port 255 (CapMask: 0x5300)\nSymbolErrorCounter:...1\n");
    QTest::newRow("32 bits") << QByteArray(
        "# Port counters: Lid 4 port 1 (CapMask: 0x5300)\nSymbolErrorCounter:...1\n");
}

void TestPerfquery::whatIsNoCounter()
{
    QFETCH(QByteArray, text);
    const auto none = read(text);
    QVERIFY(!none);
    QCOMPARE(none.error().code, QStringLiteral("counters-unread"));
}

void TestPerfquery::whatCannotBeReadIsUnknownAndNotNone()
{
    const auto text = read("# Port extended counters: Lid 4 port 1\nSymbolErrorCounter:....foo\n"
                           "PortXmitWait:....-1\nPortRcvData:...99999999999999999999\n"
                           "LinkDownedCounter:....2\n");
    QVERIFY(text);
    QCOMPARE(text->ports.front().counters.keys(), QStringList{QStringLiteral("LinkDownedCounter")});
    QCOMPARE(text->notes.size(), 3);
    QCOMPARE(text->notes.first().line, 2);
}

void TestPerfquery::totalsAreSinceAnUnknownTime()
{
    const QStringList lines = told(counted({{QStringLiteral("SymbolErrorCounter"), 1204},
                                            {QStringLiteral("PortRcvErrors"), 9},
                                            {QStringLiteral("LinkDownedCounter"), 1}}));
    QCOMPARE(lines,
             QStringList{QStringLiteral(
                 "link-errors: leaf-1 port 12 to n1 HCA-1: 1,204 symbol errors since the "
                 "counters were cleared, at an unknown time. Clean or replace the cable. Read "
                 "them again: what has grown since then counts.")});
    // The switch of the sample throws packets away; a link that came up once is none.
    QCOMPARE(told(counted({{QStringLiteral("PortXmitDiscards"), 20046},
                           {QStringLiteral("LinkDownedCounter"), 1}}))
                 .size(),
             1);
    QVERIFY(told(counted({{QStringLiteral("SymbolErrorCounter"), 9},
                          {QStringLiteral("PortXmitDiscards"), 99}}))
                .isEmpty());
}

void TestPerfquery::twoReadingsAreAPeriod()
{
    FabricCounters row = counted(
        {{QStringLiteral("SymbolErrorCounter"), 1040}, {QStringLiteral("LinkDownedCounter"), 6}});
    row.before = {{QStringLiteral("SymbolErrorCounter"), 1000},
                  {QStringLiteral("LinkDownedCounter"), 5}};
    row.beforeAt = Instant{row.observedAt.ms - 2 * kHour};
    QCOMPARE(told(row), QStringList{QStringLiteral(
                            "link-errors: leaf-1 port 12 to n1 HCA-1: 40 symbol errors, down once "
                            "in 2.0 h. Clean or replace the cable.")});
    // The same forty over a day are what a link may count.
    row.beforeAt = Instant{row.observedAt.ms - 24 * kHour};
    row.counters.insert(QStringLiteral("LinkDownedCounter"), 5);
    QCOMPARE(told(row), QStringList());
    // A thousand that were there before count no more.
    row.counters.insert(QStringLiteral("SymbolErrorCounter"), 1000);
    row.beforeAt = Instant{row.observedAt.ms - 60'000};
    QCOMPARE(told(row), QStringList());
}

void TestPerfquery::clearedBetweenIsNoPeriod()
{
    FabricCounters row = counted({{QStringLiteral("SymbolErrorCounter"), 20}});
    row.before = {{QStringLiteral("SymbolErrorCounter"), 1000}};
    row.beforeAt = Instant{row.observedAt.ms - kHour};
    const CounterReading reading(row);
    QCOMPARE(reading.period(), 0);
    QCOMPARE(reading.value(QStringLiteral("SymbolErrorCounter")), 20);
    QVERIFY(told(row).value(0).contains(QStringLiteral("20 symbol errors since")));
}

void TestPerfquery::readingsComeInAnyOrder()
{
    const QJsonObject early{{QStringLiteral("SymbolErrorCounter"), 1}};
    const QJsonObject late{{QStringLiteral("SymbolErrorCounter"), 5}};
    FabricCounters first;
    first.counters = late;
    FabricCounters kept = withReading({}, first, Instant{2000});
    QVERIFY(!kept.beforeAt.isSet());
    FabricCounters second;
    second.counters = early;
    kept = withReading(kept, second, Instant{1000});
    QCOMPARE(kept.counters, late);
    QCOMPARE(kept.before, early);
    QCOMPARE(kept.beforeAt.ms, 1000);
    // The same file once more is no second reading.
    kept = withReading(kept, first, Instant{2000});
    QCOMPARE(kept.before, early);
    QCOMPARE(CounterReading(kept).value(QStringLiteral("SymbolErrorCounter")), 4);
    // What is older than both tells nothing new.
    kept = withReading(kept, second, Instant{500});
    QCOMPARE(kept.beforeAt.ms, 1000);
}

void TestPerfquery::trafficIsNoNews()
{
    constexpr qint64 start = 10'000'000;
    const QJsonObject idle{{QStringLiteral("SymbolErrorCounter"), 3},
                           {QStringLiteral("PortXmitData"), 1000},
                           {QStringLiteral("PortXmitWait"), 0}};
    const auto next = [&](const char* counter, qint64 value) {
        QJsonObject counters = idle;
        counters.insert(QStringLiteral("PortXmitData"), 2000);
        counters.insert(QLatin1String(counter), value);
        return withReading(counted(idle), counted(counters), Instant{start + 3'600'000});
    };
    QVERIFY(!isNews(counted(idle), next("PortXmitData", 900'000'000)));
    QVERIFY(!isNews(counted(idle), next("PortXmitPkts", 5)));
    QVERIFY(!isNews(counted(idle), next("PortXmitWait", 1)));
    QVERIFY(isNews(counted(idle), next("PortXmitWait", 1000)));    // congested
    QVERIFY(isNews(counted(idle), next("SymbolErrorCounter", 4))); // one more
    QVERIFY(isNews(counted(idle), next("SymbolErrorCounter", 0))); // cleared
    QVERIFY(isNews(counted(idle), next("PortXmitDiscards", 1)));   // told for the first time
    FabricCounters moved = counted(idle);
    moved.lid = 8;
    QVERIFY(isNews(counted(idle), moved));
}

/// The feed is not told of most readings, and yet its readers find the same as the site.
void TestPerfquery::whoHearsOnlyNewsFindsWhatIsFound()
{
    struct Step {
        qint64 symbols, data, wait;
    };
    constexpr Step steps[]{{0, 10'000, 0},       {0, 20'000, 10},      {4, 30'000, 20},
                           {900, 40'000, 20},    {900, 50'000, 30},    {900, 60'000, 40},
                           {900, 70'000, 9'000}, {900, 80'000, 9'100}, {900, 90'000, 9'200},
                           {0, 500, 0},          {0, 9'000, 1},        {0, 12'000, 2},
                           {60, 20'000, 3},      {60, 30'000, 4},      {61, 40'000, 5}};
    FabricCounters kept, heard;
    int news = 0;
    qint64 at = 10'000'000;
    for (const Step& step : steps) {
        const FabricCounters before = kept;
        const FabricCounters read = counted({{QStringLiteral("SymbolErrorCounter"), step.symbols},
                                             {QStringLiteral("PortXmitData"), step.data},
                                             {QStringLiteral("PortXmitWait"), step.wait}});
        kept = withReading(before.observedAt.isSet() ? before : FabricCounters(), read, {at});
        kept.lid = read.lid;
        kept.port = read.port;
        if (!before.observedAt.isSet() || isNews(before, kept)) {
            heard = kept;
            ++news;
        }
        QCOMPARE(told(heard), told(kept));
        at += 600'000;
    }
    QVERIFY(news > 5);
    QVERIFY(news < int(std::size(steps)));
}

void TestPerfquery::waitingIsCongestion()
{
    FabricCounters row =
        counted({{QStringLiteral("PortXmitWait"), 11}, {QStringLiteral("PortXmitData"), 1000}});
    QCOMPARE(told(row).size(), 1);
    QVERIFY(told(row).first().startsWith(QStringLiteral("congested: leaf-1 port 12 to n1 HCA-1")));
    QVERIFY2(told(row).first().contains(QStringLiteral("waited 11 ticks")) &&
                 told(row).first().contains(QStringLiteral("sent 4 kB.")),
             qPrintable(told(row).first()));
    row.counters.insert(QStringLiteral("PortXmitWait"), 10);
    QVERIFY(told(row).isEmpty());
    // A port that told nothing of what it sent says nothing of congestion.
    row.counters = {{QStringLiteral("PortXmitWait"), 1'000'000}};
    QVERIFY(told(row).isEmpty());
}

void TestPerfquery::countsAreSaidInTheirUnit()
{
    const QString sent = QStringLiteral("PortXmitData");
    QCOMPARE(countText(sent, 36'298'026'860'928), QStringLiteral("145 TB"));
    QCOMPARE(exactCount(sent, 36'298'026'860'928), 145'192'107'443'712);
    QCOMPARE(exactCountText(sent, 36'298'026'860'928), QStringLiteral("145,192,107,443,712 bytes"));
    // More words than there are numbers for their bytes.
    QVERIFY(exactCount(sent, std::numeric_limits<qint64>::max()) > 0);
    const QString errors = QStringLiteral("SymbolErrorCounter");
    QCOMPARE(countText(errors, 1'234'567), QStringLiteral("1,234,567"));
    QCOMPARE(exactCount(errors, 1'234'567), 1'234'567);
}

void TestPerfquery::aPortOfNoFabricIsTold()
{
    FabricCounters details = counted({{QStringLiteral("PortLocalPhysicalErrors"), 0}}, 99, 3);
    details.set = CounterSet::ReceiveErrors;
    const FabricFacts facts{
        .counters = {counted({{QStringLiteral("SymbolErrorCounter"), 0}}, 99, 3), details}};
    const auto found = countersFindings(fabric(), facts);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().kind, Kind::UnknownPort);
    QVERIFY(found.front().told.contains(QStringLiteral("LID 99 port 3")));
    // A GUID counts before a LID, which another node may have by now.
    FabricCounters moved = counted({{QStringLiteral("SymbolErrorCounter"), 50}}, 99, 1);
    moved.guid = QStringLiteral("000000000000000b");
    QVERIFY(told(moved).value(0).startsWith(QStringLiteral("link-errors: n1 HCA-1 to leaf-1")));
}

void TestPerfquery::everyTextIsKnownByItsFirstLines_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* file, TopologyText kind) {
        QTest::newRow(file) << QByteArray(file) << int(kind);
    };
    row("infiniband_exporter/perfquery/0x7cfe9003009ce5b0.out", TopologyText::Counters);
    row("infiniband_exporter/perfquery-rcv-error/0x7cfe9003009ce5b0-2.out", TopologyText::Counters);
    row("infiniband_exporter/ibswinfo/test1-missing.out", TopologyText::Switches);
    row("infiniband_exporter/ibnetdiscover/test.out", TopologyText::Subnet);
    row("ibnetdiscover/topograph_example.out", TopologyText::Subnet);
    for (const char* name :
         {"small-tree", "medium", "large", "nvl72", "dual-xclr-regular", "dual-xclr-irregular"})
        QTest::newRow(name) << QByteArray("topograph_models/") + name + ".yaml"
                            << int(TopologyText::Plan);
}

void TestPerfquery::everyTextIsKnownByItsFirstLines()
{
    QFETCH(QByteArray, file);
    SAMPLE(text, file.constData());
    QTEST(int(kindOfTopology(text.left(kTopologyHead))), "kind");
}

QTEST_GUILESS_MAIN(TestPerfquery)
#include "test_topology_perfquery.moc"
