#include "models/query/filter.h"

#include "models/base/naturalorder.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/domain/switchfacts.h"
#include "models/query/exactterm.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <sqlite3.h>

using namespace rackhouse;
using namespace rackhouse::query;

namespace
{

constexpr Instant kNow{1'800'000'000'000};

Machine machine(const char* name, MachineState state, qint64 gpus, const char* gpuModel,
                qint64 memory, Instant seen)
{
    Machine m;
    m.id = MachineId::create();
    m.name = QString::fromUtf8(name);
    m.state = state;
    m.gpuCount = gpus;
    m.gpuModel = QString::fromUtf8(gpuModel);
    m.memoryBytes = memory;
    m.observedAt = seen;
    return m;
}

} // namespace

/// Every filter runs twice, as a predicate and as SQL over the same rows, and must choose the same.
class TestFilter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void machines_data();
    void machines();
    void whatIsFreeHotAndStale();
    void whatSwitchesSayGrowsStaleLater();
    void errors_data();
    void errors();
    void theWordsOfAnEnumSelectThemselves();
    void jobsAreActiveOrFinished();
    void aHugeFilterIsRefused();
    void anExactTermKeepsWhatItNames_data();
    void anExactTermKeepsWhatItNames();
    void thousandsOfNamesAreOneFilter();
    void theDeepestFilterIsSql_data();
    void theDeepestFilterIsSql();
    void aTextWithANulIsRefused();

private:
    QStringList bySql(const Filter& filter, Instant now = kNow);
    QStringList byPredicate(const Filter& filter, Instant now = kNow);

    std::vector<Machine> m_machines;
    QString m_rackId = newUuid();
};

void TestFilter::initTestCase()
{
    m_machines = {
        machine("a1-u01", MachineState::Available, 8, "NVIDIA H200 SXM", 2LL << 40,
                kNow.plusMs(-1000)),
        machine("a1-u02", MachineState::Quarantined, 8, "NVIDIA H100", 1LL << 40,
                kNow.plusMs(-3'600'000)),
        machine("b_1%", MachineState::Paper, 0, "", 0, {}),
        machine("\u00dcber", MachineState::Provisioned, 4, "L40S", 512LL << 30,
                kNow.plusMs(-86'400'000)),
    };
    m_machines[0].rackId = RackId(m_rackId);
    m_machines[0].hottestC = 83;
    m_machines[1].hottestC = 74.5;
    m_machines[0].macs = {QStringLiteral("02:00:00:00:00:01")};
    m_machines[1].serial = QStringLiteral("none");
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"));
    database.setDatabaseName(QStringLiteral(":memory:"));
    QVERIFY(database.open());
    auto* handle = *static_cast<sqlite3* const*>(database.driver()->handle().constData());
    sqlite3_create_collation(
        handle, "natural_order", SQLITE_UTF8, nullptr,
        [](void*, int leftSize, const void* left, int rightSize, const void* right) {
            return compareNaturally({static_cast<const char*>(left), leftSize},
                                    {static_cast<const char*>(right), rightSize});
        });
    QSqlQuery query;
    QVERIFY2(query.exec(createTableSql(Machine::record())), qPrintable(query.lastError().text()));
    const auto& fields = Machine::record().fields;
    const QString marks = QString(QStringLiteral("?,")).repeated(int(fields.size())).chopped(1);
    for (const Machine& m : m_machines) {
        QVERIFY(query.prepare(QStringLiteral("INSERT INTO machine VALUES (%1)").arg(marks)));
        for (const FieldInfo& field : fields)
            query.addBindValue(field.toSql(&m));
        QVERIFY2(query.exec(), qPrintable(query.lastError().text()));
    }
}

void TestFilter::cleanupTestCase()
{
    QSqlDatabase::database().close();
    QSqlDatabase::removeDatabase(QLatin1String(QSqlDatabase::defaultConnection));
}

