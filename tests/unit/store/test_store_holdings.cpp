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
        m_rents = {held(let, AllocationKind::Rental, "Acme"), some, others};
        m_machines = {let, shared, kept, past, empty};
        std::vector<Change> changes;
        for (const Machine& row : m_machines)
            changes.push_back(changeOf(qint64(changes.size()) + 1, row));
        for (const Allocation& row : {m_rents[0], m_rents[1], m_rents[2],
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

    /// A November of 720 hours at the site. "let" brings 8 * 720 * 2.50 USD = 14,400 USD, "shared"
    /// 2,000 EUR of one customer and 720 * 0.125 USD = 90 USD of another.
    void filtersAskWhatMachinesBring_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* filter, const char* names) {
            QTest::newRow(filter) << QString::fromLatin1(filter) << QString::fromLatin1(names);
        };
        row("revenue:>1000", "let shared");
        row("revenue:>=2000", "let shared");
        row("revenue:>2000", "let");
        row("revenue:>1000USD", "let");
        row("revenue:>1000usd", "let");
        row("revenue:14400USD", "let");
        row("revenue:>=2000EUR", "shared");
        row("revenue:90USD", "shared");
        row("revenue:80..100", "shared"); // never 2,000 + 90
        row("revenue:2090", "");
        row("revenue:<1000USD", "empty kept past shared");
        row("revenue:none", "empty kept past");
        row("-revenue:none", "let shared");
        row("revenue:>1000 customer:zen", "shared");
        row("revenue:>1000CHF", "");
    }

    void filtersAskWhatMachinesBring()
    {
        QFETCH(QString, filter);
        QFETCH(QString, names);
        price();
        QCOMPARE(namesOf(kParis, filter), names);
        QCOMPARE(namesOf(kOslo, filter).contains(QStringLiteral("let")),
                 filter.startsWith(QStringLiteral("revenue:none")) ||
                     filter.startsWith(QStringLiteral("revenue:<")));
    }

    void aRackBringsWhatItsMachinesBring()
    {
        price();
        Rack rack;
        rack.id = RackId::create();
        rack.name = QStringLiteral("A07");
        std::vector<Change> changes{changeOf(101, rack)};
        for (Machine row : m_machines) {
            row.rackId = rack.id;
            changes.push_back(changeOf(101 + qint64(changes.size()), row));
        }
        QVERIFY(m_replica->applyChanges(kParis, changes, 200));
        const auto found = [&](const char* text) {
            const auto filter = query::Filter::compile(QLatin1String(text), Rack::record());
            return filter && !m_replica
                                  ->read<std::vector<Rack>>([&](ReplicaReader& reader) {
                                      return reader.listFields<Rack>(
                                          kParis, {QStringLiteral("name")}, *filter);
                                  })
                                  ->empty();
        };
        QVERIFY(found("revenue:14490USD"));
        QVERIFY(found("revenue:2000EUR"));
        QVERIFY(!found("revenue:14400USD"));
        QVERIFY(!found("revenue:>14490"));
        QVERIFY(!found("revenue:none"));
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
    /// Gives the rentals their prices.
    void price()
    {
        const auto set = [](Allocation& rental, qint64 micro, const char* currency,
                            PriceUnit unit) {
            rental.amountMicro = micro;
            rental.currency = QLatin1String(currency);
            rental.unit = unit;
        };
        set(m_rents[0], 2'500'000, "USD", PriceUnit::GpuHour);
        set(m_rents[1], 2'000'000'000, "EUR", PriceUnit::Month);
        set(m_rents[2], 125'000, "USD", PriceUnit::MachineHour);
        std::vector<Change> changes;
        for (const Allocation& row : m_rents)
            changes.push_back(changeOf(50 + qint64(changes.size()), row));
        QVERIFY(m_replica->applyChanges(kParis, changes, 60));
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

    ManualClock m_clock{{1'700'000'000'000}}; // in November 2023
    std::vector<Machine> m_machines;
    std::vector<Allocation> m_rents;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Replica> m_replica;
};

QTEST_GUILESS_MAIN(TestHoldings)
#include "test_store_holdings.moc"
