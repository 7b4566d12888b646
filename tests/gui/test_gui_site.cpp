#include "tests/gui/demobooks.h"
#include "tests/gui/hallwindow.h"

#include "models/store/replica.h"
#include "widgets/common/paper.h"
#include "widgets/hall/minimap.h"
#include "widgets/hall/sitepaint.h"
#include "widgets/racks/rackview.h"

#include <QBuffer>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QSvgGenerator>
#include <QTest>
#include <QTreeView>
#include <QWheelEvent>

using namespace rackhouse;

/// All halls of a site in one drawing, and the way from there to a rack and back.
class TestGuiSite : public QObject
{
    Q_OBJECT

private slots:
    void severalHallsAreSeenFirst();
    void keysLeadFromTheSiteToTheRackAndBack();
    void theWheelGoesIntoTheHallUnderIt();
    void theSmallMapShowsTheSiteAndLeadsElsewhere();
    void theSmallMapMarksWhatTheSiteMarks();
    void theWayBackLeadsToTheSite();
    void aHallIsChosenFromTheList();
    void racksOfSeveralHallsAreSelected();
    void whatStandsInSeveralHallsIsShownFromAfar();
    void thePaletteFindsARackInAnyHall();
    void hallsOverEachOtherAreSaid();
    void theLaterOfTwoLinksIsWhereItEnds();
    void theSiteIsPrinted();
    void labelsCoverNoRack();

private:
    static QStringList wayOf(HallWindow& floor)
    {
        QStringList names;
        for (const auto& crumb : floor.demo.window().currentPage()->crumbs())
            names << crumb.text;
        return names;
    }
    static QString linkOf(HallWindow& floor)
    {
        return floor.demo.window().currentPage()->link().toString();
    }
};

void TestGuiSite::severalHallsAreSeenFirst()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    QVERIFY(floor.view->isSite());
    QCOMPARE(wayOf(floor), QStringList{QStringLiteral("Site")});
    QVERIFY(linkOf(floor).contains(u"view=site"_qs));
    QVERIFY(floor.find<QPushButton>(u"floor.site"_qs)->isChecked());
    const QRect view = floor.view->viewport()->rect();
    for (const char* name : {"1-A1-01", "1-C1-04", "2-A1-01", "2-C1-04"})
        QVERIFY2(view.contains(floor.view->visualRect(floor.rack(QLatin1String(name)))), name);
    QCOMPARE(floor.find<QLabel>(u"floor.card.title"_qs)->text(), QStringLiteral("All halls"));
    // Each hall can be read as a whole, too.
    const QModelIndex hall = floor.model().indexOfHall(1);
    QCOMPARE(hall.data().toString(), QStringLiteral("Hall 2"));
    QVERIFY(hall.siblingAtColumn(FloorModel::OccupancyColumn)
                .data()
                .toString()
                .contains(QStringLiteral("504 U")));
}

void TestGuiSite::keysLeadFromTheSiteToTheRackAndBack()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    HallView* view = floor.view;
    view->setFocus();
    QCOMPARE(floor.current(), QStringLiteral("1-A1-01"));
    const QPoint place = view->visualRect(view->currentIndex()).center();
    for (int i = 0; i < 40 && view->isSite(); ++i)
        QTest::keyClick(view, Qt::Key_Plus);
    QVERIFY(!view->isSite());
    QVERIFY((view->visualRect(view->currentIndex()).center() - place).manhattanLength() <= 2);
    QCOMPARE(wayOf(floor), (QStringList{QStringLiteral("Site"), QStringLiteral("Hall 1")}));
    QVERIFY(linkOf(floor).contains(u"hall=Hall 1"_qs) && !linkOf(floor).contains(u"view="_qs));
    QVERIFY(floor.find<QPushButton>(u"floor.plan"_qs)->isChecked());
    QCOMPARE(floor.find<QComboBox>(u"floor.hall"_qs)->currentText(), QStringLiteral("Hall 1"));
    auto* elevation = floor.find<RackView>(u"racks"_qs);
    for (int i = 0; i < 40 && view->isVisible(); ++i)
        QTest::keyClick(view, Qt::Key_Plus);
    QVERIFY(elevation->isVisible());
    QCOMPARE(wayOf(floor), (QStringList{QStringLiteral("Site"), QStringLiteral("Hall 1"),
                                        QStringLiteral("1-A1-01")}));
    QTRY_COMPARE(elevation->currentIndex().data().toString(), QStringLiteral("1-A1-01"));
    QTest::keyClick(elevation, Qt::Key_Escape);
    QVERIFY(view->isVisible() && !view->isSite());
    for (int i = 0; i < 40 && !view->isSite(); ++i)
        QTest::keyClick(view, Qt::Key_Minus);
    QVERIFY(view->isSite());
    QCOMPARE(wayOf(floor), QStringList{QStringLiteral("Site")});
    QCOMPARE(floor.current(), QStringLiteral("1-A1-01"));
}

