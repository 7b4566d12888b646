#include "tests/unit/exchange/planning.h"

using namespace rackhouse;

using Outcome = PlannedRow::Outcome;

/// What an import says of the floor as it would be: racks in one place and what they would have.
class TestExchangeFloor : public PlanningTest
{
    Q_OBJECT

private slots:
    void init();
    void racksInOnePlaceOfThePlan();
    void whatARackWouldHaveOnNamePlates();
};

void TestExchangeFloor::init()
{
    m_books = {};
    Rack rack;
    rack.id = RackId::create();
    rack.name = text("A01");
    rack.hall = text("North");
    rack.onPlan = true;
    rack.xMm = 1200;
    m_books.racks.push_back(rack);
}

void TestExchangeFloor::racksInOnePlaceOfThePlan()
{
    // A01 stands at 1200 and is 600 wide.
    const ChangePlan racks = plan(ExchangeTable::Racks, "name,hall,on_plan,x_mm\n"
                                                        "A02,North,true,1500\n"
                                                        "A03,North,true,2400\n"
                                                        "A04,North,true,2400\n"
                                                        "A05,North,true,600\n"
                                                        "A06,South,true,1200\n"
                                                        "A07,North,,1200\n");
    const auto notes = [&racks](size_t row) {
        return racks.rows[row].outcome == Outcome::Added ? racks.rows[row].notes.join(u'|')
                                                         : code(racks.rows[row]);
    };
    QCOMPARE(notes(0), text("It would stand where A01 stands on the plan."));
    QCOMPARE(notes(1), text("It would stand where A04 stands on the plan."));
    QCOMPARE(notes(2), text("It would stand where A03 stands on the plan."));
    QCOMPARE(notes(3), QString()); // side by side
    QCOMPARE(notes(4), QString()); // in another hall
    // A place puts it on the plan.
    QCOMPARE(notes(5), text("It would stand where A01 stands on the plan."));
}

void TestExchangeFloor::whatARackWouldHaveOnNamePlates()
{
    m_books.racks[0].powerLimitW = 20'000;
    const auto notes = [this](const QByteArray& kind) {
        const ChangePlan added = plan(ExchangeTable::Placements,
                                      "name,kind,rack,unit,plate_w\nx," + kind + ",A01,30,33000\n");
        return added.rows[0].outcome == Outcome::Added ? added.rows[0].notes
                                                       : QStringList{code(added.rows[0])};
    };
    QCOMPARE(notes("switch"),
             QStringList{text("A01 would have 33.0 kW of the 20.0 kW that it may have.")});
    // It hands on what the devices below it draw.
    QCOMPARE(notes("power-shelf"), QStringList());
}

QTEST_APPLESS_MAIN(TestExchangeFloor)
#include "test_exchange_floor.moc"
