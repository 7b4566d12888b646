#include "tests/gui/hallwindow.h"

#include "widgets/hall/hallpaint.h"
#include "widgets/hall/hallview.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QImage>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QTreeView>
#include <QWheelEvent>

using namespace rackhouse;

class TestGuiHall : public QObject
{
    Q_OBJECT

private slots:
    void theModelHoldsItsContract();
    void racksAreDrawnWhereTheyStand();
    void theUpperOfTwoRacksInOnePlaceIsNamed();
    void aRackIsFoundAndOpenedByKeyboard();
    void theMeasureIsChosenByKeyboard();
    void zoomingInGoesOverIntoTheRow();
    void eachHallKeepsItsZoom();
    void theFilterFadesRacksAndCounts();
    void theSelectionStaysWhenTheFloorChanges();
    void theSelectionIsTheTargetOfCommands();
    void theListIsTheSameSelection();
    void aLinkOpensARackAndAMachine();
    void thePaletteFindsOnTheFloor();
    void racksAreShownInTheTable();
    void thePlanIsEntered();
    void anotherSiteIsAnotherFloor();
};

void TestGuiHall::theModelHoldsItsContract()
{
    FloorModel model;
    QAbstractItemModelTester tester(&model);
    SyntheticSite site(kSmall, kNow);
    model.set(pictureOf(site));
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex hall = model.index(0, 0);
    QCOMPARE(hall.data().toString(), QStringLiteral("Hall 1"));
    QCOMPARE(model.rowCount(hall), 3);
    const QModelIndex row = model.index(1, 0, hall);
    QCOMPARE(row.data().toString(), QStringLiteral("Row B1"));
    const QPersistentModelIndex rack(model.index(2, 0, row));
    QCOMPARE(rack.data().toString(), QStringLiteral("1-B1-03"));
    QCOMPARE(rack.sibling(rack.row(), FloorModel::OccupancyColumn).data().toString(),
             QStringLiteral("16 of 42 U used, 26 free"));
    QVERIFY(rack.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("kW")));
    // Other numbers of the same racks keep the indexes.
    QSignalSpy painted(&model, &FloorModel::dataChanged);
    (void)site.nextChanges(40);
    model.set(pictureOf(site));
    QVERIFY(rack.isValid() && painted.count() > 0);
    model.set(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestGuiHall::racksAreDrawnWhereTheyStand()
{
    Theme theme(*qApp);
    FloorModel model;
    HallView view(theme, &model, nullptr);
    view.resize(900, 600);
    view.show();
    const SyntheticSite site(kSmall, kNow);
    model.set(pictureOf(site));
    view.setHall(QStringLiteral("Hall 2"));
    const auto rectOf = [&](const char* name) {
        for (int rack = 0; rack < int(site.racks().size()); ++rack) {
            if (site.racks()[size_t(rack)].name == QLatin1String(name))
                return view.visualRect(model.indexOfRack(rack));
        }
        return QRect();
    };
    // The other hall is apart from it.
    QVERIFY(rectOf("1-C1-04").bottom() < rectOf("2-A1-01").top());
    const QRect first = rectOf("2-A1-01");
    const QRect second = rectOf("2-A1-02");
    const QRect other = rectOf("2-B1-01");
    QCOMPARE(first.top(), second.top());
    QVERIFY(qAbs(second.left() - first.left() - first.width()) <= 2);
    QVERIFY(qAbs(first.height() - 2 * first.width()) <= 3); // 600 by 1200 mm
    QVERIFY(other.left() > rectOf("2-A1-04").right());
    for (const QRect& rect : {first, second, other, rectOf("2-C1-04")})
        QVERIFY(view.viewport()->rect().contains(rect));
    QCOMPARE(view.indexAt(second.center()).data().toString(), QStringLiteral("2-A1-02"));
    // A shade is legible with its number, from end to end.
    for (int percent = 0; percent <= 100; percent += 5) {
        const QColor ground = heatColour(percent / 100.0);
        const int apart = qAbs(qGray(HallPaint::textOn(ground).rgb()) - qGray(ground.rgb()));
        QVERIFY2(apart > 90, qPrintable(QString::number(percent)));
    }
}

void TestGuiHall::theUpperOfTwoRacksInOnePlaceIsNamed()
{
    // Drawn is the place of the upper one, with and without another one below it.
    const auto drawn = [](const QString& lower) {
        std::vector<Rack> racks(2);
        for (int i = 0; i < 2; ++i) {
            racks[size_t(i)].id = RackId::create();
            racks[size_t(i)].hall = u"North"_qs;
            racks[size_t(i)].row = u"A"_qs;
            racks[size_t(i)].heightUnits = 42;
            racks[size_t(i)].onPlan = true;
            racks[size_t(i)].xMm = 300 * i;
        }
        racks[0].name = lower;
        racks[1].name = u"Upper"_qs;
        const auto picture = std::make_shared<FloorPicture>(
            FloorPicture::Source{.halls = {}, .racks = racks, .now = kNow});
        const HallScene scene(picture, 0, FloorMeasure::Occupancy);
        QImage image(160, 200, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        const HallCamera camera{.origin = {0, 0}, .zoom = .15};
        const Tokens tokens;
        HallPaint paint(painter, tokens, scene, camera, {{}, -1, -1, image.rect(), false});
        paint.paintContents();
        return image.copy(46, 0, 88, 180);
    };
    QVERIFY(drawn(u"MMMM"_qs) == drawn(u"iiii"_qs));
}

void TestGuiHall::aRackIsFoundAndOpenedByKeyboard()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    HallView* view = floor.view;
    view->setFocus();
    QCOMPARE(floor.current(), QStringLiteral("1-A1-01"));
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(floor.current(), QStringLiteral("1-A1-03"));
    QTest::keyClick(view, Qt::Key_Home);
    QCOMPARE(floor.current(), QStringLiteral("1-A1-01"));
    QTest::keyClick(view, Qt::Key_End);
    QCOMPARE(floor.current(), QStringLiteral("1-A1-04"));
    QTest::keyClick(view, Qt::Key_Right); // over the gap into the next column of rows
    QCOMPARE(floor.current(), QStringLiteral("1-B1-01"));
    QCOMPARE(floor.find<QLabel>(u"floor.card.title"_qs)->text(), QStringLiteral("1-B1-01"));
    QTest::keyClick(view, Qt::Key_Return);
    auto* elevation = floor.find<RackView>(u"racks"_qs);
    QVERIFY(elevation->isVisible() && !view->isVisible());
    QTRY_COMPARE(elevation->currentIndex().data().toString(), QStringLiteral("1-B1-01"));
    QCOMPARE(elevation->model()->rowCount(), 4); // the row
    QVERIFY(floor.demo.window().currentPage()->link().toString().contains(u"view=racks"_qs));
    QTest::keyClick(elevation, Qt::Key_Escape);
    QVERIFY(view->isVisible());
    QCOMPARE(floor.current(), QStringLiteral("1-B1-01"));
}

void TestGuiHall::theMeasureIsChosenByKeyboard()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    auto* measure = floor.find<QComboBox>(u"floor.measure"_qs);
    auto* legend = floor.find<QWidget>(u"floor.legend"_qs);
    QVERIFY(legend->accessibleDescription().contains(QStringLiteral("50 %")));
    measure->setFocus();
    QTest::keyClick(measure, Qt::Key_Down);
    QCOMPARE(floor.view->measure(), FloorMeasure::Power);
    QTest::keyClick(measure, Qt::Key_Down);
    QCOMPARE(floor.view->measure(), FloorMeasure::Inlet);
    QVERIFY(legend->accessibleDescription().contains(QStringLiteral("above 27 °C")));
    QVERIFY(floor.demo.window().currentPage()->link().toString().contains(u"measure=inlet"_qs));
}

