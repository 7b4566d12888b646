#include "widgets/racks/deviceplate.h"

#include "widgets/racks/plateoverlay.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rackhouse
{

namespace
{

constexpr int edge = 3;
constexpr int faceWidth = 104;
constexpr int hatchStep = 8;
constexpr int smallestText = 7; ///< in pixels; that of a unit where a tall rack fits the window
constexpr int markHeight = 12;  ///< plate from which on a mark has its full size
constexpr int smallestMark = 4; ///< plate that has room for one at all
constexpr int narrowest = 200;  ///< plate that has room for its face

/// Lines instead of a pattern brush or a clip: not every reader of SVG knows those.
void hatch(QPainter& painter, const QRectF& area, const QColor& colour)
{
    painter.setPen(QPen(colour, 1));
    const double first = area.left() - area.height() + hatchStep;
    const int lines = int(std::ceil((area.right() - first) / hatchStep));
    for (int line = 0; line < lines; ++line) {
        const double start = first + line * hatchStep;
        const double left = qMax(start, area.left());
        const double right = qMin(start + area.height(), area.right());
        painter.drawLine(QPointF(left, area.bottom() - (left - start)),
                         QPointF(right, area.bottom() - (right - start)));
    }
}

/// The shape of a tone, never higher than the place that it stands in.
void paintMark(QPainter& painter, const QRect& place, Tone tone, const Tokens& t)
{
    if (place.height() >= markHeight)
        return paintTone(&painter, place, tone, t);
    if (place.height() < smallestMark)
        return;
    const double scale = double(place.height()) / markHeight;
    painter.save();
    painter.translate(QRectF(place).center());
    painter.scale(scale, scale);
    paintTone(&painter, {-markHeight / 2, -markHeight / 2, markHeight, markHeight}, tone, t);
    painter.restore();
}

QString tr(const char* text)
{
    return QCoreApplication::translate("DevicePlate", text);
}

} // namespace

bool DevicePlate::isHatched() const
{
    return isBehind() || device.isKind(AssetKind::Reservation);
}

QString DevicePlate::detail() const
{
    const Asset* asset = device.asset();
    if (asset == nullptr || asset->kind != AssetKind::Reservation)
        return device.model().trimmed();
    if (!asset->until.isSet())
        return asset->note;
    const QString day = QLocale().toString(asset->until.toDateTime().date(), QLocale::ShortFormat);
    return tr("%1 until %2").arg(asset->note, day).trimmed();
}

void DevicePlate::paint(QPainter& painter, const QRectF& rect, const Tokens& t, const QFont& font,
                        LineCache& lines) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintGround(painter, rect, t);
    if (device.mount() != Mount::Units) {
        paintStrip(painter, rect.toRect(), t, font);
    } else {
        if (isBehind())
            painter.setOpacity(.55);
        paintText(painter, rect.toRect(), t, font, lines);
        if (!isHatched() && rect.width() >= narrowest)
            paintFace(painter, rect, t);
    }
    painter.restore();
}

void DevicePlate::paintGround(QPainter& painter, const QRectF& rect, const Tokens& t) const
{
    QColor ground = t.dark ? t.raised : Tokens::blend(t.sunken, t.surface, 40);
    if (isHatched() || device.isKind(AssetKind::Blank))
        ground = t.surface;
    if (hovered)
        ground = Tokens::blend(t.text, ground, 5);
    if (selected)
        ground = t.selection;
    const QColor outline = selected || focused ? t.accent : t.border;
    const auto draw = [&](QPainter& onto) {
        onto.setRenderHint(QPainter::Antialiasing);
        onto.setPen(QPen(outline, 1, isHatched() ? Qt::DashLine : Qt::SolidLine));
        onto.setBrush(ground);
        const QRectF plate = rect.adjusted(.5, .5, -.5, -.5);
        onto.drawRoundedRect(plate, 3, 3);
        if (isHatched())
            hatch(onto, plate.adjusted(1, 1, -1, -1), Tokens::blend(t.secondary, t.surface, 22));
    };
    if (stamps == nullptr)
        return draw(painter);
    const QRect place = rect.toRect();
    stamps->paint(painter, place.topLeft(), {place.size(), ground, outline, 0, isHatched()},
                  Qt::transparent, draw);
}

void DevicePlate::paintText(QPainter& painter, const QRect& rect, const Tokens& t,
                            const QFont& font, LineCache& lines) const
{
    const int line = qMin(rect.height(), 24);
    int left = rect.left() + 8;
    const bool wrong = slot.beyond || slot.isShared();
    if ((device.machine() != nullptr && !onPaper) || wrong) {
        const Tone own = onPaper ? Tone::Neutral : device.status(now).tone;
        // Two in the same units are no reason to hide what is worse.
        const Tone tone = wrong && own != Tone::Critical ? Tone::Warning : own;
        const int inset = qMin(2, rect.height() / 4);
        painter.fillRect(
            QRect(rect.left() + 1, rect.top() + inset, edge, rect.height() - 2 * inset),
            t.tone(tone));
        paintMark(painter, QRect(rect.left() + edge + 3, rect.top(), 14, line), tone, t);
        left = rect.left() + edge + 20;
    }
    const bool hasFace = !isHatched() && rect.width() >= narrowest;
    const int right = rect.right() - 6 - (hasFace ? faceWidth : 0);
    QRect text(left, rect.top(), qMax(0, right - left), line);
    QFont name = font;
    // In pixels, as the plate is: it is drawn on paper too.
    name.setPixelSize(rect.height() < 18 ? qBound(smallestText, rect.height() - 1, 10) : 12);
    QColor ink = device.isKind(AssetKind::Blank) ? t.secondary : t.text;
    QColor faint = t.secondary;
    if (value != nullptr && !isHatched()) {
        const PlateOverlay overlay{measure, *value, t};
        const int inset = rect.height() < 18 ? 1 : 2;
        const QRect area(text.left() - 3, rect.top() + inset, text.width() + 6,
                         rect.height() - 2 * inset + 1);
        text.setRight(overlay.paint(painter, area, line - 2 * inset, name) - 4);
        ink = faint = overlay.ink();
    }
    // Letters of less than that are no help.
    if (rect.height() < smallestText)
        return;
    name.setWeight(QFont::Medium);
    const QStaticText shown = lines.line(device.name(), name, text.width());
    painter.setFont(name);
    painter.setPen(ink);
    LineCache::draw(painter, text, shown);
    name.setWeight(QFont::Normal);
    painter.setFont(name);
    painter.setPen(faint);
    const int used = int(shown.size().width()) + 10;
    if (rect.height() >= 36)
        LineCache::draw(painter, text.translated(0, 17), lines.line(detail(), name, text.width()));
    else if (text.width() - used > 40)
        LineCache::draw(painter, text.adjusted(used, 0, 0, 0),
                        lines.line(detail(), name, text.width() - used));
}

