#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/job.h"
#include "models/domain/wiring.h"
#include "models/store/replica.h"
#include "models/store/store.h"
#include "tests/unit/store/replicarows.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace rackhouse;

class TestReplica : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_replica.reset(); }
    void aSitesFeedBecomesItsRows();
    void aBrokenPageLeavesNothing();
    void unknownKindsAndMissingMembersAreNoError();
    void onlyWhatMovesIsToldToHaveMoved();
    void sitesDoNotMix();
    void aChangedDescriptionReadsAgain();
    void rowsComeInTheOrderOfTheTable();
    void whatRowsHaveInAField();
    void talliesAgreeWithTheRows();
    void onlyTheNamedFieldsAreRead();
    void waitingCommandsAndFiltersStay();
    void readsGoOnWhileAnotherThreadWrites();

private:
    QString path() const { return m_dir->filePath(QStringLiteral("replica.db")); }
    void reopen();
    QStringList names(const RowQuery& query);

    ManualClock m_clock{{1'800'000'000'000}};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Replica> m_replica;
};

void TestReplica::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    reopen();
}

void TestReplica::reopen()
{
    m_replica.reset();
    auto replica = Replica::open(path(), m_clock);
    QVERIFY2(replica, qPrintable(replica ? QString() : replica.error().detail));
    m_replica = *std::move(replica);
}

QStringList TestReplica::names(const RowQuery& query)
{
    QStringList names;
    auto done = m_replica->read<void>([&](ReplicaReader& reader) -> Result<void> {
        const auto numbers = reader.rowNumbers(query);
        if (!numbers)
            return fail(numbers.error());
        for (const qint64 number : *numbers) {
            const auto rows = reader.rows(*query.info, {number});
            if (!rows)
                return fail(rows.error());
            names << rows->front().values.at(1).toString();
        }
        return {};
    });
    return done ? names : QStringList{done.error().code, done.error().detail};
}

/// The real feed of a real store, entered page by page.
void TestReplica::aSitesFeedBecomesItsRows()
{
    auto store = Store::open(m_dir->filePath(QStringLiteral("site.db")), m_clock);
    QVERIFY(store);
    const Machine kept = machineNamed(QStringLiteral("kept"));
    const Machine gone = machineNamed(QStringLiteral("gone"));
    QVERIFY((*store)
                ->write<void>([&](Writer& w) -> Result<void> {
                    for (const Machine& machine : {kept, gone}) {
                        if (auto put = w.put(machine); !put)
                            return put;
                    }
                    return {};
                })
                .result());
    QSignalSpy rows(m_replica.get(), &Replica::rowsChanged);
    const auto follow = [&] {
        const qint64 seen = m_replica->site(kParis)->seq;
        const auto page = (*store)->read<std::vector<Change>>(
            [seen](Reader& reader) { return reader.changesSince(seen, Role::Viewer); });
        QVERIFY(page && m_replica->applyChanges(kParis, *page, page->back().seq));
    };
    follow();
    QCOMPARE(rows.count(), 1);
    QCOMPARE(rows.first().at(1).toString(), QStringLiteral("machine"));
    QCOMPARE(rows.first().at(2).toStringList().size(), 2);
    QVERIFY((*store)->write<void>([&](Writer& w) { return w.remove<Machine>(gone.id); }).result());
    m_clock.advanceMs(5000);
    follow();
    const auto machines = m_replica->list<Machine>(kParis);
    QVERIFY(machines);
    QCOMPARE(machines->size(), 1u);
    QCOMPARE(toJson(machines->front()), toJson(kept));
    QCOMPARE(m_replica->site(kParis)->syncedAt, m_clock.now());
    QCOMPARE(m_replica->site(kParis)->seq, 3);
}

void TestReplica::aBrokenPageLeavesNothing()
{
    const Machine good = machineNamed(QStringLiteral("good"));
    Change bad = changeOf(2, machineNamed(QStringLiteral("bad")));
    bad.rowId = QString(); // NULL in a column that must not be
    const auto applied = m_replica->applyChanges(kParis, {changeOf(1, good), bad}, 2);
    QVERIFY(!applied);
    QCOMPARE(m_replica->site(kParis)->seq, 0);
    QVERIFY(m_replica->list<Machine>(kParis)->empty());
}

