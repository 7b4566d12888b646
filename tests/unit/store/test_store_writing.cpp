#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/store/migrations.h"
#include "models/store/store.h"
#include "models/store/writerthread.h"

#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <thread>

using namespace rackhouse;

/// The writer thread when things go wrong, and when there is much to do.
class TestWriting : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_store.reset(); }
    void aFullDiskFailsTheWorkAndNothingElse();
    void manyThreadsWriteAtOnce();
    void aBackupDuringWritesIsWhole();
    void oneUnfinishedJobAMachine();
    void theFeedDoesNotGrowForEver();
    void oldRemovalsAreForgottenAndTheFeedSaysSo();
    void workThatIsQueuedIsDoneBeforeTheEnd();
    void aPageOfTheFeedIsReadInItsOwnOrder();

private:
    static Rack rackNamed(const QString& name)
    {
        Rack rack;
        rack.id = RackId::create();
        rack.name = name;
        return rack;
    }
    QString path() const { return m_dir->filePath(QStringLiteral("site.db")); }
    qint64 scalar(const QString& sql)
    {
        auto database = Database::open(path(), Database::Mode::ReadOnly);
        auto query = (*database)->runOnce(sql);
        return query && query->next() ? query->value(0).toLongLong() : -1;
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;
};

void TestWriting::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    auto store = Store::open(path(), m_clock);
    QVERIFY(store);
    m_store = *std::move(store);
}

/// SQLite's own limit of pages stands for the disk: both end in SQLITE_FULL.
void TestWriting::aFullDiskFailsTheWorkAndNothingElse()
{
    const QString file = m_dir->filePath(QStringLiteral("small.db"));
    WriterThread writer(m_clock, [](qint64) {});
    QVERIFY(writer.start([&file]() -> Result<std::unique_ptr<Database>> {
        auto database = Database::open(file, Database::Mode::ReadWrite);
        if (auto migrated = migrate(**database); !migrated)
            return fail(migrated.error());
        if (auto limited = (*database)->change(QStringLiteral("PRAGMA max_page_count = 120"));
            !limited)
            return fail(limited.error());
        return database;
    }));
    const auto put = [&writer](const Rack& rack) {
        auto done = std::make_shared<std::promise<Result<void>>>();
        writer.enqueue({[rack](Writer& w) { return w.put(rack); },
                        [done](const Result<void>& committed) {
                            done->set_value(committed);
                        }});
        return done->get_future();
    };
    // All in the queue before the first is looked at, so that they share commits.
    std::vector<std::future<Result<void>>> results;
    std::vector<QString> names;
    for (int i = 0; i < 40; ++i) {
        Rack rack = rackNamed(QString::number(i));
        rack.hall = QString(i % 3 == 2 ? 60'000 : 10, QLatin1Char('x'));
        names.push_back(rack.name);
        results.push_back(put(rack));
    }
    QStringList good;
    int full = 0;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const Result<void> result = results[i].get();
        if (result) {
            good << names[i];
            continue;
        }
        QCOMPARE(result.error().code, QStringLiteral("disk-full"));
        ++full;
    }
    QVERIFY(full > 0);
    // What was said to be stored is stored, and nothing else.
    auto database = Database::open(file, Database::Mode::ReadOnly);
    auto query = (*database)->runOnce(QStringLiteral("SELECT name FROM rack"));
    QStringList stored;
    while (query->next())
        stored << query->value(0).toString();
    stored.sort();
    good.sort();
    QCOMPARE(stored, good);
    QVERIFY(put(rackNamed(QStringLiteral("small"))).get());
}

