#include "models/topology/fabricrows.h"
#include "tests/unit/topology/samples.h"

using namespace rackhouse;

namespace
{

using Kind = FabricFinding::Kind;

/// A small fabric in the words of ibnetdiscover: units of three hosts, two rails, two spines.
class Drawing
{
public:
    explicit Drawing(int units = 2)
    {
        for (int unit = 0; unit < units; ++unit) {
            for (int rail = 0; rail < 2; ++rail) {
                const quint64 leaf = leafGuid(unit, rail);
                subnet.nodes.append(
                    makeSwitch(leaf, QStringLiteral("leaf-%1-%2").arg(rail).arg(unit)));
                for (int host = 0; host < 3; ++host) {
                    const quint64 adapter = adapterGuid(unit, host, rail);
                    subnet.nodes.append(
                        {IbNode::Kind::Adapter,
                         adapter,
                         0,
                         QStringLiteral("u%1-c%2 HCA-%3").arg(unit).arg(host).arg(rail),
                         1,
                         {}});
                    plug(leaf, host + 1, adapter, 1);
                }
            }
        }
        for (quint64 spine = 0; spine < 2; ++spine) {
            subnet.nodes.append(makeSwitch(0x900 + spine, QStringLiteral("spine-%1").arg(spine)));
            for (int leaf = 0; leaf < units * 2; ++leaf)
                plug(0x900 + spine, leaf + 1, leafGuid(leaf / 2, leaf % 2),
                     10 + static_cast<int>(spine));
        }
    }

    static quint64 leafGuid(int unit, int rail)
    {
        return 0x100ULL + static_cast<quint64>(unit * 2 + rail);
    }
    static quint64 adapterGuid(int unit, int host, int rail)
    {
        return 0x1000ULL + static_cast<quint64>(unit * 100 + host * 10 + rail);
    }

    IbNode& node(quint64 guid)
    {
        return *std::find_if(subnet.nodes.begin(), subnet.nodes.end(),
                             [guid](const IbNode& node) { return node.guid == guid; });
    }
    void plug(quint64 a, int aPort, quint64 b, int bPort,
              const QString& speed = QStringLiteral("NDR"))
    {
        node(a).ports.append({aPort, b, bPort, 4, speed});
        node(b).ports.append({bPort, a, aPort, 4, speed});
    }
    void unplug(quint64 a, int port)
    {
        const IbPort gone = *node(a).port(port);
        const auto drop = [](IbNode& node, int number) {
            node.ports.removeIf(
                [number](const IbPort& plugged) { return plugged.number == number; });
        };
        drop(node(a), port);
        drop(node(gone.peer), gone.peerPort);
    }
    void remove(quint64 guid)
    {
        while (!node(guid).ports.isEmpty())
            unplug(guid, node(guid).ports.front().number);
        subnet.nodes.removeIf([guid](const IbNode& node) { return node.guid == guid; });
    }

    /// What is found, as "code name".
    QStringList findings(const FabricHosts& known = {}) const
    {
        const FabricGraph fabric = FabricGraph::of(subnet, known);
        const FabricShape shape(fabric);
        QStringList all;
        for (const auto& found : findingsOf(fabric, shape))
            all << findingCode(found.kind) + u' ' + found.name;
        return all;
    }

    IbSubnet subnet;

private:
    static IbNode makeSwitch(quint64 guid, const QString& name)
    {
        return {IbNode::Kind::Switch, guid, guid, name, 64, {}};
    }
};

} // namespace

class TestFabric : public QObject
{
    Q_OBJECT

private slots:
    void aRealFabric();
    void whatIsWrongWithARealFabric();
    void nothingIsWrong();
    void aCableInTheWrongRail();
    void aCableInTheWrongUnit();
    void aLeafThatIsNotThere();
    void aLeafWithFewUplinks();
    void theSpinesAreNamedThatALeafLacks();
    void halfOfTheLeavesWithFewUplinks();
    void aSlowLink();
    void halfOfTheLinksSlow();
    void aLinkWhoseEndsDiffer();
    void aLinkThatOnlyOneEndTells();
    void aSwitchPluggedIntoItself();
    void anAdapterWithoutAName();
    void aFabricOfOneNode();
};

