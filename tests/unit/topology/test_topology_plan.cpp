#include "models/domain/hostranges.h"
#include "models/exchange/switchtree.h"
#include "models/topology/fabricfacts.h"
#include "models/topology/fabricrows.h"
#include "tests/unit/topology/samples.h"

#include <QSet>

using namespace rackhouse;

namespace
{

/// The counts of a plan, as they can be told from its file by hand.
struct Counts {
    qsizetype switches = 0;
    qsizetype tops = 0;   ///< switches below no other
    qsizetype leaves = 0; ///< switches with hosts
    qsizetype hosts = 0;
    qsizetype domains = 0;
};

Counts countsOf(const std::vector<FabricPlan>& plan)
{
    Counts counts;
    QSet<QString> domains;
    for (const FabricPlan& one : plan) {
        ++counts.switches;
        counts.tops += one.parents.isEmpty() ? 1 : 0;
        counts.leaves += one.hosts.isEmpty() ? 0 : 1;
        for (const QString& range : one.hosts)
            counts.hosts += expandHosts(range, 1000)->size();
        if (!one.domain.isEmpty())
            domains.insert(one.domain);
    }
    counts.domains = domains.size();
    return counts;
}

const FabricPlan* called(const std::vector<FabricPlan>& plan, const char* name)
{
    const auto found = std::find_if(plan.begin(), plan.end(), [name](const FabricPlan& one) {
        return one.name == QLatin1String(name);
    });
    return found == plan.end() ? nullptr : &*found;
}

/// Two leaves below two spines each, with a host below each leaf.
FabricGraph wire()
{
    using Kind = FabricGraph::Node::Kind;
    FabricGraph graph;
    for (const char* name : {"spine-1", "spine-2", "MF-LEAF-1", "mf-leaf-2"})
        graph.nodes.push_back({Kind::Switch, {}, QLatin1String(name), {}, {}});
    for (const char* host : {"n1.example.net", "n2"})
        graph.nodes.push_back(
            {Kind::Adapter, {}, QLatin1String(host), QLatin1String(host), QStringLiteral("HCA-1")});
    int port = 0;
    const auto plug = [&](int a, int b) {
        ++port;
        graph.links.push_back({a, QString::number(port), b, QString::number(port)});
    };
    plug(2, 4);
    plug(3, 5);
    plug(2, 0);
    plug(3, 0);
    plug(3, 1);
    return graph;
}

QStringList against(const QByteArray& yaml)
{
    const FabricGraph graph = wire();
    const FabricShape shape(graph);
    const auto plan = readSwitchTree(yaml);
    if (!plan)
        return {plan.error().code};
    QStringList lines;
    for (const FabricFinding& finding : planFindings(graph, shape, {.plan = *plan}))
        lines << findingCode(finding.kind) + QStringLiteral(": ") + findingText(finding, graph);
    return lines;
}

const QByteArray asCabled = "switches:\n"
                            "  spine-1: {switches: [mf-leaf-1, mf-leaf-2]}\n"
                            "  spine-2: {switches: [mf-leaf-2]}\n"
                            "blocks:\n"
                            "- {switch: mf-leaf-1, nodes: [n1]}\n"
                            "- {switch: mf-leaf-2, nodes: ['n[2]']}\n";

} // namespace

/// Planned trees of switches, and a plan against the wire.
class TestPlan : public QObject
{
    Q_OBJECT

private slots:
    void plansOfRealSites_data();
    void plansOfRealSites();
    void whatAPlanSays();
    void rangesAreWrittenOut();
    void whatIsNoPlan_data();
    void whatIsNoPlan();
    void aPlanThatIsCabledSaysNothing();
    void whatDiffersIsWork_data();
    void whatDiffersIsWork();
};

void TestPlan::plansOfRealSites_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<Counts>("counts");
    const auto row = [](const char* file, Counts counts) {
        QTest::newRow(file) << QByteArray("topograph_models/") + file << counts;
    };
    row("small-tree.yaml", {3, 1, 2, 6, 2});
    row("medium.yaml", {7, 1, 4, 8, 4});
    row("nvl72.yaml", {7, 1, 4, 72, 4});
    row("large.yaml", {19, 1, 12, 96, 12});
    row("dual-xclr-regular.yaml", {19, 1, 12, 96, 2});
    // 16 and 15 racks below the two spines and their core. 14 and 15 have hosts: nine each, but
    // seven in rack-1-04 and five in rack-2-15.
    row("dual-xclr-irregular.yaml", {34, 1, 29, 255, 2});
}