void DevicePlate::paintFace(QPainter& painter, const QRectF& rect, const Tokens& t) const
{
    const RackFace side = seenFrom == device.face() ? RackFace::Front : RackFace::Rear;
    const Machine* machine = device.machine();
    // A light that nobody has seen for long is not shown as lit.
    const bool on =
        machine != nullptr && machine->power == PowerState::On && !device.isStale(now) && !onPaper;
    const QColor line = Tokens::blend(t.secondary, t.surface, 55);
    const QRectF area(rect.right() - faceWidth - 5 + .5, rect.top() + 3 + .5, faceWidth - 9,
                      rect.height() - 7);
    const DeviceFace::Lamps lamps{onPaper ? nullptr : bays, on ? t.ok : QColor(), t.warning,
                                  t.critical};
    DeviceFace{device, type, side, line, lamps}.paint(painter, area);
    if (machine == nullptr || onPaper || rect.height() < smallestMark)
        return;
    painter.save();
    painter.translate(rect.right() - 7.5, rect.bottom() - qMin(rect.height() / 2, 11.));
    const double scale = qMin(1., rect.height() / markHeight);
    painter.scale(scale, scale);
    paintLight(painter, on, t);
    painter.restore();
}

/// The light of the machine itself: lit where it is on, in the colour and shape of its health, or
/// of a leak that is worse.
void DevicePlate::paintLight(QPainter& painter, bool on, const Tokens& t) const
{
    const Machine& machine = *device.machine();
    const Health health =
        machine.leak > Health::Ok ? std::max(machine.health, machine.leak) : machine.health;
    painter.setPen(on ? Qt::NoPen : QPen(Tokens::blend(t.secondary, t.surface, 55), 1));
    painter.setBrush(on ? QBrush(t.tone(statusOf(health).tone)) : QBrush(Qt::NoBrush));
    if (on && health == Health::Critical)
        painter.drawPolygon(QPolygonF{{{0, -4}, {4, 0}, {0, 4}, {-4, 0}}});
    else if (on && health == Health::Warning)
        painter.drawPolygon(QPolygonF{{{0, -3.5}, {3.5, 3}, {-3.5, 3}}});
    else if (on && health == Health::Unknown)
        painter.drawRect(QRectF(-3, -1, 6, 2));
    else
        painter.drawEllipse(QPointF(), 2, 2);
}

std::vector<bool> DevicePlate::outlets() const
{
    std::vector<bool> used;
    if (type == nullptr)
        return used;
    for (const QString& name : outletsOf(*type))
        used.push_back(plugged.contains(name.toLower()));
    return used;
}

int DevicePlate::paintOutlets(QPainter& painter, const QRect& rect, const Tokens& t) const
{
    const std::vector<bool> used = outlets();
    if (used.empty() || rect.width() < 10)
        return 0;
    // The name keeps its part; what is too small to be told apart is not drawn.
    const double step = std::min(9.0, rect.height() * .65 / double(used.size()));
    if (step < 3)
        return 0;
    const QColor line = Tokens::blend(t.secondary, t.surface, 55);
    painter.setPen(QPen(line, 1));
    for (std::size_t i = 0; i < used.size(); ++i) {
        painter.setBrush(used[i] ? QBrush(t.secondary) : QBrush(Qt::NoBrush));
        painter.drawRect(QRectF(rect.center().x() - 2 + .5, rect.top() + 6.5 + double(i) * step, 4,
                                std::min(5.0, step - 2)));
    }
    painter.setBrush(Qt::NoBrush);
    return int(step * double(used.size()));
}

/// What hangs at a side: upright, with its name from the bottom to the top.
void DevicePlate::paintStrip(QPainter& painter, const QRect& rect, const Tokens& t,
                             const QFont& font) const
{
    const int taken = paintOutlets(painter, rect, t);
    if (rect.width() < 9)
        return;
    QFont name = font;
    name.setPixelSize(9);
    painter.setFont(name);
    painter.setPen(t.text);
    const int length = rect.height() - taken - 16;
    painter.translate(rect.left(), rect.bottom() - 4);
    painter.rotate(-90);
    painter.drawText(QRect(0, 0, length, rect.width()), Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(name).elidedText(device.name(), Qt::ElideRight, length));
}

} // namespace rackhouse
