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

/// From the start of the process to the line that it prints at its first paint, in ms.
Result<double> startOnce(const QString& folder)
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
    while (!said.contains("first_paint_ms") && console.waitForReadyRead(kTimeoutMs))
        said += console.readAllStandardOutput();
    const double elapsed = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    if (!said.contains("first_paint_ms")) {
        const QString message = QString::fromUtf8(console.readAllStandardError());
        console.kill();
        console.waitForFinished(kTimeoutMs);
        return fail("timed-out", message);
    }
    console.waitForFinished(kTimeoutMs);
    return elapsed;
}

} // namespace

/// The middle of several starts, the two sizes in turn; the first start of each warms the caches.
Result<void> guiStart(const Print& print)
{
    const QTemporaryDir few;
    const QTemporaryDir many;
    for (const auto& [folder, machines] : {std::pair{&few, kFew}, std::pair{&many, kMany}}) {
        if (auto filled = fill(folder->path(), machines); !filled)
            return filled;
    }
    std::vector<double> withFew;
    std::vector<double> withMany;
    for (int run = 0; run <= kRuns; ++run) {
        for (const auto& [folder, times] :
             {std::pair{&few, &withFew}, std::pair{&many, &withMany}}) {
            const auto ms = startOnce(folder->path());
            if (!ms)
                return fail(ms.error());
            if (run > 0)
                times->push_back(*ms);
        }
    }
    const auto middle = [](std::vector<double>& times) {
        std::nth_element(times.begin(), times.begin() + kRuns / 2, times.end());
        return times[kRuns / 2];
    };
    const double small = middle(withFew);
    Measure measure = lowerIsBetter(QStringLiteral("gui.start"), middle(withMany),
                                    QStringLiteral("ms"), QStringLiteral("limit"), 2 * small);
    measure.more = {{QStringLiteral("machines"), kMany},
                    {QStringLiteral("ms_with_1000"), small},
                    {QStringLiteral("runs"), kRuns}};
    print(measure);
    return {};
}

} // namespace rackhouse::bench