static FabricGraph realFabric(const QByteArray& text)
{
    QByteArray copy = text;
    QBuffer buffer(&copy);
    buffer.open(QIODevice::ReadOnly);
    return FabricGraph::of(*readIbnetdiscover(buffer));
}

void TestFabric::aRealFabric()
{
    SAMPLE(text, "ibnetdiscover/topograph_example.out");
    const FabricGraph fabric = realFabric(text);
    const FabricShape shape(fabric);
    QCOMPARE(fabric.links.size(), std::size_t(1114));
    QMap<int, int> tiers;
    int aggregators = 0;
    for (std::size_t row = 0; row < fabric.nodes.size(); ++row) {
        if (fabric.nodes[row].kind == FabricGraph::Node::Kind::Switch)
            ++tiers[shape.places()[row].tier];
        aggregators += fabric.nodes[row].kind == FabricGraph::Node::Kind::Aggregator;
    }
    QCOMPARE(tiers, (QMap<int, int>{{1, 31}, {2, 9}}));
    QCOMPARE(aggregators, 40);
    QCOMPARE(shape.railCount(), 4);
    QCOMPARE(shape.units().size(), std::size_t(8));
    QCOMPARE(shape.units().front().name, QStringLiteral("a05-p1-dgx-01"));
    QCOMPARE(shape.units().back().name, QStringLiteral("b08-p1-dgx-08"));
    QCOMPARE(shape.units()[2].hosts.size(), 18); // a07-p1-dgx-03: every name is there
    // 17 named hosts at 400 Gb/s, 16 uplinks of 400 Gb/s: A09-P1-IBLEAF-04-04.
    QCOMPARE(fabric.nodes.front().name, QStringLiteral("A09-P1-IBLEAF-04-04"));
    QCOMPARE(*shape.oversubscription(0), 17.0 / 16.0);
}

void TestFabric::whatIsWrongWithARealFabric()
{
    SAMPLE(text, "ibnetdiscover/topograph_example.out");
    const FabricGraph fabric = realFabric(text);
    const FabricShape shape(fabric);
    QMap<Kind, QStringList> found;
    for (const auto& finding : findingsOf(fabric, shape))
        found[finding.kind] << finding.name;
    // One node has HCA-5 where HCA-6 belongs and the other way round.
    QCOMPARE(found[Kind::WrongRail].size(), 2);
    QCOMPARE(found[Kind::WrongRail].front().section(u' ', 0, 0),
             found[Kind::WrongRail].back().section(u' ', 0, 0));
    QVERIFY(found[Kind::WrongRail].front().startsWith(QStringLiteral("b08-p1-dgx-08-c")));
    QCOMPARE(found[Kind::MissingLeaf], QStringList{QStringLiteral("A09-P1-IBLEAF-03-01")});
    QStringList few = found[Kind::FewUplinks];
    few.sort();
    const QStringList expected{
        QStringLiteral("A09-P1-IBLEAF-01-01"), QStringLiteral("A09-P1-IBLEAF-01-02"),
        QStringLiteral("A09-P1-IBLEAF-01-03"), QStringLiteral("A09-P1-IBLEAF-02-03"),
        QStringLiteral("A09-P1-IBLEAF-02-04"), QStringLiteral("A09-P1-IBLEAF-04-02"),
        QStringLiteral("A09-P1-IBLEAF-04-04"), QStringLiteral("B09-P1-IBLEAF-01-05"),
        QStringLiteral("B09-P1-IBLEAF-01-07"), QStringLiteral("B09-P1-IBLEAF-01-08"),
        QStringLiteral("B09-P1-IBLEAF-02-06"), QStringLiteral("B09-P1-IBLEAF-03-07")};
    QCOMPARE(few, expected);
    QCOMPARE(found[Kind::DefaultName].size(), 74);
    QCOMPARE(found[Kind::SlowLink].size(), 0);
    QCOMPARE(found[Kind::OneSided].size(), 0);
    QCOMPARE(found[Kind::WrongUnit].size(), 0);
}

