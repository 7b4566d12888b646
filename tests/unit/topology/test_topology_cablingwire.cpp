#include "tests/unit/topology/wiredsite.h"

#include <QTest>

using namespace rackhouse;

/// What several words of devices say of one cable.
class TestCablingWire : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_site = {};
        m_node = m_site.machine("node-1", {u"02:00:00:00:00:01"_qs});
        m_leaf = m_site.asset("leaf-1", AssetKind::Switch);
        m_other = m_site.asset("leaf-2", AssetKind::Switch);
    }

    /// Two ports of one device at one port are several neighbours as well.
    void aNeighbourThatIsThereTwiceIsSaid()
    {
        const QString several = u"several-at-port: leaf-1 swp1 hears several neighbours: something "
                                "that does not tell of itself is in between."_qs;
        m_site.cable("C1", at(m_leaf, "swp1"), at(m_other, "swp7"));
        m_site.hears(at(m_leaf, "swp1"), "leaf-2", "swp7");
        QCOMPARE(m_site.sentences(), QStringList());
        m_site.hears(at(m_leaf, "swp1"), "leaf-2", "swp8");
        QCOMPARE(m_site.sentences(), QStringList{several});
        // So are two devices of one name.
        m_site.books.neighbors.back().port = u"swp7"_qs;
        QCOMPARE(m_site.sentences(), QStringList());
        m_site.books.neighbors.front().chassis = u"02:00:00:00:00:71"_qs;
        m_site.books.neighbors.back().chassis = u"02:00:00:00:00:72"_qs;
        QCOMPARE(m_site.sentences(), QStringList{several});
    }

    void aNeighbourThatIsToldTwiceIsOne()
    {
        m_site.cable("C1", at(m_node, "eth0"), at(m_leaf, "swp1"));
        m_site.hears(at(m_leaf, "swp1"), "node-1", "02:00:00:00:00:01");
        m_site.hears(at(m_leaf, "swp1"), "node-1", "02:00:00:00:00:01", "eth0");
        m_site.hears(at(m_node, "eth0"), "leaf-1", "17", "swp1");
        m_site.hears(at(m_node, "eth0"), "leaf-1", "swp1");
        // The firmware of the card tells with another chassis of the same machine.
        m_site.books.neighbors.front().chassis = u"02:00:00:00:00:01"_qs;
        m_site.books.neighbors.at(1).chassis = u"machine-id"_qs;
        QCOMPARE(m_site.sentences(), QStringList());
    }

    void aPortThatHearsItselfIsALoop()
    {
        const QString loop =
            u"hears-itself: leaf-1 swp5 hears itself: what it sends comes back to it."_qs;
        m_site.hears(at(m_leaf, "swp5"), "leaf-1", "02:00:00:00:00:05", "swp5");
        m_site.hears(at(m_leaf, "swp5"), "leaf-1", "swp5");
        QCOMPARE(m_site.sentences(), QStringList{loop});
        // That it is heard nowhere else needs no line of its own.
        m_site.cable("C1", at(m_node, "eth0"), at(m_leaf, "swp5"));
        QCOMPARE(m_site.sentences(), QStringList{loop});
        const Cabling cabling(m_site.books);
        QCOMPARE(cabling.cable(cabling.findings().front().cable)->label, u"C1"_qs);
        // Two ports of one switch are a cable as any other.
        m_site.books.neighbors.clear();
        m_site.books.cables.clear();
        m_site.hears(at(m_leaf, "swp5"), "leaf-1", "swp6");
        QCOMPARE(m_site.sentences(), QStringList{u"not-in-books: leaf-1 swp5 goes to leaf-1 swp6; "
                                                 "the books have no cable there."_qs});
    }

    /// A switch that was asked long before says where the cable was.
    void aCableThatWasMovedIsHeardWhereItIs()
    {
        constexpr Instant now{1'700'000'000'000};
        m_site.cable("C1", at(m_leaf, "swp1"), at(m_other, "swp8"));
        for (const bool newestFirst : {false, true}) {
            m_site.books.neighbors.clear();
            m_site.hears(at(m_other, "swp7"), "leaf-1", "swp1");
            m_site.books.neighbors.back().observedAt = now.plusMs(-3'600'001);
            m_site.hears(at(m_leaf, "swp1"), "leaf-2", "swp8");
            m_site.books.neighbors.back().observedAt = now;
            if (newestFirst)
                std::swap(m_site.books.neighbors[0], m_site.books.neighbors[1]);
            QCOMPARE(m_site.sentences(), QStringList());
        }
    }

    void whatIsConfirmedAndWhatNothingTellsOfIsCounted()
    {
        const auto told = [this] {
            const auto [confirmed, untold] = Cabling(m_site.books).told();
            return std::pair(int(confirmed), int(untold));
        };
        const QString panel = m_site.asset("panel-1", AssetKind::PatchPanel);
        m_site.cable("C1", at(m_node, "eth0"), at(panel, "1"));
        m_site.cable("C2", at(panel, "1"), at(m_leaf, "swp1"));
        m_site.cable("C3", at(m_node, "eth1"), at(m_other, "swp1"));
        m_site.cable("C4", at(m_node, "eth2"), at(panel, "9"));
        m_site.cable("P1", at(m_node, "PSU 1"), at(m_other, "1"));
        m_site.books.cables.back().kind = CableKind::Power;
        QCOMPARE(told(), std::pair(0, 4));
        m_site.hears(at(m_leaf, "swp1"), "node-1", "eth0");
        QCOMPARE(m_site.sentences().size(), 1); // eth1 is not heard, and has its line
        QCOMPARE(told(), std::pair(2, 1));
        m_site.hears(at(m_node, "eth1"), "leaf-2", "swp1");
        QCOMPARE(told(), std::pair(3, 1));
        m_site.hears(at(m_other, "swp1"), "node-1", "eth1");
        QCOMPARE(told(), std::pair(3, 1));
    }

    void aCableOfTheWireIsCountedOnce()
    {
        const auto heard = [this] {
            return int(Cabling(m_site.books).heardCables());
        };
        QCOMPARE(heard(), 0);
        m_site.hears(at(m_leaf, "swp1"), "node-1", "02:00:00:00:00:01", "uplink");
        QCOMPARE(heard(), 1);
        m_site.hears(at(m_node, "eth0"), "leaf-1", "swp1");
        QCOMPARE(heard(), 1);
        // NetQ tells of both ends, of this cable and of another.
        for (const char* port : {"swp1", "swp2"}) {
            m_site.hears(at(m_other, port), "leaf-1", port == QByteArray("swp1") ? "swp9" : "swp8");
            m_site.books.neighbors.back().source = NeighborSource::Netq;
            m_site.hears(at(m_leaf, port == QByteArray("swp1") ? "swp9" : "swp8"), "leaf-2", port);
            m_site.books.neighbors.back().source = NeighborSource::Netq;
        }
        QCOMPARE(heard(), 3);
        // Two ports of a stranger that bear the same words, and a port that hears itself.
        m_site.hears(at(m_leaf, "swp21"), "printer-3", "1", "uplink");
        m_site.hears(at(m_leaf, "swp22"), "printer-3", "2", "uplink");
        m_site.hears(at(m_leaf, "swp23"), "leaf-1", "swp23");
        QCOMPARE(heard(), 5);
    }

    /// Behind a panel the cable that is to be moved is the one at the panel.
    void twoCablesThatAreExchangedAreSwapped()
    {
        const QString panel = m_site.asset("panel-1", AssetKind::PatchPanel);
        const QString second = m_site.machine("node-2");
        m_site.cable("C5", at(m_node, "eth0"), at(panel, "3"));
        m_site.cable("C5-2", at(m_leaf, "swp3"), at(panel, "3"));
        m_site.cable("C7", at(second, "eth0"), at(m_leaf, "swp4"));
        m_site.hears(at(m_leaf, "swp3"), "node-2", "eth0");
        m_site.hears(at(m_leaf, "swp4"), "node-1", "eth0");
        QCOMPARE(orders(),
                 (QStringList{u"Take C5-2 of panel-1 3 out of leaf-1 swp4 and plug it into leaf-1 "
                              "swp3. leaf-1 swp3 is taken by C7 of node-2 eth0, which belongs to "
                              "leaf-1 swp4: swap the two."_qs,
                              u"Take C7 of node-2 eth0 out of leaf-1 swp3 and plug it into leaf-1 "
                              "swp4. leaf-1 swp4 is taken by C5-2 of panel-1 3, which belongs to "
                              "leaf-1 swp3: swap the two."_qs}));
    }

    void whatIsInThePortIsNamed()
    {
        const QString second = m_site.machine("node-2");
        const QString move =
            u"Take C1 of node-1 eth0 out of leaf-1 swp9 and plug it into leaf-1 swp1."_qs;
        m_site.cable("C1", at(m_node, "eth0"), at(m_leaf, "swp1"));
        m_site.hears(at(m_node, "eth0"), "leaf-1", "swp9");
        QCOMPARE(orders(), QStringList{move});
        m_site.hears(at(m_leaf, "swp1"), "printer-3", "1");
        QCOMPARE(orders().front(), move + u" leaf-1 swp1 is taken by the cable of printer-3 1: "
                                          "take that out first."_qs);
        m_site.books.neighbors.back().name = u"node-2"_qs;
        m_site.books.neighbors.back().port = u"eth0"_qs;
        QCOMPARE(orders().front(), move + u" leaf-1 swp1 is taken by the cable of node-2 eth0: "
                                          "take that out first."_qs);
        m_site.cable("C2", at(second, "eth0"), at(m_other, "swp2"));
        QVERIFY2(orders().contains(move + u" leaf-1 swp1 is taken by C2 of node-2 eth0, which "
                                          "belongs to leaf-2 swp2: take that out first."_qs),
                 qPrintable(orders().join(u'|')));
        m_site.books.cables.back().bId = m_leaf;
        m_site.books.cables.back().bPort = u"swp1"_qs;
        QVERIFY2(orders().contains(move + u" leaf-1 swp1 is taken by C2 of node-2 eth0, which the "
                                          "books have there too: correct them."_qs),
                 qPrintable(orders().join(u'|')));
    }

private:
    QStringList orders() const
    {
        const Cabling cabling(m_site.books);
        QStringList list;
        for (const CablingFinding& finding : cabling.findings())
            list << cabling.order(finding);
        return list;
    }

    WiredSite m_site;
    QString m_node, m_leaf, m_other;
};

QTEST_GUILESS_MAIN(TestCablingWire)
#include "test_topology_cablingwire.moc"
