#include "tests/gui/floorwindow.h"

#include <QDragEnterEvent>
#include <QListWidget>
#include <QMimeData>

using namespace rackhouse;

/// Devices that are moved with the mouse.
class TestGuiFloorDrag : public QObject, private FloorWindow
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void aDeviceIsDragged();
    void aDiscoveredMachineIsDraggedIntoARack();
};

void TestGuiFloorDrag::aDeviceIsDragged()
{
    showOnFloor(u"r2-u11"_qs);
    const Machine before = m_books->byName<Machine>(u"r2-u11"_qs);
    const QPoint from = m_view->visualRect(m_view->currentIndex()).center();
    const QPoint to = from - QPoint(0, 40);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(m_view->viewport(), from - QPoint(0, 20));
    QTest::mouseMove(m_view->viewport(), to);
    // Escape leaves it where it is.
    QTest::keyClick(m_view, Qt::Key_Escape);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, to);
    QVERIFY(m_demo->link().posted().isEmpty());
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(m_view->viewport(), from - QPoint(0, 20));
    QTest::mouseMove(m_view->viewport(), to);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, to);
    QTRY_VERIFY(unitOf(u"r2-u11"_qs) > double(before.position));
    QCOMPARE(m_books->byName<Machine>(u"r2-u11"_qs).rackId, before.rackId);
    QTRY_COMPARE(current(), u"r2-u11"_qs);
}

void TestGuiFloorDrag::aDiscoveredMachineIsDraggedIntoARack()
{
    auto* list = part<QListWidget>(u"floor.unplaced"_qs);
    QTRY_COMPARE(list->count(), 1);
    const QString name = list->item(0)->text();
    const std::unique_ptr<QMimeData> data(list->model()->mimeData({list->model()->index(0, 0)}));
    // Just above r2-u12, where two units are free.
    auto* model = static_cast<RackModel*>(m_view->model());
    const QModelIndex below =
        model->indexOfDevice(m_books->byName<Machine>(u"r2-u12"_qs).id.text());
    m_view->scrollTo(below);
    const QRect place = m_view->visualRect(below);
    const QPoint at(place.center().x(), place.top() - 6);
    QDragEnterEvent enter(at, Qt::MoveAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(m_view->viewport(), &enter);
    QVERIFY(enter.isAccepted());
    QDragMoveEvent move(at, Qt::MoveAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(m_view->viewport(), &move);
    QDropEvent drop(at, Qt::MoveAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(m_view->viewport(), &drop);
    QVERIFY(move.isAccepted() && drop.isAccepted());
    QTRY_COMPARE(unitOf(name), 35.0);
    QCOMPARE(m_books->byName<Machine>(name).rackId, m_books->byName<Rack>(u"A02"_qs).id);
}

QTEST_MAIN(TestGuiFloorDrag)
#include "test_gui_floordrag.moc"