void TestWriting::manyThreadsWriteAtOnce()
{
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([this, thread, &good] {
            for (int i = 0; i < 50; ++i) {
                const Rack rack = rackNamed(QStringLiteral("%1-%2").arg(thread).arg(i));
                auto put = m_store->write<qint64>([rack](Writer& writer) -> Result<qint64> {
                    if (auto done = writer.put(rack); !done)
                        return fail(done.error());
                    return writer.count(Rack::record());
                });
                // Read your own write: it is there once the future has finished.
                const auto counted = put.result();
                const auto found = m_store->read<Rack>(
                    [&rack](Reader& reader) { return reader.get<Rack>(rack.id); });
                good += counted && *counted > 0 && found ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(good.load(), 200);
    QCOMPARE(scalar(QStringLiteral("SELECT count(*) FROM change")), 200);
}

void TestWriting::aBackupDuringWritesIsWhole()
{
    std::atomic<bool> stop = false;
    std::thread writer([this, &stop] {
        for (int i = 0; !stop; ++i) {
            // Both racks or none.
            auto written = m_store->write<void>([i](Writer& w) -> Result<void> {
                if (auto put = w.put(rackNamed(QStringLiteral("a%1").arg(i))); !put)
                    return put;
                return w.put(rackNamed(QStringLiteral("b%1").arg(i)));
            });
            if (!written.result())
                return;
        }
    });
    QTRY_VERIFY(scalar(QStringLiteral("SELECT count(*) FROM rack")) > 0);
    for (int i = 0; i < 5; ++i) {
        const QString copy = m_dir->filePath(QStringLiteral("copy%1.db").arg(i));
        const auto saved = m_store->backupTo(copy);
        if (!saved)
            stop = true;
        QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().detail));
        auto restored = Store::open(copy, m_clock);
        QVERIFY(restored);
        const auto racks =
            (*restored)->read<qint64>([](Reader& reader) { return reader.count(Rack::record()); });
        const auto last =
            (*restored)->read<qint64>([](Reader& reader) { return reader.lastChange(); });
        QVERIFY(racks && *racks > 0 && *racks % 2 == 0);
        QCOMPARE(*last, *racks);
    }
    stop = true;
    writer.join();
    QCOMPARE(m_store->backupTo(m_dir->filePath(QStringLiteral("copy0.db"))).error().code,
             QStringLiteral("store-failed"));
}

void TestWriting::oneUnfinishedJobAMachine()
{
    Machine machine;
    machine.id = MachineId::create();
    Job first;
    first.id = JobId::create();
    first.machineId = machine.id;
    Job second = first;
    second.id = JobId::create();
    const auto put = [this](auto record) {
        return m_store->write<void>([record](Writer& w) { return w.put(record); }).result();
    };
    QVERIFY(put(machine));
    QVERIFY(put(first));
    QCOMPARE(put(second).error().code, QStringLiteral("conflict"));
    first.state = JobState::Failed;
    QVERIFY(put(first));
    QVERIFY(put(second));
}

void TestWriting::theFeedDoesNotGrowForEver()
{
    Rack rack = rackNamed(QStringLiteral("A01"));
    const Rack other = rackNamed(QStringLiteral("A02"));
    auto done = m_store->write<void>([&](Writer& writer) -> Result<void> {
        if (auto put = writer.put(other); !put)
            return put;
        for (int i = 0; i < 100; ++i) {
            rack.position = i;
            if (auto put = writer.put(rack); !put)
                return put;
        }
        return writer.compactFeed(10, {});
    });
    QVERIFY(done.result());
    const auto feed = m_store->read<std::vector<Change>>(
        [](Reader& reader) { return reader.changesSince(0, Role::Viewer); });
    QCOMPARE(feed->size(), 2u);
    QCOMPARE(feed->at(0).rowId, other.id.text());
    QCOMPARE(feed->at(1).body, toJson(rack));
    QCOMPARE(scalar(QStringLiteral("SELECT count(*) FROM change")), 11);
}

void TestWriting::oldRemovalsAreForgottenAndTheFeedSaysSo()
{
    const Rack gone = rackNamed(QStringLiteral("A01"));
    const Rack back = rackNamed(QStringLiteral("A02"));
    const Rack kept = rackNamed(QStringLiteral("A03"));
    const auto floor = [this] {
        return *m_store->read<qint64>([](Reader& reader) { return reader.feedFloor(); });
    };
    const auto compact = [this](Instant before) {
        return m_store
            ->write<void>([before](Writer& writer) { return writer.compactFeed(0, before); })
            .result();
    };
    auto done = m_store->write<void>([&](Writer& writer) -> Result<void> {
        for (const Rack& rack : {gone, back}) {
            if (auto put = writer.put(rack); !put)
                return put;
            if (auto removed = writer.remove<Rack>(rack.id); !removed)
                return removed;
        }
        auto put = writer.put(back);
        return put ? writer.put(kept) : put;
    });
    QVERIFY(done.result());
    const Instant now = m_clock.now();
    QVERIFY(compact(now.plusMs(-60'000))); // too young
    QCOMPARE(floor(), 0);
    QCOMPARE(scalar(QStringLiteral("SELECT count(*) FROM change WHERE removed = 1")), 1);
    QVERIFY(compact(now.plusMs(60'000)));
    QCOMPARE(floor(), 2);
    QCOMPARE(scalar(QStringLiteral("SELECT count(*) FROM change")), 2);
    QVERIFY(compact(now.plusMs(60'000)));
    QCOMPARE(floor(), 2);
}

void TestWriting::workThatIsQueuedIsDoneBeforeTheEnd()
{
    std::vector<QFuture<Result<void>>> written;
    for (int i = 0; i < 100; ++i)
        written.push_back(m_store->write<void>(
            [i](Writer& writer) { return writer.put(rackNamed(QString::number(i))); }));
    m_store.reset();
    for (auto& future : written)
        QVERIFY(future.isFinished() && future.result());
}

/// By kind SQLite would sort the whole feed for every page.
void TestWriting::aPageOfTheFeedIsReadInItsOwnOrder()
{
    std::vector<Rack> racks;
    auto done = m_store->write<void>([&racks](Writer& writer) -> Result<void> {
        for (int i = 0; i < 50; ++i) {
            racks.push_back(rackNamed(QString::number(i)));
            if (auto put = writer.put(racks.back()); !put)
                return put;
        }
        return {};
    });
    QVERIFY(done.result());
    qint64 seen = 0;
    std::size_t next = 0;
    while (next < racks.size()) {
        const auto page = m_store->read<std::vector<Change>>(
            [seen](Reader& reader) { return reader.changesSince(seen, Role::Viewer, 7); });
        QVERIFY(page && !page->empty());
        for (const Change& change : *page)
            QCOMPARE(change.rowId, racks[next++].id.text());
        seen = page->back().seq;
    }
}

QTEST_GUILESS_MAIN(TestWriting)
#include "test_store_writing.moc"