void TestGuiSite::theWheelGoesIntoTheHallUnderIt()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    HallView* view = floor.view;
    const QModelIndex rack = floor.rack(QStringLiteral("2-B1-02"));
    const QPoint place = view->visualRect(rack).center();
    const auto turn = [&](int steps) {
        QWheelEvent wheel(place, view->viewport()->mapToGlobal(place), {}, {0, 120 * steps},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view->viewport(), &wheel);
    };
    const qreal all = view->zoom();
    int steps = 0;
    for (; steps < 40 && view->isSite(); ++steps) {
        turn(1);
        QVERIFY((view->visualRect(rack).center() - place).manhattanLength() <= 2);
    }
    QCOMPARE(view->hall(), QStringLiteral("Hall 2"));
    QVERIFY(wayOf(floor).contains(QStringLiteral("Hall 2")));
    QVERIFY(steps > 1);
    // A small step back is no way out; all of them are.
    turn(-1);
    QVERIFY(!view->isSite());
    turn(1 - steps);
    QVERIFY(view->isSite());
    QCOMPARE(view->zoom(), all);
    QVERIFY((view->visualRect(rack).center() - place).manhattanLength() <= 2);
}

void TestGuiSite::theSmallMapShowsTheSiteAndLeadsElsewhere()
{
    HallWindow floor(QStringLiteral("rackhouse:/floor?hall=Hall 1"));
    QTRY_VERIFY(floor.isThere());
    HallView* view = floor.view;
    view->setZoom(view->zoom() * 3, view->viewport()->rect().center());
    QCOMPARE(view->hall(), QStringLiteral("Hall 1"));
    // It stands in the lower right corner, and holds both halls, drawn alike.
    const QImage drawn = view->viewport()->grab().toImage();
    const QPoint corner(drawn.width() - 15, drawn.height() - 15);
    const auto coloursIn = [&](const QRect& part) {
        QSet<QRgb> colours;
        for (int y = part.top(); y <= part.bottom(); ++y) {
            for (int x = part.left(); x <= part.right(); ++x)
                colours.insert(drawn.pixel(x, y));
        }
        return colours.size();
    };
    QVERIFY(coloursIn({corner.x() - 125, corner.y() - 65, 125, 65}) > 2);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, corner - QPoint(50, 20));
    QCOMPARE(view->hall(), QStringLiteral("Hall 2"));
    QVERIFY(wayOf(floor).contains(QStringLiteral("Hall 2")));
}

/// A rack over its limit is as red on the map as on the plan where tiles are as small.
void TestGuiSite::theSmallMapMarksWhatTheSiteMarks()
{
    SyntheticSite site(kSmall, kNow);
    auto racks = site.racks();
    racks[0].powerLimitW = 1;
    FloorModel model;
    model.set(std::make_shared<FloorPicture>(FloorPicture::Source{.halls = site.halls(),
                                                                  .racks = racks,
                                                                  .machines = site.machines(),
                                                                  .assets = site.assets(),
                                                                  .now = kNow}));
    const SiteScene scene(model.picture(), FloorMeasure::Power);
    const Theme theme(*qApp);
    const Tokens& tokens = theme.tokens();
    MiniMap map;
    const QRect place = map.place({1440, 900}, scene.bounds());
    QImage drawn(1440, 900, QImage::Format_ARGB32_Premultiplied);
    drawn.fill(tokens.app);
    QPainter painter(&drawn);
    map.paint(painter, tokens, scene, place, {});
    painter.end();
    int red = 0;
    for (int y = place.top(); y <= place.bottom(); ++y) {
        for (int x = place.left(); x <= place.right(); ++x)
            red += drawn.pixelColor(x, y) == tokens.tone(Tone::Critical) ? 1 : 0;
    }
    QVERIFY(red > 0);
}

void TestGuiSite::theWayBackLeadsToTheSite()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    HallView* view = floor.view;
    view->setFocus();
    for (int i = 0; i < 40 && view->isSite(); ++i)
        QTest::keyClick(view, Qt::Key_Plus);
    QTest::keyClick(view, Qt::Key_Return);
    QVERIFY(!view->isVisible());
    const auto go = [&](const QString& action) {
        floor.demo.actions().action(action)->trigger();
    };
    go(u"go.back"_qs);
    QVERIFY(view->isVisible() && !view->isSite());
    QCOMPARE(view->hall(), QStringLiteral("Hall 1"));
    go(u"go.back"_qs);
    QVERIFY(view->isSite());
    go(u"go.forward"_qs);
    QVERIFY(view->isVisible() && !view->isSite());
    go(u"go.forward"_qs);
    QVERIFY(!view->isVisible());
}

