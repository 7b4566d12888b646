#include "models/base/naturalorder.h"
#include "models/domain/asset.h"
#include "models/query/completion.h"
#include "models/query/filter.h"
#include "tests/fuzz/fuzzing.h"

#include <sqlite3.h>

using namespace rackhouse;
using namespace rackhouse::fuzz;
using namespace rackhouse::query;

namespace
{

constexpr Instant now{1'700'000'000'000};
const QString rack = QStringLiteral("0190a000-0000-7000-8000-000000000001");

/// The name of the row that an Id field points to: only racks have one.
QString label(const FieldInfo& field, const QString& id)
{
    const bool isRack = field.nameText() == QLatin1String("rack_id") && id == rack;
    return isRack ? QStringLiteral("Rack A1") : QString();
}

QString labelSql(const FieldInfo& field)
{
    if (field.nameText() != QLatin1String("rack_id"))
        return {};
    return QStringLiteral("CASE rack_id WHEN '%1' THEN 'Rack A1' ELSE '' END").arg(rack);
}

std::vector<Machine> machines()
{
    std::vector<Machine> rows(5);
    rows[1].name = QStringLiteral("gpu-01 100%_a\\b");
    rows[1].rackId = RackId(rack);
    rows[1].state = MachineState::Paper;
    rows[1].gpuCount = 8;
    rows[1].gpuModel = QStringLiteral("NVIDIA H200");
    rows[1].memoryBytes = 512LL << 30;
    rows[1].observedAt = now.plusMs(-60'000);
    rows[2].name = QString::fromUtf8("Größe \xF0\x9F\x98\x80 \"q\"");
    rows[2].macs = QStringList{QStringLiteral("52:54:00:12:34:56")};
    rows[2].observedAt = now.plusMs(-3'600'000);
    rows[2].power = PowerState::On;
    rows[2].state = MachineState::Available;
    rows[2].gpuCount = 4;
    rows[2].hottestC = 81;
    rows[3].name = QStringLiteral("NONE");
    rows[3].rackId = RackId(QStringLiteral("0190a000-0000-7000-8000-000000000002"));
    rows[3].health = Health::Critical;
    rows[3].coreCount = 128;
    rows[4].name = QStringLiteral("a*b?c");
    rows[4].serial = QStringLiteral("  ");
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].id = MachineId(QStringLiteral("0190a000-0000-7000-8000-0000000001%1")
                                   .arg(int(i), 2, 10, QLatin1Char('0')));
    return rows;
}

/// The machines in SQLite, by the driver's own interface.
class Table
{
public:
    explicit Table(const std::vector<Machine>& rows)
    {
        sqlite3_open(":memory:", &m_database);
        sqlite3_create_collation(m_database, "natural_order", SQLITE_UTF8, nullptr, compareNames);
        const QByteArray create = createTableSql(Machine::record()).toUtf8();
        require(sqlite3_exec(m_database, create.constData(), nullptr, nullptr, nullptr) ==
                    SQLITE_OK,
                "the table can be made");
        QStringList marks(static_cast<qsizetype>(Machine::record().fields.size()),
                          QStringLiteral("?"));
        for (const Machine& row : rows) {
            QVariantList values;
            for (const FieldInfo& field : Machine::record().fields)
                values << field.toSql(&row);
            run(QStringLiteral("INSERT INTO machine VALUES (%1)").arg(marks.join(u',')), values);
        }
    }
    ~Table() { sqlite3_close(m_database); }
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;

    /// The first column of the answer.
    QStringList run(const QString& sql, const QVariantList& values) const
    {
        sqlite3_stmt* statement = nullptr;
        const QByteArray text = sql.toUtf8();
        require(sqlite3_prepare_v2(m_database, text.constData(), -1, &statement, nullptr) ==
                    SQLITE_OK,
                "the condition is SQL");
        for (int i = 0; i < values.size(); ++i)
            bind(statement, i + 1, values[i]);
        QStringList found;
        int step = SQLITE_ROW;
        while ((step = sqlite3_step(statement)) == SQLITE_ROW)
            found << QString::fromUtf8(
                reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
        require(step == SQLITE_DONE, "the condition can be evaluated");
        sqlite3_finalize(statement);
        return found;
    }

private:
    static int compareNames(void*, int leftSize, const void* left, int rightSize, const void* right)
    {
        return compareNaturally({static_cast<const char*>(left), leftSize},
                                {static_cast<const char*>(right), rightSize});
    }

    static void bind(sqlite3_stmt* statement, int place, const QVariant& value)
    {
        if (value.isNull()) {
            sqlite3_bind_null(statement, place);
        } else if (value.typeId() == QMetaType::Double) {
            sqlite3_bind_double(statement, place, value.toDouble());
        } else if (value.typeId() == QMetaType::QString) {
            const QByteArray text = value.toString().toUtf8();
            sqlite3_bind_text(statement, place, text.constData(), static_cast<int>(text.size()),
                              SQLITE_TRANSIENT);
        } else {
            sqlite3_bind_int64(statement, place, value.toLongLong());
        }
    }

    sqlite3* m_database = nullptr;
};

void checkError(const Error& error, const QString& text)
{
    const auto position = error.args.value(QStringLiteral("position")).toLongLong();
    const auto length = error.args.value(QStringLiteral("length")).toLongLong();
    require(position >= 0 && length >= 0 && position + length <= text.size(),
            "an error underlines a piece of the text");
}

void checkCompletion(const QString& text)
{
    for (const qsizetype cursor : {text.size(), text.size() / 2}) {
        for (const auto& offer : complete(text, cursor, Machine::record()))
            require(offer.start >= 0 && offer.start + offer.length <= cursor,
                    "a suggestion replaces what stands before the cursor");
    }
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {"gpu:h200 free:8 rack:A* temp:>80 is:stale",
            "free:none or free:>=4 -free:0..2 temp:none",
            "gpu:h200 memory:>=512GiB rack:A* is:stale seen:>10m",
            "created:2026-01-31 \"free text\" -state:failed or (health:critical,warning power:on)",
            "name:=none rack:none mac:\"52:54\" not (cores:1..128 and seen:2023-11-14T22:13)",
            "name:100%_a\\b name:?* -name:\"a\\\"b\"",
            "name:gpu-01..12 -name:=none,gpu-1..3"};
}

/// A filter finds the same rows as a predicate and as SQL, and its errors point into the text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const std::vector<Machine> rows = machines();
    static const Table table(rows);
    const QString text = QString::fromUtf8(Input(data, size).rest());
    checkCompletion(text);
    const auto filter = Filter::compile(text, Machine::record());
    if (!filter) {
        checkError(filter.error(), text);
        return 0;
    }
    QStringList matching;
    for (const Machine& row : rows) {
        if (filter->matches(&row, {now, label}))
            matching << row.id.text();
    }
    const SqlFilter condition = filter->toSql({now, {}, labelSql});
    const QString where = condition.where.isEmpty() ? QStringLiteral("1") : condition.where;
    const QStringList found = table.run(
        QStringLiteral("SELECT id FROM machine WHERE %1 ORDER BY id").arg(where), condition.values);
    require(found == matching, "predicate and SQL find the same rows");
    return 0;
}
