#include "tests/gui/rackrows.h"
#include "tests/gui/tour/demosite.h"

#include "widgets/racks/deviceplate.h"
#include "widgets/racks/floorbooks.h"
#include "widgets/racks/rackdrag.h"
#include "widgets/racks/rackview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// What the elevation shows, by structure.
class TestGuiRacks : public QObject, private RackRows
{
    Q_OBJECT

private slots:
    void theModelHoldsItsContract();
    void twoDevicesInOneUnitStandSideBySide();
    void aDeviceThatReachesOutIsCutOff();
    void halfDepthDevicesShareTheirUnits();
    void halfUnitsAreHalfAsHigh();
    void namesOfAnyKindAreDrawn();
    void aRackOfAHundredUnits();
    void namesAreLegibleUntilAScaleIsChosen();
    void whatNobodyHasHeardOfForLongIsStale();
    void aLeakIsCriticalWhateverElseIsSaid();
    void theRearIsMirrored();
    void aDragSnapsAndSaysWhatSpeaksAgainstIt();
    void aGroupGoesWhereAllOfItFits();
    void whatIsTooDeepIsSaid();
    void theLoadIsSummedUp();

private:
    Theme m_theme{*qApp};
    ManualClock m_clock{Instant{1'790'000'000'000}};
};

