#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "models/items/fabricmodel.h"
#include "tests/support/demofabric.h"
#include "widgets/fabric/fabriclayout.h"
#include "widgets/fabric/fabricview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

using namespace rackhouse;

class TestGuiFabric : public QObject
{
    Q_OBJECT

private slots:
    void theModelHoldsItsContract();
    void spinesOnTopLeavesAboveHosts();
    void theWrongCableIsFoundByKeyboard();
    void theSelectionStaysWhenTheFabricChanges();
    void aFabricOfNothing();
    void theEthernetFabricIsChosen();
    void theFilterFadesAndHides();
    void theSelectionGoesToOtherViews();

private:
    static std::shared_ptr<const FabricPicture> picture(bool spoiled);
    static int find(const FabricPicture& picture, const QString& name);
};

std::shared_ptr<const FabricPicture> TestGuiFabric::picture(bool spoiled)
{
    DemoFabric demo = DemoFabric::make(4, 16, 4, Instant{1'700'000'000'000});
    if (spoiled)
        demo.spoil();
    return std::make_shared<FabricPicture>(demo.fabric, demo.nodes, demo.links);
}

int TestGuiFabric::find(const FabricPicture& picture, const QString& name)
{
    for (std::size_t row = 0; row < picture.nodes().size(); ++row) {
        if (picture.nodes()[row].name == name)
            return int(row);
    }
    return -1;
}

void TestGuiFabric::theModelHoldsItsContract()
{
    FabricModel model;
    QAbstractItemModelTester tester(&model);
    model.set(picture(true));
    QCOMPARE(model.rowCount(), 6); // spines, four units, and what the missing leaf left loose
    QCOMPARE(model.rowCount(model.index(5, 0)), 16);
    const QModelIndex unit = model.index(1, 0);
    QCOMPARE(unit.data().toString(), QStringLiteral("dgx-01"));
    QCOMPARE(model.rowCount(unit), 4);
    QCOMPARE(model.index(2, 0, unit).data().toString(), QStringLiteral("Missing leaf"));
    const QModelIndex leaf = model.index(0, 0, unit);
    QCOMPARE(leaf.siblingAtColumn(FabricModel::LinkColumn).data().toString(),
             QStringLiteral("16 down, 16 up (1.00 : 1)"));
    QCOMPARE(model.rowCount(leaf), 16 + 8); // hosts and spines
    model.set({});
    QCOMPARE(model.rowCount(), 0);
}

void TestGuiFabric::spinesOnTopLeavesAboveHosts()
{
    const auto drawn = picture(true);
    const FabricLayout layout(*drawn, 2000);
    const QRectF spine = layout.rectOfNode(find(*drawn, QStringLiteral("ibspine-08")));
    for (std::size_t unit = 0; unit < drawn->shape().units().size(); ++unit)
        QVERIFY(spine.bottom() < layout.rectOfUnit(unit).top());
    const QRectF leaf = layout.rectOfNode(find(*drawn, QStringLiteral("ibleaf-02-04")));
    const QRectF adapter = layout.rectOfNode(find(*drawn, QStringLiteral("dgx-04-c09 mlx5_1")));
    QVERIFY(leaf.bottom() < adapter.top() && adapter.top() < leaf.bottom() + 20);
    // A host is one column over all rails, also where its cables are exchanged.
    for (const char* host : {"dgx-04-c09", "dgx-02-c05"}) {
        qreal left = -1;
        for (int rail = 0; rail < 4; ++rail) {
            const QString card = QStringLiteral("%1 mlx5_%2").arg(QLatin1String(host)).arg(rail);
            const QRectF rect = layout.rectOfNode(find(*drawn, card));
            QVERIFY2(left < 0 || rect.left() == left, qPrintable(card));
            left = rect.left();
        }
    }
    // Nothing lies on something else.
    for (int a = 0; a < int(drawn->nodes().size()); ++a) {
        for (int b = a + 1; b < int(drawn->nodes().size()); ++b)
            QVERIFY2(!layout.rectOfNode(a).intersects(layout.rectOfNode(b)),
                     qPrintable(drawn->node(a).name + u" / " + drawn->node(b).name));
    }
    // A narrow window stacks the units; none is left out.
    const FabricLayout narrow(*drawn, 400);
    QVERIFY(narrow.size().height() > layout.size().height());
    QCOMPARE(narrow.unitCount(), layout.unitCount());
}

