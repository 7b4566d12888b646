#include "tests/gui/booksathand.h"

#include "models/domain/wiring.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QTreeWidget>

#include <algorithm>

using namespace rackhouse;

/// Cables are entered, changed, removed and followed by keyboard, at a site that does as it is
/// told.
class TestGuiCables : public QObject, private BooksAtHand
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { close(); }

    void aCableIsConnectedAndTheConnectionUndone();
    void aPortThatIsTakenIsSaidBeforeSaving();
    void twoSelectedDevicesAreItsEnds();
    void theEndsOfACableAreChanged();
    void cablesAreRemovedAfterAQuestion();
    void aCableIsFollowedThroughPanels();
    void theCablesOfADeviceAreFollowed();
    void whatIsMarkedAsConnectedIsUndone();
    void whatIsEnteredFromTheWireIsUndone();

private:
    void chooseFinding(const QString& kind);
    std::vector<Cable> labelled(const QString& label)
    {
        return *m_demo->replica().list<Cable>(m_demo->records().site(),
                                              {.equals = {{u"label"_qs, label}}});
    }
    /// The rows of a table that a filter keeps, `count` of them, are selected.
    void select(const QString& page, const QString& filter, int count)
    {
        m_keys->choose(page);
        QTRY_COMPARE(m_demo->window().currentPage()->objectName(), u"page."_qs + page);
        m_keys->press(Qt::Key_F, Qt::ControlModifier);
        m_keys->type(filter);
        const auto* table = m_keys->part<QAbstractItemView>(page + u".table"_qs);
        QTRY_COMPARE(table->model()->rowCount(), count);
        m_keys->closeProposals();
        QVERIFY(m_keys->tabTo(page + u".table"_qs));
        m_keys->press(Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(m_demo->focus().rows().size(), std::size_t(count));
    }
    QString checks() const { return m_keys->part<QLabel>(u"dialog.cable.checks"_qs)->text(); }
    bool isReady() const { return m_keys->part<QPushButton>(u"cable.verb"_qs)->isEnabled(); }
    void openConnect()
    {
        m_keys->press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(m_keys->dialog(u"dialog.cable"_qs));
        QTRY_VERIFY(!m_demo->records().isBusy());
    }
};

void TestGuiCables::aCableIsConnectedAndTheConnectionUndone()
{
    m_keys->choose(u"cables"_qs);
    QTRY_COMPARE(m_demo->window().currentPage()->objectName(), u"page.cables"_qs);
    openConnect();
    QVERIFY(!isReady());
    for (const auto& text : {u"r1-u01"_qs, u"eth7"_qs, u"leaf-2"_qs, u"swp12"_qs}) {
        m_keys->type(text);
        m_keys->press(Qt::Key_Tab);
    }
    QVERIFY(m_keys->tabTo(u"dialog.cable.label"_qs));
    m_keys->type(u"K-77"_qs);
    QVERIFY2(checks().contains(u"No port eth7 of r1-u01 is known yet."_qs), qPrintable(checks()));
    QVERIFY(isReady());
    m_keys->press(Qt::Key_Return);
    QTRY_VERIFY(!m_keys->dialog(u"dialog.cable"_qs));
    const auto made = labelled(u"K-77"_qs);
    QCOMPARE(made.size(), 1u);
    QCOMPARE(made[0].aKind, EndKind::Machine);
    QCOMPARE(made[0].aId, m_books->byName<Machine>(u"r1-u01"_qs).id.text());
    QCOMPARE(made[0].aPort, u"eth7"_qs);
    QCOMPARE(made[0].bKind, EndKind::Asset);
    QCOMPARE(made[0].bPort, u"swp12"_qs);
    undo();
    QTRY_VERIFY(labelled(u"K-77"_qs).empty());
}