void TestGuiRacks::theModelHoldsItsContract()
{
    QTemporaryDir folder;
    auto replica = Replica::open(folder.filePath(u"replica.db"_qs), m_clock);
    QVERIFY(replica);
    const auto site = fillDemoSite(**replica, m_clock);
    QVERIFY(site);
    const auto racks = *(*replica)->list<Rack>(*site);
    const auto machines = *(*replica)->list<Machine>(*site);
    const auto assets = *(*replica)->list<Asset>(*site);
    RackModel model(m_clock);
    QAbstractItemModelTester tester(&model);
    model.set(racks, machines, assets);
    QVERIFY(model.rowCount() > 1);
    const QModelIndex rack = model.index(0, 0);
    // From the top down, what hangs at the sides after it.
    QStringList names;
    for (int row = 0; row < model.rowCount(rack); ++row)
        names << model.index(row, 0, rack).data().toString();
    QCOMPARE(names.mid(0, 3), QStringList({u"a01-serial"_qs, u"a01-patch"_qs, u"a01-leaf"_qs}));
    QCOMPARE(names.mid(names.size() - 2), QStringList({u"PDU A01-A"_qs, u"PDU A01-B"_qs}));
    QCOMPARE(model.index(names.size() - 1, RackModel::UnitColumn, rack).data().toString(),
             u"right side"_qs);
    // The same rows again keep their indexes.
    const QPersistentModelIndex first(model.index(0, 0, rack));
    model.set(racks, machines, assets);
    QVERIFY(first.isValid());
    model.set({}, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestGuiRacks::twoDevicesInOneUnitStandSideBySide()
{
    const Rack rack = TestGuiRacks::rack();
    RackModel model(m_clock);
    model.set({rack}, {machine(rack, u"one"_qs, 5, 2), machine(rack, u"two"_qs, 6)},
              {asset(rack, u"three"_qs, 20)});
    RackLayout layout(model);
    layout.update(RackLayout::fullUnit);
    const QRect one = layout.device(find(model, u"one"_qs));
    const QRect two = layout.device(find(model, u"two"_qs));
    const QRect three = layout.device(find(model, u"three"_qs));
    QVERIFY(!one.intersects(two));
    QCOMPARE(one.width() + two.width(), three.width());
    QCOMPARE(one.height(), 2 * RackLayout::fullUnit);
    QVERIFY(model.data(find(model, u"two"_qs), Qt::ToolTipRole)
                .toString()
                .contains(u"in the same units as one"_qs));
    QVERIFY(model.data(find(model, u"two"_qs), Qt::AccessibleTextRole)
                .toString()
                .contains(u"in the same units as one"_qs));
}

void TestGuiRacks::aDeviceThatReachesOutIsCutOff()
{
    const Rack rack = TestGuiRacks::rack(10);
    RackModel model(m_clock);
    model.set({rack}, {machine(rack, u"tall"_qs, 9, 4), machine(rack, u"lost"_qs, 60)});
    RackLayout layout(model);
    layout.update(RackLayout::fullUnit);
    const QRect tall = layout.device(find(model, u"tall"_qs));
    QCOMPARE(tall.top(), layout.units(0).top());
    QCOMPARE(tall.height(), 2 * RackLayout::fullUnit);
    for (const QString& name : {u"tall"_qs, u"lost"_qs}) {
        QVERIFY(layout.units(0).contains(layout.device(find(model, name))));
        QVERIFY(model.data(find(model, name), Qt::ToolTipRole)
                    .toString()
                    .contains(u"above the top of the rack"_qs));
    }
}

void TestGuiRacks::halfDepthDevicesShareTheirUnits()
{
    const Rack rack = TestGuiRacks::rack();
    Asset front = asset(rack, u"front"_qs, 7);
    Asset rear = asset(rack, u"rear"_qs, 7);
    front.halfDepth = rear.halfDepth = true;
    rear.face = RackFace::Rear;
    RackModel model(m_clock);
    model.set({rack}, {}, {front, rear});
    Theme theme(*qApp);
    RackView view(theme, &model, nullptr);
    view.resize(600, 1200);
    const QRect place = view.visualRect(find(model, u"front"_qs));
    QCOMPARE(view.visualRect(find(model, u"rear"_qs)), place);
    QCOMPARE(view.indexAt(place.center()).data().toString(), u"front"_qs);
    view.setFace(RackFace::Rear);
    QCOMPARE(view.indexAt(place.center()).data().toString(), u"rear"_qs);
}

void TestGuiRacks::halfUnitsAreHalfAsHigh()
{
    const Rack rack = TestGuiRacks::rack();
    RackModel model(m_clock);
    model.set({rack}, {}, {asset(rack, u"half"_qs, 3.5, .5), asset(rack, u"whole"_qs, 4)});
    RackLayout layout(model);
    layout.update(RackLayout::fullUnit);
    const QRect half = layout.device(find(model, u"half"_qs));
    const QRect whole = layout.device(find(model, u"whole"_qs));
    QCOMPARE(2 * half.height(), whole.height());
    QCOMPARE(half.top(), whole.bottom() + 1);
    QCOMPARE(find(model, u"half"_qs).siblingAtColumn(RackModel::UnitColumn).data().toString(),
             u"U3.5"_qs);
}

void TestGuiRacks::namesOfAnyKindAreDrawn()
{
    const Rack rack = TestGuiRacks::rack();
    const QString longName(300, u'x');
    const QString arabic = u"خادم ٧"_qs;
    Rack named = rack;
    named.name = longName;
    RackModel model(m_clock);
    model.set({named}, {machine(rack, longName, 1), machine(rack, arabic, 2)});
    Theme theme(*qApp);
    RackView view(theme, &model, nullptr);
    view.resize(500, 1200);
    QVERIFY(!view.grab().isNull());
    const QModelIndex index = find(model, longName);
    QVERIFY(view.visualRect(index).right() < 388);
    QVERIFY(model.data(index, Qt::ToolTipRole).toString().startsWith(longName));
    QVERIFY(find(model, arabic).isValid());
}

void TestGuiRacks::aRackOfAHundredUnits()
{
    const Rack tall = rack(100);
    const Rack low = rack(10);
    RackModel model(m_clock);
    model.set({tall, low}, {machine(tall, u"top"_qs, 100)});
    RackLayout layout(model);
    layout.update(layout.fittingUnit(800));
    QVERIFY(layout.size().height() <= 800); // with the bars below it
    QCOMPARE(layout.device(find(model, u"top"_qs)).top(), layout.units(0).top());
    // Both stand on one floor.
    QCOMPARE(layout.units(0).bottom(), layout.units(1).bottom());
}

void TestGuiRacks::namesAreLegibleUntilAScaleIsChosen()
{
    RackModel model(m_clock);
    model.set({rack(46)}, {});
    RackView view(m_theme, &model, nullptr);
    view.resize(900, 500);
    view.show();
    QCOMPARE(view.unit(), RackLayout::readableUnit);
    QVERIFY(view.verticalScrollBar()->maximum() > 0);
    view.resize(900, 1200); // there is room for all of it
    QCOMPARE(view.verticalScrollBar()->maximum(), 0);
    QVERIFY(view.unit() > RackLayout::readableUnit);
    view.setFitting(true);
    view.resize(900, 500);
    QVERIFY(view.unit() < RackLayout::readableUnit);
    QCOMPARE(view.verticalScrollBar()->maximum(), 0);
}

void TestGuiRacks::whatNobodyHasHeardOfForLongIsStale()
{
    const Rack rack = TestGuiRacks::rack();
    Machine good = machine(rack, u"good"_qs, 1);
    good.state = MachineState::Available;
    good.health = Health::Ok;
    good.observedAt = m_clock.now().plusMs(-60'000);
    QVERIFY(Device(good).status(m_clock.now()).tone == Tone::Ok);
    good.observedAt = m_clock.now().plusMs(-600'000);
    QVERIFY(Device(good).status(m_clock.now()).tone == Tone::Stale);
    QVERIFY(Device(good).status(m_clock.now()).word.startsWith(u"Available"_qs));
    // What was bad when it was last seen is not made better by silence.
    good.health = Health::Critical;
    QVERIFY(Device(good).status(m_clock.now()).tone == Tone::Critical);
}

void TestGuiRacks::aLeakIsCriticalWhateverElseIsSaid()
{
    Machine wet = machine(rack(), u"wet"_qs, 1);
    wet.state = MachineState::Provisioned;
    wet.health = Health::Ok;
    wet.observedAt = m_clock.now();
    wet.leak = Health::Critical;
    wet.leakAt = u"Cold plate 2"_qs;
    QVERIFY(Device(wet).status(m_clock.now()).tone == Tone::Critical);
    QCOMPARE(Device(wet).status(m_clock.now()).word, u"Leaks at Cold plate 2"_qs);
    // Silence does not dry it.
    const Status later = Device(wet).status(m_clock.now().plusMs(3'600'000));
    QVERIFY(later.tone == Tone::Critical);
    QCOMPARE(later.word, u"Leaks at Cold plate 2 · 1 h ago"_qs);
    wet.leak = Health::Warning;
    QVERIFY(Device(wet).status(m_clock.now()).tone == Tone::Warning);
    wet.leak = Health::Ok;
    QVERIFY(Device(wet).status(m_clock.now()).tone == Tone::Ok);
}

void TestGuiRacks::theRearIsMirrored()
{
    Rack left = rack(10);
    Rack right = rack(10);
    left.name = u"A"_qs;
    right.name = u"B"_qs;
    right.position = 1;
    RackModel model(m_clock);
    model.set({left, right}, {machine(left, u"a"_qs, 1), machine(right, u"b"_qs, 1)});
    RackView view(m_theme, &model, nullptr);
    view.resize(900, 500);
    const auto leftOf = [&](const QString& name) {
        return view.visualRect(find(model, name)).left();
    };
    QVERIFY(leftOf(u"a"_qs) < leftOf(u"b"_qs));
    view.setFace(RackFace::Rear);
    QVERIFY(leftOf(u"b"_qs) < leftOf(u"a"_qs));
    QCOMPARE(view.indexAt(view.visualRect(find(model, u"b"_qs)).center()), find(model, u"b"_qs));
    // Keys go where the eye goes.
    view.setCurrentIndex(find(model, u"b"_qs));
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.currentIndex(), find(model, u"a"_qs));
    QTest::keyClick(&view, Qt::Key_Up);
    QCOMPARE(view.currentIndex().data().toString(), u"A"_qs);
    QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(view.currentIndex().data().toString(), u"B"_qs);
}

void TestGuiRacks::aDragSnapsAndSaysWhatSpeaksAgainstIt()
{
    Rack first = rack(10);
    Rack second = rack(10);
    second.position = 1;
    second.name = u"B08"_qs;
    second.weightLimitKg = 100;
    Machine held = machine(first, u"held"_qs, 1, 2);
    held.weightKg = 60;
    Machine heavy = machine(second, u"heavy"_qs, 5);
    heavy.weightKg = 50;
    RackModel model(m_clock);
    model.set({first, second}, {held, heavy, machine(first, u"big"_qs, 3, 8)});
    RackLayout layout(model);
    layout.update(RackLayout::fullUnit);
    const auto unitOf = [&](int row, int unit) {
        return layout.rangeOf(row, 2 * (unit - 1), 2).center();
    };
    RackDrag drag({held}, 0, RackFace::Front);
    drag.moveTo(unitOf(1, 5), model, layout); // taken: the next free units are near
    QVERIFY(drag.fits());
    const Device there = drag.targets(model).front();
    QVERIFY(there.position() == 3 || there.position() == 6);
    QCOMPARE(there.rackId(), second.id);
    QVERIFY2(drag.text().contains(u"110 kg of 100 kg"_qs), qPrintable(drag.text()));
    drag.moveTo(unitOf(0, 9), model, layout); // all of it is taken, far and wide
    QVERIFY(!drag.fits());
    QVERIFY(drag.targets(model).empty());
    QVERIFY2(drag.text().contains(u"big stands there"_qs), qPrintable(drag.text()));
}

void TestGuiRacks::aGroupGoesWhereAllOfItFits()
{
    Rack home = rack(20);
    home.weightLimitKg = 100;
    Machine low = machine(home, u"low"_qs, 1, 2);
    low.weightKg = 60;
    Machine high = machine(home, u"high"_qs, 5, 2);
    high.weightKg = 60;
    const Machine wall = machine(home, u"wall"_qs, 8, 2);
    const std::vector<Occupant> group{Occupant::of(low), Occupant::of(high)};
    std::vector<Occupant> inRack = group;
    inRack.push_back(Occupant::of(wall));
    // One up is free; from there the wall is in the way of the upper one for three more.
    QCOMPARE(nextShift(home, inRack, group, true), 2);
    const std::vector<Occupant> next = shifted(group, 2);
    QCOMPARE(nextShift(home, {next[0], next[1], inRack[2]}, next, true), 2 * 4);
    QCOMPARE(nextShift(home, inRack, group, false), 0); // the lower one stands on the floor
    const auto problems = groupProblems(home, inRack, shifted(group, 4));
    QCOMPARE(problems.size(), size_t(2));
    QCOMPARE(problems[0].name, u"wall"_qs);
    QVERIFY(problems[1].kind == PlacementProblem::Kind::TooHeavy); // together
    QCOMPARE(problems[1].value, 120.0);
    // The same by mouse, held at the lower one.
    RackModel model(m_clock);
    model.set({home}, {low, high, wall});
    RackLayout layout(model);
    layout.update(RackLayout::fullUnit);
    RackDrag drag({low, high}, 0, RackFace::Front);
    drag.moveTo(layout.rangeOf(0, 2 * 9, 2).center(), model, layout);
    QCOMPARE(drag.targets(model).size(), size_t(2));
    QCOMPARE(drag.targets(model)[0].position(), 10.0);
    QCOMPARE(drag.targets(model)[1].position(), 14.0);
    QVERIFY(drag.text().contains(u"2 devices together"_qs));
}

void TestGuiRacks::whatIsTooDeepIsSaid()
{
    Rack home = rack(10);
    home.depthMm = 1000;
    Asset front = asset(home, u"front"_qs, 5, 1);
    front.halfDepth = true;
    front.depthMm = 600;
    Asset rear = asset(home, u"rear"_qs, 1, 1);
    rear.halfDepth = true;
    rear.face = RackFace::Rear;
    rear.depthMm = 450;
    RackModel model(m_clock);
    model.set({home}, {machine(home, u"unknown"_qs, 8)}, {front, rear});
    const QModelIndex whole = model.index(0, 0);
    QCOMPARE(model.depthText(whole), u"1,000 mm outside; 400 mm left at front; not known of 1"_qs);
    QCOMPARE(model.depthText(model.indexOfDevice(rear.id.text())),
             u"450 of 1,000 mm, 550 mm left"_qs);
    QVERIFY(model.depthText(model.index(0, 0, whole)).isEmpty());
    // Dragged behind the other one, it is warned of and can be let go.
    RackLayout layout(model);
    layout.update(RackLayout::fullUnit);
    RackDrag drag({rear}, 0, RackFace::Rear);
    drag.moveTo(layout.rangeOf(0, 2 * 4, 2).center(), model, layout);
    QVERIFY(drag.fits());
    QVERIFY2(drag.text().contains(u"With front behind it, it takes 1,050 mm"_qs),
             qPrintable(drag.text()));
    // Two that go together say it once.
    front.position = rear.position = 2;
    const std::vector<Occupant> both{Occupant::of(front), Occupant::of(rear)};
    QCOMPARE(groupProblems(home, both, shifted(both, 2)).size(), size_t(1));
    model.set({home}, {}, {front, rear});
    QVERIFY(model.depthText(model.index(0, 0)).contains(u"too deep for it: "_qs));
    QVERIFY(model.index(0, 0, model.index(0, 0))
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(u"1,050 mm"_qs));
}

void TestGuiRacks::theLoadIsSummedUp()
{
    const Rack rack = TestGuiRacks::rack();
    Machine a = machine(rack, u"a"_qs, 1, 2);
    a.weightKg = 30;
    a.plateW = 1000;
    a.powerW = 600;
    Asset pdu = asset(rack, u"pdu"_qs, 0, 0);
    pdu.mount = Mount::LeftSide;
    pdu.kind = AssetKind::Pdu;
    pdu.weightKg = 9;
    pdu.plateW = 17'000; // hands on what the others draw
    RackModel model(m_clock);
    // What two share counts once, what is only kept or closed off is not used.
    Asset kept = asset(rack, u"kept"_qs, 20, 4);
    kept.kind = AssetKind::Reservation;
    Asset blank = asset(rack, u"blank"_qs, 30, 2);
    blank.kind = AssetKind::Blank;
    model.set({rack}, {a, machine(rack, u"b"_qs, 5), machine(rack, u"c"_qs, 5)},
              {pdu, asset(rack, u"half"_qs, 10, .5), kept, blank});
    const RackModel::Load load = model.load(0);
    QCOMPARE(load.units.sentence, u"3.5 of 42 U used, 34.5 free, 4 reserved"_qs);
    QCOMPARE(load.units.share, 3.5 / 42);
    QVERIFY(
        model.data(model.index(0, 0), Qt::ToolTipRole).toString().contains(load.units.sentence));
    QCOMPARE(load.weightKg, 39.0);
    QCOMPARE(load.unweighed, 3);
    QCOMPARE(load.plateW, 1000);
    QCOMPARE(load.powerW, 600);
}

QTEST_MAIN(TestGuiRacks)
#include "test_gui_racks.moc"
