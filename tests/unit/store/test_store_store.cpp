#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/registry.h"
#include "models/store/recordsql.h"
#include "models/store/store.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

class TestStore : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_store.reset(); }
    void aRowComesBackAsItWasPut();
    void theFeedHoldsTheNewestOfEachRow();
    void failedWorkLeavesNothingAndHarmsNobody();
    void aRoleSeesOnlyItsKinds();
    void secretsStayOutOfTheFeed();
    void aMachineIsFoundByEachOfItsCards();
    void aBackupIsWhole();
    void theSchemaIsTheDescription();
    void theTextOfTheFeedIsTheRow();

private:
    Result<void> put(const Rack& rack)
    {
        return m_store->write<void>([rack](Writer& writer) { return writer.put(rack); }).result();
    }
    Rack rackNamed(const QString& name)
    {
        Rack rack;
        rack.id = RackId::create();
        rack.name = name;
        return rack;
    }
    std::vector<Change> changes(qint64 since, Role role = Role::Admin)
    {
        return m_store
            ->read<std::vector<Change>>(
                [since, role](Reader& reader) { return reader.changesSince(since, role); })
            .value();
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;
};

void TestStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    auto store = Store::open(m_dir->filePath(QStringLiteral("site.db")), m_clock);
    QVERIFY2(store, qPrintable(store ? QString() : store.error().detail));
    m_store = *std::move(store);
}

void TestStore::aRowComesBackAsItWasPut()
{
    const Rack rack = rackNamed(QStringLiteral("A01"));
    QVERIFY(put(rack));
    Machine machine;
    machine.id = MachineId::create();
    machine.name = QStringLiteral("node \u00fc 1");
    machine.rackId = rack.id;
    machine.position = 7;
    machine.macs = {QStringLiteral("02:00:00:00:00:01")};
    machine.state = MachineState::Quarantined;
    machine.memoryBytes = 1LL << 41;
    QVERIFY(m_store->write<void>([machine](Writer& w) { return w.put(machine); }).result());
    const auto read = m_store->read<Machine>([&](Reader& r) { return r.get<Machine>(machine.id); });
    QVERIFY(read);
    QCOMPARE(toJson(*read), toJson(machine));
    QCOMPARE(read->rackId, rack.id);
    QVERIFY(read->bmcId.isEmpty());
}

void TestStore::theFeedHoldsTheNewestOfEachRow()
{
    QSignalSpy spy(m_store.get(), &Store::changed);
    Rack rack = rackNamed(QStringLiteral("A01"));
    QVERIFY(put(rack));
    rack.hall = QStringLiteral("North");
    QVERIFY(put(rack));
    const Rack other = rackNamed(QStringLiteral("A02"));
    QVERIFY(put(other));
    auto feed = changes(0);
    QCOMPARE(feed.size(), 2u);
    QCOMPARE(feed[0].body.value(QStringLiteral("hall")).toString(), QStringLiteral("North"));
    const qint64 seen = feed[1].seq;
    QVERIFY(m_store->write<void>([rack](Writer& w) { return w.remove<Rack>(rack.id); }).result());
    feed = changes(seen);
    QCOMPARE(feed.size(), 1u);
    QVERIFY(feed[0].removed);
    QCOMPARE(feed[0].rowId, rack.id.text());
    QTRY_COMPARE(spy.count(), 4);
}

void TestStore::failedWorkLeavesNothingAndHarmsNobody()
{
    const Rack first = rackNamed(QStringLiteral("A01"));
    auto good = m_store->write<void>([first](Writer& w) { return w.put(first); });
    const Rack second = rackNamed(QStringLiteral("A02"));
    const Rack sameName = rackNamed(QStringLiteral("A01"));
    auto bad = m_store->write<void>([second, sameName](Writer& w) -> Result<void> {
        if (auto put = w.put(second); !put)
            return put;
        return w.put(sameName);
    });
    QVERIFY(good.result());
    QCOMPARE(bad.result().error().code, QStringLiteral("conflict"));
    QCOMPARE(changes(0).size(), 1u);
}