QStringList TestFilter::bySql(const Filter& filter, Instant now)
{
    const auto label = [this](const FieldInfo& field) {
        return field.nameText() == QLatin1String("rack_id")
                   ? QStringLiteral("(CASE m.rack_id WHEN '%1' THEN 'A01' END)").arg(m_rackId)
                   : QString();
    };
    const SqlFilter sql = filter.toSql({now, QStringLiteral("m."), label});
    QSqlQuery query;
    query.prepare(QStringLiteral("SELECT m.name FROM machine m WHERE ") +
                  (sql.where.isEmpty() ? QStringLiteral("1") : sql.where));
    for (const QVariant& value : sql.values)
        query.addBindValue(value);
    if (!query.exec())
        return {query.lastError().text(), sql.where};
    QStringList names;
    while (query.next())
        names << query.value(0).toString();
    names.sort();
    return names;
}

QStringList TestFilter::byPredicate(const Filter& filter, Instant now)
{
    const RowContext context{now, [this](const FieldInfo& field, const QString& id) {
                                 return field.nameText() == QLatin1String("rack_id") &&
                                                id == m_rackId
                                            ? QStringLiteral("A01")
                                            : QString();
                             }};
    QStringList names;
    for (const Machine& m : m_machines) {
        if (filter.matches(&m, context))
            names << m.name;
    }
    names.sort();
    return names;
}

void TestFilter::machines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    const QString one = QStringLiteral("a1-u01");
    const QString two = QStringLiteral("a1-u02");
    const QString three = QStringLiteral("b_1%");
    const QString four = QStringLiteral("\u00dcber");
    const auto row = [](const char* text, const QStringList& names) {
        QTest::newRow(text) << QString::fromUtf8(text) << names;
    };
    row("", {one, two, three, four});
    row("gpu:h200", {one});
    row("gpu:8", {one, two});
    row("gpus:>=4 -gpu:8", {four});
    row("gpu:1..7", {four});
    row("gpu:none", {three});
    // Free are the GPUs of a machine that is available, as on the floor and the overview.
    row("free:8", {one});
    row("free:>0", {one});
    row("free:0", {two, three, four});
    row("free:none", {two, three, four});
    row("-free:4..8", {two, three, four});
    row("temp:>80", {one});
    row("temp:74..75,83", {one, two});
    row("temp:none", {three, four});
    row("memory:>=1TiB", {one, two});
    row("memory:<1TB", {three, four});
    row("memory:512GiB", {four});
    row("rack:A*", {one});
    row("rack:=a01", {one});
    row("rack:=x,=a01", {one});
    row("rack:=A1..A9", {one});
    row("rack:=\"A0 1\"..\"A 2\",=\"a01\"", {one});
    row("-rack:=A2..A9", {one, two, three, four});
    row("name:=a1-u1..a1-u3", {one, two});
    row("name:=A1-U02,=b_1%", {two, three});
    row("name:=b_1%..\u00dcber", {three, four});
    row("name:=a1-u01,*2", {one, two});
    row("name:a..b", {});
    row("rack:none", {two, three, four});
    row("-rack:A01", {two, three, four});
    row("name:_1%", {three});
    row("name:a1-u0?", {one, two});
    row("name:*2", {two});
    row("name:\"*2\"", {});
    row("state:available,paper", {one, three});
    row("state:p*", {three, four});
    row("state:pro*", {four});
    row("is:stale", {two, three, four});
    row("-is:stale", {one});
    row("is:quarantined", {two});
    row("seen:10m", {one});
    row("seen:>2h", {four});
    row("seen:<=1h", {one, two});
    row("seen:30m..2d", {two, four});
    row("seen:none", {three});
    row("seen:>=2027-01-15", {one, two});
    row("seen:2027-01-14", {four});
    row("mac:02:00:00", {one});
    row("mac:02:*:01", {one});
    row("sxm or l40s", {one, four});
    row("\"H200 SXM\"", {one});
    row("a01", {one});
    row("serial:\"none\"", {two});
    row("-(gpu:h200 or gpu:h100)", {three, four});
    row("quarantined h100", {two});
    row("\u00dcber", {four});
}

void TestFilter::machines()
{
    QFETCH(QString, text);
    QFETCH(QStringList, names);
    const auto filter = Filter::compile(text, Machine::record());
    QVERIFY2(filter, qPrintable(filter ? QString() : problemText(filter.error())));
    names.sort();
    QCOMPARE(byPredicate(*filter), names);
    QCOMPARE(bySql(*filter), names);
}

