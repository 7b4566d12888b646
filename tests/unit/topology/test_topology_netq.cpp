#include "models/base/json.h"
#include "models/topology/cabling.h"
#include "models/topology/netq.h"
#include "tests/unit/topology/samples.h"
#include "tests/unit/topology/wire.h"

using namespace rackhouse;

namespace
{

QString here(const Neighbor& row)
{
    return row.localName + QLatin1Char(' ') + row.localPort;
}

QString there(const Neighbor& row)
{
    return row.name + QLatin1Char(' ') + row.port;
}

/// One cable between a switch and a host.
const QByteArray oneCable = R"({"nodes":[{"compounded_nodes":[
    {"id":"1","name":"leaf-1","device_type":"switch"},
    {"id":"2","name":"node-1","device_type":"host"}]}],
    "links":[{"compounded_links":[{"interfaces":[
    {"node":"1","interface":"swp1"},{"node":"2","interface":"eth0"}]}]}]})";

/// A switch that tells of `own` itself, and NetQ of `netq`, so much later.
Wire twoTellers(const QString& own, const QString& netq, qint64 laterMs)
{
    Wire site;
    site.device(QStringLiteral("leaf-1"));
    site.host(own);
    if (own != netq)
        site.host(netq);
    site.hear(QStringLiteral("leaf-1"), QStringLiteral("swp1"), own, QStringLiteral("eth0"))
        .source = NeighborSource::Snmp;
    Neighbor& row =
        site.hear(QStringLiteral("leaf-1"), QStringLiteral("swp1"), netq, QStringLiteral("eth0"));
    row.source = NeighborSource::Netq;
    row.observedAt = row.observedAt.plusMs(laterMs);
    return site;
}

/// A switch that tells of one port of another, which tells nothing; NetQ told of another port of
/// that, so much earlier.
Wire movedSince(qint64 earlierMs)
{
    Wire site;
    const QString teller = QStringLiteral("sw1");
    const QString silent = QStringLiteral("sw7");
    site.device(teller);
    site.device(silent);
    site.cable(teller, QStringLiteral("p4"), silent, QStringLiteral("e0"));
    for (Neighbor& row : site.books.neighbors) {
        row.source = NeighborSource::Netq;
        row.observedAt = row.observedAt.plusMs(-earlierMs);
    }
    site.hear(teller, QStringLiteral("p4"), silent, QStringLiteral("z1"));
    return site;
}

QStringList workListOf(const Wire& site)
{
    Cabling::Books books;
    books.machines = site.books.machines;
    books.assets = site.books.assets;
    books.neighbors = site.books.neighbors;
    QStringList found;
    const Cabling cabling(books);
    for (const CablingFinding& finding : cabling.findings())
        found << findingCode(finding.kind) + QLatin1Char(' ') + cabling.sentence(finding);
    return found;
}

QStringList hostsIn(const Wire& site)
{
    QStringList hosts;
    const auto picture = site.picture();
    for (const FabricNode& node : picture->nodes()) {
        if (!node.host.isEmpty())
            hosts << node.host;
    }
    return hosts;
}

} // namespace

/// What NetQ and NMX tell of a network.
class TestNetq : public QObject
{
    Q_OBJECT

private slots:
    void aRealGraph()
    {
        SAMPLE(text, "netq/topologyGraph.json");
        const auto told = readNetq(text);
        QVERIFY(told);
        const NetqGraph& graph = std::get<NetqGraph>(*told);
        QCOMPARE(graph.devices.size(), std::size_t(11));
        QCOMPARE(std::count_if(graph.devices.begin(), graph.devices.end(),
                               [](const auto& device) { return device.isSwitch; }),
                 3);
        QCOMPARE(graph.cables.size(), std::size_t(79));
        QCOMPARE(graph.skipped, 0);
        const auto rows = graph.neighbors();
        QCOMPARE(rows.size(), std::size_t(2 * 79));
        for (std::size_t i = 0; i < rows.size(); i += 2) {
            QCOMPARE(here(rows[i]), there(rows[i + 1]));
            QCOMPARE(there(rows[i]), here(rows[i + 1]));
        }
        QVERIFY(std::any_of(rows.begin(), rows.end(), [](const Neighbor& row) {
            return here(row) == QLatin1String("dgx-03 ens4f0np0") &&
                   there(row) == QLatin1String("net-unit-l1 swp17s2");
        }));
    }

    void realComputeNodes()
    {
        SAMPLE(text, "netq/computeNodes.json");
        const auto told = readNetq(text);
        QVERIFY(told);
        const auto& hosts = std::get<std::vector<NvlinkHost>>(*told);
        QCOMPARE(hosts.size(), std::size_t(2));
        const NvlinkHost& second = hosts.back();
        QCOMPARE(second.name, QStringLiteral("node2"));
        QCOMPARE(second.domain, QStringLiteral("3fbfc98b-7f95-4749-ab11-bd351a2aab3e"));
        QCOMPARE(second.chassisSerial, QStringLiteral("1825024170029"));
        QCOMPARE(second.health, Health::Ok);
        QCOMPARE(second.slot, 22);
        QCOMPARE(second.tray, 12);
        QCOMPARE(second.gpus, 4);
        const Component part = second.toComponent();
        QCOMPARE(part.kind, ComponentKind::NvlinkDomain);
        QCOMPARE(part.slot, QStringLiteral("22"));
        QCOMPARE(part.model, second.domain);
        QCOMPARE(part.serial, second.chassisSerial);
        QCOMPARE(integerOr(part.detail, QStringLiteral("tray")), 12);
    }

