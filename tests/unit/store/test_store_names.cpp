#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"
#include "models/store/replica.h"
#include "tests/unit/store/replicarows.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// Filters over the names of the rows that ids point to.
class TestNames : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_replica.reset(); }
    void filtersSeeTheNamesBehindIds();
    void filtersOnNamesAreWhatTheyAreRowByRow_data();
    void filtersOnNamesAreWhatTheyAreRowByRow();
    void bothEndsOfACableGoByName();
    void theFirstByNameAreTheFirstOfAll_data();
    void theFirstByNameAreTheFirstOfAll();

private:
    QStringList names(const RowQuery& query);

    ManualClock m_clock{{1'800'000'000'000}};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Replica> m_replica;
};

void TestNames::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    auto replica = Replica::open(m_dir->filePath(QStringLiteral("replica.db")), m_clock);
    QVERIFY2(replica, qPrintable(replica ? QString() : replica.error().detail));
    m_replica = *std::move(replica);
}

QStringList TestNames::names(const RowQuery& query)
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

void TestNames::filtersSeeTheNamesBehindIds()
{
    Rack rack;
    rack.id = RackId::create();
    rack.name = QStringLiteral("A07");
    Machine in = machineNamed(QStringLiteral("in"));
    in.rackId = rack.id;
    Machine out = machineNamed(QStringLiteral("out"));
    out.id = MachineId(QStringLiteral("0190a07a-07a0-7a07-8a07-a07a07a07a07"));
    QVERIFY(
        m_replica->applyChanges(kParis, {changeOf(1, rack), changeOf(2, in), changeOf(3, out)}, 3));
    RowQuery query{.info = &Machine::record()};
    for (const char* text : {"rack:a0*", "A07", "name:in"}) {
        query.filter = *query::Filter::compile(QString::fromLatin1(text), Machine::record());
        QCOMPARE(names(query), QStringList({in.name}));
    }
    const auto rows = m_replica->read<std::vector<ReplicaRow>>([&](ReplicaReader& reader) {
        const auto numbers = reader.numbersOf(Machine::record(), kParis, {in.id.text()});
        return reader.rows(Machine::record(), *numbers);
    });
    QCOMPARE(rows->front().labels.at(2), rack.name);
    QCOMPARE(rows->front().siteKey, kParis);
}

void TestNames::filtersOnNamesAreWhatTheyAreRowByRow_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QString::fromLatin1(text)
                            << QString::fromLatin1(expected).split(u' ', Qt::SkipEmptyParts);
    };
    // m1 is in A07, m2 in a rack without a name, m3 in one that is not known here, m4 in none.
    row("rack:A07", "m1");
    row("-rack:A07", "m2 m3 m4");
    row("rack:=a07", "m1");
    row("rack:=a07..z", "m1");
    row("rack:=A1..A8,=Z", "m1");
    row("-rack:=A1..A8", "m2 m3 m4");
    row("rack:=A9..A10", "");
    row("rack:*-00000000000b", "m2");
    row("rack:00000000000c", "m3");
    row("rack:=01900000-0000-7000-8000-00000000000c", "m3");
    row("rack:=01900000-0000-7000-8000-00000000000a", "m1");
    row("rack:00000000000a", "");
    row("rack:*", "m1 m2 m3 m4");
    row("a07 or 0000000c", "m1 m3");
}

