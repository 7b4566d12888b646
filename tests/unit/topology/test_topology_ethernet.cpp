#include "models/topology/lldp.h"
#include "models/topology/netq.h"
#include "tests/unit/topology/samples.h"
#include "tests/unit/topology/wire.h"

using namespace rackhouse;

namespace
{

/// A switch that the books have, with what it printed of its neighbours.
Wire printed(const QByteArray& text)
{
    Wire site;
    site.device(QStringLiteral("printed"));
    const auto told = readLldp(text);
    for (const LldpNeighbor& neighbor : told.value_or(QList<LldpNeighbor>())) {
        Neighbor& row =
            site.hear(QStringLiteral("printed"), neighbor.localPort, neighbor.name, neighbor.port);
        row.chassis = neighbor.chassis;
        row.portText = neighbor.portText;
    }
    return site;
}

int find(const FabricPicture& picture, const QString& name)
{
    for (std::size_t row = 0; row < picture.nodes().size(); ++row) {
        if (picture.nodes()[row].name == name)
            return static_cast<int>(row);
    }
    return -1;
}

} // namespace

class TestEthernet : public QObject
{
    Q_OBJECT

private slots:
    void aRealFabric()
    {
        SAMPLE(text, "netq/topologyGraph.json");
        const auto told = readNetq(text);
        QVERIFY(told);
        const NetqGraph& graph = std::get<NetqGraph>(*told);
        QCOMPARE(graph.skipped, 0);
        Wire site;
        for (const NetqGraph::Device& device : graph.devices) {
            if (device.isSwitch)
                site.device(device.name);
            else
                site.host(device.name);
        }
        site.books.neighbors = graph.neighbors();
        QCOMPARE(site.networks(), (QList<std::pair<int, int>>{{3, 79}}));
        const auto picture = site.picture();
        QCOMPARE(picture->nodes().size(), std::size_t(3 + 8 * 4));
        QCOMPARE(picture->place(find(*picture, QStringLiteral("net-unit-s1"))).tier, 2);
        const auto& leaf = picture->place(find(*picture, QStringLiteral("net-unit-l1")));
        QCOMPARE(leaf.tier, 1);
        QCOMPARE(leaf.upLinks, 28);
        QCOMPARE(leaf.hostLinks, 16);
        QCOMPARE(picture->place(find(*picture, QStringLiteral("net-unit-l2"))).upLinks, 19);
        QCOMPARE(picture->shape().units().size(), std::size_t(2));
        QCOMPARE(picture->shape().railCount(), 1); // four ports of a host go to one leaf
        QStringList hosts = picture->shape().units().front().hosts;
        QCOMPARE(hosts, (QStringList{QStringLiteral("dgx-01"), QStringLiteral("dgx-02"),
                                     QStringLiteral("dgx-03"), QStringLiteral("dgx-04")}));
        QCOMPARE(picture->leafPortOf(find(*picture, QStringLiteral("dgx-03 ens4f0np0"))),
                 QStringLiteral("swp17s2"));
        QCOMPARE(site.findings(), QStringList());
    }

    void aRealHostTellsOfSwitchesThatNobodyKnows()
    {
        SAMPLE(text, "inband_collectors/lldp_happy.json");
        Wire site;
        site.host(QStringLiteral("dgx-11"));
        const auto told = readLldp(text);
        QVERIFY(told);
        for (const LldpNeighbor& neighbor : *told)
            site.hear(QStringLiteral("dgx-11"), neighbor.localPort, neighbor.name, neighbor.port);
        QCOMPARE(site.networks(), (QList<std::pair<int, int>>{{2, 2}}));
        const auto picture = site.picture();
        QCOMPARE(picture->fabric().name, QStringLiteral("jp*-*-p*-tan-leaf-*"));
        QCOMPARE(picture->shape().units().size(), std::size_t(1));
        QCOMPARE(picture->shape().railCount(), 2);
        const int nic = find(*picture, QStringLiteral("dgx-11 ens11f0np0"));
        QCOMPARE(picture->node(nic).machineId, site.books.machines.front().id);
        QCOMPARE(picture->leafPortOf(nic), QStringLiteral("swp9s3"));
        QCOMPARE(picture->node(picture->shape().leafOf(nic)).name,
                 QStringLiteral("JP01-1-P1-TAN-LEAF-1"));
        QCOMPARE(site.findings(), QStringList()); // nobody has asked the switches
    }