void TestPlan::plansOfRealSites()
{
    QFETCH(QByteArray, file);
    SAMPLE(text, file.constData());
    const auto plan = readSwitchTree(text);
    QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().code + plan.error().detail));
    const Counts found = countsOf(*plan);
    QFETCH(Counts, counts);
    QCOMPARE(found.switches, counts.switches);
    QCOMPARE(found.tops, counts.tops);
    QCOMPARE(found.leaves, counts.leaves);
    QCOMPARE(found.hosts, counts.hosts);
    QCOMPARE(found.domains, counts.domains);
}

void TestPlan::whatAPlanSays()
{
    SAMPLE(small, "topograph_models/small-tree.yaml");
    const auto tree = readSwitchTree(small);
    QVERIFY(tree);
    const FabricPlan* leaf = called(*tree, "S2");
    QVERIFY(leaf);
    QCOMPARE(leaf->parents, QStringList{QStringLiteral("S1")});
    QCOMPARE(leaf->hosts, (QStringList{QStringLiteral("I[21-22]"), QStringLiteral("I25")}));
    QCOMPARE(leaf->domain, QStringLiteral("nvl2"));
    QVERIFY(called(*tree, "S1")->parents.isEmpty());
    SAMPLE(large, "topograph_models/dual-xclr-irregular.yaml");
    const auto racks = readSwitchTree(large);
    QVERIFY(called(*racks, "rack-1-03")->hosts.isEmpty()); // no nodes are in it
    QVERIFY(!called(*racks, "rack-2-11"));
    QCOMPARE(called(*racks, "rack-1-04")->hosts.size(), 3);
    QCOMPARE(called(*racks, "rack-2-16")->domain, QStringLiteral("domain-02"));
}

void TestPlan::rangesAreWrittenOut()
{
    const auto hosts = [](const char* range) {
        const auto all = expandHosts(QLatin1String(range), 100);
        return all ? all->join(u' ') : all.error().code;
    };
    QCOMPARE(hosts("node[0009-0011]"), QStringLiteral("node0009 node0010 node0011"));
    QCOMPARE(hosts("[1101-1102]"), QStringLiteral("1101 1102"));
    QCOMPARE(hosts("a[1,3-4]-ib"), QStringLiteral("a1-ib a3-ib a4-ib"));
    QCOMPARE(hosts("alone"), QStringLiteral("alone"));
    QCOMPARE(hosts("n[9-11]"), QStringLiteral("n9 n10 n11"));
    QCOMPARE(hosts("n[0-99]").count(u' '), 99);
    QCOMPARE(hosts("n[0-100]"), QStringLiteral("host-range-too-large"));
    QCOMPARE(hosts("n[0-999999999]"), QStringLiteral("host-range-too-large"));
    for (const char* bad : {"", "n[]", "n[2-1]", "n[1-", "n]1[", "n[1-2][3-4]", "n[a-b]",
                            "n[1-9999999999]", "n[1--2]"})
        QCOMPARE(hosts(bad), QStringLiteral("host-range-invalid"));
}

