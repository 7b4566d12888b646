#include "tests/gui/demowindow.h"
#include "tests/gui/keys.h"

#include "widgets/hall/halllegend.h"
#include "widgets/hall/hallscene.h"
#include "widgets/hall/hallview.h"
#include "widgets/racks/racksheet.h"
#include "widgets/racks/rackview.h"

#include <QComboBox>
#include <QGridLayout>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>

using namespace rackhouse;

/// How a person goes along the elevation of the demo site.
class TestGuiElevation : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void draggingScrollsAtTheEdge();
    void keysZoomFromThePlanToTheInside();
    void devicesAreShadedByAMeasure();
    void valuesHaveMostOfTheInspector();
    void revenueHasOneScale();
    void theMeasureIsRemembered();
    void racksArePrintedWithTheMeasure();

private:
    template <class T>
    T* part(const QString& name) const
    {
        return m_demo->window().findChild<T*>(name);
    }
    void showMachine();

    std::unique_ptr<DemoWindow> m_demo;
    RackView* m_view = nullptr;
    QString m_id; ///< of r2-u11
};

void TestGuiElevation::init()
{
    m_demo = std::make_unique<DemoWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    const auto found = m_demo->replica().list<Machine>(m_demo->records().site(),
                                                       {.equals = {{u"name"_qs, u"r2-u11"_qs}}});
    QVERIFY(found && found->size() == 1);
    m_id = found->front().id.text();
    m_demo->window().open(QUrl(u"rackhouse:/floor?view=racks"_qs));
    m_view = part<RackView>(u"racks"_qs);
}

void TestGuiElevation::showMachine()
{
    m_demo->window().open(Page::makeLink(u"/floor"_qs, u"device"_qs, m_id));
    QTRY_COMPARE(m_view->currentIndex().data().toString(), u"r2-u11"_qs);
    QTRY_VERIFY(!m_demo->records().isBusy());
}

void TestGuiElevation::draggingScrollsAtTheEdge()
{
    showMachine();
    QTest::mouseClick(part<QPushButton>(u"floor.full"_qs), Qt::LeftButton);
    m_view->scrollTo(m_view->currentIndex());
    QScrollBar* bar = m_view->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    bar->setValue(0);
    const QPoint from = m_view->visualRect(m_view->currentIndex()).center();
    QVERIFY(m_view->viewport()->rect().contains(from));
    const QPoint edge(from.x(), m_view->viewport()->height() - 2);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(m_view->viewport(), from - QPoint(0, 20));
    QTest::mouseMove(m_view->viewport(), edge);
    QTRY_COMPARE(bar->value(), bar->maximum()); // the pointer rests, and the rack goes on
    QTest::keyClick(m_view, Qt::Key_Escape);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, edge);
    QVERIFY(m_demo->link().posted().isEmpty());
}

void TestGuiElevation::keysZoomFromThePlanToTheInside()
{
    showMachine();
    QTRY_VERIFY(m_view->hasFocus());
    const int opening = m_view->unit();
    QVERIFY(opening >= RackLayout::readableUnit); // names are there, if not all of the rack
    QTest::keyClick(m_view, Qt::Key_0);
    QVERIFY(m_view->isFitting() && m_view->unit() <= opening);
    QCOMPARE(m_view->verticalScrollBar()->maximum(), 0); // all of the rack is there, with its bars
    const int fitting = m_view->unit();
    QTest::keyClick(m_view, Qt::Key_Plus);
    QVERIFY(m_view->unit() > fitting && !m_view->isFitting());
    QVERIFY(
        m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex()).center()));
    QTest::keyClick(m_view, Qt::Key_0);
    QCOMPARE(m_view->unit(), fitting);
    for (int i = 0; i < 40 && m_view->isVisible(); ++i)
        QTest::keyClick(m_view, Qt::Key_Plus);
    QTRY_COMPARE(m_demo->window().currentPage()->objectName(), u"page.machine"_qs);
    QVERIFY(m_demo->window().currentPage()->link().path().endsWith(m_id));
    auto* tabs = part<QTabWidget>(u"machine.tabs"_qs);
    QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Inside"_qs);
    showMachine();
    m_view->setFocus();
    QTest::keyClick(m_view, Qt::Key_0);
    QTest::keyClick(m_view, Qt::Key_Minus);
    QTRY_VERIFY(part<QWidget>(u"hall"_qs)->isVisible());
}

void TestGuiElevation::valuesHaveMostOfTheInspector()
{
    showMachine();
    const auto* facts = part<QWidget>(u"inspector"_qs)->findChild<QGridLayout*>();
    QTRY_VERIFY(facts->count() > 20);
    const auto widthOf = [facts](int column) {
        return facts->cellRect(facts->rowCount() - 1, column).width();
    };
    const auto sizes = [&] {
        return u"%1 for names, %2 for values"_qs.arg(widthOf(0)).arg(widthOf(1));
    };
    QTRY_VERIFY2(widthOf(0) > 0 && 3 * widthOf(0) <= 2 * widthOf(1), qPrintable(sizes()));
    for (const QLabel* name : part<QWidget>(u"inspector"_qs)->findChildren<QLabel*>())
        QVERIFY2(name->width() >= name->minimumSizeHint().width(), qPrintable(name->text()));
    // A rack has no model, and leaves no line for one.
    QVERIFY(part<QLabel>(u"inspector.caption"_qs)->isVisible());
    m_view->setCurrentIndex(m_view->currentIndex().parent());
    QTRY_VERIFY(!part<QLabel>(u"inspector.caption"_qs)->isVisible());
}

