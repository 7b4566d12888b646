#include "models/floor/devicemeasure.h"

#include <QLocale>
#include <QTest>

using namespace rackhouse;

namespace
{

constexpr Instant kNow{1'700'000'000'000};
constexpr Instant kStaleBefore{kNow.ms - 300'000};
constexpr qint64 kDay = 86'400'000;

Machine makeMachine()
{
    Machine machine;
    machine.observedAt = kNow;
    machine.plateW = 10'200;
    return machine;
}

MeasureValue valueOf(FloorMeasure measure, const Machine& machine,
                     const std::vector<Allocation>& held = {},
                     const std::vector<Machine>& beside = {})
{
    std::vector<Machine> shown = beside;
    shown.push_back(machine);
    const Rents rented(held, {}, kNow);
    BestRent best;
    for (const Machine& each : shown)
        best.add(each, rented.of(each));
    const DeviceRents rents({machine}, rented, best.ofOneGpu());
    return measureOf(measure, machine, rents, kStaleBefore, kNow).value_or(MeasureValue());
}

Allocation rental(const Machine& machine, qint64 amountMicro, const char* currency)
{
    Allocation held;
    held.id = AllocationId::create();
    held.machineId = machine.id;
    held.startsAt = kNow.plusMs(-1);
    held.amountMicro = amountMicro;
    held.currency = QString::fromLatin1(currency);
    held.unit = PriceUnit::Month;
    return held;
}

} // namespace

/// What the plate of a device says of a measure.
class TestFloorDeviceMeasure : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void powerIsAShareOfTheNamePlate();
    void withoutAMeterThePlateIsNoShade();
    void heatHasTheLimitsOfTheFloor();
    void statesAreWords();
    void whatIsUnknownIsSaid();
    void whatIsOldIsStale();
    void careIsAnAge();
    void gpusAreFreeWhereTheMachineIs();
    void devicesThatTellNothingAreLeftAlone();
    void whatIsRentedIsNotFree();
    void revenueIsComparedByGpu();
    void everyMeasureOfAMachineHasWords();
};

void TestFloorDeviceMeasure::powerIsAShareOfTheNamePlate()
{
    Machine machine = makeMachine();
    machine.powerW = 5'100;
    const MeasureValue half = valueOf(FloorMeasure::Power, machine);
    QVERIFY(half.known);
    QCOMPARE(half.share, 0.5);
    QCOMPARE(half.level, Health::Unknown);
    QCOMPARE(half.number, QStringLiteral("5.1 kW"));
    QCOMPARE(half.word, QStringLiteral("50 %"));
    QCOMPARE(half.sentence, QStringLiteral("5.1 kW drawn, 50 % of the 10.2 kW on its name plate"));
    machine.powerW = 10'404;
    const MeasureValue above = valueOf(FloorMeasure::Power, machine);
    QCOMPARE(above.share, 1.0);
    QCOMPARE(above.level, Health::Warning);
    QCOMPARE(above.word, QStringLiteral("above its name plate"));
    machine.powerW = 0;
    machine.power = PowerState::Off;
    QCOMPARE(valueOf(FloorMeasure::Power, machine).number, QStringLiteral("0 W"));
    QCOMPARE(valueOf(FloorMeasure::Power, machine).word, QStringLiteral("off"));
}

void TestFloorDeviceMeasure::withoutAMeterThePlateIsNoShade()
{
    Machine machine = makeMachine();
    const MeasureValue untold = valueOf(FloorMeasure::Power, machine);
    QVERIFY(!untold.known && untold.number.isEmpty());
    QCOMPARE(untold.word, QStringLiteral("not told"));
    QVERIFY(untold.sentence.contains(QStringLiteral("10.2 kW")));
    machine.powerW = 412;
    machine.plateW = 0;
    const MeasureValue drawn = valueOf(FloorMeasure::Power, machine);
    QVERIFY(!drawn.known); // nothing to shade it by
    QCOMPARE(drawn.number, QStringLiteral("412 W"));
    QCOMPARE(drawn.word, QStringLiteral("no name plate"));
}

