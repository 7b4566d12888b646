#include "models/items/recordtablemodel.h"
#include "tests/unit/items/replicafixture.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace rackhouse;

class TestRecordTable : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void itShowsRowsWithNamesAndUnits();
    void aChangedRowStaysWhereItIs();
    void indexesFollowTheirRows();
    void aFilterThatIsWrongLeavesTheOldOne();
    void manyScatteredRowsComeAndGo();
    void aRenamedRackIsSeen();
    void valuesGrowStale();
    void theFrameAndTheSite();
    void everyKindHasATable();
    void twentyThousandRowsOpenAtOnce();
    void itMayGoWhileItReads();

private:
    QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < m_model->rowCount(); ++row)
            names << m_model->index(row, 0).data().toString();
        return names;
    }
    QVariant at(int row, const char* field, int role = Qt::DisplayRole) const
    {
        return m_model->index(row, m_model->columnOf(QString::fromLatin1(field))).data(role);
    }
    std::vector<Machine> putMany(int count);

    std::unique_ptr<ReplicaFixture> m_fixture;
    std::unique_ptr<RecordTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestRecordTable::init()
{
    m_fixture = std::make_unique<ReplicaFixture>();
    m_model = std::make_unique<RecordTableModel>(*m_fixture->replica, Machine::record());
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestRecordTable::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_fixture.reset();
}

std::vector<Machine> TestRecordTable::putMany(int count)
{
    std::vector<Machine> machines;
    std::vector<Change> changes;
    for (int i = 0; i < count; ++i) {
        machines.push_back(machineNamed(QStringLiteral("m%1").arg(i, 5, 10, QChar(u'0'))));
        changes.push_back(ReplicaFixture::changeOf(machines.back()));
    }
    m_fixture->apply(changes);
    return machines;
}

void TestRecordTable::itShowsRowsWithNamesAndUnits()
{
    const Rack rack = rackNamed(QStringLiteral("A07"));
    m_fixture->put(rack);
    Machine machine = machineNamed(QStringLiteral("node-1"));
    machine.rackId = rack.id;
    machine.position = 7;
    machine.memoryBytes = 2LL << 40;
    machine.driveBytes = 1'920'000'000'000;
    machine.power = PowerState::PoweringOn;
    machine.macs = {QStringLiteral("02:00:00:00:00:01"), QStringLiteral("02:00:00:00:00:02")};
    machine.observedAt = m_fixture->clock.now().plusMs(-4 * 60'000);
    m_fixture->put(machine);
    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->headerData(0, Qt::Horizontal).toString(), QStringLiteral("Name"));
    QCOMPARE(at(0, "name").toString(), machine.name);
    QCOMPARE(at(0, "rack_id").toString(), rack.name);
    QCOMPARE(at(0, "rack_id", TargetKindRole).toString(), QStringLiteral("rack"));
    QCOMPARE(at(0, "rack_id", TargetIdRole).toString(), rack.id.text());
    QCOMPARE(at(0, "position").toString(), QStringLiteral("7"));
    QCOMPARE(at(0, "position", UnitRole).toString(), QStringLiteral("U"));
    QCOMPARE(at(0, "memory_bytes").toString(), QStringLiteral("2 TiB"));
    QCOMPARE(at(0, "memory_bytes", SortRole).toLongLong(), 2LL << 40);
    QCOMPARE(at(0, "drive_bytes").toString(), QStringLiteral("1.92 TB"));
    QCOMPARE(at(0, "power").toString(), QStringLiteral("Powering on"));
    QCOMPARE(at(0, "power", SortRole).toString(), QStringLiteral("powering-on"));
    QCOMPARE(at(0, "macs").toString(), machine.macs.join(QStringLiteral(", ")));
    QCOMPARE(at(0, "observed_at").toString(), QStringLiteral("4 min ago"));
    QCOMPARE(at(0, "name", IdRole).toString(), machine.id.text());
    QCOMPARE(m_model->rowOf(ReplicaFixture::site, machine.id.text()), 0);
    QCOMPARE(m_model->columnOf(QStringLiteral("secret_id")), -1);
}

void TestRecordTable::aChangedRowStaysWhereItIs()
{
    auto machines = putMany(3);
    QTRY_COMPARE(m_model->rowCount(), 3);
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy layouts(m_model.get(), &QAbstractItemModel::layoutChanged);
    QSignalSpy data(m_model.get(), &QAbstractItemModel::dataChanged);
    machines[1].health = Health::Critical;
    m_fixture->put(machines[1]);
    QTRY_COMPARE(data.count(), 1);
    QCOMPARE(data.first().first().toModelIndex().row(), 1);
    QCOMPARE(at(1, "health").toString(), QStringLiteral("Critical"));
    QCOMPARE(resets.count() + layouts.count(), 0);
}

void TestRecordTable::indexesFollowTheirRows()
{
    auto machines = putMany(6);
    QTRY_COMPARE(m_model->rowCount(), 6);
    const QPersistentModelIndex third(m_model->index(2, 0));
    const QPersistentModelIndex last(m_model->index(5, 0));
    m_model->sort(0, Qt::DescendingOrder);
    QTRY_COMPARE(third.row(), 3);
    QCOMPARE(last.row(), 0);
    machines[2].name = QStringLiteral("zzz");
    m_fixture->put(machines[2]);
    QTRY_COMPARE(third.row(), 0);
    QCOMPARE(third.data().toString(), QStringLiteral("zzz"));
    m_fixture->remove(machines[5]);
    QTRY_VERIFY(!last.isValid());
    QCOMPARE(m_model->rowCount(), 5);
    // A row that comes after one has gone is another row.
    m_fixture->put(machineNamed(QStringLiteral("new")));
    QTRY_COMPARE(m_model->rowCount(), 6);
    QCOMPARE(third.data().toString(), QStringLiteral("zzz"));
    QVERIFY(!last.isValid());
}