void TestFabric::nothingIsWrong()
{
    QCOMPARE(Drawing().findings(), QStringList());
}

void TestFabric::aCableInTheWrongRail()
{
    Drawing drawing;
    drawing.unplug(Drawing::leafGuid(0, 0), 1);
    drawing.unplug(Drawing::leafGuid(0, 1), 1);
    drawing.plug(Drawing::leafGuid(0, 0), 1, Drawing::adapterGuid(0, 0, 1), 1);
    drawing.plug(Drawing::leafGuid(0, 1), 1, Drawing::adapterGuid(0, 0, 0), 1);
    QStringList found = drawing.findings();
    found.sort();
    QCOMPARE(found, (QStringList{QStringLiteral("wrong-rail u0-c0 HCA-0"),
                                 QStringLiteral("wrong-rail u0-c0 HCA-1")}));
}

void TestFabric::aCableInTheWrongUnit()
{
    Drawing drawing;
    drawing.unplug(Drawing::leafGuid(0, 0), 1);
    drawing.plug(Drawing::leafGuid(1, 0), 7, Drawing::adapterGuid(0, 0, 0), 1);
    const QStringList found = drawing.findings();
    QVERIFY2(found.contains(QStringLiteral("wrong-unit u0-c0 HCA-0")) ||
                 found.contains(QStringLiteral("wrong-unit u0-c0 HCA-1")),
             qPrintable(found.join(u'|')));
    QCOMPARE(found.size(), 1);
}

void TestFabric::aLeafThatIsNotThere()
{
    Drawing drawing(3);
    drawing.remove(Drawing::leafGuid(2, 1));
    QCOMPARE(drawing.findings(), QStringList{QStringLiteral("missing-leaf leaf-1-2")});
    // One of two is no pattern.
    Drawing two;
    two.remove(Drawing::leafGuid(1, 1));
    QCOMPARE(two.findings(), QStringList());
}

void TestFabric::aLeafWithFewUplinks()
{
    Drawing drawing;
    drawing.unplug(0x900, 1);
    QCOMPARE(drawing.findings(), QStringList{QStringLiteral("few-uplinks leaf-0-0")});
}

void TestFabric::theSpinesAreNamedThatALeafLacks()
{
    Drawing drawing(4);
    drawing.unplug(0x901, 3);
    const FabricGraph fabric = FabricGraph::of(drawing.subnet);
    const FabricShape shape(fabric);
    const auto found = findingsOf(fabric, shape);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(findingText(found.front(), fabric),
             QStringLiteral("leaf-0-1 has 1 uplinks; most leaves have 2. Look for the cables that "
                            "are missing to spine-1 (1)."));
    // Of all leaves: eight with three hosts, fifteen uplinks.
    QCOMPARE(*shape.oversubscription(), 24.0 / 15);
    // Where each leaf has a spine of its own, nobody can say which one it lacks.
    Drawing planes;
    for (int leaf = 0; leaf < 4; ++leaf) {
        planes.unplug(0x900, leaf + 1);
        planes.unplug(0x901, leaf + 1);
        const quint64 spine = 0xa00 + static_cast<quint64>(leaf);
        planes.subnet.nodes.append(
            {IbNode::Kind::Switch, spine, spine, QStringLiteral("plane-%1").arg(leaf), 64, {}});
        for (int port = 1; port <= (leaf == 2 ? 1 : 2); ++port)
            planes.plug(spine, port, Drawing::leafGuid(leaf / 2, leaf % 2), 20 + port);
    }
    const FabricGraph apart = FabricGraph::of(planes.subnet);
    const auto few = findingsOf(apart, FabricShape(apart));
    QCOMPARE(few.size(), std::size_t(1));
    QCOMPARE(findingText(few.front(), apart),
             QStringLiteral("leaf-0-1 has 1 uplinks; most leaves have 2. Look for the 1 that are "
                            "missing."));
}

void TestFabric::halfOfTheLeavesWithFewUplinks()
{
    Drawing drawing;
    drawing.unplug(0x900, 1);
    drawing.unplug(0x900, 2);
    QCOMPARE(drawing.findings(), (QStringList{QStringLiteral("few-uplinks leaf-0-0"),
                                              QStringLiteral("few-uplinks leaf-1-0")}));
}