void TestStore::aRoleSeesOnlyItsKinds()
{
    QVERIFY(put(rackNamed(QStringLiteral("A01"))));
    Machine orphan;
    orphan.id = MachineId::create();
    orphan.rackId = RackId::create();
    QCOMPARE(
        m_store->write<void>([orphan](Writer& w) { return w.put(orphan); }).result().error().code,
        QStringLiteral("conflict"));
    for (const RecordInfo* info : allRecords())
        QVERIFY(info->feedRole >= Role::Viewer);
    QCOMPARE(changes(0, Role::Viewer).size(), 1u);
}

void TestStore::secretsStayOutOfTheFeed()
{
    for (const RecordInfo* info : feedRecords()) {
        for (const FieldInfo& field : info->fields)
            QVERIFY2(!field.has(Secret), field.name);
    }
}

void TestStore::aMachineIsFoundByEachOfItsCards()
{
    const QString first = QStringLiteral("02:00:00:00:00:01");
    const QString second = QStringLiteral("02:00:00:00:00:02");
    Machine machine;
    machine.id = MachineId::create();
    machine.macs = {first, first};
    const auto put = [&] {
        return m_store->write<void>([machine](Writer& w) { return w.put(machine); }).result();
    };
    const auto owner = [this](const QString& mac) {
        return *m_store->read<QString>([&](Reader& r) { return r.machineOfMac(mac); });
    };
    QVERIFY(put());
    QCOMPARE(owner(first), machine.id.text());
    QCOMPARE(owner(second), QString());
    machine.macs = {second};
    QVERIFY(put());
    QCOMPARE(owner(first), QString());
    QCOMPARE(owner(second), machine.id.text());
    QVERIFY(
        m_store->write<void>([&](Writer& w) { return w.remove<Machine>(machine.id); }).result());
    QCOMPARE(owner(second), QString());
}

void TestStore::aBackupIsWhole()
{
    const Rack rack = rackNamed(QStringLiteral("A01"));
    QVERIFY(put(rack));
    const QString copy = m_dir->filePath(QStringLiteral("copy.db"));
    QVERIFY(m_store->backupTo(copy));
    auto restored = Store::open(copy, m_clock);
    QVERIFY(restored);
    QVERIFY((*restored)->read<Rack>([&](Reader& r) { return r.get<Rack>(rack.id); }));
}

void TestStore::theTextOfTheFeedIsTheRow()
{
    const auto written = [](const auto& record) {
        const RecordInfo& info = record.record();
        return QJsonDocument::fromJson(rowJson(info, rowValues(info, &record))).object();
    };
    Machine machine;
    machine.id = MachineId::create();
    machine.name = QString::fromUtf8("a\"b\\c/\n\t\r\b\f\x01\x1f \u00e9 \u0664 \xf0\x9f\x98\x80");
    machine.macs = {machine.name, QStringLiteral("02:00:00:00:00:01")};
    machine.memoryBytes = std::numeric_limits<qint64>::max();
    machine.powerW = -3;
    machine.inletC = 0.1;
    machine.state = MachineState::Quarantined;
    for (const double number : {0.0, -0.25, 21.5, 1e300, 3.0, 1.0 / 3}) {
        machine.weightKg = number;
        QCOMPARE(written(machine), toJson(machine));
    }
    machine.weightKg = std::numeric_limits<double>::infinity();
    QVERIFY(written(machine).value(u"weight_kg").isNull());
    DeviceType type;
    type.layout = {{machine.name, QJsonArray{1, 2.5, QJsonObject{{QStringLiteral("x"), true}}}}};
    QCOMPARE(written(type), toJson(type));
}

void TestStore::theSchemaIsTheDescription()
{
    auto database = Database::open(m_store->path(), Database::Mode::ReadOnly);
    QVERIFY(database);
    for (const RecordInfo* info : allRecords()) {
        const auto query = (*database)->run(
            QStringLiteral("SELECT sql FROM sqlite_schema WHERE name = ?"), {info->kindText()});
        QVERIFY2((*query)->next(), info->kind);
        QCOMPARE((*query)->value(0).toString(), createTableSql(*info));
        (*query)->finish();
    }
}

QTEST_GUILESS_MAIN(TestStore)
#include "test_store_store.moc"
