#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "models/domain/wiring.h"
#include "widgets/common/formdialog.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

using namespace rackhouse;

namespace
{

constexpr int kNow = 2;
constexpr int kEffect = 6;

} // namespace

/// The power page in the real window.
class TestGuiPower : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_demo = std::make_unique<DemoWindow>();
        m_demo->link().setRole(Role::Operator);
        m_demo->window().open(Page::makeLink(u"/power"_qs));
        m_tree = find<QTreeWidget>(u"power.tree"_qs);
        QVERIFY(m_tree);
        QTRY_VERIFY(m_tree->topLevelItemCount() > 0);
    }
    void cleanup() { m_demo.reset(); }

    void theTreeLeadsFromTheSideToTheMachine()
    {
        QTreeWidgetItem* rack = line(u"Breaker A-A01"_qs)->child(0)->child(0);
        QCOMPARE(rack->text(0), u"Rack A01"_qs);
        QCOMPARE(rack->childCount(), 0); // read when it is opened
        m_tree->setCurrentItem(rack);
        m_tree->setFocus();
        QTest::keyClick(m_tree, Qt::Key_Right);
        QVERIFY(rack->childCount() > 1);
        // The DGX draws from both sides: three of its six cords are here.
        QTreeWidgetItem* machine = lineBelow(rack, u"r1-u01"_qs);
        QVERIFY(machine);
        QVERIFY(machine->toolTip(0).contains(u"3 of 6"));
        QVERIFY(machine->text(kNow).endsWith(u"kW"));
        // From which outlet to which power supply, with its third of that load.
        QCOMPARE(machine->childCount(), 3);
        QCOMPARE(machine->child(1)->text(0), u"Outlet 2 → PSU 3"_qs);
        QVERIFY(!machine->child(1)->text(kNow).isEmpty());
        QVERIFY(machine->child(1)->text(kNow) != machine->text(kNow));
        QStringList above;
        for (auto* at = rack->parent(); at != nullptr; at = at->parent())
            above << at->text(0);
        QCOMPARE(above, (QStringList{u"PDU A01-A"_qs, u"Breaker A-A01"_qs, u"Panel A1"_qs,
                                     u"UPS A"_qs, u"Side A"_qs}));
    }

    void aFilterLeavesTheWayToItsMachines()
    {
        QVERIFY(!isHidden(u"Rack A02"_qs));
        auto* filter = m_demo->window().currentPage()->findChild<QLineEdit*>(u"filter"_qs);
        filter->setFocus();
        QTest::keyClicks(filter, u"name:r1-u01"_qs);
        QTRY_COMPARE(find<QLabel>(u"power.count"_qs)->text(), u"1 machine matches"_qs);
        for (const QString& name : {u"UPS A"_qs, u"UPS B"_qs, u"Breaker A-A01"_qs, u"Rack A01"_qs})
            QVERIFY2(!isHidden(name), qPrintable(name));
        QVERIFY(isHidden(u"Rack A02"_qs));
        QTreeWidgetItem* rack = line(u"Rack A01"_qs);
        rack->setExpanded(true);
        QVERIFY(!lineBelow(rack, u"r1-u01"_qs)->isHidden());
        QVERIFY(rack->childCount() > 1);
        QVERIFY(rack->child(0)->isHidden() != rack->child(1)->isHidden());
        // Away and back by the navigation: the filter still stands.
        m_demo->window().open(Page::makeLink(u"/machines"_qs));
        m_demo->window().open(Page::makeLink(u"/power"_qs));
        QCOMPARE(filter->text(), u"name:r1-u01"_qs);
        QCOMPARE(m_demo->window().currentPage()->link(),
                 Page::makeLink(u"/power"_qs, u"filter"_qs, u"name:r1-u01"_qs));
        filter->clear();
        QTRY_VERIFY(!isHidden(u"Rack A02"_qs));
    }

    void theSwitchMarksWhatIsLost()
    {
        select(u"UPS A"_qs);
        QVERIFY(m_tree->isColumnHidden(kEffect));
        auto* button = find<QPushButton>(u"power.lost"_qs);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(!m_tree->isColumnHidden(kEffect));
        QCOMPARE(line(u"UPS A"_qs)->text(kEffect), u"Lost"_qs);
        QCOMPARE(line(u"Breaker A-A01"_qs)->text(kEffect), u"No power"_qs);
        QVERIFY(!line(u"UPS B"_qs)->text(kEffect).isEmpty());
        QVERIFY(!line(u"UPS B"_qs)->icon(kEffect).isNull()); // a shape, not only a word
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(m_tree->isColumnHidden(kEffect));
    }

    void aWholeSideIsLost()
    {
        select(u"Side A"_qs);
        const QStringList lost = texts(u"power.loss"_qs);
        QVERIFY(lost.contains(u"r1-u05: Loses all power"_qs)); // both cords on side A
        QVERIFY(lost.contains(u"r1-u02: Loses redundancy"_qs));
        auto* button = find<QPushButton>(u"power.lost"_qs);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(line(u"Side A"_qs)->text(kEffect), u"Lost"_qs);
        QCOMPARE(line(u"PDU A01-A"_qs)->text(kEffect), u"Lost"_qs);
        QVERIFY(line(u"UPS B"_qs)->text(kEffect).contains(u"kW"));
        // What stands before the sides is no side that can be lost.
        select(u"Before or without a side"_qs);
        QVERIFY(m_tree->isColumnHidden(kEffect));
    }

    void theInspectorSaysWhoLosesAll()
    {
        select(u"PDU A01-A"_qs);
        const QStringList lost = texts(u"power.loss"_qs);
        QVERIFY(lost.contains(u"r1-u04: Loses all power"_qs)); // its one cord
        QVERIFY(lost.contains(u"r1-u05: Loses all power"_qs)); // both cords on one side
        QVERIFY(lost.contains(u"r1-u01: Too few supplies left"_qs));
        QVERIFY(lost.contains(u"r1-u02: Loses redundancy"_qs));
    }

    void whatIsFoundIsAsBadAsWhatWouldBe()
    {
        const auto shape = [this](const QString& list, int column, const QString& words) {
            const auto found = find<QTreeWidget>(list)->findItems(words, Qt::MatchExactly, column);
            const auto line = std::find_if(found.begin(), found.end(), [](QTreeWidgetItem* item) {
                return item->text(0) == u"r1-u01" || item->text(1) == u"r1-u01";
            });
            return line == found.end() ? QImage() : (*line)->icon(column).pixmap(16, 16).toImage();
        };
        const QString words = u"Too few supplies left"_qs;
        select(u"PDU A01-A"_qs);
        const QImage found = shape(u"power.findings"_qs, 0, words);
        QVERIFY(!found.isNull());
        QCOMPARE(shape(u"power.loss"_qs, 1, words), found);
    }

    void theFindingsAreListed()
    {
        const QStringList found = texts(u"power.findings"_qs);
        for (const QString& wanted :
             {u"One cord only: r1-u04"_qs, u"All on one side: r1-u05"_qs,
              u"Too few supplies left: r1-u01"_qs, u"PDU without feed: PDU spare"_qs})
            QVERIFY2(found.contains(wanted), qPrintable(wanted + u" in " + found.join(u", "_qs)));
        auto* list = find<QTreeWidget>(u"power.findings"_qs);
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            if (list->topLevelItem(i)->text(1) == u"r1-u04")
                list->setCurrentItem(list->topLevelItem(i));
        }
        QCOMPARE(m_tree->currentItem()->text(0), u"r1-u04"_qs); // found though its rack was closed
        QCOMPARE(m_demo->focus().kind(), u"machine"_qs); // and a target for the actions of machines
    }

    void enterOnAFindingLeadsToItsPlace()
    {
        auto* list = find<QTreeWidget>(u"power.findings"_qs);
        const auto enter = [&](const QString& title) {
            for (int i = 0; i < list->topLevelItemCount(); ++i) {
                if (list->topLevelItem(i)->text(0) == title)
                    list->setCurrentItem(list->topLevelItem(i));
            }
            list->setFocus();
            QTest::keyClick(list, Qt::Key_Return);
        };
        enter(u"One cord only"_qs);
        QCOMPARE(m_tree->currentItem()->text(0), u"r1-u04"_qs);
        QVERIFY(m_tree->hasFocus());
        // A cable that ends nowhere leads to the device at its other end.
        enter(u"An end hangs free"_qs);
        QCOMPARE(m_tree->currentItem()->text(0), u"PDU A01-A"_qs);
        QVERIFY(m_tree->hasFocus());
    }

    void aRackHasItsLimit()
    {
        constexpr int limit = 4;
        QTreeWidgetItem* rack = line(u"Rack A01"_qs);
        QVERIFY(rack);
        QCOMPARE(rack->text(limit), u"44.0 kW"_qs);
        QVERIFY(rack->toolTip(limit).contains(u"whole rack"));
    }

    void theInletsLeadToThePlan()
    {
        find<QTabWidget>(u"power.tabs"_qs)->setCurrentIndex(1);
        auto* button = find<QPushButton>(u"power.plan.leak"_qs);
        QTRY_VERIFY(button->isVisible());
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QTRY_VERIFY(find<QComboBox>(u"floor.measure"_qs));
        QTRY_COMPARE(find<QComboBox>(u"floor.measure"_qs)->currentText(), u"Leaks"_qs);
    }

    void aFeedIsAdded()
    {
        m_demo->actions().action(u"power.add"_qs)->trigger();
        QTRY_COMPARE(find<QComboBox>(u"dialog.feed.upstream"_qs)->findText(u"Panel A1"_qs) > 0,
                     true);
        auto* upstream = find<QComboBox>(u"dialog.feed.upstream"_qs);
        auto* verb = verbOf(upstream);
        QVERIFY(!verb->isEnabled()); // without a name
        QTest::keyClicks(find<QLineEdit>(u"dialog.feed.name"_qs), u"Breaker A-99"_qs);
        upstream->setCurrentText(u"Panel A1"_qs);
        find<QComboBox>(u"dialog.feed.phases"_qs)->setCurrentIndex(1);
        find<QDoubleSpinBox>(u"dialog.feed.volts"_qs)->setValue(400);
        find<QDoubleSpinBox>(u"dialog.feed.amps"_qs)->setValue(32);
        QVERIFY(find<QLabel>(u"dialog.feed.capacity"_qs)->text().contains(u"17.7 kW"));
        m_demo->link().setAnswering([](const QJsonObject&) -> Result<QJsonObject> {
            return QJsonObject{
                {u"applied"_qs, false},
                {u"items"_qs,
                 QJsonArray{QJsonObject{
                     {u"problem"_qs, QJsonObject{{u"title"_qs, u"The name is taken"_qs}}}}}}};
        });
        QTest::mouseClick(verb, Qt::LeftButton);
        QVERIFY(verb->isVisible()); // the site said no: the dialog stays
        m_demo->link().setAnswering({});
        QTest::mouseClick(verb, Qt::LeftButton);
        QTRY_VERIFY(find<QComboBox>(u"dialog.feed.upstream"_qs) == nullptr);
        const QJsonObject item = lastItem();
        QCOMPARE(item.value(u"op"_qs).toString(), u"create"_qs);
        const QJsonObject fields = item.value(u"fields"_qs).toObject();
        QCOMPARE(fields.value(u"name"_qs).toString(), u"Breaker A-99"_qs);
        QCOMPARE(fields.value(u"phases"_qs).toInt(), 3);
        QVERIFY(!fields.value(u"upstream_id"_qs).toString().isEmpty());
    }

    void aFeedIsChangedAndRemoved()
    {
        QVERIFY(!m_demo->actions().action(u"power.edit"_qs)->isEnabled());
        select(u"Breaker A-A01"_qs);
        m_demo->actions().action(u"power.edit"_qs)->trigger();
        QTRY_COMPARE(find<QComboBox>(u"dialog.feed.upstream"_qs)->currentText(), u"Panel A1"_qs);
        find<QDoubleSpinBox>(u"dialog.feed.amps"_qs)->setValue(63);
        QTest::mouseClick(verbOf(find<QComboBox>(u"dialog.feed.upstream"_qs)), Qt::LeftButton);
        QCOMPARE(lastItem().value(u"op"_qs).toString(), u"change"_qs);
        QCOMPARE(lastItem().value(u"revision"_qs).toInt(), 1);
        QCOMPARE(lastItem().value(u"fields"_qs).toObject().value(u"amps"_qs).toDouble(), 63.0);
        m_demo->actions().action(u"power.remove"_qs)->trigger();
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        QTest::mouseClick(verbOf(dialog), Qt::LeftButton);
        QCOMPARE(lastItem().value(u"op"_qs).toString(), u"remove"_qs);
    }

    void theWarmestInletsCarryTheirAge()
    {
        auto* inlets = find<QTreeWidget>(u"power.inlets"_qs);
        find<QTabWidget>(u"power.tabs"_qs)->setCurrentIndex(1);
        QVERIFY(inlets->topLevelItemCount() > 1);
        double before = 1000;
        for (int i = 0; i < inlets->topLevelItemCount(); ++i) {
            const double inlet = inlets->topLevelItem(i)->text(2).section(u' ', 0, 0).toDouble();
            QVERIFY(inlets->topLevelItem(i)->text(5).contains(u"ago"));
            // What leaks stands before the warmest.
            if (inlets->topLevelItem(i)->text(4).startsWith(u"leaks"))
                continue;
            QVERIFY(inlet <= before && inlet > 0);
            before = inlet;
        }
    }

    void theSelectionStaysWhenALoadChanges()
    {
        select(u"Breaker A-A01"_qs);
        const QString before = m_tree->currentItem()->text(kNow);
        Machine machine = m_demo->replica().list<Machine>({}, {.orderBy = u"name"_qs})->front();
        QCOMPARE(machine.name, u"r1-u01"_qs);
        machine.powerW += 2000;
        QVERIFY(m_demo->replica().applyChanges(
            m_demo->records().site(),
            {{9999, {}, u"machine"_qs, machine.id.text(), false, toJson(machine)}}, 9999));
        QTRY_VERIFY(m_tree->currentItem()->text(kNow) != before);
        QCOMPARE(m_tree->currentItem()->text(0), u"Breaker A-A01"_qs);
        QCOMPARE(m_demo->focus().rows().size(), std::size_t(1));
    }

    void anEmptySiteOffersTheFirstFeed()
    {
        m_demo = std::make_unique<DemoWindow>(0);
        m_demo->link().setRole(Role::Operator);
        m_demo->window().open(Page::makeLink(u"/power"_qs));
        const auto isOffered = [this] {
            const auto buttons = m_demo->window().findChildren<QPushButton*>();
            return std::any_of(buttons.begin(), buttons.end(), [](const QPushButton* button) {
                return button->isVisible() && button->text().contains(u"Add feed");
            });
        };
        QTRY_VERIFY(isOffered());
    }