void TestGuiFabric::theWrongCableIsFoundByKeyboard()
{
    DemoWindow demo;
    demo.window().open(QUrl(u"rackhouse:/fabric"_qs));
    auto* view = demo.window().findChild<FabricView*>(u"fabric"_qs);
    auto* findings = demo.window().findChild<QTreeWidget*>(u"fabric.findings"_qs);
    auto* sentence = demo.window().findChild<QLabel*>(u"fabric.sentence"_qs);
    QVERIFY(view && findings && sentence);
    QTRY_COMPARE(findings->topLevelItemCount(), 11);
    findings->setFocus();
    QTest::keyClick(findings, Qt::Key_Down);
    QTest::keyClick(findings, Qt::Key_Home);
    QCOMPARE(sentence->text(),
             u"dgx-02-c05 mlx5_2 is plugged into ibleaf-04-02. Move its cable to ibleaf-03-02."_qs);
    QCOMPARE(view->currentIndex().data().toString(), u"dgx-02-c05 mlx5_2"_qs);
    QVERIFY(view->viewport()->rect().contains(view->visualRect(view->currentIndex()).center()));
    // One rail down is the other half of the exchange, the same host.
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Down);
    QCOMPARE(view->currentIndex().data().toString(), u"ibleaf-04-02"_qs);
    QTest::keyClick(view, Qt::Key_Down);
    QCOMPARE(view->currentIndex().data().toString(), u"dgx-02-c05 mlx5_3"_qs);
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(view->currentIndex().data().toString(), u"dgx-02-c06 mlx5_3"_qs);
    const qreal fitting = view->zoom();
    QTest::keyClick(view, Qt::Key_Plus);
    QVERIFY(view->zoom() > fitting);
    QTest::keyClick(view, Qt::Key_0);
    QCOMPARE(view->zoom(), fitting);
}

