#include "tests/unit/exchange/planning.h"

using namespace rackhouse;

using Outcome = PlannedRow::Outcome;

/// What people forget in a file, and what they write twice.
class TestExchangeSlips : public PlanningTest
{
    Q_OBJECT

private slots:
    void init();
    void whatNoRowIsWithoutStays();
    void aPlaceIsOnThePlan();
    void oneSerialOnTwoDevices();
    void numbersAreDigits();
};

void TestExchangeSlips::init()
{
    m_books = {};
    Rack rack;
    rack.id = RackId::create();
    rack.name = text("A01");
    rack.xMm = 1200;
    rack.weightLimitKg = 100;
    m_books.racks.push_back(rack);
    Machine machine;
    machine.id = MachineId::create();
    machine.name = text("n1");
    machine.serial = text("SN1");
    m_books.machines.push_back(machine);
    Asset leaf;
    leaf.id = AssetId::create();
    leaf.name = text("leaf-1");
    leaf.kind = AssetKind::Switch;
    m_books.assets.push_back(leaf);
}

void TestExchangeSlips::whatNoRowIsWithoutStays()
{
    const QByteArray racks = "name,height_units,facing\nA01,,\n";
    QCOMPARE(code(plan(ExchangeTable::Racks, racks).rows[0]), QString());
    QCOMPARE(plan(ExchangeTable::Racks, racks).rows[0].outcome, Outcome::Unchanged);
    const ChangePlan placed = plan(ExchangeTable::Placements, "name,height_units,face,weight_kg\n"
                                                              "n1,,,\nleaf-1,,,\n");
    for (const PlannedRow& row : placed.rows)
        QVERIFY2(row.outcome == Outcome::Unchanged, qPrintable(code(row) + difference(row)));
    const QByteArray id = m_books.racks[0].id.text().toUtf8();
    QCOMPARE(plan(ExchangeTable::Racks, "name,id\n," + id + "\n").rows[0].outcome,
             Outcome::Unchanged);
}

void TestExchangeSlips::aPlaceIsOnThePlan()
{
    const ChangePlan racks = plan(ExchangeTable::Racks, "name,x_mm,on_plan\nA01,2400,\n"
                                                        "A02,600,\nA03,600,no\nA04,0,\n");
    QCOMPARE(difference(racks.rows[0]), text("on_plan=no>yes x_mm=1200>2400"));
    QVERIFY(racks.rows[1].item.value(u"fields")[u"on_plan"].toBool());
    QVERIFY(!racks.rows[2].item.value(u"fields")[u"on_plan"].toBool());
    QVERIFY2(racks.rows[2].notes.join(u' ').contains(text("on_plan")), "no note");
    QVERIFY(!racks.rows[3].item.value(u"fields")[u"on_plan"].toBool());
    QCOMPARE(difference(plan(ExchangeTable::Racks, "name,x_mm,on_plan\nA01,,\n").rows[0]),
             text("x_mm=1200>0"));
    QVERIFY(racks.rows[1].notes.isEmpty() && racks.rows[3].notes.isEmpty());
}

void TestExchangeSlips::oneSerialOnTwoDevices()
{
    const ChangePlan placed =
        plan(ExchangeTable::Placements, "name,kind,serial,asset_tag\nx1,switch,SN1,T1\n"
                                        "x2,switch,S9,T1\nx3,switch,S8,\nx4,switch,,\n");
    const auto notes = [&placed](size_t row) {
        return placed.rows[row].notes.join(u' ');
    };
    QVERIFY2(notes(0).contains(text("n1 has the serial SN1 as well.")), qPrintable(notes(0)));
    QVERIFY2(notes(0).contains(text("x2 has the asset tag T1 as well.")), qPrintable(notes(0)));
    QVERIFY2(notes(1).contains(text("x1 has the asset tag T1 as well.")), qPrintable(notes(1)));
    QVERIFY(notes(2).isEmpty() && notes(3).isEmpty());
    for (const PlannedRow& row : placed.rows)
        QCOMPARE(row.outcome, Outcome::Added);
}

void TestExchangeSlips::numbersAreDigits()
{
    const PlannedRow row =
        plan(ExchangeTable::Racks, "name,power_limit_w\nA01,1000000001\n").rows[0];
    const QString said = problemText(*row.problem);
    QVERIFY2(said.contains(text("1000000001")) && said.contains(text("0 to 1000000000")),
             qPrintable(said));
    const PlannedRow heavy =
        plan(ExchangeTable::Racks, "name,weight_limit_kg\nA01,100000\n").rows[0];
    QCOMPARE(difference(heavy), text("weight_limit_kg=100>100000"));
}

QTEST_APPLESS_MAIN(TestExchangeSlips)
#include "test_exchange_slips.moc"
