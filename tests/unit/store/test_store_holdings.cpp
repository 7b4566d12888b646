#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/store/replica.h"
#include "tests/unit/store/replicarows.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// Filters of machines ask who holds them now.
class TestHoldings : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_replica = *Replica::open(m_dir->filePath(QStringLiteral("replica.db")), m_clock);
        const Machine let = machine("let"), shared = machine("shared"), kept = machine("kept"),
                      past = machine("past"), empty = machine("empty");
        const qint64 now = m_clock.now().ms;
        Allocation ended = held(past, AllocationKind::Rental, "Acme");
        ended.endsAt = {now};
        Allocation some = held(shared, AllocationKind::Rental, "Acme");
        some.gpus = QStringList{QStringLiteral("GPU 1"), QStringLiteral("GPU 2")};
        some.endsAt = {now + 1};
        Allocation others = held(shared, AllocationKind::Rental, "Zenith");
        others.gpus = QStringList{QStringLiteral("GPU 3")};
        std::vector<Change> changes;
        for (const Machine& row : {let, shared, kept, past, empty})
            changes.push_back(changeOf(qint64(changes.size()) + 1, row));
        for (const Allocation& row : {held(let, AllocationKind::Rental, "Acme"), some, others,
                                      held(kept, AllocationKind::Reservation, "Acme"), ended})
            changes.push_back(changeOf(qint64(changes.size()) + 1, row));
        QVERIFY(m_replica->applyChanges(kParis, changes, qint64(changes.size())));
        // Another site may know other machines by the same ids.
        Machine twin = let;
        QVERIFY(m_replica->applyChanges(kOslo, {changeOf(1, twin)}, 1));
    }
    void cleanup()
    {
        m_replica.reset();
        m_dir.reset();
    }

    void filtersAskWhoHoldsMachines_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* filter, const char* names) {
            QTest::newRow(filter) << QString::fromLatin1(filter) << QString::fromLatin1(names);
        };
        row("customer:acme", "kept let shared");
        row("customer:zen*", "");
        row("customer:*zen*", "shared");
        row("customer:none", "empty past");
        row("rented:yes", "let shared");
        row("rented:no", "empty kept past");
        row("-rented:yes", "empty kept past");
        row("free:8", "empty past");
        row("free:5", "shared");
        row("free:0", "kept let");
        row("free:>0 customer:acme", "shared");
    }

    void filtersAskWhoHoldsMachines()
    {
        QFETCH(QString, filter);
        QFETCH(QString, names);
        QCOMPARE(namesOf(kParis, filter), names);
    }

    void anotherSiteHasItsOwn()
    {
        QCOMPARE(namesOf(kOslo, QStringLiteral("rented:yes")), QString());
        QCOMPARE(namesOf(kOslo, QStringLiteral("free:8")), QStringLiteral("let"));
    }

private:
    static Machine machine(const char* name)
    {
        Machine machine = machineNamed(QString::fromLatin1(name));
        machine.state = MachineState::Available;
        machine.gpuCount = 8;
        return machine;
    }
    Allocation held(const Machine& machine, AllocationKind kind, const char* customer) const
    {
        Allocation allocation;
        allocation.id = AllocationId::create();
        allocation.machineId = machine.id;
        allocation.kind = kind;
        allocation.customer = QString::fromLatin1(customer);
        allocation.startsAt = {m_clock.now().ms - 1000};
        return allocation;
    }
    QString namesOf(const QString& site, const QString& filter) const
    {
        const auto compiled = query::Filter::compile(filter, Machine::record());
        if (!compiled)
            return compiled.error().code;
        const auto found = m_replica->read<std::vector<Machine>>([&](ReplicaReader& reader) {
            return reader.listFields<Machine>(site, {QStringLiteral("name")}, *compiled);
        });
        if (!found)
            return found.error().detail;
        QStringList names;
        for (const Machine& row : *found)
            names << row.name;
        names.sort();
        return names.join(u' ');
    }

    ManualClock m_clock{{1'700'000'000'000}};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Replica> m_replica;
};

QTEST_GUILESS_MAIN(TestHoldings)
#include "test_store_holdings.moc"