    void aRealSwitchHearsSeveralAtAPort()
    {
        SAMPLE(text, "lldp_raw/arista_eos/show_lldp_neighbors_detail/"
                     "arista_eos_show_lldp_neighbors_detail.raw");
        const Wire site = printed(text);
        QCOMPARE(site.networks().size(), 1);
        QCOMPARE(site.networks().front().second, 20);
        QCOMPARE(site.findings(), (QStringList{QStringLiteral("shared-port printed Ethernet8"),
                                               QStringLiteral("shared-port printed Ethernet33"),
                                               QStringLiteral("shared-port printed Management1")}));
        const auto picture = site.picture();
        QCOMPARE(picture->sentence(picture->findings()[1]),
                 QStringLiteral("printed port Ethernet33 is an end of 4 links, and a cable has two "
                                "ends. Look for a hub between, or for two devices of one name."));
    }

    void everyRealTableIsDrawn_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("links");
        QTest::newRow("eos") << QByteArray("arista_eos/show_lldp_neighbors/"
                                           "arista_eos_show_lldp_neighbors2.raw")
                             << 6;
        QTest::newRow("nxos") << QByteArray("cisco_nxos/show_lldp_neighbors/"
                                            "cisco_nxos_show_lldp_neighbors.raw")
                              << 3;
        QTest::newRow("junos") << QByteArray("juniper_junos/show_lldp_neighbors/"
                                             "juniper_junos_show_lldp_neighbors_ae7.raw")
                               << 4;
    }
    void everyRealTableIsDrawn()
    {
        QFETCH(QByteArray, path);
        QFETCH(int, links);
        const QByteArray name = "lldp_raw/" + path;
        SAMPLE(text, name.constData());
        const Wire site = printed(text);
        QCOMPARE(site.networks().size(), 1);
        QCOMPARE(site.networks().front().second, links);
    }

    void railsUnitsAndSpines()
    {
        const Wire site = Wire::rails();
        QCOMPARE(site.networks(), (QList<std::pair<int, int>>{{8, 18 + 24}}));
        const auto picture = site.picture();
        QCOMPARE(picture->fabric().id.text(), QStringLiteral("ethernet:leaf-1-1"));
        QCOMPARE(picture->fabric().scannedAt, kNow);
        QCOMPARE(picture->shape().railCount(), 2);
        QCOMPARE(picture->shape().units().size(), std::size_t(3));
        QCOMPARE(picture->shape().units()[1].name, QStringLiteral("su2"));
        const int leaf = find(*picture, Wire::leaf(2, 1));
        QCOMPARE(picture->place(leaf).rail, 0);
        QCOMPARE(picture->place(leaf).upLinks, 4);
        QCOMPARE(picture->assetOf(leaf), site.books.assets[4].id);
        QCOMPARE(site.findings(), QStringList());
    }

    void aCableInTheWrongRail()
    {
        Wire site = Wire::rails();
        for (int rail = 1; rail <= 2; ++rail)
            site.cut(Wire::host(2, 1), Wire::eth(rail));
        site.cable(Wire::leaf(2, 2), Wire::swp(1), Wire::host(2, 1), Wire::eth(1));
        site.cable(Wire::leaf(2, 1), Wire::swp(1), Wire::host(2, 1), Wire::eth(2));
        QCOMPARE(site.findings(), (QStringList{QStringLiteral("wrong-rail su2-c1 eth1"),
                                               QStringLiteral("wrong-rail su2-c1 eth2")}));
        const auto picture = site.picture();
        QCOMPARE(picture->sentence(picture->findings().front()),
                 QStringLiteral("su2-c1 eth1 is plugged into leaf-2-2. Move its cable to "
                                "leaf-1-2."));
    }

    void aCableInTheWrongUnit()
    {
        Wire site = Wire::rails();
        // A third rail says where the host belongs.
        for (int unit = 1; unit <= 3; ++unit) {
            site.device(Wire::leaf(unit, 3));
            for (int number = 1; number <= 3; ++number)
                site.cable(Wire::leaf(unit, 3), Wire::swp(number), Wire::host(unit, number),
                           Wire::eth(3));
            for (int spine = 0; spine < 4; ++spine)
                site.cable(Wire::leaf(unit, 3), Wire::swp(61 + spine),
                           QStringLiteral("spine-%1").arg(1 + spine / 2),
                           Wire::swp(40 + unit * 2 + spine % 2));
        }
        site.cut(Wire::host(1, 2), Wire::eth(1));
        site.cable(Wire::leaf(3, 1), Wire::swp(9), Wire::host(1, 2), Wire::eth(1));
        QCOMPARE(site.findings(), QStringList{QStringLiteral("wrong-unit su1-c2 eth1")});
    }

    void aLeafThatIsNotThere()
    {
        Wire site = Wire::rails();
        site.remove(Wire::leaf(3, 2));
        QCOMPARE(site.findings(), QStringList{QStringLiteral("missing-leaf leaf-2-3")});
    }

    void hostsWithFewRailsMissNoLeaf()
    {
        Wire site = Wire::rails();
        for (int rail = 3; rail <= 6; ++rail) {
            for (int unit = 1; unit <= 2; ++unit) {
                site.device(Wire::leaf(unit, rail));
                for (int number = 1; number <= 3; ++number)
                    site.cable(Wire::leaf(unit, rail), Wire::swp(number), Wire::host(unit, number),
                               Wire::eth(rail));
                for (int spine = 0; spine < 4; ++spine)
                    site.cable(Wire::leaf(unit, rail), Wire::swp(61 + spine),
                               QStringLiteral("spine-%1").arg(1 + spine / 2),
                               Wire::swp(100 * rail + unit * 4 + spine % 2));
            }
        }
        QCOMPARE(site.picture()->shape().railCount(), 6);
        QCOMPARE(site.findings(), QStringList()); // the third unit has two rails of six
    }

    void aLeafShortOfUplinks()
    {
        Wire site = Wire::rails();
        site.cut(Wire::leaf(2, 2), Wire::swp(64));
        QCOMPARE(site.findings(), QStringList{QStringLiteral("few-uplinks leaf-2-2")});
    }

    void aSlowLink()
    {
        Wire site = Wire::rails();
        for (int number = 1; number <= 3; ++number)
            site.speed(Wire::host(1, number), Wire::eth(1), number == 2 ? 200'000 : 400'000);
        site.speed(Wire::host(1, 1), Wire::eth(2), 100'000); // another rail, another speed
        QCOMPARE(site.findings(), QStringList{QStringLiteral("slow-link leaf-1-1 swp2")});
        const auto drawn = site.picture();
        const QString text = drawn->sentence(drawn->findings().front());
        QVERIFY2(text.contains(QStringLiteral("200 Gbit/s, and 400 Gbit/s is")), qPrintable(text));
    }

    void aLinkBetweenSwitchesThatOneOfThemDenies()
    {
        Wire site = Wire::rails();
        std::erase_if(site.books.neighbors, [](const Neighbor& row) {
            return row.localName == QLatin1String("spine-1") && row.name == Wire::leaf(1, 1) &&
                   row.port == Wire::swp(61);
        });
        QCOMPARE(site.findings(), QStringList{QStringLiteral("one-sided-link leaf-1-1 swp61")});
        // One that was asked long before cannot know of it.
        for (Neighbor& row : site.books.neighbors) {
            if (row.localName == QLatin1String("spine-1"))
                row.observedAt = kNow.plusMs(-2 * kHourMs);
        }
        QCOMPARE(site.findings(), QStringList());
    }

    void aSwitchThatHearsNothingOfAHost()
    {
        // The system that told is off by now; that is no fault of the cable.
        Wire site = Wire::rails();
        std::erase_if(site.books.neighbors,
                      [](const Neighbor& row) { return row.name == Wire::host(1, 1); });
        QCOMPARE(site.networks(), (QList<std::pair<int, int>>{{8, 18 + 24}}));
        QCOMPARE(site.findings(), QStringList());
    }

    void aNeighborThatExistsTwice()
    {
        Wire site = Wire::rails();
        // Another device that calls itself so, at another leaf.
        site.hear(Wire::leaf(3, 1), Wire::swp(30), Wire::host(3, 1), Wire::eth(1));
        const QStringList found = site.findings();
        QVERIFY2(found.contains(QStringLiteral("shared-port su3-c1 eth1")),
                 qPrintable(found.join(QLatin1Char('|'))));
    }

    void aSwitchThatHearsItself()
    {
        Wire site = Wire::rails();
        site.cable(Wire::leaf(1, 2), Wire::swp(20), Wire::leaf(1, 2), Wire::swp(21));
        QCOMPARE(site.findings(), QStringList{QStringLiteral("self-link leaf-2-1 swp20")});
    }

    void whatWasHeardBeforeGivesWay()
    {
        Wire site = Wire::rails();
        // A host tells of its place of yesterday; the leaf hears another one there today.
        site.host(QStringLiteral("moved"));
        site.hear(QStringLiteral("moved"), Wire::eth(1), Wire::leaf(1, 1), Wire::swp(1))
            .observedAt = kNow.plusMs(-24 * kHourMs);
        QCOMPARE(site.networks(), (QList<std::pair<int, int>>{{8, 18 + 24}}));
        QCOMPARE(site.findings(), QStringList());
    }

    void portsThatAreToldAsAMac()
    {
        Wire site;
        site.device(QStringLiteral("leaf-1"));
        site.host(QStringLiteral("n1")).macs = {QStringLiteral("0c:42:a1:00:00:01")};
        // The leaf tells the MAC of the port, the host its name: one cable.
        site.hear(QStringLiteral("leaf-1"), Wire::swp(1), QStringLiteral("n1"),
                  QStringLiteral("0c:42:a1:00:00:01"));
        site.hear(QStringLiteral("n1"), Wire::eth(0), QStringLiteral("leaf-1"), Wire::swp(1));
        QCOMPARE(site.networks(), (QList<std::pair<int, int>>{{1, 1}}));
        QCOMPARE(site.picture()->nodes().back().adapter, QStringLiteral("eth0"));
        // Only the inventory knows which port has the MAC.
        site.books.neighbors.pop_back();
        site.speed(QStringLiteral("n1"), QStringLiteral("eth5"), 25'000);
        site.books.nics.back().detail.insert(QStringLiteral("mac"),
                                             QStringLiteral("0C:42:A1:00:00:01"));
        const auto picture = site.picture();
        QCOMPARE(picture->nodes().back().adapter, QStringLiteral("eth5"));
        QCOMPARE(picture->graph().links.front().gigabits(), 25.0);
    }

    void networksOfTheirOwn()
    {
        Wire site = Wire::rails();
        // The switch of the management network is named otherwise; its hosts are the same.
        site.device(QStringLiteral("oob-1"));
        for (int number = 1; number <= 3; ++number)
            site.cable(QStringLiteral("oob-1"), Wire::swp(number), Wire::host(1, number),
                       QStringLiteral("eno1"));
        // A rail that lost all its uplinks stays where it is.
        for (int port = 61; port <= 64; ++port)
            site.cut(Wire::leaf(1, 1), Wire::swp(port));
        QCOMPARE(site.networks(), (QList<std::pair<int, int>>{{8, 18 + 20}, {1, 3}}));
        QCOMPARE(site.findings(), QStringList{QStringLiteral("few-uplinks leaf-1-1")});
    }

    void theFilterKeepsMachinesAndTheirWayUp()
    {
        const Wire site = Wire::rails();
        const EthernetFabric fabric = EthernetFabric::of(site.books).front();
        const FabricPicture picture(FabricPicture::Source{fabric.fabric,
                                                          fabric.nodes,
                                                          fabric.graph,
                                                          fabric.assets,
                                                          {site.books.machines.front().id.text()},
                                                          true});
        QCOMPARE(picture.matches(), 1);
        QVERIFY(!picture.isFaded(find(picture, QStringLiteral("su1-c1 eth2"))));
        QVERIFY(!picture.isFaded(find(picture, Wire::leaf(1, 2))));
        QVERIFY(!picture.isFaded(find(picture, QStringLiteral("spine-2"))));
        QVERIFY(picture.isFaded(find(picture, QStringLiteral("su1-c2 eth2"))));
        QVERIFY(picture.isFaded(find(picture, Wire::leaf(2, 2))));
    }

    void nothingAndNonsense()
    {
        Wire site;
        QVERIFY(EthernetFabric::of(site.books).empty());
        site.host(QStringLiteral("a"));
        site.host(QStringLiteral("b"));
        site.hear(QStringLiteral("a"), Wire::eth(0), QString(), QString()); // nobody
        site.cable(QStringLiteral("a"), Wire::eth(1), QStringLiteral("b"), Wire::eth(1));
        site.cable(QStringLiteral("a"), Wire::eth(2), QStringLiteral("a"), Wire::eth(3));
        QVERIFY(EthernetFabric::of(site.books).empty()); // no switch
    }
};

QTEST_GUILESS_MAIN(TestEthernet)
#include "test_topology_ethernet.moc"