void TestFloorDeviceMeasure::heatHasTheLimitsOfTheFloor()
{
    Machine machine = makeMachine();
    machine.inletC = 25;
    machine.hottestC = 60;
    QCOMPARE(valueOf(FloorMeasure::Inlet, machine).number, QStringLiteral("25.0 °C"));
    QCOMPARE(valueOf(FloorMeasure::Inlet, machine).share, 0.5);
    QVERIFY(valueOf(FloorMeasure::Inlet, machine).word.isEmpty());
    QCOMPARE(valueOf(FloorMeasure::Hottest, machine).number, QStringLiteral("60.0 °C"));
    QCOMPARE(valueOf(FloorMeasure::Hottest, machine).share, 0.5);
    machine.inletC = 28;
    QCOMPARE(valueOf(FloorMeasure::Inlet, machine).level, Health::Warning);
    QCOMPARE(valueOf(FloorMeasure::Inlet, machine).word, QStringLiteral("above 27 °C"));
    machine.inletC = 33;
    QCOMPARE(valueOf(FloorMeasure::Inlet, machine).level, Health::Critical);
    QCOMPARE(valueOf(FloorMeasure::Inlet, machine).word, QStringLiteral("above 32 °C"));
}

void TestFloorDeviceMeasure::statesAreWords()
{
    Machine machine = makeMachine();
    machine.health = Health::Critical;
    QCOMPARE(valueOf(FloorMeasure::Health, machine).word, QStringLiteral("Critical"));
    QCOMPARE(valueOf(FloorMeasure::Health, machine).level, Health::Critical);
    machine.leak = Health::Critical;
    machine.leakAt = QStringLiteral("cold plate 3");
    QCOMPARE(valueOf(FloorMeasure::Leak, machine).sentence,
             QStringLiteral("leaking at cold plate 3"));
    machine.leak = Health::Ok;
    machine.leakAt.clear();
    QCOMPARE(valueOf(FloorMeasure::Leak, machine).word, QStringLiteral("dry"));
}

void TestFloorDeviceMeasure::whatIsUnknownIsSaid()
{
    const Machine machine;
    QCOMPARE(valueOf(FloorMeasure::Health, machine).word, QStringLiteral("not known"));
    for (const FloorMeasure measure :
         {FloorMeasure::Power, FloorMeasure::Inlet, FloorMeasure::Hottest, FloorMeasure::Leak}) {
        const MeasureValue value = valueOf(measure, machine);
        QVERIFY(!value.known && value.number.isEmpty() && !value.stale);
        QCOMPARE(value.word, QStringLiteral("not told"));
    }
}

void TestFloorDeviceMeasure::whatIsOldIsStale()
{
    Machine machine = makeMachine();
    machine.observedAt = {kStaleBefore.ms - 1};
    machine.inletC = 33;
    const MeasureValue value = valueOf(FloorMeasure::Inlet, machine);
    QVERIFY(value.stale);
    QCOMPARE(value.word, QStringLiteral("above 32 °C, stale"));
    QVERIFY(value.sentence.contains(QStringLiteral("nothing was heard of it for long")));
    QVERIFY(!valueOf(FloorMeasure::Power, machine).stale); // it has never told any
    QVERIFY(!valueOf(FloorMeasure::Wiped, machine).stale); // which the books know
    machine.observedAt = kStaleBefore;
    QVERIFY(!valueOf(FloorMeasure::Inlet, machine).stale);
}

void TestFloorDeviceMeasure::careIsAnAge()
{
    Machine machine = makeMachine();
    machine.wipedAt = kNow.plusMs(-45 * kDay);
    const MeasureValue value = valueOf(FloorMeasure::Wiped, machine);
    QCOMPARE(value.number, QStringLiteral("45 d"));
    QCOMPARE(value.share, 0.5);
    QVERIFY(!value.never);
    const MeasureValue never = valueOf(FloorMeasure::Inspected, machine);
    QVERIFY(never.never && never.known);
    QCOMPARE(never.share, 1.0);
    QCOMPARE(never.word, QStringLiteral("never"));
}

void TestFloorDeviceMeasure::gpusAreFreeWhereTheMachineIs()
{
    Machine machine = makeMachine();
    machine.gpuCount = 8;
    machine.state = MachineState::Available;
    QCOMPARE(valueOf(FloorMeasure::FreeGpus, machine).number, QStringLiteral("8 free"));
    QCOMPARE(valueOf(FloorMeasure::FreeGpus, machine).word, QStringLiteral("of 8 GPUs"));
    QCOMPARE(valueOf(FloorMeasure::FreeGpus, machine).share, 1.0);
    machine.state = MachineState::Paper;
    QCOMPARE(valueOf(FloorMeasure::FreeGpus, machine).number, QStringLiteral("0 free"));
    machine.gpuCount = 0;
    QCOMPARE(valueOf(FloorMeasure::FreeGpus, machine).word, QStringLiteral("no GPU"));
}