void TestRecordTable::aFilterThatIsWrongLeavesTheOldOne()
{
    putMany(12);
    QVERIFY(m_model->setFilter(QStringLiteral("name:*1")));
    QTRY_COMPARE(names(), QStringList({QStringLiteral("m00001"), QStringLiteral("m00011")}));
    const auto wrong = m_model->setFilter(QStringLiteral("colour:red"));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, QStringLiteral("filter-unknown-field"));
    QCOMPARE(m_model->filterText(), QStringLiteral("name:*1"));
    QVERIFY(m_model->load());
    QCOMPARE(m_model->rowCount(), 2);
}

void TestRecordTable::manyScatteredRowsComeAndGo()
{
    const auto machines = putMany(400);
    QTRY_COMPARE(m_model->rowCount(), 400);
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    const QPersistentModelIndex kept(m_model->index(101, 0));
    QVERIFY(m_model->setFilter(QStringLiteral("name:*1 or name:*3 or name:*5")));
    QTRY_COMPARE(m_model->rowCount(), 120);
    QCOMPARE(kept.data().toString(), machines[101].name);
    QVERIFY(m_model->setFilter({}));
    QTRY_COMPARE(m_model->rowCount(), 400);
    QCOMPARE(kept.row(), 101);
    QStringList expected;
    for (const Machine& machine : machines)
        expected << machine.name;
    QCOMPARE(names(), expected);
    QCOMPARE(resets.count(), 0);
}

void TestRecordTable::aRenamedRackIsSeen()
{
    Rack rack = rackNamed(QStringLiteral("A07"));
    m_fixture->put(rack);
    Machine machine = machineNamed(QStringLiteral("node-1"));
    machine.rackId = rack.id;
    m_fixture->put(machine);
    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(at(0, "rack_id").toString(), rack.name);
    rack.name = QStringLiteral("B12");
    m_fixture->put(rack);
    QTRY_COMPARE(at(0, "rack_id").toString(), rack.name);
}

void TestRecordTable::valuesGrowStale()
{
    Machine machine = machineNamed(QStringLiteral("node-1"));
    machine.observedAt = m_fixture->clock.now();
    m_fixture->put(machine);
    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(at(0, "power", StaleRole).toBool(), false);
    QCOMPARE(at(0, "power", ObservedAtRole).toLongLong(), machine.observedAt.ms);
    m_fixture->clock.advanceMs(query::kStaleAfterMs + 1);
    QCOMPARE(at(0, "power", StaleRole).toBool(), true);
    QCOMPARE(at(0, "name", StaleRole).toBool(), false);
    QVERIFY(m_model->setFilter(QStringLiteral("is:stale")));
    QVERIFY(m_model->load());
    QCOMPARE(m_model->rowCount(), 1);
}

void TestRecordTable::theFrameAndTheSite()
{
    putMany(3);
    m_fixture->apply({ReplicaFixture::changeOf(machineNamed(QStringLiteral("far")))},
                     QStringLiteral("oslo"));
    QTRY_COMPARE(m_model->rowCount(), 4);
    m_model->setSite(QStringLiteral("oslo"));
    QTRY_COMPARE(names(), QStringList({QStringLiteral("far")}));
    QCOMPARE(m_model->siteKeyAt(0), QStringLiteral("oslo"));
    m_model->setSite({});
    m_model->setEquals({{QStringLiteral("name"), QStringLiteral("m00001")}});
    QTRY_COMPARE(names(), QStringList({QStringLiteral("m00001")}));
}

void TestRecordTable::everyKindHasATable()
{
    for (const RecordInfo* info :
         {&Rack::record(), &Component::record(), &Job::record(), &JobStep::record(),
          &Event::record(), &Image::record(), &Bmc::record()}) {
        RecordTableModel model(*m_fixture->replica, *info);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY2(model.load(), info->kind);
        QVERIFY(model.headerData(0, Qt::Horizontal, DefaultShownRole).toBool());
    }
}

void TestRecordTable::twentyThousandRowsOpenAtOnce()
{
    m_tester.reset();
    m_model.reset();
    putMany(20'000);
    QElapsedTimer timer;
    timer.start();
    RecordTableModel model(*m_fixture->replica, Machine::record());
    QVERIFY(model.load());
    for (int row = 0; row < 50; ++row) {
        for (int column = 0; column < 12; ++column)
            model.index(row, column).data();
    }
    qInfo("20,000 rows and the first 50 on the screen: %lld ms", timer.elapsed());
    QCOMPARE(model.rowCount(), 20'000);
    timer.restart();
    QCOMPARE(model.index(19'999, 0).data().toString(), QStringLiteral("m19999"));
    model.sort(model.columnOf(QStringLiteral("serial")), Qt::DescendingOrder);
    QTRY_VERIFY(!model.isLoading());
    qInfo("sorted by another column: %lld ms", timer.elapsed());
}

void TestRecordTable::itMayGoWhileItReads()
{
    m_tester.reset();
    m_model.reset();
    putMany(2000);
    for (int round = 0; round < 20; ++round) {
        RecordTableModel model(*m_fixture->replica, Machine::record());
        QSignalSpy loaded(&model, &RecordTableModel::loaded);
        if (round % 2)
            QTRY_VERIFY(loaded.count() > 0);
        model.sort(0, Qt::DescendingOrder);
        if (round % 4 == 3)
            QTRY_VERIFY(loaded.count() > 1);
    }
}

QTEST_GUILESS_MAIN(TestRecordTable)
#include "test_items_recordtable.moc"