void TestPlan::whatIsNoPlan_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const QByteArray& yaml, const char* code) {
        QTest::newRow(name) << yaml << QString::fromLatin1(code);
    };
    row("nothing", "", "plan-no-switches");
    row("a list", "- a\n- b\n", "plan-no-switches");
    row("other YAML", "manufacturer: a\nmodel: b\n", "plan-no-switches");
    row("no YAML", "switches: [a\nblocks: }\n", "plan-not-yaml");
    row("binary", QByteArray("\0\x01\xff\xfe", 4), "plan-no-switches");
    row("itself", "switches:\n  a: {switches: [a]}\n", "plan-loop");
    row("a loop",
        "switches:\n  top: {switches: [a]}\n  a: {switches: [b]}\n"
        "  b: {switches: [a, below]}\n",
        "plan-loop");
    row("a host twice", "blocks:\n- {switch: a, nodes: ['n[1-3]']}\n- {switch: b, nodes: [n2]}\n",
        "plan-host-twice");
    row("a range without end", "blocks:\n- {switch: a, nodes: ['n[0-999999999]']}\n",
        "host-range-too-large");
    row("too many hosts",
        "blocks:\n- {switch: a, nodes: ['n[1-150000]']}\n- {switch: b, nodes: ['m[1-150000]']}\n",
        "plan-too-large");
    row("nobody's switch", "switches:\n  s: {switches: [a]}\nblocks:\n- {switch: b, nodes: [n1]}\n",
        "plan-switch-unnamed");
    row("no switch", "switches:\n  s: {switches: [a]}\nblocks:\n- {nodes: [n1]}\n",
        "plan-incomplete");
    row("aliases of aliases",
        "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
        "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
        "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
        "yaml-too-many-values");
    row("too large", QByteArray(kMostSwitchTreeBytes + 1, ' '), "topology-too-large");
}

void TestPlan::whatIsNoPlan()
{
    QFETCH(QByteArray, yaml);
    const auto plan = readSwitchTree(yaml);
    QVERIFY(!plan);
    QTEST(plan.error().code, "code");
    QVERIFY(!problemText(plan.error()).contains(u'%')); // all that the sentence needs is there
    if (plan.error().code == QLatin1String("plan-loop"))
        QVERIFY(plan.error().args.value(QStringLiteral("name")) != QStringLiteral("below"));
}

void TestPlan::aPlanThatIsCabledSaysNothing()
{
    QCOMPARE(against(asCabled), QStringList());
}

void TestPlan::whatDiffersIsWork_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("another leaf")
        << QByteArray("mf-leaf-1, nodes: [n1]") << QByteArray("mf-leaf-2, nodes: [n1]")
        << QStringList{QStringLiteral(
               "other-leaf: n1 is planned below mf-leaf-2 and is plugged into MF-LEAF-1. Move its "
               "cables, or correct the plan.")};
    QTest::newRow("a leaf that is not there")
        << QByteArray("spine-2: {switches: [mf-leaf-2]}")
        << QByteArray("spine-2: {switches: [mf-leaf-2, mf-leaf-3]}")
        << QStringList{QStringLiteral("not-there: mf-leaf-3 is planned and not on the wire. Look "
                                      "whether it is up and cabled.")};
    QTest::newRow("another spine")
        << QByteArray("spine-2: {switches: [mf-leaf-2]}")
        << QByteArray("spine-2: {switches: [mf-leaf-2, mf-leaf-1]}")
        << QStringList{QStringLiteral("other-spine: mf-leaf-1 is planned below spine-2 and is "
                                      "cabled to spine-1. Move its cables, or correct the plan.")};
    QTest::newRow("hosts that are not there")
        << QByteArray("nodes: [n1]") << QByteArray("nodes: [n1, 'x[1-9]']")
        << QStringList{QStringLiteral(
               "not-there: 9 hosts are planned below mf-leaf-1 and are not on the wire: x1, x2, "
               "x3, x4, x5, x6, 3 more. Look whether they are up and cabled.")};
    QTest::newRow("a host that nobody planned")
        << QByteArray("nodes: ['n[2]']") << QByteArray("nodes: []")
        << QStringList{QStringLiteral("unplanned: n2 is on the wire and not in the plan. Add it "
                                      "to the plan, or take it out.")};
    QTest::newRow("a switch that nobody planned")
        << QByteArray("  spine-2: {switches: [mf-leaf-2]}\n") << QByteArray()
        << QStringList{QStringLiteral("unplanned: spine-2 is on the wire and not in the plan. Add "
                                      "it to the plan, or take it out.")};
}

void TestPlan::whatDiffersIsWork()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QVERIFY(asCabled.contains(from));
    QTEST(against(QByteArray(asCabled).replace(from, to)), "lines");
}

QTEST_GUILESS_MAIN(TestPlan)
#include "test_topology_plan.moc"