void TestGuiCables::aPortThatIsTakenIsSaidBeforeSaving()
{
    m_keys->choose(u"cables"_qs);
    QTRY_COMPARE(m_demo->window().currentPage()->objectName(), u"page.cables"_qs);
    openConnect();
    m_keys->type(u"leaf-1"_qs);
    m_keys->press(Qt::Key_Tab);
    m_keys->type(u"swp1"_qs);
    QVERIFY2(checks().startsWith(u"leaf-1 swp1 is taken by C-0001."_qs), qPrintable(checks()));
    QVERIFY(!isReady());
    m_keys->type(u"2"_qs);
    QVERIFY2(checks().endsWith(u"One end hangs free."_qs), qPrintable(checks()));
    QVERIFY(isReady());
    m_keys->press(Qt::Key_Tab);
    m_keys->type(u"leaf-99"_qs);
    QVERIFY(!isReady());
    QVERIFY(checks().startsWith(u"Choose a device"_qs));
    m_keys->press(Qt::Key_Escape);
    QTRY_VERIFY(!m_keys->dialog(u"dialog.cable"_qs));
    QVERIFY(m_demo->link().posted().isEmpty());
}

void TestGuiCables::twoSelectedDevicesAreItsEnds()
{
    select(u"machines"_qs, u"name:r1-u02 or name:r1-u04"_qs, 2);
    openConnect();
    auto* a = m_keys->part<QWidget>(u"dialog.cable.a"_qs);
    auto* b = m_keys->part<QWidget>(u"dialog.cable.b"_qs);
    QTRY_COMPARE(a->property("currentText").toString(), u"r1-u02"_qs);
    QCOMPARE(b->property("currentText").toString(), u"r1-u04"_qs);
    // What is missing has the focus.
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"dialog.cable.a.port"_qs);
    m_keys->type(u"eth6"_qs);
    QVERIFY(m_keys->tabTo(u"dialog.cable.b.port"_qs));
    m_keys->type(u"eth6"_qs);
    m_keys->press(Qt::Key_Return);
    QTRY_VERIFY(!m_keys->dialog(u"dialog.cable"_qs));
    const auto cables = *m_demo->replica().list<Cable>(m_demo->records().site(),
                                                       {.equals = {{u"a_port"_qs, u"eth6"_qs}}});
    QCOMPARE(cables.size(), 1u);
    QCOMPARE(cables[0].bId, m_books->byName<Machine>(u"r1-u04"_qs).id.text());
}

void TestGuiCables::theEndsOfACableAreChanged()
{
    select(u"cables"_qs, u"label:C-0003"_qs, 1);
    m_keys->choose(u"change ends"_qs);
    QTRY_VERIFY(m_keys->dialog(u"dialog.cable"_qs));
    auto* port = m_keys->part<QWidget>(u"dialog.cable.b.port"_qs);
    QTRY_COMPARE(port->property("currentText").toString(), u"swp2"_qs);
    QVERIFY(m_keys->tabTo(u"dialog.cable.b.port"_qs));
    m_keys->press(Qt::Key_A, Qt::ControlModifier);
    m_keys->type(u"swp14"_qs);
    QCOMPARE(checks(), u"No port swp14 of leaf-1 is known yet."_qs);
    m_keys->press(Qt::Key_Return);
    QTRY_VERIFY(!m_keys->dialog(u"dialog.cable"_qs));
    QCOMPARE(labelled(u"C-0003"_qs).front().bPort, u"swp14"_qs);
    undo();
    QTRY_COMPARE(labelled(u"C-0003"_qs).front().bPort, u"swp2"_qs);
}

void TestGuiCables::cablesAreRemovedAfterAQuestion()
{
    select(u"cables"_qs, u"label:C-0003 or label:C-0004"_qs, 2);
    const QString name = u"dialog.cable-remove"_qs;
    m_keys->choose(u"remove cables"_qs);
    QTRY_VERIFY(m_keys->dialog(name));
    QCOMPARE(m_keys->dialog(name)->windowTitle(), u"Remove 2 cables"_qs);
    m_keys->press(Qt::Key_Return); // Enter is Cancel
    QTRY_VERIFY(!m_keys->dialog(name));
    QCOMPARE(labelled(u"C-0003"_qs).size(), 1u);
    m_keys->choose(u"remove cables"_qs);
    QTRY_VERIFY(m_keys->dialog(name));
    QVERIFY(m_keys->tabTo(u"cable-remove.verb"_qs));
    m_keys->press(Qt::Key_Space);
    QTRY_VERIFY(!m_keys->dialog(name));
    QVERIFY(labelled(u"C-0003"_qs).empty() && labelled(u"C-0004"_qs).empty());
    undo();
    QTRY_COMPARE(labelled(u"C-0003"_qs).size(), 1u);
    QCOMPARE(labelled(u"C-0004"_qs).size(), 1u);
}

