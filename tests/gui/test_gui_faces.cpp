#include "tests/gui/rackrows.h"

#include "widgets/racks/deviceface.h"
#include "widgets/racks/deviceplate.h"
#include "widgets/racks/rackview.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace rackhouse;

namespace
{

/// By how much the colours of two pictures differ where they differ most.
int farthest(const QImage& a, const QImage& b)
{
    int most = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb one = a.pixel(x, y), other = b.pixel(x, y);
            most = std::max({most, std::abs(qRed(one) - qRed(other)),
                             std::abs(qGreen(one) - qGreen(other)),
                             std::abs(qBlue(one) - qBlue(other))});
        }
    }
    return most;
}

} // namespace

/// What is drawn on a device.
class TestGuiFaces : public QObject, private RackRows
{
    Q_OBJECT

private slots:
    void outletsAreDrawnFromTheTypeAndFilledByCables();
    void facesAreDrawnFromTheType();
    void lampsSayHowThePartsAre();
    void aLeakIsInTheLightOfTheMachine();
    void aCollisionHidesNothingThatIsWorse();
    void whatIsDrawnOnAPlateStaysOnIt();
    void copiedPlatesLookAsIfEachWereDrawn();
    void racksFollowTheTheme();

private:
    Theme m_theme{*qApp};
    ManualClock m_clock{Instant{1'790'000'000'000}};
};

void TestGuiFaces::outletsAreDrawnFromTheTypeAndFilledByCables()
{
    Asset pdu = asset(rack(), u"PDU"_qs, 0);
    pdu.kind = AssetKind::Pdu;
    pdu.mount = Mount::LeftSide;
    const Device device = pdu;
    // Nothing is known of it: nothing is invented.
    QVERIFY((DevicePlate{.device = device}.outlets().empty()));
    DeviceType type;
    QJsonArray ports{QJsonObject{{u"name"_qs, u"Inlet"_qs}, {u"group"_qs, u"power"_qs}}};
    for (int i = 1; i <= 3; ++i)
        ports << QJsonObject{{u"name"_qs, u"Outlet %1"_qs.arg(i)}, {u"group"_qs, u"outlet"_qs}};
    type.layout = {{u"ports"_qs, ports}};
    const DevicePlate plate{.device = device, .type = &type, .plugged = {u"outlet 2"_qs}};
    QCOMPARE(plate.outlets(), (std::vector<bool>{false, true, false}));
    // The one with a cable is filled, its neighbours are not.
    QImage drawn(14, 200, QImage::Format_RGB32);
    drawn.fill(Qt::white);
    QPainter painter(&drawn);
    LineCache lines;
    const Theme theme(*qApp);
    plate.paint(painter, drawn.rect(), theme.tokens(), QFont(), lines);
    painter.end();
    const QPoint first(drawn.rect().center().x() + 1, 9);
    QVERIFY(drawn.pixel(first + QPoint(0, 9)) != drawn.pixel(first));
    QCOMPARE(drawn.pixel(first + QPoint(0, 18)), drawn.pixel(first));
}

void TestGuiFaces::facesAreDrawnFromTheType()
{
    const Rack rack = TestGuiFaces::rack();
    const Device leaf = asset(rack, u"leaf"_qs, 1);
    DeviceType type;
    QJsonArray ports;
    for (int i = 0; i < 34; ++i)
        ports << QJsonObject{{u"group"_qs, i < 32 ? u"network"_qs : u"power"_qs},
                             {u"face"_qs, i < 30 ? u"front"_qs : u"rear"_qs}};
    type.layout = {{u"ports"_qs, ports}, {u"psus"_qs, 2}, {u"drives"_qs, 1e9}};
    QCOMPARE((DeviceFace{leaf, &type, RackFace::Front, Qt::black}.parts().ports), 30);
    QCOMPARE((DeviceFace{leaf, &type, RackFace::Rear, Qt::black}.parts().ports), 2);
    QCOMPARE((DeviceFace{leaf, &type, RackFace::Rear, Qt::black}.parts().psus), 2);
    // A number that makes no sense is no reason to draw for ever.
    QCOMPARE((DeviceFace{leaf, &type, RackFace::Front, Qt::black}.parts().drives), 256);
    // Without a type it is what the hardware told.
    Machine server = machine(rack, u"server"_qs, 2);
    server.driveCount = 12;
    const Device device = server;
    QCOMPARE((DeviceFace{device, nullptr, RackFace::Front, Qt::black}.parts().drives), 12);
}

