#include "tests/bench/benches.h"

#include "models/domain/floor.h"
#include "tests/bench/bench_gui.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QScrollBar>

namespace rackhouse::bench
{

namespace
{

constexpr QSize kWindow(1440, 900);
constexpr int kRacks = 40;
constexpr int kRounds = 60;
constexpr int kMachines = 19; ///< of two units in a rack, under two switches

struct Row {
    std::vector<Rack> racks;
    std::vector<Machine> machines;
    std::vector<Asset> assets;
};

Machine machineIn(const Rack& rack, int number, Instant now)
{
    Machine machine;
    machine.id = MachineId::create();
    machine.name = QStringLiteral("%1-u%2").arg(rack.name).arg(number);
    machine.manufacturer = QStringLiteral("Dell");
    machine.model = QStringLiteral("PowerEdge R750");
    machine.rackId = rack.id;
    machine.position = 1 + 2 * number;
    machine.heightUnits = 2;
    machine.driveCount = 12;
    machine.power = PowerState::On;
    machine.state = MachineState::Available;
    machine.health = Health::Ok;
    machine.weightKg = 28;
    machine.plateW = 1'400;
    machine.observedAt = now;
    return machine;
}

Asset assetIn(const Rack& rack, const QString& suffix, double unit, Mount mount)
{
    Asset asset;
    asset.id = AssetId::create();
    asset.name = rack.name + suffix;
    asset.kind = mount == Mount::Units ? AssetKind::Switch : AssetKind::Pdu;
    asset.rackId = rack.id;
    asset.mount = mount;
    asset.position = unit;
    return asset;
}

Row makeRow(Instant now)
{
    Row row;
    for (int i = 1; i <= kRacks; ++i) {
        Rack rack;
        rack.id = RackId::create();
        rack.name = QStringLiteral("A%1").arg(i, 2, 10, QLatin1Char('0'));
        rack.row = QStringLiteral("A");
        rack.position = i;
        rack.powerLimitW = 30'000;
        rack.weightLimitKg = 1'000;
        for (int number = 0; number < kMachines; ++number)
            row.machines.push_back(machineIn(rack, number, now));
        row.assets.push_back(assetIn(rack, QStringLiteral("-leaf-1"), 40, Mount::Units));
        row.assets.push_back(assetIn(rack, QStringLiteral("-leaf-2"), 41, Mount::Units));
        row.assets.push_back(assetIn(rack, QStringLiteral("-pdu-a"), 0, Mount::LeftSide));
        row.assets.push_back(assetIn(rack, QStringLiteral("-pdu-b"), 0, Mount::RightSide));
        row.racks.push_back(std::move(rack));
    }
    return row;
}

/// What Qt needs to fill the same places with as many primitives: for each device that is seen, its
/// plate, and the boxes and the two texts on it; for each unit its line and its two numbers.
double fillSame(QImage& image, const RackView& view, const RackModel& model)
{
    std::vector<QRect> plates;
    int racks = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex rack = model.index(row, 0);
        const QRect head = view.visualRect(rack);
        racks += head.right() >= 0 && head.left() < image.width() ? 1 : 0;
        for (int i = 0; i < model.rowCount(rack); ++i) {
            const QRect rect = view.visualRect(model.index(i, 0, rack));
            if (rect.intersects(image.rect()))
                plates.push_back(rect);
        }
    }
    QElapsedTimer timer;
    timer.start();
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(image.rect(), Qt::white);
    painter.setBrush(Qt::lightGray);
    for (const QRect& rect : plates) {
        painter.drawRect(rect);
        for (int box = 0; box < 24; ++box)
            painter.drawRect(QRectF(rect.right() - 100 + 4 * box, rect.top() + 4, 3, 6));
        painter.drawText(rect.left() + 20, rect.center().y(), QStringLiteral("A01-u17"));
        painter.drawText(rect.left() + 80, rect.center().y(), QStringLiteral("PowerEdge R750"));
    }
    for (int unit = 0; unit < 42 * racks; ++unit) {
        const int y = 20 * (unit % 42);
        painter.drawLine(20, y, 320, y);
        painter.drawText(2, y, QStringLiteral("17"));
        painter.drawText(322, y, QStringLiteral("17"));
    }
    painter.end();
    return elapsedMs(timer);
}

} // namespace

/// From the second round on the names are laid out already, as when a person scrolls or the site
/// changes; the first one, with all of them new, is told beside.
Result<void> guiRackOpen(const Print& print)
{
    const SystemClock clock;
    const Row row = makeRow(clock.now());
    const double memory = residentMb();
    QImage image(kWindow, QImage::Format_ARGB32_Premultiplied);
    Theme theme(*qApp);
    RackModel model(clock);
    RackView view(theme, &model, nullptr);
    view.resize(kWindow);
    view.show();
    std::vector<double> opens;
    std::vector<double> fills;
    for (int round = 0; round < kRounds; ++round) {
        model.set({}, {});
        QElapsedTimer timer;
        timer.start();
        model.set(row.racks, row.machines, row.assets);
        view.horizontalScrollBar()->setValue(round * RackLayout(model).pitch() / 2);
        view.viewport()->render(&image);
        opens.push_back(elapsedMs(timer));
        fills.push_back(fillSame(image, view, model));
    }
    const double first = opens.front();
    for (const auto& [name, share] : {std::pair{"p50", 0.5}, std::pair{"p99", 0.99}}) {
        Measure measure = lowerIsBetter(QStringLiteral("gui.rack.open.%1").arg(QLatin1String(name)),
                                        partOf(opens, share), QStringLiteral("ms"),
                                        QStringLiteral("qt-fill"), partOf(fills, share));
        measure.more = {{QStringLiteral("racks"), kRacks},
                        {QStringLiteral("first_ms"), first},
                        {QStringLiteral("memory_mb"), residentMb() - memory},
                        {QStringLiteral("devices"),
                         static_cast<qint64>(row.machines.size() + row.assets.size())}};
        print(measure);
    }
    return {};
}

} // namespace rackhouse::bench
