#include "models/items/floormodel.h"
#include "tests/gui/demowindow.h"
#include "tests/support/syntheticsite.h"
#include "widgets/hall/hallview.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QUrlQuery>

using namespace rackhouse;

/// Racks that are selected on the floor, and the machines in them as a table.
class TestGuiFloorTable : public QObject
{
    Q_OBJECT

private slots:
    void anyNumberOfRacks_data();
    void anyNumberOfRacks();
    void anyNumberOfMachines();
    void severalMachinesInTheFabric();
};

void TestGuiFloorTable::anyNumberOfRacks_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("longest");
    QTest::newRow("a whole hall") << 1 << 40;
    QTest::newRow("every second rack") << 2 << 4'000;
}

void TestGuiFloorTable::anyNumberOfRacks()
{
    QFETCH(int, step);
    QFETCH(int, longest);
    DemoWindow demo(0);
    const SyntheticSite site({.halls = 2,
                              .rowsPerHall = 10,
                              .racksPerRow = 20,
                              .servers = 800,
                              .gpusPerServer = 0,
                              .cables = 0},
                             demo.clock().now());
    QVERIFY(site.fill(demo.replica()));
    demo.records().setSite(SyntheticSite::key());
    demo.window().open(QUrl(QStringLiteral("rackhouse:/floor")));
    auto* view = demo.window().findChild<HallView*>(QStringLiteral("hall"));
    QTRY_COMPARE(view->model()->rowCount(), 2);
    const auto* model = demo.window().findChild<FloorModel*>();
    QItemSelection selection;
    QSet<QString> racks;
    for (int rack = 0; rack < int(site.racks().size()) / 2; rack += step) {
        const QModelIndex index = model->indexOfRack(rack);
        selection.select(index, index);
        racks.insert(site.racks()[size_t(rack)].id.text());
    }
    const auto machines =
        std::count_if(site.machines().begin(), site.machines().end(),
                      [&racks](const Machine& m) { return racks.contains(m.rackId.text()); });
    QVERIFY(racks.size() >= 100 && machines > 0);
    view->selectionModel()->select(selection,
                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    auto* button = demo.window().findChild<QPushButton*>(QStringLiteral("floor.table"));
    QTRY_VERIFY(button->isVisible());
    button->click();
    const Page* page = demo.window().currentPage();
    QCOMPARE(page->link().path(), QStringLiteral("/machines"));
    const QString filter = page->findChild<QLineEdit*>(QStringLiteral("filter"))->text();
    QVERIFY2(filter.size() < longest, qPrintable(filter));
    const auto* table = page->findChild<QAbstractItemView*>();
    QTRY_COMPARE(table->model()->rowCount(), int(machines));
}

/// 200 machines, every second one of 400, go from the table to the floor and the fabric and from
/// there back into the table; none is lost on the way.
void TestGuiFloorTable::anyNumberOfMachines()
{
    DemoWindow demo(0);
    const SyntheticSite site({.halls = 1,
                              .rowsPerHall = 5,
                              .racksPerRow = 20,
                              .servers = 400,
                              .gpusPerServer = 0,
                              .cables = 0},
                             demo.clock().now());
    QVERIFY(site.fill(demo.replica()));
    demo.records().setSite(SyntheticSite::key());
    QStringList ids;
    QSet<QString> racks;
    std::vector<QJsonObject> rows;
    for (size_t i = 0; i < site.machines().size(); i += 2) {
        rows.push_back(toJson(site.machines()[i]));
        ids << site.machines()[i].id.text();
        racks.insert(site.machines()[i].rackId.text());
    }
    QCOMPARE(rows.size(), size_t(200));
    demo.window().open(QUrl(QStringLiteral("rackhouse:/machines")));
    const auto* table = demo.window().currentPage()->findChild<QAbstractItemView*>();
    QTRY_COMPARE(table->model()->rowCount(), 400);
    const auto show = [&](const char* action) {
        demo.focus().set(QStringLiteral("machine"), rows);
        demo.actions().action(QLatin1String(action))->trigger();
    };
    show("machine.table");
    QTRY_COMPARE(table->model()->rowCount(), 200);
    show("machine.fabric");
    const QUrl fabric = demo.window().currentPage()->link();
    QCOMPARE(fabric.path(), QStringLiteral("/fabric"));
    QCOMPARE(QUrlQuery(fabric).queryItemValue(QStringLiteral("machine")).split(u','), ids);
    show("machine.floor");
    const auto* plan = demo.window().findChild<HallView*>(QStringLiteral("hall"));
    QTRY_COMPARE(plan->selectionModel()->selectedRows().size(), racks.size());
}

void TestGuiFloorTable::severalMachinesInTheFabric()
{
    DemoWindow demo;
    std::vector<QJsonObject> rows;
    for (const QString& name : {QStringLiteral("r1-u01"), QStringLiteral("r1-u03")}) {
        const auto found = demo.replica().list<Machine>(
            demo.records().site(), {.equals = {{QStringLiteral("name"), name}}});
        rows.push_back(toJson(found->front()));
    }
    demo.window().open(QUrl(QStringLiteral("rackhouse:/fabric?fabric=ethernet:leaf-1")));
    const auto* view = demo.window().findChild<QAbstractItemView*>(QStringLiteral("fabric"));
    QTRY_VERIFY(view->model()->rowCount() > 0);
    demo.focus().set(QStringLiteral("machine"), rows);
    demo.actions().action(QStringLiteral("machine.fabric"))->trigger();
    const QUrl link = demo.window().currentPage()->link();
    QTRY_VERIFY(!demo.records().isBusy());
    demo.window().open(QUrl(link.toString() + QStringLiteral("&fabric=ethernet:leaf-1")));
    // Each has two adapters there.
    QTRY_COMPARE(view->selectionModel()->selectedRows().size(), 4);
}

QTEST_MAIN(TestGuiFloorTable)
#include "test_gui_floortable.moc"
