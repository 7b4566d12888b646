#include "models/floor/floormeasure.h"

#include <QLocale>
#include <QTest>

using namespace rackhouse;

namespace
{

constexpr Instant kNow{1'700'000'000'000};

Machine makeMachine(qint64 position, qint64 units)
{
    Machine machine;
    machine.id = MachineId::create();
    machine.position = position;
    machine.heightUnits = units;
    return machine;
}

Asset makeAsset(AssetKind kind, double position, double units)
{
    Asset asset;
    asset.id = AssetId::create();
    asset.kind = kind;
    asset.position = position;
    asset.heightUnits = units;
    return asset;
}

Rack makeRack()
{
    Rack rack;
    rack.heightUnits = 42;
    rack.powerLimitW = 10'000;
    return rack;
}

MeasureValue valueOf(FloorMeasure measure, const RackFactsBuilder& builder,
                     const Rack& rack = makeRack())
{
    return measureOf(measure, rack, builder.facts(), kNow);
}

} // namespace

class TestFloorMeasure : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void unitsThatAreSharedCountOnce();
    void powerIsMeasuredElseByPlate();
    void whatIsOffDrawsNothing();
    void theSmallerOfRackLimitAndBreakersBinds();
    void heatBeyondWhatIsRecommended();
    void leaksAreCounted();
    void theWorstHealthIsCounted();
    void gpusOfAvailableMachinesAreFree();
    void unknownHealthIsNotWell();
    void silentMachinesAreToldApart();
    void theOldestCareCounts();
    void neverIsWorseThanLongAgo();
    void oldLinksFindAMeasure();
    void anEmptyRackHasNoNumbers();
};

void TestFloorMeasure::unitsThatAreSharedCountOnce()
{
    RackFactsBuilder rack(42);
    rack.add(makeMachine(1, 2));
    Machine rear = makeMachine(1, 1);
    rear.halfDepth = true;
    rear.face = RackFace::Rear;
    rack.add(rear);
    rack.add(makeMachine(42, 4));                       // above the top
    rack.add(makeMachine(0, 8));                        // not placed
    rack.add(makeAsset(AssetKind::Switch, 3.5, 0.5));   // a half
    rack.add(makeAsset(AssetKind::Blank, 10, 4));       // only closes units
    rack.add(makeAsset(AssetKind::Reservation, 20, 8)); // is to come
    Asset upright = makeAsset(AssetKind::Pdu, 0, 0);
    upright.mount = Mount::LeftSide;
    rack.add(upright);
    const RackFacts facts = rack.facts();
    QCOMPARE(facts.usedUnits, 3.5);
    QCOMPARE(facts.reservedUnits, 8.0);
    QCOMPARE(facts.machines, 4);
    QCOMPARE(facts.assets, 2);
    const MeasureValue value = valueOf(FloorMeasure::Occupancy, rack);
    QVERIFY(value.known);
    QCOMPARE(value.number, QStringLiteral("3.5/42"));
    QCOMPARE(value.sentence, QStringLiteral("3.5 of 42 U used, 30.5 free, 8 reserved"));
}

void TestFloorMeasure::powerIsMeasuredElseByPlate()
{
    RackFactsBuilder rack(42);
    Machine measured = makeMachine(1, 1);
    measured.powerW = 6'200;
    measured.plateW = 10'200;
    rack.add(measured);
    Machine plate = makeMachine(2, 1);
    plate.plateW = 3'000;
    rack.add(plate);
    rack.add(makeMachine(3, 1));
    Asset pdu = makeAsset(AssetKind::Pdu, 0, 0);
    pdu.plateW = 17'000; // hands on what the others draw
    rack.add(pdu);
    const MeasureValue value = valueOf(FloorMeasure::Power, rack);
    QCOMPARE(value.number, QStringLiteral("9.2"));
    QCOMPARE(value.share, 0.92);
    QCOMPARE(value.level, Health::Warning);
    QCOMPARE(value.sentence,
             QStringLiteral("9.2 kW of 10.0 kW (92 %), the limit of the rack; 6.2 kW measured "
                            "+ 3.0 kW by plate (1 of 2); not known: 1"));
    QCOMPARE(value.brief, QStringLiteral("9.2 kW of 10.0 kW (92 %)"));
    Rack small = makeRack();
    small.powerLimitW = 9'000;
    QCOMPARE(valueOf(FloorMeasure::Power, rack, small).level, Health::Critical);
    QCOMPARE(valueOf(FloorMeasure::Power, rack, small).share, 1.0);
    small.powerLimitW = 0;
    QVERIFY(!valueOf(FloorMeasure::Power, rack, small).known); // nothing to shade it by
    QCOMPARE(valueOf(FloorMeasure::Power, rack, small).number, QStringLiteral("9.2"));
}