void TestGuiFaces::lampsSayHowThePartsAre()
{
    Machine server = machine(rack(), u"server"_qs, 2);
    server.driveCount = 8;
    server.power = PowerState::On;
    server.health = Health::Ok;
    server.observedAt = m_clock.now();
    std::vector<Component> parts(8);
    for (int i = 0; i < 8; ++i) {
        parts[size_t(i)].kind = ComponentKind::Drive;
        parts[size_t(i)].slot = u"bay %1"_qs.arg(8 - i); // in any order
        parts[size_t(i)].health = Health::Ok;
    }
    const Device device = server;
    const Tokens& tokens = m_theme.tokens();
    const QSize size(320, 44);
    LineCache lines;
    const auto isLit = [&](const BayHealth& bays, const QColor& colour) {
        QImage image(size, QImage::Format_RGB32);
        image.fill(tokens.surface);
        QPainter painter(&image);
        DevicePlate{.device = device, .bays = &bays, .now = m_clock.now()}.paint(
            painter, image.rect(), tokens, QFont(), lines);
        QSet<int> columns;
        for (int x = 210; x < 310; ++x) {
            for (int y = 0; y < size.height(); ++y) {
                if (image.pixelColor(x, y) == colour)
                    columns.insert(x);
            }
        }
        return columns;
    };
    QVERIFY(!isLit(BayHealth::of(parts), tokens.ok).isEmpty());
    QVERIFY(isLit(BayHealth::of(parts), tokens.critical).isEmpty());
    parts[5].health = Health::Critical; // bay 3
    const BayHealth failed = BayHealth::of(parts);
    QCOMPARE(failed.bad, QStringList{u"bay 3"_qs});
    const QSet<int> red = isLit(failed, tokens.critical);
    QVERIFY(!red.isEmpty());
    const int first = *std::min_element(red.begin(), red.end());
    const int last = *std::max_element(red.begin(), red.end());
    QVERIFY2(last - first < 6 && first >= 210 + 14 && first < 210 + 2 * 7 + 8,
             qPrintable(u"%1 to %2"_qs.arg(first).arg(last)));
    // And it is said.
    RackModel model(m_clock);
    const Rack home = rack();
    server.rackId = home.id;
    model.set({home}, {server}, {}, {}, {{server.id.text(), failed}});
    QVERIFY(model.data(find(model, u"server"_qs), Qt::AccessibleTextRole)
                .toString()
                .contains(u"Not well in it: bay 3"_qs));
}

void TestGuiFaces::aLeakIsInTheLightOfTheMachine()
{
    Machine server = machine(rack(), u"server"_qs, 2);
    server.power = PowerState::On;
    server.state = MachineState::Provisioned;
    server.health = Health::Ok;
    server.observedAt = m_clock.now();
    const Tokens& tokens = m_theme.tokens();
    LineCache lines;
    const auto has = [&](const QColor& colour) {
        QImage image(320, 22, QImage::Format_RGB32);
        image.fill(tokens.surface);
        QPainter painter(&image);
        const Device device = server;
        DevicePlate{.device = device, .now = m_clock.now()}.paint(painter, image.rect(), tokens,
                                                                  QFont(), lines);
        const auto isThere = [&](int from, int to) {
            for (int x = from; x < to; ++x) {
                for (int y = 0; y < image.height(); ++y) {
                    if (image.pixelColor(x, y) == colour)
                        return true;
                }
            }
            return false;
        };
        return std::pair(isThere(0, 20), isThere(300, 320)); // status edge, light
    };
    QCOMPARE(has(tokens.ok), std::pair(true, true));
    QCOMPARE(has(tokens.critical), std::pair(false, false));
    server.leak = Health::Critical;
    QCOMPARE(has(tokens.ok), std::pair(false, false));
    QCOMPARE(has(tokens.critical), std::pair(true, true));
}

