#include "models/market/holding.h"

#include <QTest>

using namespace rackhouse;

namespace
{

const MachineId kMachine = MachineId::create();

Allocation held(qint64 from, qint64 until, const QStringList& gpus = {})
{
    Allocation allocation;
    allocation.id = AllocationId::create();
    allocation.machineId = kMachine;
    allocation.startsAt = {from};
    allocation.endsAt = {until};
    allocation.gpus = gpus;
    return allocation;
}

} // namespace

class TestMarketHolding : public QObject
{
    Q_OBJECT

private slots:
    void theEndIsNotInIt()
    {
        const Allocation rental = held(1000, 2000);
        QVERIFY(!holds(rental, {999}));
        QVERIFY(holds(rental, {1000}));
        QVERIFY(holds(rental, {1999}));
        QVERIFY(!holds(rental, {2000}));
        QVERIFY(holds(held(1000, 0), {1'000'000'000}));
    }

    void oneMayFollowTheOther()
    {
        QVERIFY(!collide(held(1000, 2000), held(2000, 3000)));
        QVERIFY(!collide(held(2000, 3000), held(1000, 2000)));
        QVERIFY(collide(held(1000, 2001), held(2000, 3000)));
        QVERIFY(collide(held(1000, 0), held(5000, 0)));
        QVERIFY(!collide(held(5000, 0), held(1000, 5000)));
        Allocation elsewhere = held(1000, 2000);
        elsewhere.machineId = MachineId::create();
        QVERIFY(!collide(held(1000, 2000), elsewhere));
    }

    void gpusOfOneMachineGoToSeveral()
    {
        QVERIFY(!collide(held(1, 0, {u"GPU1"_qs, u"GPU2"_qs}), held(1, 0, {u"GPU3"_qs})));
        QVERIFY(collide(held(1, 0, {u"GPU1"_qs, u"GPU2"_qs}), held(1, 0, {u"GPU2"_qs})));
        QVERIFY(collide(held(1, 0), held(1, 0, {u"GPU2"_qs})));
    }

    void whatNothingHoldsIsFree()
    {
        std::vector<Allocation> allocations{held(1000, 2000, {u"GPU1"_qs, u"GPU2"_qs}),
                                            held(1500, 0, {u"GPU3"_qs}), held(3000, 4000)};
        const auto freeAt = [&](qint64 moment) {
            return Holdings(allocations, {moment}).freeGpus(kMachine, 8);
        };
        QCOMPARE(freeAt(999), 8);
        QCOMPARE(freeAt(1000), 6);
        QCOMPARE(freeAt(1500), 5);
        QCOMPARE(freeAt(2000), 7);
        QCOMPARE(Holdings(allocations, {1500}).of(kMachine).size(), 2);
        QVERIFY(Holdings(allocations, {1500}).of(MachineId::create()).isEmpty());
        // The whole machine, whatever else the books say.
        allocations[1].endsAt = {3000};
        QCOMPARE(freeAt(3000), 0);
        QCOMPARE(gpusOf(allocations[2], 8), 8);
        QCOMPARE(gpusOf(allocations[0], 8), 2);
    }
};

QTEST_GUILESS_MAIN(TestMarketHolding)
#include "test_market_holding.moc"
