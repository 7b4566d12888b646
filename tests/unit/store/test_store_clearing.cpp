#include "models/domain/asset.h"
#include "models/store/replica.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace rackhouse;

namespace
{

const QString kParis = QStringLiteral("paris");
const QString kOslo = QStringLiteral("oslo");
constexpr int kRows = 5'000; ///< more than go at once

Change changeOf(const Machine& machine)
{
    return {1, {1}, Machine::record().kindText(), machine.id.text(), false, toJson(machine)};
}

std::vector<Change> manyMachines()
{
    std::vector<Change> changes;
    for (int i = 0; i < kRows; ++i) {
        Machine machine;
        machine.id = MachineId::create();
        machine.name = QStringLiteral("m%1").arg(i);
        changes.push_back(changeOf(machine));
    }
    return changes;
}

} // namespace

/// The copy of a site goes away while others work with theirs.
class TestClearing : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_replica.reset(); }
    void othersReadAndWriteMeanwhile();
    void nothingComesInMeanwhile();
    void whatWasLeftGoesLater();
    void aNewCopyHasNothingOfTheOld();

private:
    void reopen();
    /// Clears Paris on another thread and does something once it is gone, before its rows go.
    Result<void> clearWith(const std::function<void()>& meanwhile);
    qint64 machinesOf(const QString& site) const
    {
        return *m_replica->read<qint64>(
            [&](ReplicaReader& reader) { return reader.count(Machine::record(), site); });
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Replica> m_replica;
};

void TestClearing::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    reopen();
    QVERIFY(m_replica->applyChanges(kParis, manyMachines(), 7));
    QVERIFY(m_replica->applyChanges(kOslo, manyMachines(), 8));
}

void TestClearing::reopen()
{
    m_replica.reset();
    auto replica = Replica::open(m_dir->filePath(QStringLiteral("replica.db")), m_clock);
    QVERIFY(replica);
    m_replica = *std::move(replica);
}

Result<void> TestClearing::clearWith(const std::function<void()>& meanwhile)
{
    QObject there; // the slot runs on the thread that clears
    connect(
        m_replica.get(), &Replica::siteSynchronised, &there,
        [&meanwhile](const QString&, qint64 seq) {
            if (seq == 0)
                meanwhile();
        },
        Qt::DirectConnection);
    Result<void> cleared = fail("internal");
    std::thread worker([&] { cleared = m_replica->clearSite(kParis); });
    worker.join();
    return cleared;
}

void TestClearing::othersReadAndWriteMeanwhile()
{
    qint64 left = 0;
    size_t sites = 0;
    bool written = false;
    QVERIFY(clearWith([&] {
        // As the window does, from a thread of its own.
        std::thread window([&] {
            left = machinesOf(kParis);
            sites = m_replica->sites()->size();
            SavedFilter filter;
            filter.id = SavedFilterId::create();
            written = m_replica->putFilter(filter).has_value() &&
                      m_replica->applyChanges(kOslo, {}, 9).has_value();
        });
        window.join();
    }));
    QCOMPARE(left, kRows);
    QCOMPARE(sites, 1u);
    QVERIFY(written);
    QCOMPARE(machinesOf(kParis), 0);
    QCOMPARE(machinesOf(kOslo), kRows);
    QCOMPARE(m_replica->site(kOslo)->seq, 9);
}

void TestClearing::nothingComesInMeanwhile()
{
    Machine machine;
    machine.id = MachineId::create();
    QString said;
    QVERIFY(clearWith([&] {
        const auto applied = m_replica->applyChanges(kParis, {changeOf(machine)}, 3);
        said = applied ? QString() : applied.error().code;
    }));
    QCOMPARE(said, QStringLiteral("copy-busy"));
    QVERIFY(m_replica->applyChanges(kParis, {changeOf(machine)}, 3));
    QCOMPARE(machinesOf(kParis), 1);
    QCOMPARE(m_replica->site(kParis)->seq, 3);
}

void TestClearing::whatWasLeftGoesLater()
{
    const auto cleared = clearWith([&] { m_replica->stopClearing(); });
    QVERIFY(!cleared);
    QCOMPARE(cleared.error().code, QStringLiteral("cancelled"));
    reopen();
    QCOMPARE(m_replica->sites()->size(), 1u);
    QCOMPARE(machinesOf(kParis), kRows);
    QSignalSpy rows(m_replica.get(), &Replica::rowsChanged);
    QVERIFY(m_replica->clearLeftovers());
    QCOMPARE(machinesOf(kParis), 0);
    QCOMPARE(machinesOf(kOslo), kRows);
    QCOMPARE(rows.count(), 1);
    QVERIFY(m_replica->clearLeftovers());
    QCOMPARE(rows.count(), 1);
}

void TestClearing::aNewCopyHasNothingOfTheOld()
{
    QVERIFY(!clearWith([&] { m_replica->stopClearing(); }));
    reopen();
    Machine machine;
    machine.id = MachineId::create();
    QVERIFY(m_replica->applyChanges(kParis, {changeOf(machine)}, 1));
    QCOMPARE(machinesOf(kParis), 1);
}

QTEST_GUILESS_MAIN(TestClearing)
#include "test_store_clearing.moc"
