#include "tests/gui/demobooks.h"
#include "tests/gui/hallwindow.h"

#include "models/store/replica.h"
#include "widgets/common/messagestrip.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace rackhouse;

/// Halls that a person moves over the site.
class TestGuiArrange : public QObject
{
    Q_OBJECT

private slots:
    void aHallIsMovedByKeyboard();
    void arrangingIsSeenAndLeft();
    void anotherSiteIsNotArranged();
    void aHallIsMovedByMouse();
    void aRefusedMoveIsTakenBack();
};

void TestGuiArrange::aHallIsMovedByKeyboard()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    DemoBooks books(floor.demo.replica(), floor.demo.clock(), SyntheticSite::key());
    floor.demo.link().setAnswering([&](const QJsonObject& body) { return books.answer(body); });
    QAction* arrange = floor.demo.actions().action(u"floor.arrange"_qs);
    QTRY_VERIFY(arrange->isEnabled());
    arrange->trigger();
    HallView* view = floor.view;
    QVERIFY(view->isArranging() && view->hasFocus());
    const QRectF before = floor.area(QStringLiteral("Hall 2"));
    QTest::keyClick(view, Qt::Key_PageDown);
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(floor.area(QStringLiteral("Hall 2")), before); // not yet
    QTest::keyClick(view, Qt::Key_Return);
    const QPointF there = before.topLeft() + QPointF(600, 700);
    QTRY_COMPARE(floor.area(QStringLiteral("Hall 2")).topLeft(), there);
    const Hall hall = floor.hall(QStringLiteral("Hall 2"));
    QVERIFY(hall.onSite);
    QCOMPARE(QPointF(double(hall.xMm), double(hall.yMm)), there);
    QVERIFY(!floor.hall(QStringLiteral("Hall 1")).onSite);
    QTest::keyClick(view, Qt::Key_Escape);
    QVERIFY(!view->isArranging());
    QAction* undo = floor.demo.actions().action(u"floor.undo"_qs);
    QTRY_VERIFY(undo->isEnabled());
    undo->trigger();
    QTRY_VERIFY(!floor.hall(QStringLiteral("Hall 2")).onSite);
    QTRY_COMPARE(floor.area(QStringLiteral("Hall 2")), before);
}

void TestGuiArrange::arrangingIsSeenAndLeft()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    auto* button = floor.find<QPushButton>(u"title.floor.arrange"_qs);
    QTRY_VERIFY(button != nullptr && button->isEnabled());
    const auto isOn = [button] {
        return bool(QAccessible::queryAccessibleInterface(button)->state().checked);
    };
    const QImage off = button->grab().toImage();
    QVERIFY(!isOn());
    button->click();
    QVERIFY(floor.view->isArranging() && isOn());
    QVERIFY(button->grab().toImage() != off);
    QVERIFY(button->toolTip().contains(u"Esc"_qs));
    const auto* text = floor.find<QWidget>(u"floor.message"_qs)->findChild<QLabel*>();
    QVERIFY2(text->text().contains(u"Esc or Arrange halls ends"_qs), qPrintable(text->text()));
    QTest::keyClick(floor.view, Qt::Key_Escape);
    QVERIFY(!floor.view->isArranging() && !isOn());
    QCOMPARE(button->grab().toImage(), off);
    button->click();
    button->click();
    QVERIFY(!floor.view->isArranging() && !isOn());
    button->click();
    QVERIFY(isOn());
    floor.demo.records().setSite({});
    QVERIFY(!floor.demo.actions().action(u"floor.arrange"_qs)->isChecked());
}

void TestGuiArrange::anotherSiteIsNotArranged()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    QAction* arrange = floor.demo.actions().action(u"floor.arrange"_qs);
    QTRY_VERIFY(arrange->isEnabled());
    arrange->trigger();
    QVERIFY(floor.view->isArranging());
    // The strip that says so cannot be put away while halls move.
    const auto* strip = floor.demo.window().findChild<QWidget*>(u"floor.message"_qs);
    QVERIFY(strip != nullptr);
    const auto* close = strip->findChild<QAbstractButton*>(strip->objectName() + u".close"_qs);
    QVERIFY(close != nullptr && close->isHidden());
    floor.demo.records().setSite({});
    QVERIFY(!floor.view->isArranging());
    QVERIFY(!close->isHidden());
}

void TestGuiArrange::aHallIsMovedByMouse()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    DemoBooks books(floor.demo.replica(), floor.demo.clock(), SyntheticSite::key());
    floor.demo.link().setAnswering([&](const QJsonObject& body) { return books.answer(body); });
    floor.view->setArranging(true);
    QWidget* paper = floor.view->viewport();
    const QRectF one = floor.area(QStringLiteral("Hall 1"));
    const QRectF two = floor.area(QStringLiteral("Hall 2"));
    // Against the other hall, and a little aside.
    const QPoint from = floor.view->visualRect(floor.rack(QStringLiteral("2-B1-02"))).center();
    const QPointF way = (QPointF(one.right(), one.top()) - two.topLeft()) * floor.view->zoom();
    const QPoint to = from + way.toPoint() + QPoint(4, -3);
    QTest::mousePress(paper, Qt::LeftButton, {}, from);
    QTest::mouseMove(paper, (from + to) / 2);
    QTest::mouseMove(paper, to);
    QTest::mouseRelease(paper, Qt::LeftButton, {}, to);
    QTRY_COMPARE(floor.area(QStringLiteral("Hall 2")).topLeft(), one.topRight());
}

void TestGuiArrange::aRefusedMoveIsTakenBack()
{
    HallWindow floor;
    QTRY_VERIFY(floor.isThere());
    floor.demo.link().setAnswering(
        [](const QJsonObject&) { return Result<QJsonObject>(fail("site-unreachable")); });
    QAction* arrange = floor.demo.actions().action(u"floor.arrange"_qs);
    QTRY_VERIFY(arrange->isEnabled());
    arrange->trigger();
    QTest::keyClick(floor.view, Qt::Key_Right);
    QTest::keyClick(floor.view, Qt::Key_Return);
    // What to do with it gives way to why it was not done.
    auto* strip = floor.find<MessageStrip>(u"floor.message"_qs);
    QTRY_VERIFY(strip->isVisible() && !strip->text().contains(QStringLiteral("Hall 1")));
    QTest::keyClick(floor.view, Qt::Key_Escape); // nothing is on its way: that ends it
    QVERIFY(!floor.view->isArranging());
    QVERIFY(!floor.hall(QStringLiteral("Hall 1")).onSite);
}

QTEST_MAIN(TestGuiArrange)
#include "test_gui_arrange.moc"
