#include "tests/bench/benches.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>

namespace rackhouse::bench
{

namespace
{

constexpr int kRuns = 3;
constexpr int kBuildTimeoutMs = 30 * 60'000;
constexpr int kTimeoutMs = 60'000;
const QByteArray kFilled = "the racks are full";

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// From the start of `packaging/run` to the line that it prints once the rack view is filled, in
/// ms.
Result<double> startDemo(const QString& tree, int timeoutMs)
{
    QProcess demo;
    demo.setWorkingDirectory(tree);
    demo.setProcessChannelMode(QProcess::MergedChannels);
    QElapsedTimer timer;
    timer.start();
    demo.start(
        tree + QStringLiteral("/packaging/run"),
        {QStringLiteral("--paper"), QStringLiteral("--no-install"), QStringLiteral("--offscreen")});
    QByteArray said;
    while (!said.contains(kFilled) && demo.waitForReadyRead(timeoutMs))
        said += demo.readAll();
    const double elapsed = milliseconds(timer);
    demo.terminate();
    if (!demo.waitForFinished(kTimeoutMs)) {
        demo.kill();
        demo.waitForFinished(kTimeoutMs);
    }
    if (!said.contains(kFilled))
        return fail("timed-out", QString::fromUtf8(said.right(2000)));
    return elapsed;
}

/// The least that any start of the console costs: the loader and its libraries.
Result<double> sayVersion(const QString& program)
{
    QProcess console;
    QElapsedTimer timer;
    timer.start();
    console.start(program, {QStringLiteral("--version")});
    if (!console.waitForFinished(kTimeoutMs) || console.exitCode() != 0)
        return fail("internal", program + QStringLiteral(" --version: ") + console.errorString());
    return milliseconds(timer);
}

} // namespace

/// The best of some starts on a built tree; the first one builds it and is not counted.
Result<void> demoStart(const Print& print)
{
    const QString tree =
        QDir::cleanPath(QCoreApplication::applicationDirPath() + QStringLiteral("/../../.."));
    if (!QFileInfo(tree + QStringLiteral("/packaging/run")).isExecutable())
        return fail("bench-skipped", QStringLiteral("packaging/run is not beside this build"));
    if (const auto built = startDemo(tree, kBuildTimeoutMs); !built)
        return fail(built.error());
    const QString console = tree + QStringLiteral("/build/release/bin/rackhouse");
    double best = 0;
    double bestVersion = 0;
    for (int run = 0; run < kRuns; ++run) {
        const auto start = startDemo(tree, kTimeoutMs);
        const auto version = sayVersion(console);
        if (!start || !version)
            return fail(start ? version.error() : start.error());
        best = run == 0 ? *start : std::min(best, *start);
        bestVersion = run == 0 ? *version : std::min(bestVersion, *version);
    }
    print(lowerIsBetter(QStringLiteral("demo.start"), best, QStringLiteral("ms"),
                        QStringLiteral("rackhouse --version"), bestVersion));
    return {};
}

} // namespace rackhouse::bench