void TestNames::filtersOnNamesAreWhatTheyAreRowByRow()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    const auto idOf = [](const char* last) {
        return RackId(QStringLiteral("01900000-0000-7000-8000-00000000000") + QLatin1String(last));
    };
    Rack named;
    named.id = idOf("a");
    named.name = QStringLiteral("A07");
    Rack nameless;
    nameless.id = idOf("b");
    std::vector<Change> changes{changeOf(1, named), changeOf(2, nameless)};
    for (const char* rack : {"a", "b", "c", ""}) {
        Machine machine = machineNamed(QStringLiteral("m%1").arg(changes.size() - 1));
        if (*rack != '\0')
            machine.rackId = idOf(rack);
        changes.push_back(changeOf(qint64(changes.size()) + 1, machine));
    }
    QVERIFY(m_replica->applyChanges(kParis, changes, qint64(changes.size())));
    // Another site calls the same rack otherwise.
    named.name = QStringLiteral("Z");
    QVERIFY(m_replica->applyChanges(kOslo, {changeOf(1, named)}, 1));
    RowQuery query{.info = &Machine::record()};
    query.filter = *query::Filter::compile(text, Machine::record());
    QCOMPARE(names(query), expected);
    // Nine brackets deep it is still SQL.
    query.filter = *query::Filter::compile(QStringLiteral("(").repeated(9) + text +
                                               QStringLiteral(")").repeated(9),
                                           Machine::record());
    QCOMPARE(names(query), expected);
}

void TestNames::bothEndsOfACableGoByName()
{
    const Machine machine = machineNamed(QStringLiteral("n1"));
    Asset leaf;
    leaf.id = AssetId::create();
    leaf.name = QStringLiteral("leaf-1");
    Cable cable;
    cable.id = CableId::create();
    cable.label = QStringLiteral("C1");
    cable.aKind = EndKind::Machine;
    cable.aId = machine.id.text();
    cable.bKind = EndKind::Asset;
    cable.bId = leaf.id.text();
    QVERIFY(m_replica->applyChanges(
        kParis, {changeOf(1, machine), changeOf(2, leaf), changeOf(3, cable)}, 3));
    RowQuery query{.info = &Cable::record()};
    for (const char* text : {"from:n1", "to:leaf*", "leaf-1"}) {
        query.filter = *query::Filter::compile(QString::fromLatin1(text), Cable::record());
        QCOMPARE(names(query), QStringList({cable.label}));
    }
    query.filter = *query::Filter::compile(QStringLiteral("from:leaf"), Cable::record());
    QCOMPARE(names(query), QStringList());
}

void TestNames::theFirstByNameAreTheFirstOfAll_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("site");
    QTest::addColumn<bool>("descending");
    for (const char* filter : {"", "serial:s7", "serial:s100", "rack:R1*", "rack:none"}) {
        for (const QString& site : {QString(), kParis}) {
            for (const bool descending : {false, true})
                QTest::addRow("%s %s %d", filter, qPrintable(site), descending)
                    << QString::fromLatin1(filter) << site << descending;
        }
    }
}

void TestNames::theFirstByNameAreTheFirstOfAll()
{
    QFETCH(QString, filter);
    QFETCH(QString, site);
    QFETCH(bool, descending);
    // Three racks of each name, three machines in each rack, some in none.
    std::vector<Change> changes;
    for (int i = 0; i < 300; ++i) {
        Rack rack;
        rack.id = RackId::create();
        rack.name = QStringLiteral("R%1").arg(i / 3);
        changes.push_back(changeOf(1, rack));
        for (int m = 0; m < 4; ++m) {
            Machine machine = machineNamed(QStringLiteral("m%1-%2").arg(i).arg(m));
            machine.serial = QStringLiteral("s%1").arg(i);
            if (m < 3)
                machine.rackId = rack.id;
            changes.push_back(changeOf(1, machine));
        }
    }
    QVERIFY(m_replica->applyChanges(kParis, changes, 1));
    QVERIFY(m_replica->applyChanges(kOslo, {changeOf(1, machineNamed(QStringLiteral("far")))}, 1));
    RowQuery query{.info = &Machine::record(), .siteKey = site};
    query.filter = *query::Filter::compile(filter, Machine::record());
    query.orderBy = QStringLiteral("rack_id");
    query.descending = descending;
    const auto numbers = [&] {
        return *m_replica->read<std::vector<qint64>>(
            [&](ReplicaReader& reader) { return reader.rowNumbers(query); });
    };
    std::vector<qint64> all = numbers();
    query.limit = 20;
    all.resize(std::min<size_t>(all.size(), 20));
    QCOMPARE(numbers(), all);
}

QTEST_GUILESS_MAIN(TestNames)
#include "test_store_names.moc"
