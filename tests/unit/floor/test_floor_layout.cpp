#include "models/floor/halllayout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace rackhouse;

namespace
{

Rack makeRack(const QString& name, const QString& row, qint64 position)
{
    Rack rack;
    rack.id = RackId::create();
    rack.name = name;
    rack.row = row;
    rack.position = position;
    return rack;
}

Rack drawnRack(const QString& name, qint64 x, qint64 y)
{
    Rack rack = makeRack(name, QStringLiteral("A"), 1);
    rack.onPlan = true;
    rack.xMm = x;
    rack.yMm = y;
    return rack;
}

HallLayout layoutOf(const std::vector<Rack>& racks, const HallPlan& plan = {})
{
    std::vector<const Rack*> pointers;
    for (const Rack& rack : racks)
        pointers.push_back(&rack);
    return HallLayout(plan, pointers);
}

Hall makeHall(const char* plan)
{
    Hall hall;
    hall.id = HallId::create();
    hall.name = QStringLiteral("Hall 1");
    hall.widthMm = 12'000;
    hall.depthMm = 9'000;
    hall.plan = QJsonDocument::fromJson(plan).object();
    return hall;
}

} // namespace

class TestFloorLayout : public QObject
{
    Q_OBJECT

private slots:
    void rowsStandFaceToFace();
    void positionsGiveTheOrder();
    void aWideHallIsNotATower();
    void drawnRacksStandWhereTheyAreDrawn();
    void othersStandBelowThePlan();
    void racksThatCannotBeThereAreNamed();
    void nothingStandsOnSomethingElse();
    void aHallWithoutRacks();
    void aPlanIsReadAndWritten();
    void aBadPlanLosesOnlyWhatIsBad();
};

void TestFloorLayout::rowsStandFaceToFace()
{
    std::vector<Rack> racks;
    for (const char* row : {"C", "A", "B"}) {
        for (int position = 1; position <= 3; ++position)
            racks.push_back(makeRack(QStringLiteral("%1%2").arg(QLatin1String(row)).arg(position),
                                     QLatin1String(row), position));
    }
    const HallLayout layout = layoutOf(racks);
    QCOMPARE(layout.rows().size(), std::size_t(3));
    QCOMPARE(layout.rows()[0].name, QStringLiteral("A"));
    const auto& a = layout.places()[3];
    const auto& b = layout.places()[6];
    const auto& c = layout.places()[0];
    QCOMPARE(a.facing, PlanSide::Bottom);
    QCOMPARE(b.facing, PlanSide::Top);
    QCOMPARE(c.facing, PlanSide::Bottom);
    QVERIFY(a.area.bottom() < b.area.top() && b.area.bottom() < c.area.top());
    QCOMPARE(layout.aisles().size(), std::size_t(2));
    QCOMPARE(layout.aisles()[0].name, QStringLiteral("Cold aisle A–B"));
    QVERIFY(!layout.aisles()[0].hot);
    QCOMPARE(layout.aisles()[0].area.top(), a.area.bottom());
    QCOMPARE(layout.aisles()[0].area.bottom(), b.area.top());
    QCOMPARE(layout.aisles()[1].name, QStringLiteral("Hot aisle B–C"));
    QVERIFY(layout.bounds().contains(layout.rows()[2].area));
}

void TestFloorLayout::positionsGiveTheOrder()
{
    const std::vector<Rack> racks{makeRack(QStringLiteral("A10"), QStringLiteral("A"), 2),
                                  makeRack(QStringLiteral("A9"), QStringLiteral("A"), 1),
                                  makeRack(QStringLiteral("z"), QStringLiteral("A"), 0),
                                  makeRack(QStringLiteral("loose"), {}, 1)};
    const HallLayout layout = layoutOf(racks);
    QCOMPARE(layout.rows()[0].racks, (std::vector<int>{2, 1, 0}));
    QVERIFY(layout.rows()[1].name.isEmpty()); // racks of no row come last
    QCOMPARE(layout.places()[1].area.right(), layout.places()[0].area.left());
}

void TestFloorLayout::aWideHallIsNotATower()
{
    std::vector<Rack> racks;
    for (int row = 0; row < 50; ++row) {
        for (int position = 1; position <= 10; ++position)
            racks.push_back(makeRack(QStringLiteral("r%1-%2").arg(row).arg(position),
                                     QString::number(row), position));
    }
    const QRectF bounds = layoutOf(racks).bounds();
    const double ratio = bounds.width() / bounds.height();
    QVERIFY2(ratio > 0.8 && ratio < 3, qPrintable(QString::number(ratio)));
}

void TestFloorLayout::drawnRacksStandWhereTheyAreDrawn()
{
    Rack sideways = drawnRack(QStringLiteral("side"), 600, 1200);
    sideways.facing = PlanSide::Left;
    sideways.widthMm = 800;
    sideways.depthMm = 1000;
    const HallLayout layout = layoutOf({sideways}, HallPlan::of(makeHall("{}")));
    QCOMPARE(layout.places()[0].area, QRectF(600, 1200, 1000, 800));
    QCOMPARE(layout.walls(), QRectF(0, 0, 12'000, 9'000));
    QVERIFY(layout.places()[0].problem.isEmpty());
}

