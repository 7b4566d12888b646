#include "tests/bench/benches.h"

#include "tests/bench/bench_gui.h"
#include "tests/gui/demowindow.h"
#include "tests/support/syntheticsite.h"
#include "widgets/hall/hallview.h"

#include <QThread>

namespace rackhouse::bench
{

namespace
{

constexpr double kLiveLimitPercent = 20;
constexpr double kMemoryLimitMb = 600;
constexpr int kChangesASecond = 2'000;
constexpr int kPagesASecond = 10;
constexpr int kLiveSeconds = 6;

/// The CPU time of the whole process over some seconds, and that of this thread.
std::pair<double, double> cpuOver(int seconds)
{
    const double all = cpuMs(RUSAGE_SELF);
    const double mine = cpuMs(RUSAGE_THREAD);
    wait(seconds * 1000);
    return {cpuMs(RUSAGE_SELF) - all, cpuMs(RUSAGE_THREAD) - mine};
}

} // namespace

/// The real window at the floor of the full site, while the site changes.
Result<void> guiLive(const Print& print)
{
    DemoWindow demo(0);
    SyntheticSite site({}, demo.clock().now());
    if (auto filled = site.fill(demo.replica()); !filled)
        return filled;
    demo.records().setSite(SyntheticSite::key());
    demo.window().open(QUrl(QStringLiteral("rackhouse:/floor")));
    auto* view = demo.window().findChild<HallView*>(QStringLiteral("hall"));
    waitUntil([&] { return view->model()->rowCount() == 4 && !demo.records().isBusy(); });
    const auto idle = cpuOver(kLiveSeconds);
    print(lowerIsBetter(QStringLiteral("gui.memory"), residentMb(), QStringLiteral("MB"),
                        QStringLiteral("limit"), kMemoryLimitMb));

    std::vector<std::vector<Change>> pages;
    for (int page = 0; page < kLiveSeconds * kPagesASecond; ++page)
        pages.push_back(site.nextChanges(kChangesASecond / kPagesASecond));
    double applying = 0;
    std::unique_ptr<QThread> feed(QThread::create([&] {
        const double before = cpuMs(RUSAGE_THREAD);
        QElapsedTimer timer;
        timer.start();
        qint64 due = 0;
        for (const auto& page : pages) {
            (void)demo.replica().applyChanges(SyntheticSite::key(), page, page.back().seq);
            due += 1000 / kPagesASecond;
            if (due > timer.elapsed())
                QThread::msleep(static_cast<unsigned long>(due - timer.elapsed()));
        }
        applying = cpuMs(RUSAGE_THREAD) - before;
    }));
    feed->start();
    const auto live = cpuOver(kLiveSeconds);
    feed->wait();
    const auto percent = [](double ms) {
        return ms / (kLiveSeconds * 10.0);
    };
    Measure measure =
        lowerIsBetter(QStringLiteral("gui.live"), percent(live.first - idle.first),
                      QStringLiteral("% of a core"), QStringLiteral("limit"), kLiveLimitPercent);
    measure.more = {{QStringLiteral("gui_thread_percent"), percent(live.second - idle.second)},
                    {QStringLiteral("entering_percent"), percent(applying)},
                    {QStringLiteral("idle_percent"), percent(idle.first)}};
    print(measure);
    return {};
}

} // namespace rackhouse::bench
