#include "tests/gui/demowindow.h"

#include "models/items/fabricmodel.h"
#include "tests/support/demofabric.h"
#include "widgets/fabric/fabriclayout.h"
#include "widgets/fabric/fabricview.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QTest>
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
    QCOMPARE(model.rowCount(leaf), 16);
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
    QTRY_COMPARE(findings->topLevelItemCount(), 7);
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

QTEST_MAIN(TestGuiFabric)
#include "test_gui_fabric.moc"