void TestGuiHall::zoomingInGoesOverIntoTheRow()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    HallView* view = floor.view;
    view->setFocus();
    const qreal fitting = view->zoom();
    QTest::keyClick(view, Qt::Key_Plus);
    QVERIFY(view->zoom() > fitting && !view->isFitting());
    QTest::keyClick(view, Qt::Key_0);
    QCOMPARE(view->zoom(), fitting);
    auto* elevation = floor.find<RackView>(u"racks"_qs);
    for (int i = 0; i < 40 && view->isVisible(); ++i) {
        QTest::keyClick(view, Qt::Key_Plus);
        // What is current stays in sight all the way.
        QVERIFY(view->viewport()->rect().intersects(view->visualRect(view->currentIndex())));
    }
    QVERIFY(elevation->isVisible());
    QTRY_COMPARE(elevation->currentIndex().data().toString(), QStringLiteral("1-A1-01"));
    QWheelEvent out(elevation->viewport()->rect().center(), {}, {}, {0, -120}, Qt::NoButton,
                    Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(elevation->viewport(), &out);
    QVERIFY(view->isVisible());
    QVERIFY(view->viewport()->rect().intersects(view->visualRect(view->currentIndex())));
}

void TestGuiHall::eachHallKeepsItsZoom()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    HallView* view = floor.view;
    const qreal fitting = view->zoom();
    view->setZoom(fitting * 3, view->viewport()->rect().center());
    const QModelIndex rack = view->indexAt(view->viewport()->rect().center());
    auto* halls = floor.find<QComboBox>(u"floor.hall"_qs);
    halls->setFocus();
    QTest::keyClick(halls, Qt::Key_Down);
    QCOMPARE(view->hall(), QStringLiteral("Hall 2"));
    QVERIFY(view->isFitting());
    QTest::keyClick(halls, Qt::Key_Up);
    QCOMPARE(view->zoom(), fitting * 3);
    QCOMPARE(view->indexAt(view->viewport()->rect().center()), rack);
}

