#include "tests/unit/power/powersite.h"
#include "widgets/hall/halllegend.h"
#include "widgets/hall/hallpaint.h"
#include "widgets/hall/rackcard.h"
#include "widgets/racks/racksupply.h"

#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QTest>

using namespace rackhouse;

namespace
{
constexpr Instant kNow{1'700'000'000'000};
} // namespace

/// What tiles, legend and card say of the measures of a rack.
class TestGuiMeasures : public QObject
{
    Q_OBJECT

private slots:
    void marksStayWhereTilesAreSmall();
    void breakersLimitTheirRack();
    void theCardTellsMeasuredFromPlate();
};

/// Colours of the tile of a rack with that machine, drawn so small that no shape has room.
static QSet<QRgb> coloursOfTile(const Machine& machine, FloorMeasure measure, const Tokens& tokens)
{
    Rack rack;
    rack.id = RackId::create();
    rack.powerLimitW = 1000;
    Machine placed = machine;
    placed.rackId = rack.id;
    auto picture = std::make_shared<FloorPicture>(
        FloorPicture::Source{.racks = {rack}, .machines = {placed}, .staleBefore = kNow});
    const HallScene scene(picture, 0, measure);
    constexpr qreal zoom = .012; // 7 by 14 pixels
    const QRectF area = picture->place(0).area;
    QImage image(40, 40, QImage::Format_RGB32);
    image.fill(tokens.app);
    QPainter painter(&image);
    const HallCamera camera{QPointF(10, 10) - area.topLeft() * zoom, zoom};
    HallPaint(painter, tokens, scene, camera, {{}, -1, -1, image.rect()}).paintContents();
    QSet<QRgb> colours;
    for (int x = 10; x < 16; ++x) {
        for (int y = 10; y < 23; ++y)
            colours.insert(image.pixel(x, y));
    }
    return colours;
}

void TestGuiMeasures::marksStayWhereTilesAreSmall()
{
    Theme theme(*qApp);
    const Tokens& tokens = theme.tokens();
    Machine machine;
    machine.id = MachineId::create();
    machine.observedAt = kNow;
    machine.powerW = 500;
    machine.inletC = 20;
    machine.wipedAt = kNow;
    const QSet<QRgb> calm = coloursOfTile(machine, FloorMeasure::Power, tokens);
    QVERIFY(!calm.contains(tokens.critical.rgb()) && !calm.contains(tokens.warning.rgb()));
    machine.powerW = 950;
    QVERIFY(coloursOfTile(machine, FloorMeasure::Power, tokens).contains(tokens.warning.rgb()));
    machine.powerW = 1050;
    QVERIFY(coloursOfTile(machine, FloorMeasure::Power, tokens).contains(tokens.critical.rgb()));
    machine.inletC = 34;
    QVERIFY(coloursOfTile(machine, FloorMeasure::Inlet, tokens).contains(tokens.critical.rgb()));
    machine.inletC = 20;
    QCOMPARE(coloursOfTile(machine, FloorMeasure::Inlet, tokens).size(), 1);
    machine.observedAt = kNow.plusMs(-1);
    QVERIFY(coloursOfTile(machine, FloorMeasure::Inlet, tokens).contains(tokens.text.rgb()));
    QCOMPARE(coloursOfTile(machine, FloorMeasure::Wiped, tokens).size(), 1);
    machine.wipedAt = {};
    QVERIFY(coloursOfTile(machine, FloorMeasure::Wiped, tokens).contains(tokens.text.rgb()));
    // And the legend says so.
    HallLegend legend(theme, nullptr);
    legend.setMeasure(FloorMeasure::Inlet);
    QVERIFY(legend.accessibleDescription().contains(u"not heard of for 5 min"_qs));
    legend.setMeasure(FloorMeasure::Wiped);
    QVERIFY(legend.accessibleDescription().contains(u"some never"_qs));
}

void TestGuiMeasures::breakersLimitTheirRack()
{
    PowerSite site;
    const RackId rack = site.rack(u"A07"_qs, 42);
    const RackId next = site.rack(u"A08"_qs, 42);
    site.feed(u"UPS"_qs, u"A"_qs, {}, 100); // of both racks
    site.feed(u"A07-A"_qs, u"A"_qs, u"UPS"_qs, 40);
    site.feed(u"A07-B"_qs, u"B"_qs, {}, 32);
    site.pdu(u"PDU A1"_qs, u"A07-A"_qs, rack, 5'000);
    site.pdu(u"PDU A2"_qs, u"A07-A"_qs, rack, 5'000);
    site.pdu(u"PDU B1"_qs, u"A07-B"_qs, rack);
    site.pdu(u"PDU N"_qs, u"UPS"_qs, next);
    const auto supplies = rackSupplies(PowerPicture(site.books));
    // The breaker of the two on side A carries 7,360 W, that of side B 5,888 W.
    QCOMPARE(supplies[rack.text()].watts, .8 * 230 * 32);
    QCOMPARE(supplies[rack.text()].by, u"A07-B"_qs);
    QCOMPARE(supplies.value(next.text()).watts, 0.0); // what it shares is no limit of its own
    site.books.feeds.back().amps = 60;
    QCOMPARE(rackSupplies(PowerPicture(site.books))[rack.text()].by, u"A07-A"_qs);
    site.books.feeds[1].amps = 80;
    const RackSupply pdus = rackSupplies(PowerPicture(site.books))[rack.text()];
    QCOMPARE(pdus.watts, 10'000.0);
    QCOMPARE(pdus.by, u"PDU A1 + PDU A2"_qs);
}

void TestGuiMeasures::theCardTellsMeasuredFromPlate()
{
    Rack rack;
    rack.id = RackId::create();
    std::vector<Machine> machines(3);
    for (Machine& machine : machines) {
        machine.id = MachineId::create();
        machine.rackId = rack.id;
        machine.plateW = 2'000'000;
    }
    machines[0].powerW = 1'240'000;
    machines[1].power = PowerState::Off;
    const FloorPicture picture({.racks = {rack}, .machines = machines});
    RackCard card(nullptr);
    card.show(picture, 0, {});
    QStringList texts;
    for (const QLabel* label : card.findChildren<QLabel*>())
        texts << label->text();
    QVERIFY2(texts.contains(u"1.24 MW measured + 2.00 MW by plate (1 of 3)"_qs),
             qPrintable(texts.join(u'|')));
}

QTEST_MAIN(TestGuiMeasures)
#include "test_gui_measures.moc"
