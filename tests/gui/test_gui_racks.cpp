#include "tests/gui/tour/demosite.h"

#include "widgets/racks/deviceface.h"
#include "widgets/racks/deviceplate.h"
#include "widgets/racks/floorbooks.h"
#include "widgets/racks/rackdrag.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// What the elevation shows, by structure.
class TestGuiRacks : public QObject
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
    void whatNobodyHasHeardOfForLongIsStale();
    void facesAreDrawnFromTheType();
    void lampsSayHowThePartsAre();
    void theRearIsMirrored();
    void outletsAreDrawnFromTheTypeAndFilledByCables();
    void aDragSnapsAndSaysWhatSpeaksAgainstIt();
    void aGroupGoesWhereAllOfItFits();
    void theLoadIsSummedUp();

private:
    static Rack rack(qint64 units = 42);
    static Asset asset(const Rack& rack, const QString& name, double unit, double height = 1);
    static Machine machine(const Rack& rack, const QString& name, qint64 unit, qint64 height = 1);
    QModelIndex find(const RackModel& model, const QString& name) const;

    Theme m_theme{*qApp};
    ManualClock m_clock{Instant{1'790'000'000'000}};
};

Rack TestGuiRacks::rack(qint64 units)
{
    Rack made;
    made.id = RackId::create();
    made.name = u"B07"_qs;
    made.heightUnits = units;
    return made;
}

Asset TestGuiRacks::asset(const Rack& rack, const QString& name, double unit, double height)
{
    Asset made;
    made.id = AssetId::create();
    made.name = name;
    made.rackId = rack.id;
    made.position = unit;
    made.heightUnits = height;
    return made;
}

Machine TestGuiRacks::machine(const Rack& rack, const QString& name, qint64 unit, qint64 height)
{
    Machine made;
    made.id = MachineId::create();
    made.name = name;
    made.rackId = rack.id;
    made.position = unit;
    made.heightUnits = height;
    return made;
}

QModelIndex TestGuiRacks::find(const RackModel& model, const QString& name) const
{
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex rack = model.index(row, 0);
        for (int i = 0; i < model.rowCount(rack); ++i) {
            if (model.index(i, 0, rack).data().toString() == name)
                return model.index(i, 0, rack);
        }
    }
    return {};
}

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

void TestGuiRacks::outletsAreDrawnFromTheTypeAndFilledByCables()
{
    Asset pdu = asset(rack(), u"PDU"_qs, 0);
    pdu.kind = AssetKind::Pdu;
    pdu.mount = Mount::LeftSide;
    const Device device = pdu;
    // Nothing is known of it: nothing is invented.
    QVERIFY((DevicePlate{.device = device}.outlets().empty()));
    DeviceType type;
    QJsonArray ports{QJsonObject{{u"name"_qs, u"Inlet"_qs}, {u"group"_qs, u"power"_qs}}};
    for (int i = 1; i <= 3; ++i)
        ports << QJsonObject{{u"name"_qs, u"Outlet %1"_qs.arg(i)}, {u"group"_qs, u"outlet"_qs}};
    type.layout = {{u"ports"_qs, ports}};
    const DevicePlate plate{.device = device, .type = &type, .plugged = {u"outlet 2"_qs}};
    QCOMPARE(plate.outlets(), (std::vector<bool>{false, true, false}));
    // The one with a cable is filled, its neighbours are not.
    QImage drawn(14, 200, QImage::Format_RGB32);
    drawn.fill(Qt::white);
    QPainter painter(&drawn);
    LineCache lines;
    const Theme theme(*qApp);
    plate.paint(painter, drawn.rect(), theme.tokens(), QFont(), lines);
    painter.end();
    const QPoint first(drawn.rect().center().x() + 1, 9);
    QVERIFY(drawn.pixel(first + QPoint(0, 9)) != drawn.pixel(first));
    QCOMPARE(drawn.pixel(first + QPoint(0, 18)), drawn.pixel(first));
}

