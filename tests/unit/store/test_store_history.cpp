#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/network.h"
#include "models/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

namespace
{
constexpr qint64 kMinute = 60'000;
constexpr qint64 kHour = 60 * kMinute;
} // namespace

/// The rows of the floor as they were.
class TestHistory : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aRowIsShownAsItWasAtEachMoment();
    void whatIsRemovedStandsWhereItWas();
    void aRowThatComesBackWasAwayMeanwhile();
    void whatIsOnlyNotedMakesNoEntry();
    void measuredValuesAreKeptOnceAnHour();
    void measuredValuesAreShownWithTheRestOfTheRow();
    void rowsComeInPagesAndByField();
    void momentsOfChangeAreWholeSeconds();
    void oldEntriesAreForgotten();
    void aFloodOfEntriesIsCut();
    void aClockThatIsSetBackMakesNoTwins();
    void workThatFailsLeavesNoTrace();
    void itGoesOnAfterARestart();
    void aFieldThatOldRowsLackHasItsDefault();
    void nothingIsKeptOfOtherKinds();

private:
    template <class T>
    void put(const T& row)
    {
        QVERIFY(m_store->write<void>([row](Writer& writer) { return writer.put(row); }).result());
    }
    template <class T>
    std::vector<T> asOf(Instant moment, const Select& select = {})
    {
        const auto rows = m_store->read<std::vector<QJsonObject>>([&](Reader& reader) {
            return reader.listJsonAsOf(T::record(), select, moment, Role::Operator);
        });
        std::vector<T> found;
        for (const QJsonObject& row : rows.value_or(std::vector<QJsonObject>()))
            found.push_back(fromJson<T>(row).value_or(T()));
        return found;
    }
    Machine machineAt(Instant moment)
    {
        const auto found = asOf<Machine>(moment);
        return found.size() == 1 ? found.front() : Machine();
    }
    Instant begin()
    {
        return *m_store->read<Instant>([](Reader& reader) { return reader.historyBegin(); });
    }
    qint64 forget(Instant before, qint64 most = 1000)
    {
        return *m_store
                    ->write<qint64>(
                        [=](Writer& writer) { return writer.forgetHistory(before, most, 2); })
                    .result();
    }
    qint64 entries()
    {
        auto database = Database::open(path(), Database::Mode::ReadOnly);
        auto query = (*database)->runOnce(QStringLiteral("SELECT count(*) FROM history"));
        return query && query->next() ? query->value(0).toLongLong() : -1;
    }
    /// Goes on by that and says when it is.
    Instant after(qint64 ms)
    {
        m_clock->advanceMs(ms);
        return m_clock->now();
    }
    QString path() const { return m_dir->filePath(QStringLiteral("site.db")); }
    static Machine machine(const QString& name, qint64 position)
    {
        Machine made;
        made.id = MachineId::create();
        made.name = name;
        made.position = position;
        return made;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<Store> m_store;
};

void TestHistory::init()
{
    m_store.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_clock = std::make_unique<ManualClock>(Instant{1'790'000'000'000});
    m_store = *Store::open(path(), *m_clock);
}

void TestHistory::aRowIsShownAsItWasAtEachMoment()
{
    const Instant empty = m_clock->now();
    Machine moved = machine(QStringLiteral("r1-u07"), 7);
    const Instant first = after(kMinute);
    put(moved);
    moved.position = 9;
    const Instant second = after(kMinute);
    put(moved);
    moved.state = MachineState::Available;
    const Instant third = after(kMinute);
    put(moved);

    QVERIFY(asOf<Machine>(empty).empty());
    QCOMPARE(machineAt(first).position, 7);
    QCOMPARE(machineAt(second.plusMs(-1)).position, 7);
    QCOMPARE(machineAt(second).position, 9);
    QCOMPARE(machineAt(second).state, MachineState::Paper);
    QCOMPARE(machineAt(third).state, MachineState::Available);
    QCOMPARE(toJson(machineAt(after(kHour))), toJson(moved));
}