void TestGuiFabric::theSelectionStaysWhenTheFabricChanges()
{
    DemoWindow demo;
    demo.window().open(QUrl(u"rackhouse:/fabric"_qs));
    auto* view = demo.window().findChild<FabricView*>(u"fabric"_qs);
    QTRY_VERIFY(view->model()->rowCount() > 0);
    auto* model = static_cast<FabricModel*>(view->model());
    const int node = find(*model->picture(), u"dgx-04-c09 mlx5_1"_qs);
    view->setCurrentIndex(model->indexOfNode(node));
    // A card of another host is unplugged: the tree is another one.
    const auto& gone = model->picture()->node(find(*model->picture(), u"dgx-01-c01 mlx5_0"_qs));
    std::vector<Change> changes;
    const auto links = demo.replica().list<FabricLink>(demo.records().site());
    for (const FabricLink& link : *links) {
        if (link.bId == gone.id)
            changes.push_back(
                {900'001, demo.clock().now(), u"fabric_link"_qs, link.id.text(), true, {}});
    }
    QCOMPARE(changes.size(), std::size_t(1));
    const int before = model->rowCount(model->index(0, 0, model->index(1, 0)));
    QVERIFY(demo.replica().applyChanges(demo.records().site(), changes, 900'001));
    QTRY_COMPARE(model->rowCount(model->index(0, 0, model->index(1, 0))), before - 1);
    QCOMPARE(view->currentIndex().data().toString(), u"dgx-04-c09 mlx5_1"_qs);
    QVERIFY(view->selectionModel()->isSelected(view->currentIndex()));
}

void TestGuiFabric::aFabricOfNothing()
{
    DemoWindow demo(0);
    demo.window().open(QUrl(u"rackhouse:/fabric"_qs));
    QTRY_VERIFY(!demo.records().isBusy());
    auto* view = demo.window().findChild<FabricView*>(u"fabric"_qs);
    QVERIFY(view && !view->isVisible()); // the empty state stands there
}

void TestGuiFabric::theEthernetFabricIsChosen()
{
    DemoWindow demo;
    demo.window().open(QUrl(u"rackhouse:/fabric"_qs));
    auto* choice = demo.window().findChild<QComboBox*>(u"fabric.choice"_qs);
    auto* view = demo.window().findChild<FabricView*>(u"fabric"_qs);
    QTRY_COMPARE(choice->count(), 2);
    QCOMPARE(choice->itemText(0), u"InfiniBand compute"_qs);
    QCOMPARE(choice->itemText(1), u"Ethernet leaf-*"_qs);
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    auto* model = static_cast<FabricModel*>(view->model());
    QTRY_VERIFY(model->picture() &&
                model->picture()->fabric().id.text().startsWith(u"ethernet:"_qs));
    QVERIFY(demo.window().currentPage()->link().query().contains(u"ethernet"_qs));
    QCOMPARE(choice->currentIndex(), 1);
    // The switches tell the speed of their ports: one uplink is slow.
    auto* findings = demo.window().findChild<QTreeWidget*>(u"fabric.findings"_qs);
    QTRY_COMPARE(findings->findItems(u"Slow link"_qs, Qt::MatchExactly).size(), 1);
    const QString slow = findings->findItems(u"Slow link"_qs, Qt::MatchExactly).front()->text(2);
    QVERIFY2(slow.contains(u"runs at 100 Gbit/s, and 400 Gbit/s is possible"_qs), qPrintable(slow));
    // Two spines, two leaves with two cables to each, the first eight machines on two rails.
    QCOMPARE(model->rowCount(model->index(0, 0)), 2);
    QCOMPARE(model->picture()->shape().units().size(), std::size_t(1));
    QCOMPARE(model->picture()->shape().railCount(), 2);
    const int nic = find(*model->picture(), u"r1-u03 eth0"_qs);
    QVERIFY(nic >= 0);
    QCOMPARE(model->indexOfNode(nic).siblingAtColumn(FabricModel::PortColumn).data().toString(),
             u"swp4"_qs); // the wire has it exchanged with r1-u04
    QVERIFY(!view->visualRect(model->indexOfNode(nic)).isEmpty());
    // A host with two ports on a rail has two columns there.
    const FabricLayout layout(*model->picture(), 1000);
    const QRectF one = layout.rectOfNode(find(*model->picture(), u"r1-u05 eth1"_qs));
    const QRectF other = layout.rectOfNode(find(*model->picture(), u"r1-u05 eth3"_qs));
    QVERIFY(!one.isEmpty() && one.top() == other.top() && !one.intersects(other));
    // Enter opens the machine of an adapter, and the rack of a switch.
    view->setFocus();
    view->setCurrentIndex(model->indexOfNode(nic));
    QTest::keyClick(view, Qt::Key_Return);
    QTRY_VERIFY(demo.window().currentPage()->link().path().startsWith(u"/machines/"_qs));
    demo.window().open(QUrl(u"rackhouse:/fabric?fabric=ethernet:leaf-1"_qs));
    QTRY_VERIFY(find(*model->picture(), u"leaf-1"_qs) >= 0);
    view->setFocus();
    view->setCurrentIndex(model->indexOfNode(find(*model->picture(), u"leaf-1"_qs)));
    QTest::keyClick(view, Qt::Key_Return);
    QTRY_COMPARE(demo.window().currentPage()->link().path(), u"/floor"_qs);
}

void TestGuiFabric::theFilterFadesAndHides()
{
    DemoWindow demo;
    demo.window().open(QUrl(u"rackhouse:/fabric?fabric=ethernet:leaf-1&filter=name:%3Dr1-u03"_qs));
    auto* view = demo.window().findChild<FabricView*>(u"fabric"_qs);
    auto* count = demo.window().findChild<QLabel*>(u"fabric.count"_qs);
    auto* tree = demo.window().findChild<QTreeView*>(u"fabric.tree"_qs);
    QTRY_COMPARE(count->text(), u"1 machine matches"_qs);
    auto* model = static_cast<FabricModel*>(view->model());
    const FabricPicture& picture = *model->picture();
    const auto isHidden = [&](const QString& name) {
        const QModelIndex index = model->indexOfNode(find(picture, name));
        return tree->isRowHidden(index.row(), index.parent());
    };
    QVERIFY(!isHidden(u"r1-u03 eth1"_qs));
    QVERIFY(!isHidden(u"leaf-2"_qs));
    QVERIFY(isHidden(u"r1-u01 eth1"_qs));
    auto* box = demo.window().currentPage()->findChild<QLineEdit*>(u"filter"_qs);
    QVERIFY(box);
    box->clear();
    QTRY_VERIFY(!model->picture()->isFiltered());
    const QModelIndex again = model->indexOfNode(find(*model->picture(), u"r1-u01 eth1"_qs));
    QVERIFY(!tree->isRowHidden(again.row(), again.parent()));
}

void TestGuiFabric::theSelectionGoesToOtherViews()
{
    DemoWindow demo;
    const auto machines = demo.replica().list<Machine>(demo.records().site(),
                                                       {.equals = {{u"name"_qs, u"r1-u03"_qs}}});
    QCOMPARE(machines->size(), std::size_t(1));
    QUrl link(u"rackhouse:/fabric?fabric=ethernet:leaf-1"_qs);
    link.setQuery(link.query() + u"&machine="_qs + machines->front().id.text());
    demo.window().open(link);
    auto* view = demo.window().findChild<FabricView*>(u"fabric"_qs);
    QTRY_COMPARE(view->selectionModel()->selectedRows().size(), 2); // eth0 and eth1
    QAction* table = demo.actions().action(u"machine.table"_qs);
    QTRY_VERIFY(table->isEnabled());
    QVERIFY(demo.actions().action(u"machine.floor"_qs)->isEnabled());
    table->trigger();
    QTRY_COMPARE(demo.window().currentPage()->link(),
                 Page::makeLink(u"/machines"_qs, u"filter"_qs, u"name:=r1-u03"_qs));
    // A switch is shown in its rack.
    demo.window().open(QUrl(u"rackhouse:/fabric?fabric=ethernet:leaf-1"_qs));
    auto* model = static_cast<FabricModel*>(view->model());
    QTRY_VERIFY(find(*model->picture(), u"spine-1"_qs) >= 0);
    view->setCurrentIndex(model->indexOfNode(find(*model->picture(), u"leaf-2"_qs)));
    QTRY_COMPARE(demo.focus().kind(), u"asset"_qs);
    QVERIFY(!table->isEnabled());
    demo.actions().action(u"machine.floor"_qs)->trigger();
    QTRY_COMPARE(demo.window().currentPage()->link().path(), u"/floor"_qs);
}

QTEST_MAIN(TestGuiFabric)
#include "test_gui_fabric.moc"