void TestReplica::unknownKindsAndMissingMembersAreNoError()
{
    Change future = changeOf(1, machineNamed(QStringLiteral("m")));
    future.kind = QStringLiteral("teleporter");
    Change secret = future;
    secret.kind = QStringLiteral("secret");
    Change thin = changeOf(2, machineNamed(QStringLiteral("thin")));
    thin.body = {{QStringLiteral("name"), QStringLiteral("thin")},
                 {QStringLiteral("state"), QStringLiteral("available")},
                 {QStringLiteral("newer_field"), 1}};
    QVERIFY(m_replica->applyChanges(kParis, {future, secret, thin}, 2));
    const auto number = m_replica->read<qint64>(
        [](ReplicaReader& reader) { return reader.count(Machine::record(), kParis); });
    QCOMPARE(*number, 1);
}

void TestReplica::onlyWhatMovesIsToldToHaveMoved()
{
    QSignalSpy moved(m_replica.get(), &Replica::rowsMoved);
    QSignalSpy changed(m_replica.get(), &Replica::rowsChanged);
    Machine machine = machineNamed(QStringLiteral("m"));
    qint64 seq = 0;
    const auto put = [&] {
        ++seq;
        QVERIFY(m_replica->applyChanges(kParis, {changeOf(seq, machine)}, seq));
        const auto row = m_replica->find<Machine>(kParis, machine.id.text());
        QVERIFY(row && *row);
        QCOMPARE(toJson(**row), toJson(machine));
    };
    put();
    QCOMPARE(moved.count(), 1);
    QCOMPARE(moved.first(), (QVariantList{kParis, QStringLiteral("machine")}));
    machine.powerW = 4'000;
    machine.name = QStringLiteral("n");
    machine.macs = {};
    put();
    put();
    QCOMPARE(moved.count(), 1);
    machine.rackId = RackId::create();
    put();
    QCOMPARE(moved.count(), 2);
    machine.rackId = {};
    put();
    QCOMPARE(moved.count(), 3);
    Change gone = changeOf(++seq, machine);
    gone.removed = true;
    gone.body = {};
    QVERIFY(m_replica->applyChanges(kParis, {gone}, seq));
    QCOMPARE(moved.count(), 4);
    QCOMPARE(changed.count(), 6);
}

void TestReplica::sitesDoNotMix()
{
    Machine machine = machineNamed(QStringLiteral("in Paris"));
    QVERIFY(m_replica->applyChanges(kParis, {changeOf(1, machine)}, 1));
    machine.name = QStringLiteral("in Oslo");
    QVERIFY(m_replica->applyChanges(kOslo, {changeOf(7, machine)}, 7));
    QCOMPARE((*m_replica->find<Machine>(kParis, machine.id.text()))->name,
             QStringLiteral("in Paris"));
    QCOMPARE(m_replica->list<Machine>({})->size(), 2u);
    QCOMPARE(m_replica->sites()->size(), 2u);
    QSignalSpy rows(m_replica.get(), &Replica::rowsChanged);
    QVERIFY(m_replica->clearSite(kParis));
    QVERIFY(rows.count() > 0);
    QCOMPARE(m_replica->list<Machine>({})->size(), 1u);
    QCOMPARE(m_replica->site(kParis)->seq, 0);
    QCOMPARE(m_replica->site(kOslo)->seq, 7);
}

void TestReplica::aChangedDescriptionReadsAgain()
{
    Rack rack;
    rack.id = RackId::create();
    QVERIFY(m_replica->applyChanges(
        kParis, {changeOf(1, machineNamed(QStringLiteral("m"))), changeOf(2, rack)}, 2));
    reopen();
    QCOMPARE(m_replica->site(kParis)->seq, 2);
    QCOMPARE(m_replica->list<Machine>(kParis)->size(), 1u);
    {
        auto database = Database::open(path(), Database::Mode::ReadWrite);
        QVERIFY((*database)->change(
            QStringLiteral("UPDATE replica_schema SET sql = 'older' WHERE kind = 'machine'")));
    }
    reopen();
    QCOMPARE(m_replica->site(kParis)->seq, 0);
    QVERIFY(m_replica->list<Machine>(kParis)->empty());
}

