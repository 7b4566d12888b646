#include "tests/gui/booksathand.h"

#include <QDoubleSpinBox>
#include <QTextBrowser>
#include <QTreeWidget>

using namespace rackhouse;

/// One round of a technician at the real window, with keys only.
class TestGuiRound : public QObject, private BooksAtHand
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void fromAServerToTheWorkOrderOfAWrongCable();

private:
    void findAndOpen();
    void moveAndUndo();
    void printTheRack();
    void orderTheWork();
    QString page() const { return m_demo->window().currentPage()->objectName(); }
    double unit() { return double(m_books->byName<Machine>(u"r2-u11"_qs).position); }
};

void TestGuiRound::fromAServerToTheWorkOrderOfAWrongCable()
{
    for (const auto& step : {&TestGuiRound::findAndOpen, &TestGuiRound::moveAndUndo,
                             &TestGuiRound::printTheRack, &TestGuiRound::orderTheWork}) {
        (this->*step)();
        if (QTest::currentTestFailed())
            return;
    }
}

void TestGuiRound::findAndOpen()
{
    m_keys->choose(u"r2-u11"_qs);
    QTRY_COMPARE(page(), u"page.machine"_qs);
    QTRY_VERIFY(m_demo->actions().action(u"floor.show"_qs)->isEnabled());
    m_keys->press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(page(), u"page.floor"_qs);
    QTRY_COMPARE(m_demo->focus().rows().size(), 1u);
}

void TestGuiRound::moveAndUndo()
{
    const double before = unit();
    QTRY_VERIFY(m_demo->actions().action(u"floor.move"_qs)->isEnabled());
    m_keys->press(Qt::Key_M, Qt::ControlModifier);
    QTRY_VERIFY(m_keys->dialog(u"dialog.place"_qs));
    QTRY_COMPARE(m_keys->part<QDoubleSpinBox>(u"dialog.place.unit"_qs)->value(), before);
    QVERIFY(m_keys->tabTo(u"dialog.place.unit"_qs));
    m_keys->press(Qt::Key_A, Qt::ControlModifier);
    m_keys->type(u"36"_qs);
    m_keys->press(Qt::Key_Return);
    QTRY_VERIFY(!m_keys->dialog(u"dialog.place"_qs));
    QCOMPARE(unit(), 36.0);
    undo();
    QTRY_COMPARE(unit(), before);
}

void TestGuiRound::printTheRack()
{
    const QString path = m_demo->nextFile(u"rack.pdf"_qs);
    m_keys->press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_keys->dialog(u"dialog.print"_qs));
    QVERIFY(m_keys->tabTo(u"dialog.print.target"_qs));
    m_keys->press(Qt::Key_Home); // PDF is the first
    m_keys->press(Qt::Key_Return);
    QTRY_VERIFY(QFile::exists(path));
    QTRY_VERIFY(!m_keys->dialog(u"dialog.print"_qs));
}

void TestGuiRound::orderTheWork()
{
    m_keys->choose(u"cabling"_qs);
    QTRY_COMPARE(page(), u"page.cabling"_qs);
    const auto* list = m_keys->part<QTreeWidget>(u"cabling.findings"_qs);
    QTRY_VERIFY(list->topLevelItemCount() > 1);
    m_keys->press(Qt::Key_F, Qt::ControlModifier);
    m_keys->type(u"r1-u03"_qs);
    QTRY_VERIFY(list->topLevelItemCount() == 1);
    m_keys->press(Qt::Key_Down);
    QTRY_COMPARE(m_demo->focus().rows().size(), 1u);
    m_keys->press(Qt::Key_Return);
    QTRY_VERIFY(m_keys->dialog(u"dialog.work-order"_qs));
    const QString text = m_keys->part<QTextBrowser>(u"dialog.work-order.text"_qs)->toPlainText();
    QVERIFY2(text.contains(u"Take C-0005-2 of a01-patch 3 out of leaf-1 swp4 and plug it into "
                           "leaf-1 swp3."_qs),
             qPrintable(text));
    const QString path = m_demo->nextFile(u"order.pdf"_qs);
    QVERIFY(m_keys->tabTo(u"work-order.pdf"_qs));
    m_keys->press(Qt::Key_Space);
    QTRY_VERIFY(QFile::exists(path));
    m_keys->press(Qt::Key_Escape);
    QTRY_VERIFY(!m_keys->dialog(u"dialog.work-order"_qs));
}

QTEST_MAIN(TestGuiRound)
#include "test_gui_round.moc"