void TestGuiSite::aHallIsChosenFromTheList()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    auto* halls = floor.find<QComboBox>(u"floor.hall"_qs);
    QCOMPARE(halls->currentIndex(), -1);
    halls->setFocus();
    QTest::keyClick(halls, Qt::Key_Down);
    QTest::keyClick(halls, Qt::Key_Down);
    QCOMPARE(floor.view->hall(), QStringLiteral("Hall 2"));
    QVERIFY(!floor.view->isSite());
    QTest::keyClick(floor.find<QPushButton>(u"floor.site"_qs), Qt::Key_Space);
    QVERIFY(floor.view->isSite());
    QCOMPARE(halls->currentIndex(), -1);
}

void TestGuiSite::racksOfSeveralHallsAreSelected()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    HallView* view = floor.view;
    view->setFocus();
    for (int i = 0; i < 20 && !floor.current().startsWith(u'2'); ++i)
        QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(floor.current().startsWith(u'2'));
    QSet<QChar> halls;
    for (const QModelIndex& index : view->selectionModel()->selectedRows())
        halls.insert(index.data().toString().front());
    QCOMPARE(halls.size(), 2);
    const auto selected = view->selectionModel()->selectedRows().size();
    QTRY_VERIFY(floor.demo.focus().rows().size() > size_t(selected)); // machines of both
    // It is the same one in the hall and in the list.
    for (int i = 0; i < 40 && view->isSite(); ++i)
        QTest::keyClick(view, Qt::Key_Plus);
    QCOMPARE(view->selectionModel()->selectedRows().size(), selected);
    QTest::keyClick(floor.find<QPushButton>(u"floor.list"_qs), Qt::Key_Space);
    auto* tree = floor.find<QTreeView>(u"floor.tree"_qs);
    QCOMPARE(tree->selectionModel()->selectedRows().size(), selected);
}

void TestGuiSite::whatStandsInSeveralHallsIsShownFromAfar()
{
    HallWindow floor(QStringLiteral("rackhouse:/floor?hall=Hall 1"));
    QTRY_VERIFY(floor.isThere());
    const auto& racks = floor.site.racks();
    const QString both = racks[1].id.text() + u',' + racks[20].id.text();
    floor.demo.window().open(Page::makeLink(u"/floor"_qs, u"rack"_qs, both));
    QTRY_COMPARE(floor.view->selectionModel()->selectedRows().size(), 2);
    QVERIFY(floor.view->isSite());
    // The link of one hall stays there.
    QUrl link = Page::makeLink(u"/floor"_qs, u"rack"_qs, both);
    link.setQuery(link.query() + u"&hall=Hall 1"_qs);
    floor.demo.window().open(link);
    QVERIFY(!floor.view->isSite());
    QTRY_VERIFY(!floor.demo.records().isBusy());
    QVERIFY(!floor.view->isSite());
    QCOMPARE(floor.view->selectionModel()->selectedRows().size(), 2);
}

void TestGuiSite::thePaletteFindsARackInAnyHall()
{
    HallWindow floor(QStringLiteral("rackhouse:/floor?hall=Hall 1"));
    QTRY_VERIFY(floor.isThere());
    floor.view->setFocus();
    floor.demo.actions().action(u"view.palette"_qs)->trigger();
    auto* input = floor.find<QLineEdit>(u"palette.input"_qs);
    auto* list = floor.find<QListWidget>(u"palette.results"_qs);
    QTest::keyClicks(input, QStringLiteral("2-B1-03"));
    const QString wanted = QStringLiteral("2-B1-03 on the floor");
    QTRY_VERIFY(!list->findItems(wanted, Qt::MatchExactly).isEmpty());
    while (list->currentItem()->text() != wanted)
        QTest::keyClick(input, Qt::Key_Down);
    QTest::keyClick(input, Qt::Key_Return);
    QTRY_COMPARE(floor.current(), QStringLiteral("2-B1-03"));
    QCOMPARE(floor.view->hall(), QStringLiteral("Hall 2"));
    const QRect place = floor.view->visualRect(floor.view->currentIndex());
    QVERIFY(floor.view->viewport()->rect().contains(place));
}