void TestReplica::rowsComeInTheOrderOfTheTable()
{
    Machine a = machineNamed(QStringLiteral("alpha"));
    Machine b = machineNamed(QStringLiteral("Beta"));
    Machine c = machineNamed(QStringLiteral("gamma"));
    a.health = Health::Critical;
    b.health = Health::Ok;
    c.health = Health::Warning;
    QVERIFY(m_replica->applyChanges(kParis, {changeOf(1, c), changeOf(2, a), changeOf(3, b)}, 3));
    RowQuery query{.info = &Machine::record()};
    QCOMPARE(names(query), QStringList({a.name, b.name, c.name}));
    query.orderBy = QStringLiteral("health");
    query.descending = true;
    QCOMPARE(names(query), QStringList({a.name, c.name, b.name}));
    Rack later;
    later.id = RackId::create();
    later.name = QStringLiteral("A10");
    Rack earlier;
    earlier.id = RackId::create();
    earlier.name = QStringLiteral("A9");
    a.name = QStringLiteral("r1-u10");
    a.rackId = later.id;
    b.name = QStringLiteral("R1-u9");
    b.rackId = earlier.id;
    QVERIFY(m_replica->applyChanges(
        kParis, {changeOf(4, later), changeOf(5, earlier), changeOf(6, a), changeOf(7, b)}, 7));
    QCOMPARE(names({.info = &Machine::record()}), QStringList({c.name, b.name, a.name}));
    QCOMPARE(names({.info = &Machine::record(), .orderBy = QStringLiteral("rack_id")}),
             QStringList({c.name, b.name, a.name}));
    query.orderBy = QStringLiteral("no_such_field");
    QCOMPARE(names(query).first(), QStringLiteral("bad-field"));
}

void TestReplica::whatRowsHaveInAField()
{
    Rack rack;
    rack.id = RackId::create();
    rack.name = QStringLiteral("A_07");
    std::vector<Change> changes{changeOf(1, rack)};
    for (const char* model : {"DGX H100", "DGX H100", "R750", "", "r10", "r9"}) {
        Machine machine = machineNamed(QStringLiteral("m%1").arg(changes.size()));
        machine.model = QString::fromLatin1(model);
        machine.rackId = rack.id;
        changes.push_back(changeOf(qint64(changes.size()) + 1, machine));
    }
    QVERIFY(m_replica->applyChanges(kParis, changes, qint64(changes.size())));
    const auto values = [this](const char* field, const char* begin, int limit = 9) {
        return *m_replica->read<QStringList>([&](ReplicaReader& reader) {
            return reader.valuesOf(Machine::record(), kParis,
                                   *Machine::record().field(QString::fromLatin1(field)),
                                   QString::fromLatin1(begin), limit);
        });
    };
    QCOMPARE(values("model", "r"),
             QStringList({QStringLiteral("r9"), QStringLiteral("r10"), QStringLiteral("R750")}));
    QCOMPARE(values("model", ""), QStringList()
                                      << QStringLiteral("DGX H100") << values("model", "r"));
    QCOMPARE(values("model", "", 1), QStringList({QStringLiteral("DGX H100")}));
    QCOMPARE(values("rack_id", "a_"), QStringList({rack.name}));
    QCOMPARE(values("rack_id", "a%"), QStringList());
}

void TestReplica::talliesAgreeWithTheRows()
{
    const auto machine = [](const char* name, const char* model, qint64 gpus) {
        Machine m = machineNamed(QString::fromLatin1(name));
        m.model = QString::fromLatin1(model);
        m.gpuCount = gpus;
        return m;
    };
    QVERIFY(m_replica->applyChanges(kParis,
                                    {changeOf(1, machine("a", "DGX H100", 8)),
                                     changeOf(2, machine("b", "dgx h100", 8)),
                                     changeOf(3, machine("c", "R750", 0))},
                                    3));
    QVERIFY(m_replica->applyChanges(kOslo, {changeOf(1, machine("d", "R750", 2))}, 1));
    const auto tally = [this](const QString& site, const QString& filter, const QString& groupBy) {
        return m_replica->read<std::vector<Tally>>([&](ReplicaReader& reader) {
            return reader.tally({.info = &Machine::record(),
                                 .siteKey = site,
                                 .filter = *query::Filter::compile(filter, Machine::record())},
                                groupBy, QStringLiteral("gpu_count"));
        });
    };
    const auto all = tally({}, {}, {});
    QVERIFY(all);
    QCOMPARE(all->size(), 2u); // one line for each site
    const auto models = tally(kParis, {}, QStringLiteral("model"));
    QCOMPARE(models->size(), 2u);
    // However it is spelled it is one model, as it is for a filter.
    QCOMPARE(models->front().group, QStringLiteral("DGX H100"));
    QCOMPARE(models->front().rows, 2);
    QCOMPARE(models->front().sum, 16);
    QCOMPARE(models->back().rows, 1);
    QCOMPARE(models->back().known, 0);
    const auto some = tally({}, QStringLiteral("gpu_count:2"), QStringLiteral("model"));
    QCOMPARE(some->size(), 1u);
    QCOMPARE(some->front().siteKey, kOslo);
    QCOMPARE(some->front().known, 1);
    QCOMPARE(tally({}, {}, QStringLiteral("no_such_field")).error().code,
             QStringLiteral("bad-field"));
}

