#include "tests/bench/benches.h"

#include "models/domain/asset.h"
#include "models/store/replica.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>

namespace rackhouse::bench
{

namespace
{

constexpr int kFew = 1'000;
constexpr int kMany = 20'000;
constexpr int kRuns = 7;
constexpr int kTimeoutMs = 60'000;
constexpr int kPage = 1'000; ///< changes entered at once

Result<void> fill(const QString& folder, int machines)
{
    const SystemClock clock;
    const auto replica = Replica::open(folder + QStringLiteral("/replica.db"), clock);
    if (!replica)
        return fail(replica.error());
    const QString site = newUuid();
    std::vector<Change> page;
    for (int i = 1; i <= machines; ++i) {
        Machine machine;
        machine.id = MachineId::create();
        machine.name = QStringLiteral("r%1-u%2").arg(i / 40).arg(i % 40);
        machine.serial = QStringLiteral("SN%1").arg(i);
        machine.model = QStringLiteral("DGX H100");
        machine.observedAt = clock.now();
        page.push_back({i, clock.now(), Machine::record().kindText(), machine.id.text(), false,
                        toJson(machine)});
        if (page.size() < kPage && i < machines)
            continue;
        if (auto applied = (*replica)->applyChanges(site, page, i); !applied)
            return applied;
        page.clear();
    }
    return {};
}

/// From the start of the process, in ms.
struct Start {
    double painted = 0; ///< to the first paint
    double filled = 0;  ///< to the machines table with its rows
};

/// Waits for a line of the console and tells when it came.
Result<double> timeOf(const QByteArray& line, QProcess& console, QByteArray& said,
                      const QElapsedTimer& timer)
{
    while (!said.contains(line)) {
        if (!console.waitForReadyRead(kTimeoutMs))
            return fail("timed-out", QString::fromUtf8(console.readAllStandardError()));
        said += console.readAllStandardOutput();
    }
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

Result<Start> startOnce(const QString& folder)
{
    QProcess console;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder + QStringLiteral("/config"));
    console.setProcessEnvironment(environment);
    QElapsedTimer timer;
    timer.start();
    console.start(QCoreApplication::applicationDirPath() + QStringLiteral("/rackhouse"),
                  {QStringLiteral("--measure-start"), QStringLiteral("--data"), folder});
    QByteArray said;
    const auto painted = timeOf("first_paint_ms", console, said, timer);
    const auto filled = painted ? timeOf("filled_ms", console, said, timer) : painted;
    if (!filled)
        console.kill();
    console.waitForFinished(kTimeoutMs);
    if (!filled)
        return fail(filled.error());
    return Start{*painted, *filled};
}

double middle(std::vector<double> times)
{
    std::nth_element(times.begin(), times.begin() + kRuns / 2, times.end());
    return times[kRuns / 2];
}

/// The middle of the starts, with many machines against twice that with few.
void report(const Print& print, const QString& name, double Start::*part,
            const std::vector<Start>& withFew, const std::vector<Start>& withMany)
{
    const auto middleOf = [part](const std::vector<Start>& starts) {
        std::vector<double> times;
        for (const Start& start : starts)
            times.push_back(start.*part);
        return middle(std::move(times));
    };
    const double small = middleOf(withFew);
    Measure measure = lowerIsBetter(name, middleOf(withMany), QStringLiteral("ms"),
                                    QStringLiteral("limit"), 2 * small);
    measure.more = {{QStringLiteral("machines"), kMany},
                    {QStringLiteral("ms_with_1000"), small},
                    {QStringLiteral("runs"), kRuns}};
    print(measure);
}

} // namespace

/// The two sizes in turn; the first start of each warms the caches.
Result<void> guiStart(const Print& print)
{
    const QTemporaryDir few;
    const QTemporaryDir many;
    for (const auto& [folder, machines] : {std::pair{&few, kFew}, std::pair{&many, kMany}}) {
        if (auto filled = fill(folder->path(), machines); !filled)
            return filled;
    }
    std::vector<Start> withFew;
    std::vector<Start> withMany;
    for (int run = 0; run <= kRuns; ++run) {
        for (const auto& [folder, starts] :
             {std::pair{&few, &withFew}, std::pair{&many, &withMany}}) {
            const auto start = startOnce(folder->path());
            if (!start)
                return fail(start.error());
            if (run > 0)
                starts->push_back(*start);
        }
    }
    report(print, QStringLiteral("gui.start"), &Start::painted, withFew, withMany);
    report(print, QStringLiteral("gui.start.filled"), &Start::filled, withFew, withMany);
    return {};
}

} // namespace rackhouse::bench