void TestGuiElevation::devicesAreShadedByAMeasure()
{
    showMachine();
    auto* legend = part<HallLegend>(u"racks.legend"_qs);
    QVERIFY(!legend->isVisible()); // plates show the occupancy themselves
    const auto said = [this] {
        return m_view->currentIndex().data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY(!said().contains(u"°C"_qs));
    Keys keys(*m_demo);
    keys.choose(u"Shade by: Hottest inlet"_qs);
    QTRY_VERIFY(legend->isVisible());
    QVERIFY(legend->accessibleDescription().contains(u"above 27 °C"_qs));
    QVERIFY(!legend->accessibleDescription().contains(u"hottest"_qs)); // it is one device's own
    const auto machine = m_demo->replica().find<Machine>(m_demo->records().site(), m_id);
    QVERIFY(machine && *machine && (*machine)->inletC > 0);
    const QString celsius = QLocale().toString((*machine)->inletC, 'f', 1) + u" °C"_qs;
    QVERIFY2(said().contains(u"Hottest inlet: "_qs + celsius), qPrintable(said()));
    // And in the inspector beside it.
    QStringList facts;
    for (const QLabel* label : part<QWidget>(u"inspector"_qs)->findChildren<QLabel*>())
        facts << label->text();
    QVERIFY(facts.contains(celsius));
    // The shade of that temperature is on its plate.
    const double share = ((*machine)->inletC - 15) / 20;
    const QRect plate = m_view->visualRect(m_view->currentIndex());
    const QImage shot = m_view->viewport()->grab(plate).toImage();
    bool shaded = false;
    for (int x = 0; x < shot.width() && !shaded; ++x)
        shaded = shot.pixel(x, shot.height() - 3) == heatColour(share).rgb();
    QVERIFY(shaded);
    QVERIFY(m_demo->window().currentPage()->link().toString().contains(u"measure=inlet"_qs));
}

void TestGuiElevation::revenueHasOneScale()
{
    showMachine();
    Keys keys(*m_demo);
    keys.choose(u"Shade by: Revenue"_qs);
    const auto* legend = part<HallLegend>(u"racks.legend"_qs);
    const auto* plan = part<HallLegend>(u"floor.legend"_qs);
    // Plan and elevation have the same amounts for the same shades.
    QTRY_VERIFY2(legend->accessibleDescription().contains(u"shaded by USD for each GPU, 0, "_qs),
                 qPrintable(legend->accessibleDescription()));
    QCOMPARE(legend->accessibleDescription(), plan->accessibleDescription());
}

void TestGuiElevation::theMeasureIsRemembered()
{
    auto* measure = part<QComboBox>(u"floor.measure"_qs);
    QVERIFY(measure->isEnabled());
    measure->setFocus();
    QTest::keyClick(measure, Qt::Key_Down);
    QCOMPARE(m_demo->settings().value(setting::floorMeasure).toString(), u"power"_qs);
    const Context& now = m_demo->context();
    ActionRegistry actions(now.icons);
    MainWindow next(Context{now.clock, now.theme, now.icons, now.settings, now.records, now.site,
                            now.focus, actions, now.prompts});
    next.show();
    next.open(QUrl(u"rackhouse:/floor?view=racks"_qs));
    QCOMPARE(next.findChild<HallView*>(u"hall"_qs)->measure(), FloorMeasure::Power);
    QTRY_VERIFY(next.findChild<HallLegend*>(u"racks.legend"_qs)->isVisible());
}

void TestGuiElevation::racksArePrintedWithTheMeasure()
{
    FloorBooks books;
    Rack rack;
    rack.id = RackId::create();
    rack.heightUnits = 10;
    Machine machine;
    machine.id = MachineId::create();
    machine.rackId = rack.id;
    machine.position = 3;
    machine.heightUnits = 4;
    machine.inletC = 35;
    books.racks = {rack};
    books.machines = {machine};
    const auto drawn = [&](FloorMeasure measure) {
        const RackSheet sheet(books, books.racks, {10, true, false, false, measure},
                              m_demo->clock().now());
        QImage image((sheet.sizeMm() * 10).toSize(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        sheet.paint(painter);
        int shaded = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                shaded += image.pixel(x, y) == heatColour(1).rgb() ? 1 : 0;
        }
        return shaded;
    };
    QCOMPARE(drawn(FloorMeasure::Occupancy), 0);
    const int shaded = drawn(FloorMeasure::Inlet);
    // Of the plate, which is 4 units high, and of the last step of the legend.
    QVERIFY2(shaded > 20'000, qPrintable(QString::number(shaded)));
    QVERIFY(drawn(FloorMeasure::Wiped) > 20'000); // never: as long ago as can be
    QCOMPARE(drawn(FloorMeasure::Health), 0);
}

QTEST_MAIN(TestGuiElevation)
#include "test_gui_elevation.moc"
