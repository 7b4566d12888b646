#include "models/domain/placement.h"

#include <QTest>

using namespace rackhouse;
using Kind = PlacementProblem::Kind;

/// Whether devices fit where they are to stand.
class TestPlacement : public QObject
{
    Q_OBJECT

private:
    static Occupant device(const char* name, double unit, double units)
    {
        Occupant occupant;
        occupant.id = occupant.name = QString::fromLatin1(name);
        occupant.setPosition(unit);
        occupant.halves = qRound(2 * units);
        return occupant;
    }
    static Rack rack()
    {
        Rack rack;
        rack.heightUnits = 42;
        return rack;
    }

private slots:
    void aRackHasABottomAndATop()
    {
        QVERIFY(placementProblems(rack(), {}, device("a", 1, 42)).empty());
        QCOMPARE(placementProblems(rack(), {}, device("a", 2, 42)).front().kind, Kind::OutsideRack);
        QCOMPARE(placementProblems(rack(), {}, device("a", 0.5, 1)).front().kind,
                 Kind::OutsideRack);
        QVERIFY(placementProblems(rack(), {}, device("a", 42.5, 0.5)).empty());
    }

    void halfUnitsShareAUnit()
    {
        const std::vector<Occupant> others{device("low", 10, 0.5)};
        QVERIFY(placementProblems(rack(), others, device("high", 10.5, 0.5)).empty());
        const auto problems = placementProblems(rack(), others, device("whole", 10, 1));
        QCOMPARE(problems.size(), 1u);
        QCOMPARE(problems.front().name, QStringLiteral("low"));
        QVERIFY(problems.front().isImpossible());
    }

    void halfDepthDevicesStandBackToBack()
    {
        Occupant front = device("front", 10, 1);
        Occupant rear = device("rear", 10, 1);
        rear.face = RackFace::Rear;
        QVERIFY(collide(front, rear));
        rear.halfDepth = true;
        QVERIFY(collide(front, rear));
        front.halfDepth = true;
        QVERIFY(!collide(front, rear));
        rear.face = RackFace::Front;
        QVERIFY(collide(front, rear));
    }

    void weightAndPowerAreForAPersonToDecide()
    {
        Rack limited = rack();
        limited.weightLimitKg = 500;
        limited.powerLimitW = 17'000;
        Occupant first = device("first", 1, 8);
        first.weightKg = 130;
        first.plateW = 10'200;
        Occupant second = device("second", 9, 8);
        second.weightKg = 400;
        second.plateW = 10'200;
        const auto problems = placementProblems(limited, {first, second}, second);
        QCOMPARE(problems.size(), 2u);
        QCOMPARE(problems[0], (PlacementProblem{Kind::TooHeavy, {}, 530, 500}));
        QCOMPARE(problems[1], (PlacementProblem{Kind::TooMuchPower, {}, 20'400, 17'000}));
        QVERIFY(!problems[0].isImpossible());
    }

    void whatHandsOnPowerIsNoLoadItself()
    {
        Rack limited = rack();
        limited.powerLimitW = 20'000;
        Asset shelf;
        shelf.id = AssetId::create();
        shelf.kind = AssetKind::PowerShelf;
        shelf.position = 1;
        shelf.plateW = 33'000;
        QVERIFY(placementProblems(limited, {}, Occupant::of(shelf)).empty());
        Occupant server = device("server", 2, 1);
        server.plateW = 19'000;
        QVERIFY(placementProblems(limited, {Occupant::of(shelf)}, server).empty());
        shelf.kind = AssetKind::Switch;
        QCOMPARE(placementProblems(limited, {server}, Occupant::of(shelf)),
                 (std::vector{PlacementProblem{Kind::TooMuchPower, {}, 52'000, 20'000}}));
    }

    void depthIsForAPersonToDecide()
    {
        Rack shallow = rack();
        Occupant server = device("server", 1, 1);
        server.depthMm = 900;
        QVERIFY(depthProblems(shallow, {}, server).empty()); // nobody knows how deep the rack is
        shallow.depthMm = 800;
        const auto problems = placementProblems(shallow, {}, server);
        QCOMPARE(problems.size(), 1u);
        QCOMPARE(problems[0], (PlacementProblem{Kind::TooDeep, {}, 900, 800}));
        QVERIFY(!problems[0].isImpossible());
        QCOMPARE(freeDepthMm(shallow, {}, server), std::optional<qint64>(-100));
        server.depthMm = 0;
        QVERIFY(depthProblems(shallow, {}, server).empty());
        QVERIFY(!freeDepthMm(shallow, {}, server));
    }

    void backToBackTheirDepthsAddUp()
    {
        Rack deep = rack();
        deep.depthMm = 1000;
        Occupant front = device("front", 10, 2);
        front.halfDepth = true;
        front.depthMm = 600;
        Occupant rear = device("rear", 11, 1);
        rear.halfDepth = true;
        rear.face = RackFace::Rear;
        rear.depthMm = 450;
        QCOMPARE(
            depthProblems(deep, {front}, rear),
            (std::vector<PlacementProblem>{{Kind::TooDeep, QStringLiteral("front"), 1050, 1000}}));
        QCOMPARE(freeDepthMm(deep, {front, rear}, front), std::optional<qint64>(-50));
        rear.setPosition(12); // beside it, in other units
        QVERIFY(depthProblems(deep, {front}, rear).empty());
        QCOMPARE(freeDepthMm(deep, {front, rear}, front), std::optional<qint64>(400));
        rear.setPosition(11);
        rear.depthMm = 400; // they touch
        QVERIFY(depthProblems(deep, {front}, rear).empty());
    }

    void theNearestFreeRoomIsFound()
    {
        const std::vector<Occupant> others{device("a", 10, 2), device("b", 12, 2)};
        QCOMPARE(nearestFree(rack(), others, device("new", 11, 2)) / 2 + 1, 14);
        QCOMPARE(nearestFree(rack(), others, device("new", 10, 2)) / 2 + 1, 8);
        QCOMPARE(nearestFree(rack(), {device("all", 1, 42)}, device("new", 1, 1)), -1);
    }
};

QTEST_GUILESS_MAIN(TestPlacement)
#include "test_domain_placement.moc"
