#include "models/items/floormodel.h"
#include "tests/gui/demowindow.h"
#include "tests/support/syntheticsite.h"
#include "widgets/hall/hallview.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace rackhouse;

/// Racks that are selected on the floor, and the machines in them as a table.
class TestGuiFloorTable : public QObject
{
    Q_OBJECT

private slots:
    void anyNumberOfRacks_data();
    void anyNumberOfRacks();
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

QTEST_MAIN(TestGuiFloorTable)
#include "test_gui_floortable.moc"