void TestGuiHall::theFilterFadesRacksAndCounts()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    auto* filter = floor.find<QLineEdit>(u"filter"_qs);
    auto* count = floor.find<QLabel>(u"floor.count"_qs);
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("name:gpu-00001"));
    QTRY_COMPARE(count->text(), QStringLiteral("1 machine matches"));
    const auto& picture = *static_cast<FloorModel*>(floor.view->model())->picture();
    QVERIFY(!picture.isFaded(0) && picture.isFaded(1));
    // And so it is drawn: both are filled the same, one fades to the ground.
    const QImage drawn = floor.view->viewport()->grab().toImage();
    const auto colourOf = [&](int rack) {
        const QRect rect = floor.view->visualRect(
            static_cast<FloorModel*>(floor.view->model())->indexOfRack(rack));
        return drawn.pixelColor(rect.left() + 3, rect.center().y());
    };
    QVERIFY(colourOf(0) != colourOf(1));
    QCOMPARE(colourOf(1), colourOf(2));
    QVERIFY(floor.demo.window().currentPage()->link().toString().contains(u"filter=name"_qs));
    filter->setText(QStringLiteral("nonsense:1"));
    QVERIFY(floor.find<QWidget>(u"floor.message"_qs)->isVisible());
    filter->clear();
    QTRY_COMPARE(count->text(), QString());
}

void TestGuiHall::theSelectionStaysWhenTheFloorChanges()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    HallView* view = floor.view;
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(floor.current(), QStringLiteral("1-A1-03"));
    view->setZoom(view->zoom() * 2, view->viewport()->rect().center());
    const QRect place = view->visualRect(view->currentIndex());
    // A rack goes: the numbers of the others are other ones.
    std::vector<Change> changes{{900'001,
                                 floor.demo.clock().now(),
                                 u"rack"_qs,
                                 floor.site.racks().front().id.text(),
                                 true,
                                 {}}};
    for (Change& change : floor.site.nextChanges(30))
        changes.push_back(change);
    QVERIFY(floor.demo.replica().applyChanges(SyntheticSite::key(), changes, 900'001));
    const auto racksInFirstRow = [model = view->model()] {
        return model->rowCount(model->index(0, 0, model->index(0, 0)));
    };
    QTRY_COMPARE(racksInFirstRow(), 3);
    QCOMPARE(floor.current(), QStringLiteral("1-A1-03"));
    QCOMPARE(view->visualRect(view->currentIndex()), place);
    QCOMPARE(view->selectionModel()->selectedRows().size(), 2);
}

void TestGuiHall::theSelectionIsTheTargetOfCommands()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    floor.view->setFocus();
    QTest::keyClick(floor.view, Qt::Key_Space);
    // 60 servers in 24 racks: three in the first twelve.
    QTRY_COMPARE(floor.demo.focus().rows().size(), size_t(3));
    QCOMPARE(floor.demo.focus().kind(), u"machine"_qs);
    QTest::keyClick(floor.view, Qt::Key_Return);
    QTRY_COMPARE(floor.demo.focus().rows().size(), size_t(1));
}

