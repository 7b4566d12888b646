#include "tests/bench/benches.h"

#include "models/domain/asset.h"
#include "models/store/recordsql.h"
#include "models/store/store.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <sqlite3.h>

#include <algorithm>

namespace rackhouse::bench
{

namespace
{

constexpr int kBatches = 40;
constexpr int kRowsABatch = 250;
constexpr int kRounds = 3;

std::vector<Machine> machinesOfBatch(int batch)
{
    std::vector<Machine> machines;
    for (int i = 0; i < kRowsABatch; ++i) {
        Machine machine;
        machine.id = MachineId::create();
        machine.name = QStringLiteral("r%1-u%2").arg(batch).arg(i);
        machine.manufacturer = QStringLiteral("Supermicro");
        machine.model = QStringLiteral("SYS-821GE-TNHR");
        machine.serial = QStringLiteral("S%1").arg(batch * kRowsABatch + i, 9, 10, QChar(u'0'));
        machine.macs = {QStringLiteral("02:00:00:00:00:01")};
        machine.memoryBytes = 2LL << 40;
        machines.push_back(std::move(machine));
    }
    return machines;
}

double perSecond(qint64 nanoseconds)
{
    return 1e9 * kBatches * kRowsABatch / static_cast<double>(nanoseconds);
}

Result<double> ours(const std::vector<std::vector<Machine>>& batches)
{
    const QTemporaryDir dir;
    const SystemClock clock;
    auto store = Store::open(dir.filePath(QStringLiteral("site.db")), clock);
    if (!store)
        return fail(store.error());
    QElapsedTimer timer;
    timer.start();
    for (const auto& batch : batches) {
        auto written = (*store)->write<void>([&batch](Writer& writer) -> Result<void> {
            for (const Machine& machine : batch) {
                if (auto put = writer.put(machine); !put)
                    return put;
            }
            return {};
        });
        if (const auto result = written.result(); !result)
            return fail(result.error());
    }
    return perSecond(timer.nsecsElapsed());
}

/// The least that any program pays for the same rows and the same feed: SQLite's C API with values
/// made beforehand.
class PlainSqlite
{
public:
    explicit PlainSqlite(const QString& path)
    {
        m_good = sqlite3_open(path.toUtf8().constData(), &m_database) == SQLITE_OK &&
                 run("PRAGMA journal_mode = WAL") && run("PRAGMA synchronous = FULL") &&
                 run("PRAGMA foreign_keys = ON") &&
                 run(createTableSql(Machine::record())
                         .remove(QRegularExpression(QStringLiteral(" REFERENCES \\w+\\(id\\)")))
                         .toUtf8()
                         .constData()) &&
                 run("CREATE TABLE change (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT "
                     "NULL, kind TEXT NOT NULL, row_id TEXT NOT NULL, body TEXT NOT NULL) STRICT");
        m_row = prepare(upsertSql(Machine::record()).toUtf8());
        m_change = prepare("INSERT INTO change (at, kind, row_id, body) VALUES (?, ?, ?, ?)");
    }
    ~PlainSqlite()
    {
        sqlite3_finalize(m_row);
        sqlite3_finalize(m_change);
        sqlite3_close(m_database);
    }
    PlainSqlite(const PlainSqlite&) = delete;
    PlainSqlite& operator=(const PlainSqlite&) = delete;

    bool good() const { return m_good && m_row && m_change; }
    bool run(const char* sql)
    {
        return sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    bool write(const std::vector<QByteArray>& row, const QByteArray& body)
    {
        for (std::size_t i = 0; i < row.size(); ++i)
            bindText(m_row, static_cast<int>(i) + 1, row[i]);
        sqlite3_bind_int64(m_change, 1, 1);
        bindText(m_change, 2, "machine");
        bindText(m_change, 3, row.front());
        bindText(m_change, 4, body);
        return step(m_row) && step(m_change);
    }

private:
    sqlite3_stmt* prepare(const QByteArray& sql)
    {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(m_database, sql.constData(), -1, &statement, nullptr);
        return statement;
    }
    static void bindText(sqlite3_stmt* statement, int index, const QByteArray& value)
    {
        if (value.isNull())
            sqlite3_bind_null(statement, index);
        else
            sqlite3_bind_text(statement, index, value.constData(), -1, SQLITE_TRANSIENT);
    }
    static bool step(sqlite3_stmt* statement)
    {
        const bool done = sqlite3_step(statement) == SQLITE_DONE;
        sqlite3_reset(statement);
        return done;
    }

    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_row = nullptr;
    sqlite3_stmt* m_change = nullptr;
    bool m_good = false;
};

std::vector<QByteArray> boundValues(const Machine& machine)
{
    std::vector<QByteArray> values;
    for (const FieldInfo& field : Machine::record().fields) {
        const QVariant value = field.toSql(&machine);
        QByteArray text = value.toString().toUtf8();
        if (!value.isNull() && text.isNull())
            text = QByteArray("");
        values.push_back(value.isNull() ? QByteArray() : text);
    }
    return values;
}

Result<double> plain(const std::vector<std::vector<Machine>>& batches)
{
    const QTemporaryDir dir;
    PlainSqlite database(dir.filePath(QStringLiteral("plain.db")));
    if (!database.good())
        return fail("store-failed");
    std::vector<std::vector<std::pair<std::vector<QByteArray>, QByteArray>>> prepared;
    for (const auto& batch : batches) {
        auto& rows = prepared.emplace_back();
        for (const Machine& machine : batch)
            rows.emplace_back(boundValues(machine), toText(toJson(machine)));
    }
    QElapsedTimer timer;
    timer.start();
    for (const auto& rows : prepared) {
        bool good = database.run("BEGIN IMMEDIATE");
        for (const auto& [row, body] : rows)
            good = good && database.write(row, body);
        if (!good || !database.run("COMMIT"))
            return fail("store-failed");
    }
    return perSecond(timer.nsecsElapsed());
}

} // namespace

/// The best of some rounds each, one transaction a batch, each waited for.
Result<void> storeWrite(const Print& print)
{
    std::vector<std::vector<Machine>> batches;
    for (int batch = 0; batch < kBatches; ++batch)
        batches.push_back(machinesOfBatch(batch));
    double best = 0;
    double bestPlain = 0;
    for (int round = 0; round < kRounds; ++round) {
        const auto mine = ours(batches);
        const auto peer = plain(batches);
        if (!mine || !peer)
            return fail(mine ? peer.error() : mine.error());
        best = std::max(best, *mine);
        bestPlain = std::max(bestPlain, *peer);
    }
    print(higherIsBetter(QStringLiteral("store.write"), best, QStringLiteral("rows/s"),
                         QStringLiteral("sqlite3"), bestPlain));
    return {};
}

} // namespace rackhouse::bench