void TestReplica::onlyTheNamedFieldsAreRead()
{
    Machine one = machineNamed(QStringLiteral("r1"));
    one.serial = QStringLiteral("S1");
    one.gpuCount = 8;
    const Machine two = machineNamed(QStringLiteral("r2"));
    QVERIFY(m_replica->applyChanges(kParis, {changeOf(1, one), changeOf(2, two)}, 2));
    QVERIFY(m_replica->applyChanges(kOslo, {changeOf(1, machineNamed(QStringLiteral("r1")))}, 1));
    const auto read = [this](const QStringList& fields, const QString& filter) {
        return m_replica->read<std::vector<Machine>>([&](ReplicaReader& reader) {
            return reader.listFields<Machine>(kParis, fields,
                                              *query::Filter::compile(filter, Machine::record()));
        });
    };
    const auto all = read({QStringLiteral("id"), QStringLiteral("gpu_count")}, {});
    QVERIFY(all);
    QCOMPARE(all->size(), 2u);
    QCOMPARE(all->front().id, one.id);
    QCOMPARE(all->front().gpuCount, 8);
    QVERIFY(all->front().serial.isEmpty() && all->front().macs.isEmpty());
    QCOMPARE(read({QStringLiteral("name")}, QStringLiteral("name:=r2 or name:=r1"))->size(), 2u);
    QCOMPARE(read({QStringLiteral("name")}, QStringLiteral("name:=r1"))->size(), 1u);
    QCOMPARE(read({QStringLiteral("nothing")}, {}).error().code, QStringLiteral("bad-field"));
}

void TestReplica::waitingCommandsAndFiltersStay()
{
    OutboxEntry entry;
    entry.id = OutboxId::create();
    entry.siteKey = kParis;
    entry.method = QStringLiteral("POST");
    entry.path = QStringLiteral("/api/v1/racks");
    entry.body = {{QStringLiteral("name"), QStringLiteral("A01")}};
    entry.baseRevision = 4;
    entry.createdAt = m_clock.now();
    QVERIFY(m_replica->putOutbox(entry));
    SavedFilter filter{SavedFilterId::create(), QStringLiteral("machine"), QStringLiteral("Free"),
                       QStringLiteral("state:available"), m_clock.now()};
    QVERIFY(m_replica->putFilter(filter));
    SavedFilter twin = filter;
    twin.id = SavedFilterId::create();
    QCOMPARE(m_replica->putFilter(twin).error().code, QStringLiteral("conflict"));
    QVERIFY(m_replica->clearSite(kParis));
    reopen();
    const auto outbox = m_replica->outbox(kParis);
    QCOMPARE(outbox->size(), 1u);
    QCOMPARE(toJson(outbox->front()), toJson(entry));
    QVERIFY(m_replica->outbox(kOslo)->empty());
    QCOMPARE(m_replica->filters(QStringLiteral("machine"))->front().text, filter.text);
    QVERIFY(m_replica->removeOutbox(entry.id));
    QVERIFY(m_replica->outbox({})->empty());
    QVERIFY(m_replica->removeFilter(filter.id));
    QVERIFY(m_replica->filters(QStringLiteral("machine"))->empty());
}

void TestReplica::readsGoOnWhileAnotherThreadWrites()
{
    std::atomic<bool> good = true;
    std::thread writer([&] {
        for (qint64 seq = 1; seq <= 50; ++seq)
            good = good && m_replica->applyChanges(
                               kParis, {changeOf(seq, machineNamed(QString::number(seq)))}, seq);
    });
    std::size_t before = 0;
    while (before < 50) {
        const auto machines = m_replica->list<Machine>(kParis);
        QVERIFY(machines && machines->size() >= before);
        before = machines->size();
        if (!good)
            break;
    }
    writer.join();
    QVERIFY(good);
}

QTEST_GUILESS_MAIN(TestReplica)
#include "test_store_replica.moc"
