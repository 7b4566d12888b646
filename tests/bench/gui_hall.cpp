#include "tests/bench/benches.h"

#include "tests/bench/bench_gui.h"
#include "tests/support/syntheticsite.h"
#include "widgets/hall/hallview.h"

#include <QApplication>
#include <QImage>
#include <QPainter>

namespace rackhouse::bench
{

namespace
{

constexpr QSize kWindow(1440, 900);
constexpr int kFrames = 400;
constexpr double kFrameLimitMs = 16;
constexpr double kOpenLimitMs = 1000;

std::shared_ptr<const FloorPicture> pictureOf(const SyntheticSite& site, Instant now)
{
    return std::make_shared<FloorPicture>(FloorPicture::Source{.halls = site.halls(),
                                                               .racks = site.racks(),
                                                               .machines = site.machines(),
                                                               .assets = site.assets(),
                                                               .now = now});
}

/// One frame of a person who zooms into a hall or a site, wanders over it and comes out again.
void move(HallView& view, int frame)
{
    const QPointF middle = view.viewport()->rect().center();
    const int phase = frame % 80;
    if (phase < 16)
        view.setZoom(view.zoom() * 1.15, middle);
    else if (phase >= 64)
        view.setZoom(view.zoom() / 1.15, middle);
    const int step = frame / 40 % 2 == 0 ? -60 : 60;
    view.pan(phase % 2 == 0 ? QPointF(step, 0) : QPointF(0, step));
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

/// `what` is "gui.hall" or "gui.site": the first hall alone, or all of them.
void measureView(const Print& print, const QString& what, const QString& size,
                 const SyntheticSite& site, Instant now)
{
    const double memory = residentMb();
    QImage image(kWindow, QImage::Format_ARGB32_Premultiplied);
    Theme theme(*qApp);
    FloorModel model;
    HallView view(theme, &model, nullptr);
    view.resize(kWindow);
    view.show();
    QElapsedTimer timer;
    timer.start();
    model.set(pictureOf(site, now));
    if (what == QLatin1String("gui.site"))
        view.showSite();
    else
        view.setHall(site.halls().front().name);
    view.viewport()->render(&image);
    Measure open = lowerIsBetter(what + QStringLiteral(".open.") + size, elapsedMs(timer),
                                 QStringLiteral("ms"), QStringLiteral("limit"), kOpenLimitMs);
    open.more = {{QStringLiteral("memory_mb"), residentMb() - memory}};
    print(open);
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
            QStringLiteral("%1.frame.%2.%3").arg(what, size, QLatin1String(name)),
            partOf(frames, share), QStringLiteral("ms"), QStringLiteral("limit"), kFrameLimitMs);
        measure.more = {{QStringLiteral("cpu_ms"), partOf(computed, share)},
                        {QStringLiteral("qt_fill_cpu_ms"), partOf(fills, share)},
                        {QStringLiteral("memory_mb"), residentMb() - memory}};
        print(measure);
    }
}

} // namespace

Result<void> guiHall(const Print& print)
{
    const Instant now = SystemClock().now();
    const QString hall = QStringLiteral("gui.hall");
    const SyntheticSite four({}, now);
    const SyntheticSite one({.halls = 1, .rowsPerHall = 100}, now);
    measureView(print, hall, QStringLiteral("500"),
                SyntheticSite({.halls = 1, .servers = 3'125}, now), now);
    measureView(print, hall, QStringLiteral("2000"), one, now);
    measureView(print, QStringLiteral("gui.site"), QStringLiteral("2000"), four, now);
    return {};
}

} // namespace rackhouse::bench