void TestFloorDeviceMeasure::devicesThatTellNothingAreLeftAlone()
{
    Asset device;
    device.kind = AssetKind::Switch;
    device.plateW = 1'700;
    const auto power = measureOf(FloorMeasure::Power, device);
    QVERIFY(power && !power->known && power->sentence.contains(QStringLiteral("1.7 kW")));
    QVERIFY(!measureOf(FloorMeasure::Health, device));
    device.kind = AssetKind::Pdu; // hands on what others draw
    QVERIFY(!measureOf(FloorMeasure::Power, device));
    QVERIFY(!measureOf(FloorMeasure::Occupancy, makeMachine(), {}, kStaleBefore, kNow));
}

void TestFloorDeviceMeasure::whatIsRentedIsNotFree()
{
    Machine machine = makeMachine();
    machine.id = MachineId::create();
    machine.gpuCount = 8;
    machine.state = MachineState::Available;
    Allocation held = rental(machine, 0, "");
    held.gpus = {QStringLiteral("GPU0"), QStringLiteral("GPU1")};
    QCOMPARE(valueOf(FloorMeasure::FreeGpus, machine, {held}).number, QStringLiteral("6 free"));
    held.gpus.clear();
    QCOMPARE(valueOf(FloorMeasure::FreeGpus, machine, {held}).number, QStringLiteral("0 free"));
}

void TestFloorDeviceMeasure::revenueIsComparedByGpu()
{
    Machine machine = makeMachine();
    machine.id = MachineId::create();
    machine.gpuCount = 4;
    Machine best = machine;
    best.id = MachineId::create();
    best.gpuCount = 8;
    const auto of = [&](const std::vector<Allocation>& held) {
        return valueOf(FloorMeasure::Revenue, machine, held, {best});
    };
    // Half of the money for half of the GPUs is as good; a quarter is half as good.
    const Allocation full = rental(best, 1'000'000'000, "EUR");
    QCOMPARE(of({rental(machine, 500'000'000, "EUR"), full}).share, 1.0);
    const MeasureValue half = of({rental(machine, 250'000'000, "EUR"), full});
    QVERIFY(half.known);
    QCOMPARE(half.share, 0.5);
    QCOMPARE(half.number, QStringLiteral("250.00\u00A0EUR"));
    QCOMPARE(half.word, QStringLiteral("a month"));
    QVERIFY2(half.sentence.endsWith(QStringLiteral("; 62.50\u00A0EUR for each GPU")),
             qPrintable(half.sentence));
    const MeasureValue none = of({full});
    QVERIFY(!none.known);
    QCOMPARE(none.word, QStringLiteral("not rented"));
    // Money of another currency is said, and has no place on the scale.
    const MeasureValue other = of({rental(machine, 7'000'000, "USD"),
                                   rental(best, 5'000'000, "EUR"), rental(best, 5'000'000, "EUR")});
    QVERIFY(!other.known);
    QVERIFY(other.number.contains(QStringLiteral("7.00\u00A0USD")));
    // One without GPUs counts as one, and does not stretch the scale of those that have some.
    machine.gpuCount = 0;
    QCOMPARE(of({rental(machine, 62'500'000, "EUR"), full}).share, 0.5);
    QCOMPARE(of({rental(machine, 900'000'000, "EUR"), full}).share, 1.0);
    const MeasureValue alone = of({rental(machine, 62'500'000, "EUR")});
    QCOMPARE(alone.share, 1.0);
}

void TestFloorDeviceMeasure::everyMeasureOfAMachineHasWords()
{
    for (const auto& [measure, word] : EnumWords<FloorMeasure>::words) {
        if (measure == FloorMeasure::Occupancy)
            continue;
        const MeasureValue value = valueOf(measure, makeMachine());
        QVERIFY2(!value.sentence.isEmpty(), word);
        QVERIFY2(!value.number.isEmpty() || !value.word.isEmpty(), word);
        QVERIFY2(!deviceMeasureUnit(measure).isEmpty(), word);
    }
}

QTEST_APPLESS_MAIN(TestFloorDeviceMeasure)
#include "test_floor_devicemeasure.moc"