void TestFloorMeasure::whatIsOffDrawsNothing()
{
    RackFactsBuilder rack(42);
    Machine off = makeMachine(1, 1);
    off.power = PowerState::Off;
    off.plateW = 10'200;
    rack.add(off);
    const MeasureValue value = valueOf(FloorMeasure::Power, rack);
    QCOMPARE(value.number, QStringLiteral("0.0"));
    QCOMPARE(value.share, 0.0);
    QVERIFY2(!value.sentence.contains(QStringLiteral("plate")), qPrintable(value.sentence));
}

void TestFloorMeasure::theSmallerOfRackLimitAndBreakersBinds()
{
    RackFactsBuilder builder(42);
    Machine machine = makeMachine(1, 1);
    machine.powerW = 8'000;
    builder.add(machine);
    RackFacts facts = builder.facts();
    facts.supply = {7'400, QStringLiteral("Breaker A07-B")};
    Rack rack = makeRack();
    const MeasureValue both = measureOf(FloorMeasure::Power, rack, facts, kNow);
    QCOMPARE(both.level, Health::Critical);
    QCOMPARE(both.sentence,
             QStringLiteral("8.0 kW of 7.4 kW (108 %), all that Breaker A07-B can carry alone"));
    rack.powerLimitW = 0; // nobody typed one, and the breakers are known
    QVERIFY(measureOf(FloorMeasure::Power, rack, facts, kNow).known);
    rack.powerLimitW = 7'000;
    QVERIFY(measureOf(FloorMeasure::Power, rack, facts, kNow)
                .sentence.endsWith(QStringLiteral("the limit of the rack")));
}

void TestFloorMeasure::heatBeyondWhatIsRecommended()
{
    for (const auto& [celsius, level] :
         {std::pair{24.0, Health::Unknown}, {28.5, Health::Warning}, {33.0, Health::Critical}}) {
        RackFactsBuilder rack(42);
        rack.add(makeMachine(1, 1));
        Machine warm = makeMachine(2, 1);
        warm.inletC = celsius;
        rack.add(warm);
        const MeasureValue value = valueOf(FloorMeasure::Inlet, rack);
        QCOMPARE(value.level, level);
        QCOMPARE(value.number, QString::number(celsius, 'f', 1));
    }
}

void TestFloorMeasure::leaksAreCounted()
{
    RackFactsBuilder dry(42);
    dry.add(makeMachine(1, 1));
    QVERIFY(!valueOf(FloorMeasure::Leak, dry).known); // a machine without a detector tells nothing
    RackFactsBuilder rack(42);
    for (const Health leak : {Health::Ok, Health::Unknown, Health::Critical, Health::Ok}) {
        Machine machine = makeMachine(1, 1);
        machine.leak = leak;
        rack.add(machine);
    }
    const MeasureValue value = valueOf(FloorMeasure::Leak, rack);
    QCOMPARE(value.level, Health::Critical);
    QCOMPARE(value.number, QStringLiteral("1"));
    QCOMPARE(value.sentence, QStringLiteral("1 leaking, 2 dry, 1 without a leak detector"));
}

void TestFloorMeasure::theWorstHealthIsCounted()
{
    RackFactsBuilder rack(42);
    for (const Health health : {Health::Ok, Health::Warning, Health::Warning, Health::Unknown}) {
        Machine machine = makeMachine(1, 1);
        machine.health = health;
        rack.add(machine);
    }
    const MeasureValue value = valueOf(FloorMeasure::Health, rack);
    QCOMPARE(value.level, Health::Warning);
    QCOMPARE(value.number, QStringLiteral("2"));
    QCOMPARE(value.sentence, QStringLiteral("2 warning, 1 not known, 1 OK"));
}

void TestFloorMeasure::unknownHealthIsNotWell()
{
    RackFactsBuilder rack(42);
    for (int unit = 1; unit <= 7; ++unit) {
        Machine machine = makeMachine(unit, 1);
        machine.health = unit == 1 ? Health::Ok : Health::Unknown;
        rack.add(machine);
    }
    const MeasureValue value = valueOf(FloorMeasure::Health, rack);
    QCOMPARE(value.level, Health::Unknown);
    QCOMPARE(value.number, QStringLiteral("6"));
    QCOMPARE(value.sentence, QStringLiteral("6 not known, 1 OK"));
}

void TestFloorMeasure::silentMachinesAreToldApart()
{
    RackFactsBuilder rack(42, kNow.plusMs(-1000));
    Machine live = makeMachine(1, 1);
    live.observedAt = kNow;
    live.inletC = 22;
    live.powerW = 500;
    live.health = live.leak = Health::Ok;
    rack.add(live);
    for (const FloorMeasure measure :
         {FloorMeasure::Power, FloorMeasure::Inlet, FloorMeasure::Leak, FloorMeasure::Health})
        QVERIFY(!valueOf(measure, rack).stale);
    Machine silent = live;
    silent.observedAt = kNow.plusMs(-2000);
    silent.inletC = 21;
    rack.add(silent);
    QVERIFY(!valueOf(FloorMeasure::Inlet, rack).stale); // the hottest one is live
    for (const FloorMeasure measure :
         {FloorMeasure::Power, FloorMeasure::Leak, FloorMeasure::Health}) {
        const MeasureValue value = valueOf(measure, rack);
        QVERIFY2(value.stale, enumText(measure).toUtf8().constData());
        QVERIFY2(value.sentence.endsWith(QStringLiteral("; not heard of for long: 1")),
                 qPrintable(value.sentence));
    }
    silent.inletC = 30;
    silent.health = Health::Critical;
    rack.add(silent);
    QVERIFY(valueOf(FloorMeasure::Inlet, rack).stale);
    QVERIFY(valueOf(FloorMeasure::Health, rack).stale); // nobody live says that it is critical
    Machine critical = live;
    critical.health = Health::Critical;
    rack.add(critical);
    QVERIFY(!valueOf(FloorMeasure::Health, rack).stale);
}

void TestFloorMeasure::gpusOfAvailableMachinesAreFree()
{
    RackFactsBuilder rack(42);
    for (const MachineState state : {MachineState::Available, MachineState::Provisioned}) {
        Machine machine = makeMachine(1, 1);
        machine.gpuCount = 8;
        machine.state = state;
        rack.add(machine);
        rack.add(Rents({}, {}, kNow).of(machine));
    }
    const MeasureValue value = valueOf(FloorMeasure::FreeGpus, rack);
    QCOMPARE(value.number, QStringLiteral("8"));
    QCOMPARE(value.share, 0.5);
    QCOMPARE(value.sentence, QStringLiteral("8 of 16 GPUs free"));
}

void TestFloorMeasure::theOldestCareCounts()
{
    constexpr qint64 day = 86'400'000;
    RackFactsBuilder rack(42);
    Machine machine = makeMachine(1, 1);
    machine.wipedAt = kNow.plusMs(-3 * day);
    machine.inspectedAt = kNow.plusMs(-80 * day);
    rack.add(machine);
    machine.wipedAt = kNow.plusMs(-45 * day);
    machine.inspectedAt = kNow.plusMs(-1 * day);
    rack.add(machine);
    const MeasureValue wiped = valueOf(FloorMeasure::Wiped, rack);
    QCOMPARE(wiped.number, QStringLiteral("45"));
    QCOMPARE(wiped.share, 0.5);
    QCOMPARE(wiped.sentence, QStringLiteral("oldest 45 d ago"));
    QVERIFY(!wiped.never);
    QCOMPARE(valueOf(FloorMeasure::Inspected, rack).number, QStringLiteral("80"));
}

void TestFloorMeasure::neverIsWorseThanLongAgo()
{
    RackFactsBuilder rack(42);
    for (int unit = 1; unit <= 9; ++unit)
        rack.add(makeMachine(unit, 1));
    QCOMPARE(valueOf(FloorMeasure::Wiped, rack).number, QStringLiteral("never"));
    Machine yesterday = makeMachine(10, 1);
    yesterday.wipedAt = kNow.plusMs(-86'400'000);
    rack.add(yesterday);
    const MeasureValue value = valueOf(FloorMeasure::Wiped, rack);
    QVERIFY(value.never);
    QCOMPARE(value.number, QStringLiteral("9 never"));
    QCOMPARE(value.share, 1.0);
    QCOMPARE(value.sentence, QStringLiteral("never for 9 of 10; the others: oldest 1.0 d ago"));
}

void TestFloorMeasure::oldLinksFindAMeasure()
{
    QCOMPARE(measureFromLink(QStringLiteral("checked")), FloorMeasure::Wiped);
    QCOMPARE(measureFromLink(QStringLiteral("inspected")), FloorMeasure::Inspected);
    QVERIFY(!measureFromLink(QStringLiteral("nonsense")));
}

void TestFloorMeasure::anEmptyRackHasNoNumbers()
{
    for (const auto& [measure, word] : EnumWords<FloorMeasure>::words) {
        const MeasureValue value = valueOf(measure, RackFactsBuilder(42));
        QCOMPARE(value.known, measure == FloorMeasure::Occupancy);
        QVERIFY2(!value.sentence.isEmpty(), word);
        QVERIFY2(!measureTitle(measure).isEmpty() && !measureUnit(measure).isEmpty(), word);
        const bool scaled = !isOfStates(measure) && measure != FloorMeasure::Revenue;
        QCOMPARE(measureStops(measure).size(), scaled ? 5 : 0);
    }
    // Money has a scale where something is rented, in its currency.
    const Money best{219'000, QStringLiteral("EUR")};
    QCOMPARE(measureStops(FloorMeasure::Revenue, best).join(u' '),
             QStringLiteral("0 548 1.1k 1.6k 2.2k"));
    QVERIFY(measureUnit(FloorMeasure::Revenue, best).contains(QStringLiteral("EUR")));
    Rack flat;
    flat.heightUnits = 0;
    QVERIFY(!measureOf(FloorMeasure::Occupancy, flat, {}, kNow).known);
}

QTEST_GUILESS_MAIN(TestFloorMeasure)
#include "test_floor_measure.moc"