void TestGuiFaces::aCollisionHidesNothingThatIsWorse()
{
    Machine server = machine(rack(), u"server"_qs, 2);
    server.state = MachineState::Provisioned;
    server.observedAt = m_clock.now();
    const auto edge = [&](Health health, int lanes) {
        server.health = health;
        QImage image(160, 22, QImage::Format_RGB32);
        image.fill(m_theme.tokens().surface);
        QPainter painter(&image);
        LineCache lines;
        const Device device = server;
        DevicePlate{.device = device, .slot = {2, 2, 0, lanes, false}, .now = m_clock.now()}.paint(
            painter, image.rect(), m_theme.tokens(), QFont(), lines);
        return image.pixelColor(2, 11);
    };
    QCOMPARE(edge(Health::Ok, 1), m_theme.tokens().ok);
    QCOMPARE(edge(Health::Ok, 2), m_theme.tokens().warning);
    QCOMPARE(edge(Health::Critical, 2), m_theme.tokens().critical);
}

void TestGuiFaces::whatIsDrawnOnAPlateStaysOnIt()
{
    Machine server = machine(rack(), u"server"_qs, 2);
    server.power = PowerState::On;
    server.driveCount = 8;
    const QColor ground(1, 2, 3);
    LineCache lines;
    for (const Health health : {Health::Ok, Health::Warning, Health::Critical, Health::Unknown}) {
        for (const qint64 age : {0, 3'600'000}) {
            server.health = health;
            server.observedAt = m_clock.now().plusMs(-age);
            for (int height = 2; height <= 22; ++height) {
                QImage image(320, 60, QImage::Format_RGB32);
                image.fill(ground);
                QPainter painter(&image);
                const QRect plate(0, 20, 320, height);
                const Device device = server;
                DevicePlate{.device = device, .now = m_clock.now()}.paint(
                    painter, plate, m_theme.tokens(), QFont(), lines);
                for (const int x : {10, 11, 12, 13, 14, 310, 311, 312, 313, 314}) {
                    for (const int y : {plate.top() - 1, plate.bottom() + 1})
                        QVERIFY2(image.pixelColor(x, y) == ground,
                                 qPrintable(u"%1 high, at %2, %3"_qs.arg(height).arg(x).arg(y)));
                }
            }
        }
    }
}

void TestGuiFaces::copiedPlatesLookAsIfEachWereDrawn()
{
    Machine server = machine(rack(), u"server"_qs, 2);
    server.halfDepth = true;
    const Device device = server;
    std::vector<DevicePlate> plates(5, DevicePlate{.device = device});
    plates[1].selected = true;
    plates[2].hovered = true;
    plates[3].focused = true;
    plates[4].seenFrom = RackFace::Rear; // hatched
    LineCache lines;
    Stamps stamps;
    const auto drawn = [&](DevicePlate plate, const QRect& rect, Stamps* from, double ratio) {
        QImage image((QSizeF(330, 60) * ratio).toSize(), QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(m_theme.tokens().surface);
        QPainter painter(&image);
        plate.stamps = from;
        plate.paint(painter, rect, m_theme.tokens(), QFont(), lines);
        return image;
    };
    constexpr int rounding = 6; // a hovered plate is 10 away from a plain one
    // The second time it is a copy; no look is taken for another one.
    for (int time = 1; time <= 2; ++time) {
        for (std::size_t i = 0; i < plates.size(); ++i) {
            for (const double ratio : {1.0, 2.0}) {
                for (const QRect& rect : {QRect(8, 6, 280, 43), QRect(20, 11, 280, 21)})
                    QVERIFY2(farthest(drawn(plates[i], rect, &stamps, ratio),
                                      drawn(plates[i], rect, nullptr, ratio)) <= rounding,
                             qPrintable(u"plate %1 at %2"_qs.arg(i).arg(ratio)));
            }
        }
    }
}

void TestGuiFaces::racksFollowTheTheme()
{
    RackModel model(m_clock);
    model.set({rack()}, {});
    RackView view(m_theme, &model, nullptr);
    view.resize(500, 600);
    view.show();
    const QPoint inside = view.visualRect(model.index(0, 0)).bottomLeft() + QPoint(5, 50);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        m_theme.setMode(mode);
        QCOMPARE(view.viewport()->grab().toImage().pixelColor(inside), m_theme.tokens().surface);
    }
    m_theme.setMode(Theme::Mode::Light);
}

QTEST_MAIN(TestGuiFaces)
#include "test_gui_faces.moc"
