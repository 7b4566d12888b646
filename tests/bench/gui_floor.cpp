#include "tests/bench/benches.h"

#include "models/items/recordtablemodel.h"
#include "tests/bench/bench_gui.h"
#include "tests/gui/demowindow.h"
#include "tests/support/syntheticsite.h"
#include "widgets/common/celldelegate.h"
#include "widgets/common/tableview.h"
#include "widgets/hall/hallview.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QPainter>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QThread>

#include <sys/resource.h>

namespace rackhouse::bench
{

namespace
{

constexpr QSize kWindow(1440, 900);
constexpr int kFrames = 400;
constexpr double kFrameLimitMs = 16;
constexpr double kTableLimitMs = 50;
constexpr double kLiveLimitPercent = 20;
constexpr double kMemoryLimitMb = 600;
constexpr int kTableRuns = 15;
constexpr int kChangesASecond = 2'000;
constexpr int kPagesASecond = 10;
constexpr int kLiveSeconds = 6;

double cpuMs(int who)
{
    rusage usage{};
    getrusage(who, &usage);
    const auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

void wait(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

void waitUntil(const std::function<bool()>& reached)
{
    while (!reached())
        wait(20);
}

std::shared_ptr<const FloorPicture> pictureOf(const SyntheticSite& site, Instant now)
{
    return std::make_shared<FloorPicture>(FloorPicture::Source{.halls = site.halls(),
                                                               .racks = site.racks(),
                                                               .machines = site.machines(),
                                                               .assets = site.assets(),
                                                               .now = now});
}

/// One frame of a person who zooms into a hall, wanders over it and comes out again.
void move(HallView& view, int frame)
{
    const QPointF middle = view.viewport()->rect().center();
    const int phase = frame % 80;
    if (phase < 16)
        view.setZoom(view.zoom() * 1.15, middle);
    else if (phase >= 64)
        view.setZoom(view.zoom() / 1.15, middle);
    QScrollBar* bar = phase % 2 == 0 ? view.horizontalScrollBar() : view.verticalScrollBar();
    bar->setValue(bar->value() + (frame / 40 % 2 == 0 ? 60 : -60));
}

/// What Qt needs for the same places: a rectangle for each rack that is seen, and a text where
/// there is room for one.
double fillSame(QImage& image, const HallView& view, const FloorModel& model, int racks)
{
    std::vector<QRect> rects;
    for (int rack = 0; rack < racks; ++rack) {
        const QRect rect = view.visualRect(model.indexOfRack(rack));
        if (rect.intersects(image.rect()))
            rects.push_back(rect);
    }
    const double before = threadCpuMs();
    QPainter painter(&image);
    painter.fillRect(image.rect(), Qt::white);
    const QString text = QStringLiteral("34/42");
    for (const QRect& rect : rects) {
        painter.fillRect(rect, Qt::blue);
        if (rect.width() >= 26)
            painter.drawText(rect, Qt::AlignCenter, text);
    }
    painter.end();
    return threadCpuMs() - before;
}

void measureHall(const Print& print, const QString& size, const SyntheticSite& site, Instant now)
{
    QImage image(kWindow, QImage::Format_ARGB32_Premultiplied);
    Theme theme(*qApp);
    FloorModel model;
    HallView view(theme, &model, nullptr);
    view.resize(kWindow);
    view.show();
    QElapsedTimer timer;
    timer.start();
    model.set(pictureOf(site, now));
    view.setHall(site.halls().front().name);
    view.viewport()->render(&image);
    print(lowerIsBetter(QStringLiteral("gui.hall.open.") + size, elapsedMs(timer),
                        QStringLiteral("ms"), QStringLiteral("limit"), 1000));
    std::vector<double> frames;
    std::vector<double> computed;
    std::vector<double> fills;
    for (int frame = 0; frame < kFrames; ++frame) {
        if (frame % 50 == 0)
            view.setMeasure(FloorMeasure(frame / 50 % 6));
        move(view, frame);
        const double before = threadCpuMs();
        timer.start();
        view.viewport()->render(&image);
        frames.push_back(elapsedMs(timer));
        computed.push_back(threadCpuMs() - before);
        fills.push_back(fillSame(image, view, model, int(site.racks().size())));
    }
    for (const auto& [name, share] : {std::pair{"p50", 0.5}, std::pair{"p99", 0.99}}) {
        Measure measure = lowerIsBetter(
            QStringLiteral("gui.hall.frame.%1.%2").arg(size, QLatin1String(name)),
            partOf(frames, share), QStringLiteral("ms"), QStringLiteral("limit"), kFrameLimitMs);
        measure.more = {{QStringLiteral("cpu_ms"), partOf(computed, share)},
                        {QStringLiteral("qt_fill_cpu_ms"), partOf(fills, share)}};
        print(measure);
    }
}

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

void printTable(const Print& print, const char* name, const std::vector<Answered>& answers)
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
        measure.more = {{QStringLiteral("cpu_ms"), partOf(computed, share)}};
        print(measure);
    }
}

/// The CPU time of the whole process over some seconds, and that of this thread.
std::pair<double, double> cpuOver(int seconds)
{
    const double all = cpuMs(RUSAGE_SELF);
    const double mine = cpuMs(RUSAGE_THREAD);
    wait(seconds * 1000);
    return {cpuMs(RUSAGE_SELF) - all, cpuMs(RUSAGE_THREAD) - mine};
}

} // namespace

Result<void> guiHall(const Print& print)
{
    const Instant now = SystemClock().now();
    measureHall(print, QStringLiteral("500"), SyntheticSite({}, now), now);
    measureHall(print, QStringLiteral("2000"), SyntheticSite({.halls = 1, .rowsPerHall = 100}, now),
                now);
    return {};
}

Result<void> guiTable(const Print& print)
{
    const SystemClock clock;
    const QTemporaryDir folder;
    const auto replica = Replica::open(folder.filePath(QStringLiteral("replica.db")), clock);
    if (!replica)
        return fail(replica.error());
    if (auto filled = SyntheticSite({.cables = 0}, clock.now()).fill(**replica); !filled)
        return filled;
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
    printTable(print, "gui.table.filter", filtering);
    printTable(print, "gui.table.sort", sorting);
    return {};
}

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
