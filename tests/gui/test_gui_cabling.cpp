#include "tests/gui/demowindow.h"

#include "models/domain/wiring.h"

#include <QTest>
#include <QTreeWidget>

using namespace rackhouse;

/// The work list of cables in the real window.
class TestGuiCabling : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_demo = std::make_unique<DemoWindow>();
        m_demo->link().setRole(Role::Operator);
        m_demo->window().open(Page::makeLink(u"/cabling"_qs));
        m_list = m_demo->window().findChild<QTreeWidget*>(u"cabling.findings"_qs);
        QVERIFY(m_list);
        QTRY_VERIFY(m_list->topLevelItemCount() > 0);
    }
    void cleanup() { m_demo.reset(); }

    void theListSaysWhatToDo()
    {
        QStringList lines;
        for (int i = 0; i < m_list->topLevelItemCount(); ++i)
            lines << m_list->topLevelItem(i)->text(0);
        QCOMPARE(lines, (QStringList{u"Plugged in elsewhere"_qs, u"Plugged in elsewhere"_qs,
                                     u"Nothing heard"_qs, u"To be connected"_qs,
                                     u"Connected as planned"_qs, u"An end hangs free"_qs,
                                     u"Not in the books"_qs, u"Unknown device"_qs}));
    }

    void aLineShowsTheWayOfItsCable()
    {
        m_list->setFocus();
        QTest::keyClick(m_list, Qt::Key_Home);
        m_list->topLevelItem(0)->setSelected(true);
        auto* way = m_demo->window().findChild<QTreeWidget*>(u"cabling.way"_qs);
        QCOMPARE(way->topLevelItemCount(), 1);
        QVERIFY(way->topLevelItem(0)->text(1).startsWith(u"C-00"_qs));
        QVERIFY(way->topLevelItem(0)->text(2).startsWith(u"leaf-1 swp"_qs));
    }

    void whatIsThereIsConfirmed()
    {
        QAction* confirm = m_demo->actions().action(u"cabling.confirm"_qs);
        QVERIFY(!confirm->isEnabled());
        select(u"Connected as planned"_qs);
        QVERIFY(confirm->isEnabled());
        confirm->trigger();
        QCOMPARE(m_demo->link().posted().last(), u"/changesets"_qs);
        const QJsonObject item =
            m_demo->link().bodies().last().value(u"items"_qs).toArray().at(0).toObject();
        QCOMPARE(item.value(u"kind"_qs).toString(), u"cable"_qs);
        QCOMPARE(item.value(u"fields"_qs).toObject().value(u"state"_qs).toString(),
                 u"connected"_qs);
    }

    void whatTheBooksLackIsEntered()
    {
        select(u"Not in the books"_qs);
        m_demo->actions().action(u"cabling.enter"_qs)->trigger();
        QTRY_VERIFY(m_demo->link().posted().contains(u"/changesets"_qs));
        const QJsonObject fields = m_demo->link()
                                       .bodies()
                                       .last()
                                       .value(u"items"_qs)
                                       .toArray()
                                       .at(0)
                                       .toObject()
                                       .value(u"fields"_qs)
                                       .toObject();
        QCOMPARE(fields.value(u"a_kind"_qs).toString(), u"asset"_qs);
        QCOMPARE(fields.value(u"a_port"_qs).toString(), u"swp30"_qs);
        QCOMPARE(fields.value(u"b_kind"_qs).toString(), u"machine"_qs);
    }

    void theSelectionStaysWhenTheWireChanges()
    {
        select(u"Unknown device"_qs);
        const auto rows = *m_demo->replica().list<Neighbor>({});
        const auto gone = std::find_if(rows.begin(), rows.end(), [](const Neighbor& row) {
            return row.localPort == u"swp30";
        });
        const QString site = m_demo->records().site();
        QVERIFY(m_demo->replica().applyChanges(
            site, {{9999, {}, u"neighbor"_qs, gone->id.text(), true, {}}}, 9999));
        QTRY_COMPARE(m_list->topLevelItemCount(), 7);
        QCOMPARE(m_list->selectedItems().size(), 1);
        QCOMPARE(m_list->selectedItems().front()->text(0), u"Unknown device"_qs);
    }

private:
    void select(const QString& kind)
    {
        m_list->clearSelection();
        for (int i = 0; i < m_list->topLevelItemCount(); ++i)
            m_list->topLevelItem(i)->setSelected(m_list->topLevelItem(i)->text(0) == kind);
        QCOMPARE(m_list->selectedItems().size(), 1);
    }

    std::unique_ptr<DemoWindow> m_demo;
    QTreeWidget* m_list = nullptr;
};

QTEST_MAIN(TestGuiCabling)
#include "test_gui_cabling.moc"