void TestGuiHall::theListIsTheSameSelection()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    floor.view->setFocus();
    QTest::keyClick(floor.view, Qt::Key_Space);
    QTest::mouseClick(floor.find<QPushButton>(u"floor.list"_qs), Qt::LeftButton);
    auto* tree = floor.find<QTreeView>(u"floor.tree"_qs);
    QVERIFY(tree->isVisible());
    // Each cell is read as it stands, under a title that is not said again.
    const QModelIndex power = tree->currentIndex().siblingAtColumn(FloorModel::PowerColumn);
    QVERIFY(tree->fontMetrics().horizontalAdvance(power.data().toString()) <
            tree->columnWidth(FloorModel::PowerColumn));
    QCOMPARE(tree->model()->headerData(FloorModel::InletColumn, Qt::Horizontal).toString(),
             QStringLiteral("Hottest inlet"));
    QVERIFY(power.siblingAtColumn(FloorModel::InletColumn)
                .data()
                .toString()
                .endsWith(QStringLiteral("°C")));
    QCOMPARE(tree->model()->headerData(FloorModel::InspectedColumn, Qt::Horizontal).toString(),
             QStringLiteral("Last inspection"));
    QCOMPARE(tree->currentIndex().data().toString(), QStringLiteral("1-A1-01"));
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Down);
    QCOMPARE(floor.current(), QStringLiteral("1-A1-02"));
    QTest::keyClick(tree, Qt::Key_Return);
    QTRY_VERIFY(floor.find<RackView>(u"racks"_qs)->isVisible());
}

void TestGuiHall::aLinkOpensARackAndAMachine()
{
    HallWindow floor(QStringLiteral("rackhouse:/floor?measure=health&rack=") +
                     SyntheticSite(kSmall, kNow).racks()[17].id.text());
    QTRY_COMPARE(floor.current(), QStringLiteral("2-B1-02"));
    QCOMPARE(floor.view->hall(), QStringLiteral("Hall 2"));
    QCOMPARE(floor.view->measure(), FloorMeasure::Health);
    const QUrl link = floor.demo.window().currentPage()->link();
    floor.demo.window().open(Page::makeLink(u"/machines"_qs));
    floor.demo.window().open(
        Page::makeLink(u"/floor"_qs, u"machine"_qs, floor.site.machines().front().id.text()));
    QTRY_COMPARE(floor.current(), QStringLiteral("1-A1-01"));
    floor.demo.window().open(link);
    QTRY_COMPARE(floor.current(), QStringLiteral("2-B1-02"));
    // A link from before wipe and inspection were told apart.
    floor.demo.window().open(QUrl(QStringLiteral("rackhouse:/floor?measure=checked")));
    QCOMPARE(floor.view->measure(), FloorMeasure::Wiped);
}

void TestGuiHall::thePaletteFindsOnTheFloor()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    floor.demo.actions().action(u"view.palette"_qs)->trigger();
    auto* list = floor.find<QListWidget>(u"palette.results"_qs);
    auto* input = floor.find<QLineEdit>(u"palette.input"_qs);
    QVERIFY(list && input);
    QTest::keyClicks(input, QStringLiteral("gpu-00030"));
    QTRY_VERIFY(
        !list->findItems(QStringLiteral("gpu-00030 on the floor"), Qt::MatchExactly).isEmpty());
    while (list->currentItem()->text() != QStringLiteral("gpu-00030 on the floor"))
        QTest::keyClick(input, Qt::Key_Down);
    QTest::keyClick(input, Qt::Key_Return);
    QTRY_COMPARE(floor.current(), QStringLiteral("1-B1-02"));
}

