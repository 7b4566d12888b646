#include "tests/bench/benches.h"

#include "models/domain/asset.h"
#include "models/items/recordtablemodel.h"
#include "tests/bench/bench_gui.h"
#include "tests/support/syntheticsite.h"
#include "widgets/common/celldelegate.h"
#include "widgets/common/tableview.h"

#include <QApplication>
#include <QEventLoop>
#include <QImage>
#include <QTemporaryDir>

namespace rackhouse::bench
{

namespace
{

constexpr QSize kWindow(1440, 900);
constexpr double kTableLimitMs = 50;
constexpr int kTableRuns = 15;

/// How long a person waited, and what the whole process computed meanwhile.
struct Answered {
    double ms = 0;
    double cpuMs = 0;
};

/// From a question to the table until the answer is painted.
Answered askTable(RecordTableModel& model, TableView& table, QImage& image,
                  const std::function<void()>& ask)
{
    const double before = cpuMs(RUSAGE_SELF);
    QElapsedTimer timer;
    timer.start();
    QEventLoop loop;
    QObject::connect(&model, &RecordTableModel::loaded, &loop, &QEventLoop::quit);
    ask();
    loop.exec();
    table.viewport()->render(&image);
    const Answered first{elapsedMs(timer), cpuMs(RUSAGE_SELF) - before};
    waitUntil([&model] { return !model.isLoading(); });
    return first;
}

void printTable(const Print& print, const char* name, const std::vector<Answered>& answers,
                double memoryMb)
{
    std::vector<double> times;
    std::vector<double> computed;
    for (const Answered& answer : answers) {
        times.push_back(answer.ms);
        computed.push_back(answer.cpuMs);
    }
    for (const auto& [suffix, share] : {std::pair{".p50", 0.5}, std::pair{".p99", 0.99}}) {
        Measure measure =
            lowerIsBetter(QLatin1String(name) + QLatin1String(suffix), partOf(times, share),
                          QStringLiteral("ms"), QStringLiteral("limit"), kTableLimitMs);
        measure.more = {{QStringLiteral("cpu_ms"), partOf(computed, share)},
                        {QStringLiteral("memory_mb"), memoryMb}};
        print(measure);
    }
}

} // namespace

Result<void> guiTable(const Print& print)
{
    const SystemClock clock;
    const QTemporaryDir folder;
    const auto replica = Replica::open(folder.filePath(QStringLiteral("replica.db")), clock);
    if (!replica)
        return fail(replica.error());
    if (auto filled = SyntheticSite({.cables = 0}, clock.now()).fill(**replica); !filled)
        return filled;
    const double memory = residentMb();
    Theme theme(*qApp);
    RecordTableModel model(**replica, Component::record());
    TableView table(nullptr);
    table.setModel(&model);
    table.setItemDelegate(new CellDelegate(theme, &table));
    table.resize(kWindow);
    table.show();
    QImage image(kWindow, QImage::Format_ARGB32_Premultiplied);
    waitUntil([&model] { return model.rowCount() > 0 && !model.isLoading(); });
    static const QStringList filters{QStringLiteral("h200"), QStringLiteral("health:warning"),
                                     QStringLiteral("serial:16*7"), QString(),
                                     QStringLiteral("slot:\"GPU 3\"")};
    static const QStringList orders{QStringLiteral("serial"), QStringLiteral("model"),
                                    QStringLiteral("slot"), QStringLiteral("machine_id")};
    std::vector<Answered> filtering;
    std::vector<Answered> sorting;
    for (int run = 0; run < kTableRuns; ++run) {
        filtering.push_back(askTable(
            model, table, image, [&] { (void)model.setFilter(filters.at(run % filters.size())); }));
    }
    askTable(model, table, image, [&] { (void)model.setFilter({}); });
    for (int run = 0; run < kTableRuns; ++run) {
        sorting.push_back(askTable(model, table, image, [&] {
            model.setOrder(orders.at(run % orders.size()),
                           run % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        }));
    }
    const double used = residentMb() - memory;
    printTable(print, "gui.table.filter", filtering, used);
    printTable(print, "gui.table.sort", sorting, used);
    return {};
}

} // namespace rackhouse::bench
