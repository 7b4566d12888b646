#include "tests/unit/topology/samples.h"
#include "tests/unit/topology/wiredsite.h"

using namespace rackhouse;
using Kind = CablingFinding::Kind;

/// Cables of the books beside what is heard on the wire.
class TestCabling : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_site = {};
        m_node = m_site.machine("node-1", {u"02:00:00:00:00:01"_qs});
        m_leaf = m_site.asset("leaf-1", AssetKind::Switch);
        m_other = m_site.asset("leaf-2", AssetKind::Switch);
        m_panel = m_site.asset("panel-1", AssetKind::PatchPanel);
    }

    void aCableThatIsWhereItBelongsIsNoFinding()
    {
        m_site.cable("C1", at(m_node, "eth0"), at(m_leaf, "Ethernet1/1"));
        m_site.hears(at(m_leaf, "Eth1/1"), "NODE-1.example.net", "02:00:00:00:00:01", "eth0");
        QCOMPARE(m_site.sentences(), QStringList());
    }

    void aCableInTheWrongPortIsNamedOnce()
    {
        m_site.cable("C1", at(m_node, "eth0"), at(m_leaf, "swp1"));
        m_site.hears(at(m_node, "eth0"), "leaf-2", "swp7");
        m_site.hears(at(m_other, "swp7"), "node-1", "eth0");
        QCOMPARE(m_site.sentences(),
                 QStringList{u"wrong-port: node-1 eth0 goes to leaf-2 swp7; C1 belongs to "
                             "leaf-1 swp1."_qs});
    }

    void whatNobodyHearsIsOnlySaidOfThoseWhoTell()
    {
        m_site.cable("C1", at(m_node, "eth0"), at(m_leaf, "swp1"));
        QCOMPARE(m_site.sentences(), QStringList());
        m_site.hears(at(m_leaf, "swp2"), "node-1", "eth1");
        QCOMPARE(m_site.sentences(),
                 (QStringList{u"nothing-heard: C1 from node-1 eth0 to leaf-1 swp1 is not heard at "
                              "either end."_qs,
                              u"not-in-books: leaf-1 swp2 goes to node-1 eth1; the books have no "
                              "cable there."_qs}));
    }

    void aPlanIsAWorkList()
    {
        m_site.cable("C1", at(m_node, "eth0"), at(m_leaf, "swp1"), CableState::Planned);
        m_site.cable("C2", at(m_node, "eth1"), at(m_leaf, "swp2"), CableState::Planned);
        m_site.hears(at(m_node, "eth1"), "leaf-1", "swp2");
        QCOMPARE(m_site.sentences(),
                 (QStringList{u"connect: Plug C1 from node-1 eth0 into leaf-1 swp1."_qs,
                              u"confirm: C2 from node-1 eth1 to leaf-1 swp2 is there: mark it as "
                              "connected."_qs}));
    }

    void aWayGoesThroughPatchPanels()
    {
        m_site.cable("C1", at(m_node, "eth0"), at(m_panel, "7"));
        m_site.cable("C2", at(m_panel, "7"), at(m_leaf, "swp1"));
        m_site.hears(at(m_node, "eth0"), "leaf-1", "swp1");
        QCOMPARE(m_site.sentences(), QStringList());
        const Cabling cabling(m_site.books);
        for (const PortRef& from : {at(m_node, "eth0"), at(m_panel, "7")}) {
            const CableTrace way = cabling.trace(from);
            QCOMPARE(way.hops.size(), 2u);
            QStringList ends{cabling.placeText(way.begin()), cabling.placeText(way.end())};
            ends.sort();
            QCOMPARE(ends, (QStringList{u"leaf-1 swp1"_qs, u"node-1 eth0"_qs}));
        }
        QCOMPARE(cabling.trace(at(m_leaf, "swp9")).hops.size(), 0u);
    }

    void theWaysOfADeviceBeginThere()
    {
        Rack rack;
        rack.id = RackId::create();
        rack.name = QStringLiteral("A07");
        m_site.books.racks.push_back(rack);
        m_site.books.machines[0].rackId = rack.id;
        m_site.books.machines[0].position = 12;
        m_site.cable("C2", at(m_panel, "7"), at(m_leaf, "swp1"));
        m_site.cable("C1", at(m_panel, "7"), at(m_node, "eth1"));
        m_site.cable("C3", at(m_other, "swp1"), at(m_node, "eth0"));
        m_site.cable("C4", at(m_other, "swp9"), {});
        const Cabling cabling(m_site.books);
        QCOMPARE(cabling.standsText(m_node), QStringLiteral("A07 U12"));
        QCOMPARE(cabling.standsText(m_leaf), QString());
        QStringList lines;
        for (const CableTrace& way : cabling.waysAt(m_node))
            lines << QStringLiteral("%1 - %2: %3")
                         .arg(cabling.placeText(way.begin()), cabling.placeText(way.end()))
                         .arg(way.hops.size());
        QCOMPARE(lines, (QStringList{u"node-1 eth0 - leaf-2 swp1: 1"_qs,
                                     u"node-1 eth1 - leaf-1 swp1: 2"_qs}));
    }

    void anOrderSaysWhatToDo()
    {
        m_site.cable("C1", at(m_node, "eth0"), at(m_leaf, "swp1"));
        m_site.hears(at(m_node, "eth0"), "leaf-2", "swp7");
        m_site.cable("", at(m_node, "eth9"), {});
        const Cabling cabling(m_site.books);
        QCOMPARE(cabling.findings().size(), 2u);
        QCOMPARE(cabling.order(cabling.findings()[0]),
                 QStringLiteral("Take C1 of node-1 eth0 out of leaf-2 swp7 and plug it into "
                                "leaf-1 swp1."));
        QCOMPARE(cabling.order(cabling.findings()[1]),
                 QStringLiteral("Find the other end of the cable at node-1 eth9. Enter it in the "
                                "books, or take the cable out."));
    }

    void aWayThatRunsInACircleEnds()
    {
        const QString second = m_site.asset("panel-2", AssetKind::PatchPanel);
        m_site.cable("C1", at(m_panel, "1"), at(second, "1"));
        m_site.cable("C2", at(second, "1"), at(m_panel, "1"));
        QCOMPARE(m_site.sentences().size(), 1);
        QVERIFY(m_site.sentences().front().startsWith(u"loop: "_qs));
    }

    void aCableWithOneEndIsSaid()
    {
        m_site.cable("", at(m_node, "eth0"), {});
        QCOMPARE(m_site.sentences(),
                 QStringList{u"open-end: The cable at node-1 eth0 has no other end."_qs});
    }

    void aPortThatIsDownIsNamed()
    {
        m_site.cable("C-1", at(m_node, "eth0"), at(m_leaf, "swp1"));
        m_site.hears(at(m_leaf, "swp1"), "node-1", "eth0"); // before it went down
        QVERIFY(m_site.sentences().isEmpty());
        SwitchPort port;
        port.assetId = AssetId(m_leaf);
        port.name = u"swp1"_qs;
        port.state = PortState::Down;
        m_site.books.switchPorts.push_back(port);
        QCOMPARE(m_site.sentences(),
                 QStringList{u"port-down: leaf-1 swp1 is down; C-1 goes from there to node-1 "
                             "eth0."_qs});
        // Plugged in elsewhere, the place where it is says more.
        m_site.books.neighbors.clear();
        m_site.hears(at(m_node, "eth0"), "leaf-1", "swp2");
        QCOMPARE(m_site.sentences().size(), 1);
        QVERIFY2(m_site.sentences().front().startsWith(u"wrong-port: "_qs),
                 qPrintable(m_site.sentences().front()));
        m_site.books.neighbors.clear();
        m_site.hears(at(m_leaf, "swp1"), "node-1", "eth0");
        // What has no power has no link; that is no matter of the cable.
        m_site.books.machines.front().power = PowerState::Off;
        QVERIFY(m_site.sentences().isEmpty());
    }

    void whatASwitchSaidLongAgoIsSaidToBeOld()
    {
        constexpr Instant told{1'700'000'000'000};
        constexpr qint64 hourMs = 3'600'000;
        m_site.cable("C-1", at(m_node, "eth0"), at(m_leaf, "swp1"));
        m_site.hears(at(m_node, "eth0"), "leaf-1", "swp1");
        m_site.books.neighbors.back().observedAt = told.plusMs(-hourMs);
        SwitchPort port;
        port.assetId = AssetId(m_leaf);
        port.name = u"swp1"_qs;
        port.state = PortState::Disabled;
        port.observedAt = told;
        m_site.books.switchPorts.push_back(port);
        m_site.books.now = told.plusMs(hourMs);
        const QString down = u"port-down: leaf-1 swp1 is down; C-1 goes from there to node-1 "
                             "eth0."_qs;
        QCOMPARE(m_site.sentences(), QStringList{down});
        m_site.books.now = told.plusMs(hourMs + 1);
        const QString old = m_site.sentences().value(0);
        QVERIFY2(old.startsWith(down + u" The switch said so on "_qs) &&
                     old.endsWith(u", and nothing since."_qs),
                 qPrintable(old));
        const Cabling cabling(m_site.books);
        QVERIFY(cabling.isStale(cabling.findings().front()));
        QVERIFY(cabling.order(cabling.findings().front()).endsWith(u"nothing since."_qs));
        // What was heard over the cable long after it says that the port is up again.
        m_site.books.neighbors.back().observedAt = told.plusMs(hourMs);
        QCOMPARE(m_site.sentences().size(), 1);
        m_site.books.neighbors.back().observedAt = told.plusMs(hourMs + 1);
        QCOMPARE(m_site.sentences(), QStringList());
    }

    /// A machine that tells no LLDP is found by what the switch has learned.
    void aMachineIsSeenByItsMac()
    {
        SwitchPort port;
        port.assetId = AssetId(m_leaf);
        port.name = u"swp1"_qs;
        port.macs = QStringList{u"02:00:00:00:00:01"_qs, u"02:00:00:00:00:99"_qs};
        m_site.books.switchPorts = {port};
        QCOMPARE(m_site.sentences(),
                 QStringList{u"seen-by-mac: A MAC of node-1 is learned at leaf-1 swp1; the books "
                             "have no cable between them."_qs});
        m_site.cable("C-1", at(m_node, "eth0"), at(m_leaf, "swp1"));
        m_site.hears(at(m_leaf, "swp9"), "leaf-2", "swp9"); // so silence at swp1 would be said
        QCOMPARE(m_site.sentences().filter(u"node-1"_qs), QStringList());
        // Two machines at one port, or what LLDP tells, say more than a MAC.
        m_site.books.cables.clear();
        m_site.machine("node-2", {u"02:00:00:00:00:99"_qs});
        QCOMPARE(m_site.sentences().filter(u"seen-by-mac"_qs), QStringList());
    }

    void anotherSwitchThanInTheBooksIsNamed()
    {
        Asset& leaf = m_site.books.assets.front();
        leaf.model = u"DCS-7280SR"_qs;
        leaf.serial = u"SSJ100"_qs;
        SwitchFacts facts;
        facts.assetId = leaf.id;
        facts.model = u"DCS-7280SR-48C6-M-R"_qs;
        facts.serial = u"ssj100"_qs;
        m_site.books.switchFacts = {facts};
        QVERIFY(m_site.sentences().isEmpty());
        m_site.books.switchFacts.front().serial = u"SSJ200"_qs;
        m_site.books.switchFacts.front().model = u"DCS-7010T"_qs;
        QCOMPARE(m_site.sentences(),
                 (QStringList{u"other-serial: leaf-1 says that its serial is SSJ200; the books "
                              "have SSJ100."_qs,
                              u"other-model: leaf-1 says that it is a DCS-7010T; the books have a "
                              "DCS-7280SR."_qs}));
    }

    void strangersAndCrowdsAreSaid()
    {
        m_site.hears(at(m_leaf, "swp1"), "node-9", "eth0");
        m_site.hears(at(m_leaf, "swp2"), "node-1", "eth0");
        m_site.hears(at(m_leaf, "swp2"), "node-9", "eth1");
        QCOMPARE(m_site.sentences(),
                 (QStringList{u"not-in-books: leaf-1 swp2 goes to node-1 eth0; the books have no "
                              "cable there."_qs,
                              u"several-at-port: leaf-1 swp2 hears several neighbours: something "
                              "that does not tell of itself is in between."_qs,
                              u"unknown-device: leaf-1 swp1 goes to node-9, which the books do "
                              "not know."_qs}));
    }

    void aDeviceIsKnownByItsCardToo()
    {
        m_site.cable("C1", at(m_node, "eth0"), at(m_leaf, "swp1"));
        m_site.hears(at(m_leaf, "swp1"), "localhost", "02:00:00:00:00:01", "eth0");
        QCOMPARE(m_site.sentences(), QStringList());
    }

    void aPlanBesideACableHidesItNot()
    {
        m_site.cable("C1", at(m_node, "eth0"), at(m_leaf, "swp1"));
        m_site.cable("C2", at(m_node, "eth0"), at(m_other, "swp1"), CableState::Planned);
        m_site.hears(at(m_node, "eth0"), "leaf-1", "swp1");
        QCOMPARE(m_site.sentences(),
                 QStringList{u"connect: Plug C2 from node-1 eth0 into leaf-2 swp1."_qs});
        QCOMPARE(Cabling(m_site.books).trace(at(m_node, "eth0")).hops.size(), 1u);
    }

    void namesWithDomainsAreToldApart()
    {
        m_site.asset("tor.hall-a", AssetKind::Switch);
        const QString second = m_site.asset("tor.hall-b", AssetKind::Switch);
        m_site.cable("C1", at(m_node, "eth0"), at(second, "swp1"));
        m_site.hears(at(m_node, "eth0"), "TOR.hall-b", "swp1");
        QCOMPARE(m_site.sentences(), QStringList());
        // Which of them that is nobody knows.
        m_site.hears(at(m_node, "eth1"), "tor", "swp9");
        QCOMPARE(m_site.sentences(), QStringList{u"unknown-device: node-1 eth1 goes to tor, "
                                                 "which the books do not know."_qs});
    }

    void addressesAreNoNamesWithDomains()
    {
        m_site.machine("10.0.0.5");
        m_site.machine("10.0.0.6");
        m_site.hears(at(m_node, "eth0"), "10.0.0.7", "eth0");
        QVERIFY(m_site.sentences().front().startsWith(u"unknown-device"_qs));
    }

    void aCableOfARealFabricIsWhereItBelongs()
    {
        SAMPLE(text, "ibnetdiscover/topograph_example.out");
        const QString leaf = m_site.asset("A09-P1-IBLEAF-04-04", AssetKind::Switch);
        const QString spine = m_site.asset("A10-P1-IBSPINE-02", AssetKind::Switch);
        const QString dgx = m_site.machine("a08-p1-dgx-04-c01");
        m_site.cable("IB-1", at(leaf, "35"), at(spine, "32"));
        m_site.cable("IB-2", at(leaf, "P36"), at(spine, "Port 33")); // it is 31
        m_site.cable("IB-3", at(dgx, "mlx5_5"), at(leaf, "1"));
        m_site.cable("IB-4", at(leaf, "34"), at(spine, "65")); // both are empty
        m_site.hears(at(leaf, "mgmt0"), "leaf-1", "swp48");
        m_site.scan(text);
        QStringList ours;
        for (const QString& line : m_site.sentences()) {
            if (line.contains(u"IB-"_qs))
                ours << line;
        }
        QCOMPARE(ours, (QStringList{u"wrong-port: A09-P1-IBLEAF-04-04 P36 goes to "
                                    "A10-P1-IBSPINE-02 31; IB-2 belongs to A10-P1-IBSPINE-02 "
                                    "Port 33."_qs,
                                    u"nothing-heard: IB-4 from A09-P1-IBLEAF-04-04 34 to "
                                    "A10-P1-IBSPINE-02 65 is not heard at either end."_qs}));
    }

    void aFabricThatNobodyScannedIsNotSilent()
    {
        const QString spine = m_site.asset("ibspine-2", AssetKind::Switch);
        m_site.cable("IB-1", at(m_leaf, "mlx5_0"), at(spine, "32"));
        m_site.cable("M-1", at(spine, "mgmt0"), at(m_other, "swp9"));
        m_site.hears(at(spine, "mgmt0"), "leaf-2", "swp9");
        m_site.cable("IB-2", at(m_node, "mlx5_0"), at(m_leaf, "ib3"));
        m_site.hears(at(m_node, "eth0"), "leaf-9", "swp1");
        QCOMPARE(m_site.sentences(),
                 QStringList{u"unknown-device: node-1 eth0 goes to leaf-9, which the books do "
                             "not know."_qs});
    }

    void whatAScanShowsIsKnownByNameAndGuid()
    {
        m_site.scan("Switch 3 \"S-0a\" # \"MF0;leaf-1:MQM9701/U1\"\n"
                    "[1] \"H-0b\"[1] # \"node-1 mlx5_0\" lid 4 4xNDR\n"
                    "[2] \"H-0c\"[1] # \"MT4129 ConnectX7\" lid 5 4xNDR\n"
                    "[3] \"H-0d\"[1] # \"node-9 mlx5_0\" lid 6 4xNDR\n"
                    "Ca 1 \"H-0b\" # \"node-1 mlx5_0\"\n[1] \"S-0a\"[1] # \"leaf-1\" 4xNDR\n"
                    "Ca 1 \"H-0c\" # \"MT4129 ConnectX7\"\n[1] \"S-0a\"[2] # \"leaf-1\" 4xNDR\n"
                    "Ca 1 \"H-0d\" # \"node-9 mlx5_0\"\n[1] \"S-0a\"[3] # \"leaf-1\" 4xNDR\n");
        // An inspection has found the card in the machine.
        m_site.books.fabricNodes[2].machineId = m_site.books.machines[0].id;
        m_site.cable("IB-1", at(m_node, "mlx5_0"), at(m_leaf, "[1]"));
        m_site.cable("IB-2", at(m_node, "0000:0000:0000:000c"), at(m_leaf, "2"));
        QCOMPARE(m_site.sentences(),
                 QStringList{u"unknown-device: leaf-1 3 goes to node-9, which the books do not "
                             "know."_qs});
        m_site.books.cables.clear();
        QCOMPARE(m_site.sentences().filter(u"not-in-books"_qs),
                 (QStringList{u"not-in-books: leaf-1 1 goes to node-1 mlx5_0; the books have no "
                              "cable there."_qs,
                              u"not-in-books: leaf-1 2 goes to node-1 000000000000000c; the books "
                              "have no cable there."_qs}));
    }

    /// The books may call a port as the network does, or as RDMA does.
    void anAdapterIsKnownByItsNetworkInterfaceToo()
    {
        m_site.scan("Switch 3 \"S-0a\" # \"MF0;leaf-1:MQM9701/U1\"\n"
                    "[1] \"H-0b\"[1] # \"node-1 mlx5_0\" lid 4 4xNDR\n"
                    "Ca 1 \"H-0b\" # \"node-1 mlx5_0\"\n[1] \"S-0a\"[1] # \"leaf-1\" 4xNDR\n");
        m_site.hears(at(m_other, "swp7"), "node-1", "ens3np0");
        m_site.cable("IB-1", at(m_node, "ib0"), at(m_leaf, "1"));
        m_site.cable("C-1", at(m_node, "mlx5_2"), at(m_other, "swp7"));
        QVERIFY(!m_site.sentences().isEmpty());
        for (const auto& [device, net] : {std::pair{"mlx5_0", "ib0"}, {"mlx5_2", "ens3np0"}}) {
            Component port;
            port.machineId = m_site.books.machines.front().id;
            port.kind = ComponentKind::InfiniBand;
            port.slot = QString::fromLatin1(device);
            port.detail = {{u"port"_qs, 1}, {u"net"_qs, QString::fromLatin1(net)}};
            m_site.books.adapters.push_back(port);
        }
        QCOMPARE(m_site.sentences(), QStringList());
    }

private:
    WiredSite m_site;
    QString m_node, m_leaf, m_other, m_panel;
};

QTEST_GUILESS_MAIN(TestCabling)
#include "test_topology_cabling.moc"