void TestFloorLayout::othersStandBelowThePlan()
{
    const std::vector<Rack> racks{drawnRack(QStringLiteral("A1"), 0, 0),
                                  makeRack(QStringLiteral("new"), QStringLiteral("B"), 1)};
    const HallLayout layout = layoutOf(racks, HallPlan::of(makeHall("{}")));
    QVERIFY(layout.places()[1].area.top() >= layout.walls().bottom());
    QVERIFY(layout.bounds().contains(layout.places()[1].area));
    QVERIFY(layout.places()[1].problem.isEmpty());
}

void TestFloorLayout::racksThatCannotBeThereAreNamed()
{
    const std::vector<Rack> racks{drawnRack(QStringLiteral("out"), 11'900, 0),
                                  drawnRack(QStringLiteral("one"), 1000, 1000),
                                  drawnRack(QStringLiteral("two"), 1300, 1100),
                                  drawnRack(QStringLiteral("beside"), 1900, 1100),
                                  drawnRack(QStringLiteral("far"), -700'000, 400'000)};
    const HallLayout layout = layoutOf(racks, HallPlan::of(makeHall("{}")));
    QCOMPARE(layout.places()[0].problem, QStringLiteral("It stands outside of the hall."));
    QCOMPARE(layout.places()[1].problem, QStringLiteral("It stands where two stands."));
    QCOMPARE(layout.places()[2].problem, QStringLiteral("It stands where one stands."));
    QVERIFY(layout.places()[3].problem.isEmpty()); // edge to edge is no overlap
    QVERIFY(layout.bounds().contains(layout.places()[4].area));
}

void TestFloorLayout::nothingStandsOnSomethingElse()
{
    std::vector<Rack> racks;
    for (int i = 0; i < 120; ++i) {
        Rack rack = makeRack(QStringLiteral("r%1").arg(i), QString::number(i % 7), i / 14);
        rack.widthMm = i % 3 == 0 ? 800 : 0;
        rack.depthMm = i % 5 == 0 ? 1000 : 0;
        racks.push_back(rack);
    }
    const HallLayout layout = layoutOf(racks);
    for (std::size_t a = 0; a < racks.size(); ++a) {
        for (std::size_t b = a + 1; b < racks.size(); ++b)
            QVERIFY(!layout.places()[a].area.intersects(layout.places()[b].area));
    }
}

void TestFloorLayout::aHallWithoutRacks()
{
    QVERIFY(layoutOf({}).bounds().isEmpty());
    QCOMPARE(layoutOf({}, HallPlan::of(makeHall("{}"))).bounds(), QRectF(0, 0, 12'000, 9'000));
}

void TestFloorLayout::aPlanIsReadAndWritten()
{
    const Hall hall = makeHall(R"({
        "aisles": [{"name": "Cold 1", "kind": "cold", "x": 600, "y": 0, "width": 6000,
                    "depth": 1200, "contained": true}],
        "doors": [{"name": "Door A", "x": 0, "y": 3000, "width": 1200, "side": "left"}],
        "zones": [{"name": "Tenant", "x": 0, "y": 0, "width": 3000, "depth": 3000}]})");
    const HallPlan plan = HallPlan::of(hall);
    QCOMPARE(plan.aisles.size(), std::size_t(1));
    QVERIFY(plan.aisles[0].contained && !plan.aisles[0].hot);
    QCOMPARE(plan.doors[0].side, PlanSide::Left);
    QCOMPARE(plan.zones[0].area, QRectF(0, 0, 3000, 3000));
    QVERIFY(plan.problems.isEmpty());
    Hall again = hall;
    again.plan = plan.toJson();
    const HallPlan same = HallPlan::of(again);
    QVERIFY(same.aisles == plan.aisles && same.doors == plan.doors && same.zones == plan.zones);
}

void TestFloorLayout::aBadPlanLosesOnlyWhatIsBad()
{
    const HallPlan plan = HallPlan::of(makeHall(R"({
        "aisles": [{"name": "no size"}, 7, {"name": "good", "width": 600, "depth": 600},
                   {"name": "huge", "width": 1e12, "depth": 600}],
        "doors": [{"name": "nowhere", "width": 900, "side": "middle"}],
        "zones": "none"})"));
    QCOMPARE(plan.aisles.size(), std::size_t(1));
    QCOMPARE(plan.aisles[0].name, QStringLiteral("good"));
    QVERIFY(plan.doors.empty() && plan.zones.empty());
    QCOMPARE(plan.problems,
             QStringList{QStringLiteral("Aisles, doors or zones of the plan without a size: 4")});
    Hall tiny = makeHall("{}");
    tiny.tileMm = 0;
    tiny.widthMm = -5;
    QCOMPARE(HallPlan::of(tiny).tileMm, 600.0);
    QVERIFY(HallPlan::of(tiny).size.isEmpty());
}

QTEST_GUILESS_MAIN(TestFloorLayout)
#include "test_floor_layout.moc"