void TestGuiCables::aCableIsFollowedThroughPanels()
{
    select(u"cables"_qs, u"label:C-0101-2"_qs, 1);
    m_keys->press(Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(m_keys->dialog(u"dialog.trace"_qs));
    const QString text = m_keys->part<QTextBrowser>(u"dialog.trace.text"_qs)->toPlainText();
    qsizetype at = -1;
    for (const auto& word :
         {u"leaf-1"_qs, u"swp61"_qs, u"C-0101"_qs, u"a01-patch"_qs, u"24"_qs, u"C-0101-2"_qs,
          u"a02-patch"_qs, u"C-0101-3"_qs, u"spine-1"_qs, u"A02 U"_qs, u"swp1"_qs}) {
        at = text.indexOf(word, at + 1);
        QVERIFY2(at >= 0, qPrintable(word + u" in "_qs + text));
    }
}

void TestGuiCables::theCablesOfADeviceAreFollowed()
{
    m_keys->choose(u"r1-u03"_qs);
    QTRY_COMPARE(m_demo->window().currentPage()->objectName(), u"page.machine"_qs);
    QTRY_VERIFY(m_demo->actions().action(u"cable.trace"_qs)->isEnabled());
    m_keys->press(Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(m_keys->dialog(u"dialog.trace"_qs));
    const QString text = m_keys->part<QTextBrowser>(u"dialog.trace.text"_qs)->toPlainText();
    for (const auto& way : {u"r1-u03 eth0 to leaf-1 swp3"_qs, u"r1-u03 eth1 to leaf-2 swp3"_qs})
        QVERIFY2(text.contains(way), qPrintable(text));
    QVERIFY(text.contains(u"a01-patch"_qs));
}

void TestGuiCables::chooseFinding(const QString& kind)
{
    m_keys->choose(u"cabling"_qs);
    QTRY_COMPARE(m_demo->window().currentPage()->objectName(), u"page.cabling"_qs);
    const auto* list = m_keys->part<QTreeWidget>(u"cabling.findings"_qs);
    QTRY_VERIFY(list->topLevelItemCount() > 0);
    QVERIFY(m_keys->tabTo(u"cabling.findings"_qs));
    m_keys->press(Qt::Key_Home);
    for (int i = 1; i < list->topLevelItemCount() && list->currentItem()->text(0) != kind; ++i)
        m_keys->press(Qt::Key_Down);
    QCOMPARE(list->currentItem()->text(0), kind);
}

void TestGuiCables::whatIsMarkedAsConnectedIsUndone()
{
    chooseFinding(u"Connected as planned"_qs);
    QTRY_COMPARE(m_demo->focus().rows().size(), std::size_t(1));
    const QString id = m_demo->focus().rows().front().value(u"cable"_qs).toString();
    const auto state = [&] {
        return m_demo->replica().find<Cable>(m_demo->records().site(), id)->value().state;
    };
    QCOMPARE(state(), CableState::Planned);
    m_keys->choose(u"Mark as connected"_qs);
    QTRY_COMPARE(state(), CableState::Connected);
    QTRY_VERIFY(m_demo->actions()
                    .action(u"floor.undo"_qs)
                    ->text()
                    .contains(u"marking of 1 cable as connected"_qs));
    undo();
    QTRY_COMPARE(state(), CableState::Planned);
}

void TestGuiCables::whatIsEnteredFromTheWireIsUndone()
{
    const auto count = [this] {
        return m_demo->replica().list<Cable>(m_demo->records().site())->size();
    };
    const std::size_t before = count();
    chooseFinding(u"Not in the books"_qs);
    m_keys->choose(u"Enter in the books"_qs);
    QTRY_COMPARE(count(), before + 1);
    undo();
    QTRY_COMPARE(count(), before);
}

QTEST_MAIN(TestGuiCables)
#include "test_gui_cables.moc"
