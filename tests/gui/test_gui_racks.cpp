#include "tests/gui/tour/demosite.h"

#include "models/domain/asset.h"
#include "widgets/racks/rackmodel.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

class TestGuiRacks : public QObject
{
    Q_OBJECT

private slots:
    void theModelHoldsItsContract();
};

void TestGuiRacks::theModelHoldsItsContract()
{
    QTemporaryDir folder;
    SystemClock clock;
    auto replica = Replica::open(folder.filePath(u"replica.db"_qs), clock);
    QVERIFY(replica);
    const auto site = fillDemoSite(**replica, clock);
    QVERIFY(site);
    RackModel model;
    QAbstractItemModelTester tester(&model);
    model.set(*(*replica)->list<Rack>(*site), *(*replica)->list<Machine>(*site));
    QVERIFY(model.rowCount() > 1);
    const QModelIndex rack = model.index(0, 0);
    QVERIFY(model.rowCount(rack) > 3);
    // From the top down.
    QVERIFY(model.machine(model.index(0, 0, rack))->position >
            model.machine(model.index(1, 0, rack))->position);
    // The same rows again keep their indexes.
    const QPersistentModelIndex first(model.index(0, 0, rack));
    model.set(*(*replica)->list<Rack>(*site), *(*replica)->list<Machine>(*site));
    QVERIFY(first.isValid());
    model.set({}, {});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(TestGuiRacks)
#include "test_gui_racks.moc"