    void whatIsHalfIsCounted()
    {
        QByteArray open = oneCable;
        open.replace("\"eth0\"", "\"\"");
        QByteArray stranger = oneCable;
        stranger.replace("\"node\":\"2\"", "\"node\":\"9\"");
        for (const QByteArray& text : {open, stranger}) {
            const auto told = readNetq(text);
            QVERIFY(told);
            QCOMPARE(std::get<NetqGraph>(*told).cables.size(), std::size_t(0));
            QCOMPARE(std::get<NetqGraph>(*told).skipped, 1);
        }
    }

    void severalPicturesInOneFile()
    {
        const auto told = readNetq('[' + oneCable + ',' + oneCable + ']');
        QVERIFY(told);
        QCOMPARE(std::get<NetqGraph>(*told).devices.size(), std::size_t(4));
        QCOMPARE(std::get<NetqGraph>(*told).cables.back().a, 2);
    }

    void whatIsNeitherIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("an empty list") << QByteArray("[]");
        QTest::newRow("no device") << QByteArray(R"([{"nodes":[],"links":[]}])");
        QTest::newRow("a host without domain") << QByteArray(R"([{"Name":"node1"}])");
        QTest::newRow("of both") << '[' + oneCable + R"(,{"Name":"a","DomainUUID":"b"}])";
        QTest::newRow("text") << QByteArray("Switch 1");
    }
    void whatIsNeitherIsRefused()
    {
        QFETCH(QByteArray, text);
        const auto told = readNetq(text);
        QVERIFY(!told);
        QCOMPARE(told.error().code, QStringLiteral("netq-unreadable"));
    }

    void aSwitchKnowsItsPortsBest()
    {
        const QString own = QStringLiteral("node-1");
        const QString other = QStringLiteral("node-2");
        QCOMPARE(hostsIn(twoTellers(own, other, 0)), QStringList(own));
        QCOMPARE(hostsIn(twoTellers(own, other, kHourMs)), QStringList(own));
        QCOMPARE(hostsIn(twoTellers(own, other, kHourMs + 1)), QStringList(other));
        QCOMPARE(hostsIn(twoTellers(own, other, -kHourMs * 24)), QStringList(own));
    }

    void theWorkListHearsOneOfThem()
    {
        const Wire site = twoTellers(QStringLiteral("node-1"), QStringLiteral("node-2"), 0);
        const QStringList found = workListOf(site);
        QCOMPARE(found.size(), 1);
        QVERIFY2(found.first().startsWith(QLatin1String("not-in-books")) &&
                     found.first().contains(QLatin1String("node-1 eth0")),
                 qPrintable(found.first()));
    }

    /// What NetQ told of the silent end of a cable gives way to what its other end tells now.
    void whatIsToldAtTheOtherEndCounts_data()
    {
        QTest::addColumn<qint64>("earlierMs");
        QTest::addColumn<QString>("port");
        QTest::newRow("NetQ of weeks ago") << 24 * 21 * kHourMs << QStringLiteral("sw7 z1");
        QTest::newRow("NetQ of now") << qint64(0) << QStringLiteral("sw7 z1");
        QTest::newRow("NetQ of later") << -kHourMs - 1 << QStringLiteral("sw7 e0");
    }
    void whatIsToldAtTheOtherEndCounts()
    {
        QFETCH(qint64, earlierMs);
        QFETCH(QString, port);
        const Wire site = movedSince(earlierMs);
        const QStringList found = workListOf(site);
        QCOMPARE(found.size(), 1);
        QVERIFY2(found.first().contains(QStringLiteral("sw1 p4")) && found.first().contains(port),
                 qPrintable(found.first()));
        QCOMPARE(site.networks(), (QList<std::pair<int, int>>{{2, 1}}));
    }

    void portsThatNobodyTellsOfStay()
    {
        Wire site = movedSince(kHourMs);
        site.device(QStringLiteral("sw8"));
        site.cable(QStringLiteral("sw8"), QStringLiteral("p1"), QStringLiteral("sw1"),
                   QStringLiteral("p9"));
        for (std::size_t row = site.books.neighbors.size() - 2; row < site.books.neighbors.size();
             ++row)
            site.books.neighbors[row].source = NeighborSource::Netq;
        QCOMPARE(site.networks(), (QList<std::pair<int, int>>{{3, 2}}));
    }
};

QTEST_GUILESS_MAIN(TestNetq)
#include "test_topology_netq.moc"
