#include "tests/gui/demowindow.h"

#include "widgets/racks/rackview.h"

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
    QVERIFY(m_view->isFitting());
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

QTEST_MAIN(TestGuiElevation)
#include "test_gui_elevation.moc"
