#include "models/floor/floorpicture.h"
#include "models/floor/hallsummary.h"

#include <QTest>

#include <limits>

using namespace rackhouse;

/// The halls of a site: where they stand, and what is told of each from afar.
class TestFloorSite : public QObject
{
    Q_OBJECT

private slots:
    void aHallStandsWhereItsPlaceIs();
    void hallsWithoutAPlaceStandBesideTheOthers();
    void hallsThatLieOverEachOtherSaySo();
    void storeysLieSideBySide();
    void aPlaceThatIsTooFarIsNone();
    void aHallIsBroughtInLine();
    void hallsOfOneNameAreOne();
    void aHallIsSummedUp();
    void theSummaryIsAFewWords();

private:
    static Hall hall(const QString& name, const QString& storey = {});
    static Hall placed(const QString& name, qint64 x, qint64 y, const QString& storey = {});
    static QRectF areaOf(const FloorPicture& picture, const QString& name);
    static QString problemOf(const FloorPicture& picture, const QString& name);
};

Hall TestFloorSite::hall(const QString& name, const QString& storey)
{
    Hall hall;
    hall.id = HallId::create();
    hall.name = name;
    hall.storey = storey;
    hall.widthMm = 20'000;
    hall.depthMm = 10'000;
    return hall;
}

Hall TestFloorSite::placed(const QString& name, qint64 x, qint64 y, const QString& storey)
{
    Hall hall = TestFloorSite::hall(name, storey);
    hall.onSite = true;
    hall.xMm = x;
    hall.yMm = y;
    return hall;
}

QRectF TestFloorSite::areaOf(const FloorPicture& picture, const QString& name)
{
    return picture.site().places()[size_t(picture.indexOfHall(name))].area;
}

QString TestFloorSite::problemOf(const FloorPicture& picture, const QString& name)
{
    return picture.site().places()[size_t(picture.indexOfHall(name))].problem;
}

