#include "tests/bench/benches.h"

#include "models/items/fabricmodel.h"
#include "models/topology/ibnetdiscover.h"
#include "tests/bench/bench_gui.h"
#include "tests/support/demofabric.h"
#include "widgets/fabric/fabricview.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QScrollBar>

namespace rackhouse::bench
{

namespace
{

constexpr QSize kWindow(1440, 900);
constexpr int kFrames = 240;
constexpr double kFrameLimitMs = 33; ///< of the large fabric, p99
constexpr double kOpenLimitMs = 1000;

/// One frame of a person who zooms in and wanders over all of it.
void move(FabricView& view, int frame)
{
    const QPointF middle = view.viewport()->rect().center();
    const int phase = frame % 60;
    if (phase < 20)
        view.setZoom(view.zoom() * 1.08, middle);
    else if (phase >= 50)
        view.setZoom(view.zoom() / 1.15, middle);
    QScrollBar* bar = phase % 2 == 0 ? view.horizontalScrollBar() : view.verticalScrollBar();
    bar->setValue(bar->value() + ((frame / 60) % 2 == 0 ? 90 : -90));
}

/// What Qt needs to fill the same places: a rectangle for each that the view shows.
double fillSame(QImage& image, const FabricView& view, const FabricModel& model, int nodes)
{
    std::vector<QRect> rects;
    for (int node = 0; node < nodes; ++node) {
        const QRect rect = view.visualRect(model.indexOfNode(node));
        if (rect.intersects(image.rect()))
            rects.push_back(rect);
    }
    QElapsedTimer timer;
    timer.start();
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(image.rect(), Qt::white);
    painter.setBrush(Qt::blue);
    for (const QRect& rect : rects)
        painter.drawRect(rect);
    painter.end();
    return elapsedMs(timer);
}

/// What ibnetdiscover printed of a real one, where it is beside the source tree.
DemoFabric realFabric(Instant now)
{
    QFile file(QStringLiteral(RACKHOUSE_BENCH_DIR "/../../../shared/topology/ibnetdiscover/"
                                                  "topograph_example.out"));
    if (file.open(QIODevice::ReadOnly)) {
        if (const auto subnet = readIbnetdiscover(file))
            return DemoFabric::of(FabricGraph::of(*subnet), now);
    }
    return DemoFabric::make(8, 17, 4, now);
}

void measureFabric(const Print& print, const QString& size, const DemoFabric& demo)
{
    const double before = residentMb();
    QImage image(kWindow, QImage::Format_ARGB32_Premultiplied);
    Theme theme(*qApp);
    FabricModel model;
    FabricView view(theme, &model, nullptr);
    view.resize(kWindow);
    view.show();
    QElapsedTimer timer;
    timer.start();
    model.set(std::make_shared<FabricPicture>(demo.fabric, demo.nodes, demo.links));
    view.viewport()->render(&image);
    const auto links = static_cast<qint64>(demo.links.size());
    const auto named = [&](const char* what) {
        return QStringLiteral("gui.fabric.%1.%2").arg(QLatin1String(what), size);
    };
    Measure open = lowerIsBetter(named("layout"), elapsedMs(timer), QStringLiteral("ms"),
                                 QStringLiteral("limit"), kOpenLimitMs);
    open.more = {{QStringLiteral("links"), links},
                 {QStringLiteral("memory_mb"), residentMb() - before}};
    print(open);

    std::vector<double> frames;
    std::vector<double> fills;
    for (int frame = 0; frame < kFrames; ++frame) {
        move(view, frame);
        timer.start();
        view.viewport()->render(&image);
        frames.push_back(elapsedMs(timer));
        fills.push_back(fillSame(image, view, model, static_cast<int>(demo.nodes.size())));
    }
    for (const auto& [name, share] : {std::pair{"frame.p50", 0.5}, std::pair{"frame.p99", 0.99}}) {
        Measure measure = lowerIsBetter(named(name), partOf(frames, share), QStringLiteral("ms"),
                                        QStringLiteral("limit"), kFrameLimitMs);
        measure.more = {{QStringLiteral("qt_fill_ms"), partOf(fills, share)},
                        {QStringLiteral("links"), links},
                        {QStringLiteral("memory_mb"), residentMb() - before}};
        print(measure);
    }
}

} // namespace

/// The real fabric of 1,114 links, or where its file is absent one of about its size, as `links`
/// tells; and one of 4,096 hosts with eight rails.
Result<void> guiFabric(const Print& print)
{
    const Instant now = SystemClock().now();
    measureFabric(print, QStringLiteral("1114"), realFabric(now));
    measureFabric(print, QStringLiteral("4096"), DemoFabric::make(128, 32, 8, now));
    return {};
}

} // namespace rackhouse::bench