void TestFilter::whatIsFreeHotAndStale()
{
    const auto filter = Filter::compile(QStringLiteral("gpu:h200 free:8 rack:A* temp:>80 is:stale"),
                                        Machine::record());
    QVERIFY(filter);
    QCOMPARE(byPredicate(*filter), QStringList());
    QCOMPARE(bySql(*filter), QStringList());
    const Instant later = kNow.plusMs(600'000);
    QCOMPARE(byPredicate(*filter, later), QStringList{QStringLiteral("a1-u01")});
    QCOMPARE(bySql(*filter, later), QStringList{QStringLiteral("a1-u01")});
}

void TestFilter::whatSwitchesSayGrowsStaleLater()
{
    const auto filter = Filter::compile(QStringLiteral("is:stale"), SwitchPort::record());
    QVERIFY(filter);
    SwitchPort port;
    port.observedAt = kNow;
    QVERIFY(!filter->matches(&port, {.now = kNow.plusMs(30 * 60'000)}));
    QVERIFY(filter->matches(&port, {.now = kNow.plusMs(61 * 60'000)}));
}

void TestFilter::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    const auto row = [](const char* text, const char* code, int position, int length) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(code) << position
                            << length;
    };
    row("gpu:8 colour:red", "filter-unknown-field", 6, 6);
    row("state:nonsense", "filter-bad-value", 6, 8);
    row("memory:>lots", "filter-bad-value", 7, 5);
    row("revenue:>much", "filter-bad-value", 8, 5);
    row("revenue:>1000XXY", "filter-bad-value", 8, 8);
    row("revenue:", "filter-bad-value", 8, 0);
    row("memory:>400Gbit/s", "filter-bad-value", 7, 10);
    row("seen:yesterday", "filter-bad-value", 5, 9);
    row("is:green", "filter-bad-value", 3, 5);
    row("state:", "filter-bad-value", 6, 0);
    row("gpu:<>8", "filter-bad-value", 4, 3);
    row("free:some", "filter-bad-value", 5, 4);
    row("gpu:>=nan", "filter-bad-value", 4, 5);
}

void TestFilter::errors()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    QFETCH(int, position);
    QFETCH(int, length);
    const auto filter = Filter::compile(text, Machine::record());
    QVERIFY(!filter);
    QCOMPARE(filter.error().code, code);
    QCOMPARE(filter.error().args.value(QStringLiteral("position")).toInt(), position);
    QCOMPARE(filter.error().args.value(QStringLiteral("length")).toInt(), length);
}

void TestFilter::theWordsOfAnEnumSelectThemselves()
{
    for (const auto& [state, word] : EnumWords<MachineState>::words) {
        const auto filter = Filter::compile(QStringLiteral("state:=") + QString::fromLatin1(word),
                                            Machine::record());
        QVERIFY(filter);
        for (const auto& [other, unused] : EnumWords<MachineState>::words) {
            Machine m;
            m.state = other;
            QCOMPARE(filter->matches(&m, {kNow}), other == state);
        }
    }
}

void TestFilter::jobsAreActiveOrFinished()
{
    const auto active = Filter::compile(QStringLiteral("is:active"), Job::record());
    const auto finished = Filter::compile(QStringLiteral("is:finished"), Job::record());
    QVERIFY(active && finished);
    for (const auto& [state, word] : EnumWords<JobState>::words) {
        Job job;
        job.state = state;
        QCOMPARE(finished->matches(&job, {kNow}), isFinished(state));
        QCOMPARE(active->matches(&job, {kNow}), !isFinished(state));
    }
}

void TestFilter::aHugeFilterIsRefused()
{
    const auto many = Filter::compile(QStringLiteral("a ").repeated(1000), Machine::record());
    QVERIFY(!many);
    QCOMPARE(many.error().code, QStringLiteral("filter-too-long"));
    const auto most = Filter::compile(QStringLiteral("a ").repeated(200), Machine::record());
    QVERIFY(most);
    QCOMPARE(bySql(*most), byPredicate(*most));
}

void TestFilter::anExactTermKeepsWhatItNames_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("term");
    const auto row = [](const QStringList& names, const char* term) {
        QTest::newRow(term) << names << QString::fromUtf8(term);
    };
    row({}, "");
    row({QStringLiteral("A2")}, "name:=A2");
    row({QStringLiteral("A2"), QStringLiteral("A10")}, "name:=A2,=A10");
    row({QStringLiteral("A10"), QStringLiteral("A1"), QStringLiteral("A2")}, "name:=A1..A10");
    const QString rack = QStringLiteral("Rack (7), \"b\\c\"");
    const QString arabic = QString::fromUtf8("\u062e\u0632 \u0661");
    row({QStringLiteral("A1"), rack}, "name:=A1,=\"Rack (7), \\\"b\\\\c\\\"\"");
    row({arabic, rack, QStringLiteral("x..y")},
        "name:=\"Rack (7), \\\"b\\\\c\\\"\"..\"\u062e\u0632 \u0661\"");
    row({arabic, QStringLiteral("x..y")}, "name:=\"x..y\",=\"\u062e\u0632 \u0661\"");
    row({arabic}, "name:=\"\u062e\u0632 \u0661\"");
}

void TestFilter::anExactTermKeepsWhatItNames()
{
    QFETCH(QStringList, names);
    QFETCH(QString, term);
    const QStringList all{QStringLiteral("A10"),  QStringLiteral("B"),
                          QStringLiteral("A2"),   QStringLiteral("A1"),
                          QStringLiteral("A22"),  QStringLiteral("Rack (7), \"b\\c\""),
                          QStringLiteral("x..y"), QString::fromUtf8("\u062e\u0632 \u0661")};
    QCOMPARE(exactTerm(QStringLiteral("name"), names, all), term);
    const auto filter = Filter::compile(term, Machine::record());
    QVERIFY(filter);
    for (const QString& name : all) {
        Machine m;
        m.name = name;
        QCOMPARE(filter->matches(&m, {kNow}), names.isEmpty() || names.contains(name));
    }
}

void TestFilter::thousandsOfNamesAreOneFilter()
{
    // Every second of two thousand, and every fourth left out.
    for (const int step : {2, 4}) {
        QStringList all{QStringLiteral("a1-u01")};
        QStringList names = all;
        for (int i = 0; i < 2'000; ++i) {
            all << QStringLiteral("b-%1").arg(i);
            if (step == 2 ? i % 2 == 0 : i % 4 != 0)
                names << all.last();
        }
        const QString term = exactTerm(QStringLiteral("name"), names, all);
        const auto filter = Filter::compile(term, Machine::record());
        QVERIFY(filter);
        QCOMPARE(bySql(*filter), QStringList{QStringLiteral("a1-u01")});
        QCOMPARE(byPredicate(*filter), QStringList{QStringLiteral("a1-u01")});
    }
    const auto wildcards = Filter::compile(
        QStringLiteral("name:") + QStringLiteral("a*,").repeated(2'000) + QStringLiteral("a*"),
        Machine::record());
    QVERIFY(!wildcards);
    QCOMPARE(wildcards.error().code, QStringLiteral("filter-too-long"));
}

void TestFilter::theDeepestFilterIsSql_data()
{
    QTest::addColumn<QString>("opening");
    QTest::addColumn<QString>("closing");
    for (const char* opening : {"-", "(", "-(", "-(gpu or ", "(gpu name:c or gpu rack:A* "}) {
        const QString text = QString::fromLatin1(opening);
        QTest::newRow(opening) << text << QString(text.count(u'('), u')');
    }
}

void TestFilter::theDeepestFilterIsSql()
{
    QFETCH(QString, opening);
    QFETCH(QString, closing);
    for (int levels = 1;; ++levels) {
        const auto filter = Filter::compile(opening.repeated(levels) + QStringLiteral("mac:52") +
                                                closing.repeated(levels),
                                            Machine::record());
        if (!filter) {
            QCOMPARE(filter.error().code, QStringLiteral("filter-too-deep"));
            QVERIFY(levels > 5);
            return;
        }
        QCOMPARE(bySql(*filter), byPredicate(*filter));
    }
}

void TestFilter::aTextWithANulIsRefused()
{
    const QString text = QStringLiteral("a \"b") + QChar(QChar::Null) + QStringLiteral("c\"");
    const auto filter = Filter::compile(text, Machine::record());
    QVERIFY(!filter);
    QCOMPARE(filter.error().code, QStringLiteral("filter-unexpected"));
    QCOMPARE(filter.error().args.value(QStringLiteral("position")).toInt(), 4);
}

QTEST_GUILESS_MAIN(TestFilter)
#include "test_query_filter.moc"