void TestFloorSite::aHallStandsWhereItsPlaceIs()
{
    Rack rack;
    rack.id = RackId::create();
    rack.hall = QStringLiteral("South");
    rack.onPlan = true;
    rack.xMm = 1'000;
    rack.yMm = 2'000;
    const FloorPicture picture({.halls = {placed(QStringLiteral("North"), -5'000, 0),
                                          placed(QStringLiteral("South"), -5'000, 12'000)},
                                .racks = {rack}});
    QCOMPARE(areaOf(picture, QStringLiteral("North")), QRectF(-5'000, 0, 20'000, 10'000));
    QCOMPARE(areaOf(picture, QStringLiteral("South")), QRectF(-5'000, 12'000, 20'000, 10'000));
    QCOMPARE(picture.areaOnSite(0), QRectF(-4'000, 14'000, 600, 1'200));
    QCOMPARE(picture.site().bounds(), QRectF(-5'000, 0, 20'000, 22'000));
    QCOMPARE(problemOf(picture, QStringLiteral("North")), QString());
}

void TestFloorSite::hallsWithoutAPlaceStandBesideTheOthers()
{
    std::vector<Hall> halls{placed(QStringLiteral("Hall 1"), 0, 0)};
    for (int number = 2; number < 12; ++number)
        halls.push_back(hall(QStringLiteral("Hall %1").arg(number)));
    const FloorPicture picture({.halls = halls});
    const auto& places = picture.site().places();
    for (size_t one = 0; one < places.size(); ++one) {
        QVERIFY2(places[one].problem.isEmpty(), qPrintable(picture.hall(int(one)).plan.name));
        for (size_t other = 0; other < one; ++other)
            QVERIFY(!places[one].area.intersects(places[other].area));
    }
    // By name, and not in one long row.
    QVERIFY(places[1].area.left() > places[0].area.right());
    QVERIFY(places[2].area.left() > places[1].area.right());
    QVERIFY(picture.site().bounds().height() > 20'000);
}

void TestFloorSite::hallsThatLieOverEachOtherSaySo()
{
    const FloorPicture picture({.halls = {placed(QStringLiteral("East"), 0, 0),
                                          placed(QStringLiteral("West"), 19'000, 5'000),
                                          placed(QStringLiteral("Yard"), 39'000, 5'000)}});
    QVERIFY(problemOf(picture, QStringLiteral("East")).contains(QStringLiteral("West")));
    QVERIFY(problemOf(picture, QStringLiteral("West")).contains(QStringLiteral("East")));
    // A wall in common is none.
    QCOMPARE(problemOf(picture, QStringLiteral("Yard")), QString());
    QVERIFY(!problemOf(picture, QStringLiteral("West")).contains(QStringLiteral("Yard")));
}

void TestFloorSite::storeysLieSideBySide()
{
    const FloorPicture picture(
        {.halls = {placed(QStringLiteral("A"), 3'000, 4'000, QStringLiteral("10")),
                   placed(QStringLiteral("B"), 3'000, 4'000, QStringLiteral("9")),
                   hall(QStringLiteral("C"), QStringLiteral("9"))}});
    const SiteLayout& site = picture.site();
    QCOMPARE(site.storeys().size(), size_t(2));
    QCOMPARE(site.storeys()[0].name, QStringLiteral("9"));
    QCOMPARE(site.storeys()[1].name, QStringLiteral("10"));
    QVERIFY(site.storeys()[1].area.left() > site.storeys()[0].area.right());
    QCOMPARE(areaOf(picture, QStringLiteral("A")).top(),
             areaOf(picture, QStringLiteral("B")).top());
    QVERIFY(site.storeys()[0].area.contains(areaOf(picture, QStringLiteral("C"))));
    QCOMPARE(problemOf(picture, QStringLiteral("A")), QString());
    QCOMPARE(areaOf(picture, QStringLiteral("A")).topLeft() - site.storeys()[1].shift,
             QPointF(3'000, 4'000));
}

void TestFloorSite::aPlaceThatIsTooFarIsNone()
{
    const FloorPicture picture(
        {.halls = {placed(QStringLiteral("Here"), 0, 0),
                   placed(QStringLiteral("There"), std::numeric_limits<qint64>::max(), 0)}});
    QVERIFY(picture.site().bounds().width() < 100'000);
    QCOMPARE(picture.hall(1).plan.problems.size(), 1);
}

void TestFloorSite::aHallIsBroughtInLine()
{
    const FloorPicture picture({.halls = {placed(QStringLiteral("A"), 0, 0),
                                          placed(QStringLiteral("B"), 30'000, 30'000)}});
    const SiteLayout& site = picture.site();
    QCOMPARE(site.snapped(1, {20'300, 180}, 400), QPointF(20'000, 0));
    QCOMPARE(site.snapped(1, {21'234, 4'567}, 400), QPointF(21'200, 4'600));
    QCOMPARE(site.inTheWayOf(1, {19'000, 0}), std::vector<int>{0});
    QVERIFY(site.inTheWayOf(1, {20'000, 0}).empty());
}

void TestFloorSite::hallsOfOneNameAreOne()
{
    Rack rack;
    rack.id = RackId::create();
    rack.hall = QStringLiteral("Hall 1");
    const FloorPicture picture(
        {.halls = {hall(QStringLiteral("Hall 1")), hall(QStringLiteral("Hall 1"))},
         .racks = {rack}});
    QCOMPARE(picture.halls().size(), size_t(1));
    QCOMPARE(picture.hall(0).racks.size(), size_t(1));
}

void TestFloorSite::aHallIsSummedUp()
{
    std::vector<Rack> racks(2);
    std::vector<Machine> machines(2);
    for (size_t i = 0; i < racks.size(); ++i) {
        racks[i].id = RackId::create();
        racks[i].hall = QStringLiteral("Hall 1");
        racks[i].heightUnits = 10;
        machines[i].id = MachineId::create();
        machines[i].rackId = racks[i].id;
        machines[i].position = 1; // in both the lowest: five and two units all the same
        machines[i].heightUnits = i == 0 ? 5 : 2;
        machines[i].powerW = 1'500;
        machines[i].inletC = i == 0 ? 24 : 33;
    }
    const FloorPicture picture({.racks = racks, .machines = machines});
    QCOMPARE(picture.hallMeasure(FloorMeasure::Occupancy, 0).number, QStringLiteral("7/20"));
    QCOMPARE(picture.hallMeasure(FloorMeasure::Power, 0).number, QStringLiteral("3.0"));
    QCOMPARE(picture.hallMeasure(FloorMeasure::Inlet, 0).level, Health::Critical);
    // In the units of all other places that say a power.
    const auto drawn = [&](qint64 watts) {
        machines[0].powerW = watts - machines[1].powerW;
        const FloorPicture site({.racks = racks, .machines = machines});
        return HallSummary::of(FloorMeasure::Power, site.hallMeasure(FloorMeasure::Power, 0), {})
            .words();
    };
    QCOMPARE(drawn(3'000), QStringLiteral("3.0 kW"));
    QCOMPARE(drawn(17'999'700), QStringLiteral("18.00 MW"));
}

void TestFloorSite::theSummaryIsAFewWords()
{
    const MeasureValue fine{true, 0.5, Health::Unknown, QStringLiteral("21/42"), {}};
    MeasureValue hot{true, 1, Health::Critical, QStringLiteral("33.0"), {}};
    hot.stale = true;
    const HallSummary used = HallSummary::of(FloorMeasure::Occupancy, fine, {fine, fine});
    QCOMPARE(used.words(), QStringLiteral("50 % used"));
    const HallSummary inlet = HallSummary::of(FloorMeasure::Inlet, hot, {fine, hot, hot});
    QCOMPARE(inlet.words(), QStringLiteral("33.0 °C, 2 critical"));
    QCOMPARE(inlet.level, Health::Critical);
    QVERIFY(inlet.stale);
    const MeasureValue ill{true, 0, Health::Warning, QStringLiteral("3"),
                           QStringLiteral("3 warning, 9 OK; not heard of for long: 2")};
    QCOMPARE(HallSummary::of(FloorMeasure::Health, ill, {ill}).words(),
             QStringLiteral("3 warning"));
    QCOMPARE(HallSummary::of(FloorMeasure::Inlet, {}, {MeasureValue()}).words(),
             QStringLiteral("not known"));
    QCOMPARE(HallSummary::of(FloorMeasure::Inlet, {}, {}).words(), QStringLiteral("no racks"));
}

QTEST_MAIN(TestFloorSite)
#include "test_floor_site.moc"