void TestGuiHall::racksAreShownInTheTable()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    floor.view->setFocus();
    QTest::keyClick(floor.view, Qt::Key_Space);
    QTest::keyClick(floor.view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::mouseClick(floor.find<QPushButton>(u"floor.table"_qs), Qt::LeftButton);
    auto* table = floor.find<QTableView>(u"machines.table"_qs);
    QVERIFY(table && table->isVisible());
    QTRY_COMPARE(table->model()->rowCount(), 6);
    // And back.
    table->selectRow(0);
    QAction* back = floor.demo.actions().action(u"machine.floor"_qs);
    QTRY_VERIFY(back->isEnabled());
    back->trigger();
    QTRY_COMPARE(floor.current(), QStringLiteral("1-A1-01"));
}

void TestGuiHall::thePlanIsEntered()
{
    HallWindow floor(QStringLiteral("rackhouse:/floor?hall=Hall 1"));
    QTRY_VERIFY(floor.isThere());
    QAction* edit = floor.demo.actions().action(u"floor.edit-plan"_qs);
    QTRY_VERIFY(edit->isEnabled());
    edit->trigger();
    auto* dialog = floor.find<QDialog>(u"dialog.plan"_qs);
    QVERIFY(dialog && dialog->isVisible());
    auto* doors = dialog->findChild<QTableWidget*>(u"dialog.plan.doors.table"_qs);
    QCOMPARE(doors->item(0, 0)->text(), QStringLiteral("Door A"));
    dialog->findChild<QSpinBox*>(u"dialog.plan.north"_qs)->setValue(90);
    auto* left = dialog->findChild<QSpinBox*>(u"dialog.plan.left"_qs);
    QVERIFY(!left->isEnabled());
    QTest::keyClick(dialog->findChild<QCheckBox*>(u"dialog.plan.on-site"_qs), Qt::Key_Space);
    QVERIFY(left->isEnabled());
    left->setValue(-4'000);
    dialog->findChild<QLineEdit*>(u"dialog.plan.building"_qs)->setText(QStringLiteral("B"));
    dialog->findChild<QLineEdit*>(u"dialog.plan.storey"_qs)->setText(QStringLiteral(" 2 "));
    auto* add = dialog->findChild<QPushButton*>(u"dialog.plan.zones.add"_qs);
    add->click();
    auto* verb = dialog->findChild<QPushButton*>(u"plan.verb"_qs);
    verb->click();
    QVERIFY(floor.demo.link().posted().isEmpty()); // a zone without a size
    dialog->findChild<QPushButton*>(u"dialog.plan.zones.remove"_qs)->click();
    verb->click();
    QCOMPARE(floor.demo.link().posted(), QStringList{u"/changesets"_qs});
    const QJsonObject item = floor.demo.link().bodies().last()[u"items"_qs].toArray()[0].toObject();
    QCOMPARE(item[u"op"_qs].toString(), u"change"_qs);
    QCOMPARE(item[u"id"_qs].toString(), floor.site.halls().front().id.text());
    const QJsonObject fields = item[u"fields"_qs].toObject();
    QCOMPARE(fields[u"north_degrees"_qs].toInt(), 90);
    QCOMPARE(fields[u"plan"_qs], QJsonValue(floor.site.halls().front().plan));
    QCOMPARE(fields[u"on_site"_qs].toBool(), true);
    QCOMPARE(fields[u"x_mm"_qs].toInt(), -4'000);
    QCOMPARE(fields[u"y_mm"_qs].toInt(), 0);
    QCOMPARE(fields[u"building"_qs].toString(), QStringLiteral("B"));
    QCOMPARE(fields[u"storey"_qs].toString(), QStringLiteral("2"));
    QVERIFY(!dialog->isVisible());
}

void TestGuiHall::anotherSiteIsAnotherFloor()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    auto* halls = floor.find<QComboBox>(u"floor.hall"_qs);
    QCOMPARE(halls->count(), 2);
    floor.view->setZoom(floor.view->zoom() * 2, floor.view->viewport()->rect().center());
    floor.demo.records().setSite(QStringLiteral("nothing"));
    QTRY_COMPARE(halls->count(), 0);
    QVERIFY(!floor.view->isVisible()); // the empty state stands there
    QVERIFY(!halls->isEnabled());      // and there is none to choose
    floor.demo.records().setSite(SyntheticSite::key());
    QTRY_COMPARE(halls->count(), 2);
    QVERIFY(floor.view->isVisible() && floor.view->isFitting());
}

QTEST_MAIN(TestGuiHall)
#include "test_gui_hall.moc"
