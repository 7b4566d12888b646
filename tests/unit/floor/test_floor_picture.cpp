#include "models/base/money.h"
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
    void whatIsHeldIsNotFree();
    void racksAreComparedInTheMainCurrency();
    void aFilterFadesRacks();
    void anEmptySite();
    void strangeNamesKeepTheirPlace();

private:
    static Allocation rental(const Machine& machine, const QString& amount,
                             const QString& currency = QStringLiteral("EUR"));
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

Allocation TestFloorPicture::rental(const Machine& machine, const QString& amount,
                                    const QString& currency)
{
    Allocation allocation;
    allocation.id = AllocationId::create();
    allocation.machineId = machine.id;
    allocation.customer = QStringLiteral("Customer A");
    allocation.startsAt = {1};
    allocation.amountMicro = microFromText(amount).value();
    allocation.currency = currency;
    allocation.unit = PriceUnit::Month;
    return allocation;
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

void TestFloorPicture::whatIsHeldIsNotFree()
{
    const Rack one = rack(QStringLiteral("one"), {});
    std::vector<Machine> machines;
    std::vector<Allocation> held;
    for (const AllocationKind kind :
         {AllocationKind::Rental, AllocationKind::Reservation, AllocationKind::Maintenance}) {
        Machine& added = machines.emplace_back(machine(one.id, 1));
        added.state = MachineState::Available;
        added.gpuCount = 8;
        Allocation& allocation = held.emplace_back(rental(added, QStringLiteral("0")));
        allocation.kind = kind;
    }
    held[0].gpus = QStringList{QStringLiteral("GPU1"), QStringLiteral("GPU2")};
    const auto freeAt = [&](Instant now) {
        const FloorPicture picture(
            {.racks = {one}, .machines = machines, .allocations = held, .now = now});
        return picture.measure(FloorMeasure::FreeGpus, 0).sentence;
    };
    QCOMPARE(freeAt({1000}), QStringLiteral("6 of 24 GPUs free"));
    held[2].endsAt = {1000};
    QCOMPARE(freeAt({999}), QStringLiteral("6 of 24 GPUs free"));
    QCOMPARE(freeAt({1000}), QStringLiteral("14 of 24 GPUs free"));
}

void TestFloorPicture::racksAreComparedInTheMainCurrency()
{
    std::vector<Rack> racks;
    std::vector<Machine> machines;
    for (const char* name : {"best", "half", "other", "unlet", "empty"})
        racks.push_back(rack(QLatin1String(name), {}));
    for (std::size_t i = 0; i < 4; ++i) {
        machines.push_back(machine(racks[i].id, 1));
        machines.back().gpuCount = 8;
    }
    FloorPicture::Source source{.racks = racks, .machines = machines, .now = {1000}};
    source.allocations = {rental(machines[0], QStringLiteral("20000")),
                          rental(machines[1], QStringLiteral("10000")),
                          rental(machines[2], QStringLiteral("9500"), QStringLiteral("USD"))};
    const FloorPicture picture(source);
    const auto value = [&picture](int rack) {
        return picture.measure(FloorMeasure::Revenue, rack);
    };
    QCOMPARE(value(0).share, 1.0);
    QCOMPARE(value(0).number, QStringLiteral("20k"));
    QCOMPARE(value(1).share, 0.5);
    QVERIFY(value(1).sentence.contains(QStringLiteral("8 of 8 GPUs rented")));
    QVERIFY2(value(1).sentence.endsWith(QStringLiteral("EUR for each GPU")),
             qPrintable(value(1).sentence));
    source.machines.push_back(machine(racks[1].id, 20));
    QVERIFY(FloorPicture(source)
                .measure(FloorMeasure::Revenue, 1)
                .sentence.endsWith(QStringLiteral("EUR for each GPU and machine without")));
    QCOMPARE(picture.bestRent().minor, 250'000); // of one of its eight GPUs
    QCOMPARE(picture.bestRent().currency, QStringLiteral("EUR"));
    // Named, but not put on the scale of another currency.
    QVERIFY(!value(2).known);
    QCOMPARE(value(2).number, QStringLiteral("9.5k"));
    QVERIFY(value(2).sentence.contains(QStringLiteral("USD a month")));
    QVERIFY(value(3).known);
    QCOMPARE(value(3).share, 0.0);
    QVERIFY(!value(4).known);
    QCOMPARE(picture.revenue().in(QStringLiteral("EUR")).minor, 3'000'000);
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
