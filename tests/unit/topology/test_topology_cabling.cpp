#include "models/topology/cabling.h"

#include <QTest>

using namespace rackhouse;
using Kind = CablingFinding::Kind;

namespace
{

/// A few nodes, two leaves and a patch panel, put together line by line.
struct WiredSite {
    Cabling::Books books;

    QString machine(const char* name, const QStringList& macs = {})
    {
        Machine row;
        row.id = MachineId::create();
        row.name = QString::fromLatin1(name);
        row.macs = macs;
        books.machines.push_back(row);
        return row.id.text();
    }
    QString asset(const char* name, AssetKind kind)
    {
        Asset row;
        row.id = AssetId::create();
        row.name = QString::fromLatin1(name);
        row.kind = kind;
        books.assets.push_back(row);
        return row.id.text();
    }
    void cable(const char* label, const PortRef& a, const PortRef& b,
               CableState state = CableState::Connected)
    {
        Cable row;
        row.id = CableId::create();
        row.label = QString::fromLatin1(label);
        row.kind = CableKind::Dac;
        row.state = state;
        row.aKind = row.bKind = EndKind::Asset;
        row.aId = a.device;
        row.aPort = a.port;
        row.bId = b.device;
        row.bPort = b.port;
        if (b.isFree())
            row.bKind = EndKind::None;
        books.cables.push_back(row);
    }
    void hears(const PortRef& here, const char* name, const char* port, const char* text = "")
    {
        Neighbor row;
        row.id = NeighborId::create();
        row.localId = here.device;
        row.localPort = here.port;
        row.name = QString::fromLatin1(name);
        row.port = QString::fromLatin1(port);
        row.portText = QString::fromLatin1(text);
        books.neighbors.push_back(row);
    }
    QStringList sentences() const
    {
        const Cabling cabling(books);
        QStringList list;
        for (const CablingFinding& finding : cabling.findings())
            list << findingCode(finding.kind) + u": "_qs + cabling.sentence(finding);
        return list;
    }
};

PortRef at(const QString& device, const char* port)
{
    return {device, QString::fromLatin1(port)};
}

} // namespace

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

    void strangersAndCrowdsAreSaid()
    {
        m_site.hears(at(m_leaf, "swp1"), "node-9", "eth0");
        m_site.hears(at(m_leaf, "swp2"), "node-1", "eth0");
        m_site.hears(at(m_leaf, "swp2"), "node-9", "eth1");
        QCOMPARE(m_site.sentences(),
                 (QStringList{u"not-in-books: leaf-1 swp2 goes to node-1 eth0; the books have no "
                              "cable there."_qs,
                              u"several-at-port: leaf-1 swp2 hears several neighbours: something "
                              "without LLDP is in between."_qs,
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

private:
    WiredSite m_site;
    QString m_node, m_leaf, m_other, m_panel;
};

QTEST_GUILESS_MAIN(TestCabling)
#include "test_topology_cabling.moc"