void TestHistory::whatIsRemovedStandsWhereItWas()
{
    Asset asset;
    asset.id = AssetId::create();
    asset.name = QStringLiteral("leaf-1");
    asset.position = 40;
    const Instant there = after(kMinute);
    put(asset);
    const Instant gone = after(kMinute);
    QVERIFY(m_store->write<void>([&](Writer& w) { return w.remove<Asset>(asset.id); }).result());
    QCOMPARE(asOf<Asset>(there).size(), 1u);
    QCOMPARE(asOf<Asset>(gone.plusMs(-1)).front().position, 40.0);
    QVERIFY(asOf<Asset>(gone).empty());
    // The feed may forget the removal, the past stays.
    QVERIFY(m_store->write<void>([gone](Writer& w) { return w.compactFeed(0, gone.plusMs(kHour)); })
                .result());
    QCOMPARE(asOf<Asset>(there).size(), 1u);
    QVERIFY(asOf<Asset>(gone).empty());
}

void TestHistory::aRowThatComesBackWasAwayMeanwhile()
{
    const Machine row = machine(QStringLiteral("r1-u07"), 7);
    put(row);
    const Instant gone = after(kMinute);
    QVERIFY(m_store->write<void>([&](Writer& w) { return w.remove<Machine>(row.id); }).result());
    const Instant back = after(kMinute);
    put(row);
    QCOMPARE(asOf<Machine>(gone.plusMs(-1)).size(), 1u);
    QVERIFY(asOf<Machine>(gone).empty());
    QCOMPARE(asOf<Machine>(back).size(), 1u);
}

