#include "models/floor/floorpicture.h"

#include <QTest>

using namespace rackhouse;

class TestFloorPicture : public QObject
{
    Q_OBJECT

private slots:
    void hallsAreThoseOfThePlanAndThoseThatRacksName();
    void machinesCountWhereTheyStand();
    void whatARackIsFedByIsItsOwn();
    void aFilterFadesRacks();
    void anEmptySite();
    void strangeNamesKeepTheirPlace();

private:
    static Rack rack(const QString& name, const QString& hall);
    static Machine machine(const RackId& rack, qint64 position);
};

Rack TestFloorPicture::rack(const QString& name, const QString& hall)
{
    Rack rack;
    rack.id = RackId::create();
    rack.name = name;
    rack.hall = hall;
    rack.row = QStringLiteral("A");
    return rack;
}

Machine TestFloorPicture::machine(const RackId& rack, qint64 position)
{
    Machine machine;
    machine.id = MachineId::create();
    machine.rackId = rack;
    machine.position = position;
    return machine;
}

void TestFloorPicture::hallsAreThoseOfThePlanAndThoseThatRacksName()
{
    Hall empty;
    empty.id = HallId::create();
    empty.name = QStringLiteral("Hall 10");
    Hall drawn;
    drawn.id = HallId::create();
    drawn.name = QStringLiteral("Hall 2");
    const FloorPicture picture({.halls = {empty, drawn},
                                .racks = {rack(QStringLiteral("n1"), {}),
                                          rack(QStringLiteral("n2"), QStringLiteral("Annex")),
                                          rack(QStringLiteral("n3"), QStringLiteral("Hall 2"))}});
    QStringList names;
    for (const auto& hall : picture.halls())
        names << hall.plan.name;
    QCOMPARE(names, (QStringList{QStringLiteral("Annex"), QStringLiteral("Hall 2"),
                                 QStringLiteral("Hall 10"), QString()}));
    QVERIFY(!picture.hall(0).plan.id);
    QCOMPARE(picture.hall(1).plan.id, drawn.id);
    QVERIFY(picture.hall(2).racks.empty());
    QCOMPARE(picture.rack(2).hall, 1);
    QCOMPARE(picture.indexOfHall(QStringLiteral("Hall 10")), 2);
    QCOMPARE(picture.indexOfHall(QStringLiteral("Hall 3")), -1);
}

void TestFloorPicture::machinesCountWhereTheyStand()
{
    const Rack one = rack(QStringLiteral("one"), {});
    const Rack two = rack(QStringLiteral("two"), {});
    Asset blank;
    blank.id = AssetId::create();
    blank.rackId = two.id;
    blank.position = 1;
    blank.kind = AssetKind::Switch;
    const FloorPicture picture({.racks = {one, two},
                                .machines = {machine(one.id, 1), machine(one.id, 2),
                                             machine(RackId::create(), 1), machine({}, 0)},
                                .assets = {blank}});
    QCOMPARE(picture.rack(picture.indexOfRack(one.id.text())).facts.usedUnits, 2.0);
    QCOMPARE(picture.rack(picture.indexOfRack(two.id.text())).facts.usedUnits, 1.0);
    QCOMPARE(picture.withoutRack(), 2);
    QCOMPARE(picture.measure(FloorMeasure::Occupancy, 0).number, QStringLiteral("2/42"));
    QVERIFY(!picture.isFaded(0));
}

void TestFloorPicture::whatARackIsFedByIsItsOwn()
{
    const Rack fed = rack(QStringLiteral("fed"), {});
    const Rack other = rack(QStringLiteral("other"), {});
    Machine machine = TestFloorPicture::machine(fed.id, 1);
    machine.powerW = 900;
    Machine silent = TestFloorPicture::machine(other.id, 1);
    silent.powerW = 900;
    silent.observedAt = Instant{1};
    const FloorPicture picture({.racks = {fed, other},
                                .machines = {machine, silent},
                                .supplies = {{fed.id.text(), {1'000, QStringLiteral("B1")}}},
                                .staleBefore = Instant{2}});
    QVERIFY(picture.measure(FloorMeasure::Power, 0).sentence.contains(QStringLiteral("B1")));
    QVERIFY(!picture.measure(FloorMeasure::Power, 1).known);
    QVERIFY(!picture.measure(FloorMeasure::Power, 0).stale);
    QVERIFY(picture.measure(FloorMeasure::Power, 1).stale);
}

void TestFloorPicture::aFilterFadesRacks()
{
    const Rack one = rack(QStringLiteral("one"), {});
    const Rack two = rack(QStringLiteral("two"), {});
    const Machine kept = machine(one.id, 1);
    const FloorPicture picture({.racks = {one, two},
                                .machines = {kept, machine(one.id, 2), machine(two.id, 1)},
                                .matching = {kept.id.text()},
                                .isFiltered = true});
    QCOMPARE(picture.matches(), 1);
    QCOMPARE(picture.rack(0).facts.matches, 1);
    QVERIFY(!picture.isFaded(0));
    QVERIFY(picture.isFaded(1));
}

void TestFloorPicture::anEmptySite()
{
    const FloorPicture picture({});
    QVERIFY(picture.halls().empty() && picture.racks().empty());
    QCOMPARE(picture.indexOfRack(QStringLiteral("none")), -1);
}

void TestFloorPicture::strangeNamesKeepTheirPlace()
{
    const QString arabic = QString::fromUtf8("خزانة ١");
    const QString longName(300, QLatin1Char('x'));
    Rack tall = rack(longName, arabic);
    tall.heightUnits = 100'000;
    Rack negative = rack(arabic, arabic);
    negative.heightUnits = -3;
    const FloorPicture picture({.racks = {tall, negative}, .machines = {machine(tall.id, 99'999)}});
    QCOMPARE(picture.halls().size(), std::size_t(1));
    QCOMPARE(picture.hall(0).plan.name, arabic);
    QVERIFY(!picture.place(0).area.intersects(picture.place(1).area));
    QVERIFY(!picture.measure(FloorMeasure::Occupancy, 1).known);
}

QTEST_GUILESS_MAIN(TestFloorPicture)
#include "test_floor_picture.moc"