void TestGuiRacks::facesAreDrawnFromTheType()
{
    const Rack rack = TestGuiRacks::rack();
    const Device leaf = asset(rack, u"leaf"_qs, 1);
    DeviceType type;
    QJsonArray ports;
    for (int i = 0; i < 34; ++i)
        ports << QJsonObject{{u"group"_qs, i < 32 ? u"network"_qs : u"power"_qs},
                             {u"face"_qs, i < 30 ? u"front"_qs : u"rear"_qs}};
    type.layout = {{u"ports"_qs, ports}, {u"psus"_qs, 2}, {u"drives"_qs, 1e9}};
    QCOMPARE((DeviceFace{leaf, &type, RackFace::Front, Qt::black}.parts().ports), 30);
    QCOMPARE((DeviceFace{leaf, &type, RackFace::Rear, Qt::black}.parts().ports), 2);
    QCOMPARE((DeviceFace{leaf, &type, RackFace::Rear, Qt::black}.parts().psus), 2);
    // A number that makes no sense is no reason to draw for ever.
    QCOMPARE((DeviceFace{leaf, &type, RackFace::Front, Qt::black}.parts().drives), 256);
    // Without a type it is what the hardware told.
    Machine server = machine(rack, u"server"_qs, 2);
    server.driveCount = 12;
    const Device device = server;
    QCOMPARE((DeviceFace{device, nullptr, RackFace::Front, Qt::black}.parts().drives), 12);
}

void TestGuiRacks::lampsSayHowThePartsAre()
{
    Machine server = machine(rack(), u"server"_qs, 2);
    server.driveCount = 8;
    server.power = PowerState::On;
    server.health = Health::Ok;
    server.observedAt = m_clock.now();
    std::vector<Component> parts(8);
    for (int i = 0; i < 8; ++i) {
        parts[size_t(i)].kind = ComponentKind::Drive;
        parts[size_t(i)].slot = u"bay %1"_qs.arg(8 - i); // in any order
        parts[size_t(i)].health = Health::Ok;
    }
    const Device device = server;
    const Tokens& tokens = m_theme.tokens();
    const QSize size(320, 44);
    LineCache lines;
    const auto isLit = [&](const BayHealth& bays, const QColor& colour) {
        QImage image(size, QImage::Format_RGB32);
        image.fill(tokens.surface);
        QPainter painter(&image);
        DevicePlate{.device = device, .bays = &bays, .now = m_clock.now()}.paint(
            painter, image.rect(), tokens, QFont(), lines);
        QSet<int> columns;
        for (int x = 210; x < 310; ++x) {
            for (int y = 0; y < size.height(); ++y) {
                if (image.pixelColor(x, y) == colour)
                    columns.insert(x);
            }
        }
        return columns;
    };
    QVERIFY(!isLit(BayHealth::of(parts), tokens.ok).isEmpty());
    QVERIFY(isLit(BayHealth::of(parts), tokens.critical).isEmpty());
    parts[5].health = Health::Critical; // bay 3
    const BayHealth failed = BayHealth::of(parts);
    QCOMPARE(failed.bad, QStringList{u"bay 3"_qs});
    const QSet<int> red = isLit(failed, tokens.critical);
    QVERIFY(!red.isEmpty());
    const int first = *std::min_element(red.begin(), red.end());
    const int last = *std::max_element(red.begin(), red.end());
    QVERIFY2(last - first < 6 && first >= 210 + 14 && first < 210 + 2 * 7 + 8,
             qPrintable(u"%1 to %2"_qs.arg(first).arg(last)));
    // And it is said.
    RackModel model(m_clock);
    const Rack home = rack();
    server.rackId = home.id;
    model.set({home}, {server}, {}, {}, {{server.id.text(), failed}});
    QVERIFY(model.data(find(model, u"server"_qs), Qt::AccessibleTextRole)
                .toString()
                .contains(u"Not well in it: bay 3"_qs));
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

void TestGuiRacks::theLoadIsSummedUp()
{
    const Rack rack = TestGuiRacks::rack();
    Machine a = machine(rack, u"a"_qs, 1, 2);
    a.weightKg = 30;
    a.plateW = 1000;
    a.powerW = 600;
    Asset pdu = asset(rack, u"pdu"_qs, 0, 0);
    pdu.mount = Mount::LeftSide;
    pdu.weightKg = 9;
    RackModel model(m_clock);
    model.set({rack}, {a, machine(rack, u"b"_qs, 5)}, {pdu, asset(rack, u"half"_qs, 10, .5)});
    const RackModel::Load load = model.load(0);
    QCOMPARE(load.units, 3.5);
    QCOMPARE(load.weightKg, 39.0);
    QCOMPARE(load.unweighed, 2);
    QCOMPARE(load.plateW, 1000);
    QCOMPARE(load.powerW, 600);
}

QTEST_MAIN(TestGuiRacks)
#include "test_gui_racks.moc"