private:
    template <class T>
    T* find(const QString& name)
    {
        return m_demo->window().findChild<T*>(name);
    }
    QTreeWidgetItem* lineBelow(QTreeWidgetItem* above, const QString& name)
    {
        for (int i = 0; i < above->childCount(); ++i) {
            if (above->child(i)->text(0) == name)
                return above->child(i);
            if (QTreeWidgetItem* found = lineBelow(above->child(i), name))
                return found;
        }
        return nullptr;
    }
    QTreeWidgetItem* line(const QString& name)
    {
        return lineBelow(m_tree->invisibleRootItem(), name);
    }
    bool isHidden(const QString& name)
    {
        for (const QTreeWidgetItem* at = line(name); at != nullptr; at = at->parent()) {
            if (at->isHidden())
                return true;
        }
        return line(name) == nullptr;
    }
    void select(const QString& name)
    {
        QVERIFY(line(name));
        m_tree->setCurrentItem(line(name));
    }
    /// "Where: what" of each line.
    QStringList texts(const QString& list)
    {
        auto* lines = find<QTreeWidget>(list);
        QStringList all;
        for (int i = 0; i < lines->topLevelItemCount(); ++i)
            all << lines->topLevelItem(i)->text(0) + u": "_qs + lines->topLevelItem(i)->text(1);
        return all;
    }
    /// The button that sends the dialog that a widget is in.
    QPushButton* verbOf(QWidget* widget)
    {
        return qobject_cast<FormDialog*>(widget->window())->verb();
    }
    QJsonObject lastItem()
    {
        return m_demo->link().bodies().last().value(u"items"_qs).toArray().at(0).toObject();
    }

    std::unique_ptr<DemoWindow> m_demo;
    QTreeWidget* m_tree = nullptr;
};

QTEST_MAIN(TestGuiPower)
#include "test_gui_power.moc"