void TestHistory::whatIsOnlyNotedMakesNoEntry()
{
    Machine seen = machine(QStringLiteral("r1-u07"), 7);
    const Instant begun = m_clock->now();
    for (int i = 0; i < 50; ++i) {
        seen.observedAt = after(10'000);
        ++seen.revision;
        put(seen);
    }
    QCOMPARE(entries(), 0);
    // It was fresh all the time, and never seen later than the moment that is shown.
    QCOMPARE(machineAt(begun.plusMs(kMinute)).observedAt, begun.plusMs(kMinute));
    const Instant last = m_clock->now();
    QCOMPARE(machineAt(last.plusMs(kHour)).observedAt, last);
}

void TestHistory::measuredValuesAreKeptOnceAnHour()
{
    Machine busy = machine(QStringLiteral("r1-u07"), 7);
    put(busy);
    // A day at one value every ten seconds that jumps between idle and full load.
    for (int i = 0; i < 24 * 360; i += 10) {
        after(100'000);
        busy.powerW = i % 20 == 0 ? 2'000 : 9'000;
        busy.observedAt = m_clock->now();
        put(busy);
    }
    QVERIFY(entries() >= 20);
    QVERIFY2(entries() <= 24, qPrintable(QString::number(entries())));
    // A load that only trembles makes none.
    const qint64 before = entries();
    busy.powerW = 2'100;
    after(2 * kHour);
    put(busy);
    const qint64 with = entries();
    QVERIFY(with <= before + 1);
    for (int i = 0; i < 50; ++i) {
        after(kHour);
        busy.powerW = 2'100 + i;
        put(busy);
    }
    QCOMPARE(entries(), with);
}

void TestHistory::measuredValuesAreShownWithTheRestOfTheRow()
{
    Machine row = machine(QStringLiteral("r1-u07"), 7);
    row.powerW = 2'000;
    row.inletC = 22;
    const Instant idle = m_clock->now();
    put(row);
    row.powerW = 9'000;
    const Instant full = after(2 * kHour);
    put(row);
    row.powerW = 500;
    const Instant low = after(2 * kHour);
    put(row);
    row.position = 20;
    const Instant moved = after(kMinute);
    put(row);
    QCOMPARE(machineAt(idle).powerW, 2'000);
    QCOMPARE(machineAt(idle).inletC, 22.0);
    QCOMPARE(machineAt(full).powerW, 9'000);
    QCOMPARE(machineAt(low).powerW, 500);
    for (Instant at : {idle, full, low}) {
        QCOMPARE(machineAt(at).name, row.name);
        QCOMPARE(machineAt(at).position, 7);
    }
    QCOMPARE(machineAt(moved).position, 20);
    // Also where the rest comes from the row as it is now.
    row.powerW = 3'000;
    const Instant again = after(2 * kHour);
    put(row);
    QCOMPARE(machineAt(again.plusMs(-1)).powerW, 500);
    QCOMPARE(machineAt(again.plusMs(-1)).position, 20);
}

void TestHistory::rowsComeInPagesAndByField()
{
    std::vector<Machine> all;
    for (int i = 0; i < 7; ++i) {
        all.push_back(machine(QStringLiteral("m%1").arg(i), i + 1));
        put(all.back());
    }
    const Instant then = after(kMinute);
    for (std::size_t i = 0; i < all.size(); i += 2) {
        all[i].state = MachineState::Available;
        after(kMinute);
        put(all[i]);
    }
    QStringList names;
    QString last;
    while (true) {
        const auto page = asOf<Machine>(then, {.limit = 3, .afterId = last});
        for (const Machine& row : page) {
            names << row.name;
            QCOMPARE(row.state, MachineState::Paper);
        }
        if (page.size() < 3)
            break;
        last = page.back().id.text();
    }
    QCOMPARE(names.size(), 7);
    QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 7);
    const Select available{.equals = {{QStringLiteral("state"), QStringLiteral("available")}}};
    QVERIFY(asOf<Machine>(then, available).empty());
    QCOMPARE(asOf<Machine>(m_clock->now(), available).size(), 4u);
    const Select unplaced{.equals = {{QStringLiteral("rack_id"), QVariant()}}};
    QCOMPARE(asOf<Machine>(then, unplaced).size(), 7u);
    const Select unknown{.equals = {{QStringLiteral("x' OR 1"), QStringLiteral("y")}}};
    const auto refused = m_store->read<std::vector<QJsonObject>>([&](Reader& reader) {
        return reader.listJsonAsOf(Machine::record(), unknown, then, Role::Viewer);
    });
    QCOMPARE(refused.error().code, QStringLiteral("bad-field"));
}

void TestHistory::momentsOfChangeAreWholeSeconds()
{
    const auto before = [this](Instant at) {
        return *m_store->read<Instant>([at](Reader& r) { return r.momentBefore(at); });
    };
    const auto next = [this](Instant at) {
        return *m_store->read<Instant>([at](Reader& r) { return r.momentAfter(at); });
    };
    const Instant begun = m_clock->now();
    QVERIFY(!before(begun.plusMs(kHour)).isSet());
    Machine one = machine(QStringLiteral("one"), 1);
    after(10'300);
    put(one);
    after(400); // in the same second
    put(machine(QStringLiteral("two"), 2));
    const Instant first = begun.plusMs(11'000);
    QCOMPARE(next(begun), first);
    QCOMPARE(asOf<Machine>(first).size(), 2u);
    one.powerW = 4'000;
    after(2 * kHour);
    put(one);
    QVERIFY(!next(first).isSet()); // nobody looks for what was only measured
    one.position = 5;
    after(1);
    put(one);
    const Instant second = next(first);
    QCOMPARE(before(second), first);
    const auto were = asOf<Machine>(second.plusMs(-1000));
    QVERIFY(std::any_of(were.begin(), were.end(), [&one](const Machine& row) {
        return row.id == one.id && row.position == 1;
    }));
    const auto marks = *m_store->read<std::vector<HistoryMark>>(
        [&](Reader& r) { return r.historyMarks(begun, begun.plusMs(3 * kHour), 3); });
    QCOMPARE(marks.size(), 2u);
    QCOMPARE(marks[0].at, begun);
    QCOMPARE(marks[0].changes, 2);
    QCOMPARE(marks[1].at, begun.plusMs(2 * kHour));
    QCOMPARE(marks[1].changes, 1);
}

void TestHistory::oldEntriesAreForgotten()
{
    Machine row = machine(QStringLiteral("r1-u07"), 1);
    const Instant begun = m_clock->now();
    put(row);
    for (int i = 2; i <= 6; ++i) {
        after(kHour);
        row.position = i;
        put(row);
    }
    QCOMPARE(begin(), begun);
    QCOMPARE(forget(begun.plusMs(kHour - 1)), 0);
    const Instant limit = begun.plusMs(3 * kHour);
    QCOMPARE(forget(limit), 2); // a batch
    QCOMPARE(forget(limit), 1);
    QCOMPARE(forget(limit), 0);
    QCOMPARE(begin(), limit);
    QCOMPARE(machineAt(limit).position, 4);
    QCOMPARE(machineAt(limit.plusMs(kHour)).position, 5);
    QVERIFY(!m_store->read<Instant>([&](Reader& r) { return r.momentBefore(limit); })->isSet());
}

void TestHistory::aFloodOfEntriesIsCut()
{
    Machine row = machine(QStringLiteral("r1-u07"), 0);
    for (int i = 1; i <= 11; ++i) {
        row.position = i;
        put(row);
        after(kMinute);
    }
    QCOMPARE(entries(), 10);
    while (forget({}, 4) > 0) {
    }
    QCOMPARE(entries(), 4);
    QCOMPARE(machineAt(begin()).position, 7);
}

void TestHistory::aClockThatIsSetBackMakesNoTwins()
{
    Machine row = machine(QStringLiteral("r1-u07"), 1);
    put(row);
    after(kHour);
    row.position = 2;
    put(row);
    const Instant late = m_clock->now();
    after(-30 * kMinute);
    row.position = 3;
    put(row);
    QCOMPARE(asOf<Machine>(m_clock->now()).size(), 1u);
    QCOMPARE(asOf<Machine>(late).size(), 1u);
    QCOMPARE(machineAt(late).position, 3);
}

void TestHistory::workThatFailsLeavesNoTrace()
{
    Machine row = machine(QStringLiteral("r1-u07"), 1);
    put(row);
    after(kMinute);
    row.position = 2;
    const auto failed = m_store->write<void>([row](Writer& writer) -> Result<void> {
        if (auto put = writer.put(row); !put)
            return put;
        return fail("conflict");
    });
    QVERIFY(!failed.result());
    QCOMPARE(entries(), 0);
    QCOMPARE(machineAt(after(kMinute)).position, 1);
}

void TestHistory::itGoesOnAfterARestart()
{
    const Instant begun = begin();
    Machine row = machine(QStringLiteral("r1-u07"), 1);
    const Instant first = m_clock->now();
    put(row);
    m_store.reset();
    after(kHour);
    m_store = *Store::open(path(), *m_clock);
    QCOMPARE(begin(), begun);
    row.position = 2;
    put(row);
    QCOMPARE(machineAt(first).position, 1);
    QCOMPARE(machineAt(m_clock->now()).position, 2);
}

/// An entry of an older program: its rows have fewer fields.
void TestHistory::aFieldThatOldRowsLackHasItsDefault()
{
    Machine row = machine(QStringLiteral("r1-u07"), 1);
    const Instant first = m_clock->now();
    put(row);
    after(kMinute);
    row.position = 2;
    put(row);
    m_store.reset();
    {
        auto database = Database::open(path(), Database::Mode::ReadWrite);
        QVERIFY((*database)->change(QStringLiteral(
            "UPDATE history SET body = json_remove(body, '$.inlet_c', '$.face', '$.macs')")));
    }
    m_store = *Store::open(path(), *m_clock);
    QCOMPARE(machineAt(first).position, 1);
    QCOMPARE(machineAt(first).face, RackFace::Front);
    QCOMPARE(machineAt(first).inletC, 0.0);
}

void TestHistory::nothingIsKeptOfOtherKinds()
{
    Subnet subnet;
    subnet.id = SubnetId::create();
    put(subnet);
    after(kMinute);
    subnet.rangeFirst = QStringLiteral("10.0.0.10");
    put(subnet);
    QCOMPARE(entries(), 0);
}

QTEST_GUILESS_MAIN(TestHistory)
#include "test_store_history.moc"