void TestFabric::halfOfTheLinksSlow()
{
    Drawing drawing;
    for (int leaf = 0; leaf < 4; ++leaf) {
        drawing.unplug(0x901, leaf + 1);
        drawing.plug(0x901, leaf + 1, Drawing::leafGuid(leaf / 2, leaf % 2), 11,
                     QStringLiteral("HDR"));
    }
    QCOMPARE(drawing.findings().size(), 4);
    QCOMPARE(drawing.findings().front(), QStringLiteral("slow-link leaf-0-0"));
}

void TestFabric::aSlowLink()
{
    Drawing drawing;
    drawing.unplug(0x901, 2);
    drawing.plug(0x901, 2, Drawing::leafGuid(0, 1), 11, QStringLiteral("HDR"));
    QCOMPARE(drawing.findings(), QStringList{QStringLiteral("slow-link leaf-1-0")});
}

void TestFabric::aLinkWhoseEndsDiffer()
{
    for (const bool slowFirst : {true, false}) {
        Drawing drawing;
        IbNode& end = drawing.node(slowFirst ? Drawing::leafGuid(0, 1) : 0x901);
        for (IbPort& port : end.ports) {
            if (port.number == (slowFirst ? 11 : 2))
                std::tie(port.lanes, port.speed) = std::tuple(1, QStringLiteral("SDR"));
        }
        QCOMPARE(drawing.findings(), QStringList{QStringLiteral("asymmetric leaf-1-0")});
        const FabricGraph fabric = FabricGraph::of(drawing.subnet);
        const FabricShape shape(fabric);
        const QString text = findingText(findingsOf(fabric, shape).front(), fabric);
        QVERIFY2(text.contains(slowFirst ? u"at 1xSDR on one end and at 4xNDR on the other"
                                         : u"at 4xNDR on one end and at 1xSDR on the other"),
                 qPrintable(text));
        // Its leaf has the bandwidth of the slower end.
        const auto leaf =
            std::find_if(fabric.nodes.begin(), fabric.nodes.end(),
                         [](const auto& node) { return node.name == QLatin1String("leaf-1-0"); });
        QCOMPARE(*shape.oversubscription(int(leaf - fabric.nodes.begin())), 3 * 400 / 402.5);
    }
}

void TestFabric::aLinkThatOnlyOneEndTells()
{
    Drawing drawing;
    drawing.node(Drawing::adapterGuid(0, 1, 0)).ports.clear();
    QCOMPARE(drawing.findings(), QStringList{QStringLiteral("one-sided-link leaf-0-0")});
}

void TestFabric::aSwitchPluggedIntoItself()
{
    Drawing drawing;
    drawing.plug(0x900, 20, 0x900, 21);
    QCOMPARE(drawing.findings(), QStringList{QStringLiteral("self-link spine-0")});
}

void TestFabric::anAdapterWithoutAName()
{
    Drawing drawing;
    const quint64 guid = Drawing::adapterGuid(1, 2, 1);
    drawing.node(guid).name = QStringLiteral("MT4129 ConnectX7   Mellanox Technologies");
    QCOMPARE(drawing.findings(),
             QStringList{QStringLiteral("default-name MT4129 ConnectX7   Mellanox Technologies")});
    // The inventory knows the card.
    QCOMPARE(drawing.findings({{guid, {QStringLiteral("u1-c2"), QStringLiteral("HCA-1")}}}),
             QStringList());
}

void TestFabric::aFabricOfOneNode()
{
    IbSubnet subnet;
    subnet.nodes.append({IbNode::Kind::Adapter, 1, 0, QStringLiteral("n1 HCA-1"), 1, {}});
    const FabricGraph fabric = FabricGraph::of(subnet);
    const FabricShape shape(fabric);
    QVERIFY(shape.units().empty());
    QVERIFY(findingsOf(fabric, shape).empty());
}

QTEST_GUILESS_MAIN(TestFabric)
#include "test_topology_fabric.moc"