void TestGuiSite::hallsOverEachOtherAreSaid()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    DemoBooks books(floor.demo.replica(), floor.demo.clock(), SyntheticSite::key());
    for (const char* name : {"Hall 1", "Hall 2"}) {
        Hall hall = floor.hall(QLatin1String(name));
        hall.onSite = true;
        books.put(hall);
    }
    const auto problem = [&](int hall) {
        return floor.model().indexOfHall(hall).siblingAtColumn(FloorModel::ProblemColumn);
    };
    QTRY_VERIFY(problem(0).data().toString().contains(QStringLiteral("Hall 2")));
    QVERIFY(problem(1).data().toString().contains(QStringLiteral("Hall 1")));
    QTRY_VERIFY(floor.find<QLabel>(u"floor.card.problem"_qs)
                    ->text()
                    .contains(QStringLiteral("Hall 2: It stands where Hall 1 stands.")));
}

void TestGuiSite::theLaterOfTwoLinksIsWhereItEnds()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    const auto& racks = floor.site.racks();
    // The floor is still read for the one when the other is opened.
    for (const auto& [earlier, later] : {std::pair{3, 17}, std::pair{20, 2}}) {
        floor.demo.window().open(
            Page::makeLink(u"/floor"_qs, u"rack"_qs, racks[size_t(earlier)].id.text()));
        floor.demo.window().open(
            Page::makeLink(u"/floor"_qs, u"rack"_qs, racks[size_t(later)].id.text()));
        QTRY_COMPARE(floor.current(), racks[size_t(later)].name);
        QTRY_VERIFY(!floor.demo.records().isBusy());
        QCOMPARE(floor.current(), racks[size_t(later)].name);
        QCOMPARE(floor.view->hall(), racks[size_t(later)].hall);
    }
}

void TestGuiSite::theSiteIsPrinted()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    const auto drawn = [&] {
        const auto paper = floor.view->paper(QStringLiteral("Title"), {});
        QBuffer buffer;
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize((paper->sizeMm(0) * 10).toSize());
        QPainter painter(&svg);
        const bool painted = bool(paper->paint(painter, 0));
        painter.end();
        return painted ? QString::fromUtf8(buffer.data()) : QString();
    };
    const QString site = drawn();
    QVERIFY(site.contains(QStringLiteral("Hall 1")) && site.contains(QStringLiteral("Hall 2")));
    QVERIFY(site.contains(QStringLiteral("% used")));
    // A hall is alone on its sheet.
    floor.view->setHall(QStringLiteral("Hall 1"));
    const QString hall = drawn();
    QVERIFY(hall.contains(QStringLiteral("Title")) && !hall.contains(QStringLiteral("Hall 2")));
}

/// From afar, nearer and moved aside, with little room between the halls.
void TestGuiSite::labelsCoverNoRack()
{
    const SyntheticSite site(
        {.halls = 4, .rowsPerHall = 25, .racksPerRow = 20, .servers = 0, .cables = 0}, kNow);
    const SiteScene scene(pictureOf(site), FloorMeasure::Occupancy);
    const QRect view(0, 0, 920, 610);
    QImage image(view.size(), QImage::Format_RGB32);
    QPainter painter(&image);
    const Theme theme(*qApp);
    const QRectF bounds = scene.bounds();
    const qreal whole = qMin(800 / bounds.width(), 480 / bounds.height());
    for (const qreal zoom : {whole, whole * 1.3, whole * 2, whole * 4}) {
        for (const QPointF& aside : {QPointF(60, 90), QPointF(-300, -140), QPointF(-500, 20)}) {
            const HallCamera camera{aside - bounds.topLeft() * zoom, zoom};
            const SitePaint paint(painter, theme.tokens(), scene, camera, {{}, -1, -1, view}, -1);
            std::vector<QRect> places;
            for (const SitePaint::Label& label : paint.labels()) {
                QVERIFY(view.contains(label.place));
                for (const QRect& other : places)
                    QVERIFY(!label.place.intersects(other));
                places.push_back(label.place);
            }
            for (const HallScene& hall : scene.halls()) {
                const HallCamera own = camera.at(hall.place().origin);
                for (const auto& rack : hall.hall().layout.places()) {
                    const QRect tile = own.toView(rack.area).toRect().adjusted(1, 1, -1, -1);
                    for (const QRect& place : places)
                        QVERIFY2(!place.intersects(tile), qPrintable(hall.hall().plan.name));
                }
            }
            // All of the site is in sight: each hall has its name.
            if (zoom == whole && aside == QPointF(60, 90))
                QCOMPARE(places.size(), scene.halls().size());
        }
    }
}

QTEST_MAIN(TestGuiSite)
#include "test_gui_site.moc"
