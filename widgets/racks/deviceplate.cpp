#include "widgets/racks/deviceplate.h"

#include "widgets/common/status.h"

#include <QPainter>

namespace rackhouse
{

namespace
{

constexpr int edge = 3;
constexpr int frontWidth = 96;

Tone toneOf(const Machine& machine)
{
    if (machine.health == Health::Critical)
        return Tone::Critical;
    const Tone tone = statusOf(machine.state).tone;
    if (machine.health == Health::Warning && tone != Tone::Critical)
        return Tone::Warning;
    return tone;
}

} // namespace

void DevicePlate::paint(QPainter& painter, const QRect& rect, const Tokens& t,
                        const QFont& font) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = t.raised;
    if (!t.dark)
        ground = Tokens::blend(t.sunken, t.surface, 40);
    if (hovered)
        ground = Tokens::blend(t.text, ground, 5);
    if (selected)
        ground = t.selection;
    painter.setPen(selected || focused ? QPen(t.accent, 1) : QPen(t.border, 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect).adjusted(.5, .5, -.5, -.5), 3, 3);
    const Tone tone = toneOf(machine);
    painter.fillRect(QRect(rect.left() + 1, rect.top() + 2, edge, rect.height() - 4), t.tone(tone));
    paintTone(&painter, QRect(rect.left() + edge + 3, rect.top(), 14, qMin(rect.height(), 24)),
              tone, t);

    const QRect text(rect.left() + edge + 20, rect.top(), rect.width() - edge - 26 - frontWidth,
                     qMin(rect.height(), 24));
    QFont name = font;
    name.setPointSizeF(rect.height() < 18 ? 7.5 : 9);
    name.setWeight(QFont::Medium);
    painter.setFont(name);
    painter.setPen(t.text);
    const QFontMetrics metrics(name);
    const QString shown = metrics.elidedText(machine.name, Qt::ElideRight, text.width());
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, shown);
    QFont model = name;
    model.setWeight(QFont::Normal);
    painter.setFont(model);
    painter.setPen(t.secondary);
    if (rect.height() >= 36) {
        painter.drawText(
            text.translated(0, 17), Qt::AlignVCenter | Qt::AlignLeft,
            QFontMetrics(model).elidedText(machine.model, Qt::ElideRight, text.width()));
    } else {
        const int used = metrics.horizontalAdvance(shown) + 10;
        if (text.width() - used > 40)
            painter.drawText(
                text.adjusted(used, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                QFontMetrics(model).elidedText(machine.model, Qt::ElideRight, text.width() - used));
    }
    const QRect area(rect.right() - frontWidth - 4, rect.top() + 3, frontWidth, rect.height() - 6);
    if (seenFrom == machine.face)
        paintFront(painter, area, t);
    else
        paintRear(painter, area, t);
    painter.restore();
}

void DevicePlate::paintFront(QPainter& painter, const QRect& area, const Tokens& t) const
{
    const QColor line = Tokens::blend(t.secondary, t.surface, 55);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(line, 1));
    QRect bays = area;
    if (machine.gpuCount > 0 && area.height() >= 40) {
        // GPU sleds over the drive bays.
        const QRect sleds(area.left(), area.top() + 1, area.width(), area.height() - 18);
        const int count = int(qMin<qint64>(machine.gpuCount, 8));
        const double step = double(sleds.width()) / count;
        for (int i = 0; i < count; ++i) {
            const QRectF sled(sleds.left() + i * step + .5, sleds.top() + .5, step - 2,
                              sleds.height() - 2);
            painter.drawRect(sled);
            painter.drawLine(QPointF(sled.center().x(), sled.top() + 4),
                             QPointF(sled.center().x(), sled.bottom() - 4));
        }
        bays = QRect(area.left(), area.bottom() - 13, area.width(), 12);
    }
    const bool on = machine.power == PowerState::On;
    const int count = int(qBound(qint64(0), machine.driveCount, qint64(12)));
    const int height = qMin(bays.height(), 14);
    for (int i = 0; i < count; ++i) {
        const QRectF bay(bays.left() + i * 7 + .5, bays.top() + (bays.height() - height) / 2.0 + .5,
                         5, height - 1);
        painter.setPen(QPen(line, 1));
        painter.drawRect(bay);
        if (on)
            painter.fillRect(QRectF(bay.left() + 1.5, bay.top() + 1.5, 2, 1.5), t.ok);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(on ? t.ok : line);
    painter.drawEllipse(QPointF(area.right() - 3, bays.center().y() + .5), 2, 2);
}

void DevicePlate::paintRear(QPainter& painter, const QRect& area, const Tokens& t) const
{
    const QColor line = Tokens::blend(t.secondary, t.surface, 55);
    painter.setPen(QPen(line, 1));
    painter.setBrush(Qt::NoBrush);
    const int height = qMin(area.height(), 14);
    const double top = area.top() + (area.height() - height) / 2.0 + .5;
    // Two power supplies at the outside, network ports between them.
    for (int i = 0; i < 2; ++i) {
        const QRectF psu(area.left() + i * 17 + .5, top, 14, height - 1);
        painter.drawRect(psu);
        painter.drawEllipse(psu.center(), qMin(3.5, height / 3.0), qMin(3.5, height / 3.0));
    }
    const int ports = int(qBound(qint64(1), qint64(machine.macs.size()), qint64(6)));
    for (int i = 0; i < ports; ++i) {
        const QRectF port(area.left() + 42 + i * 9 + .5, top + (height - 8) / 2.0, 6, 6);
        painter.setPen(QPen(line, 1));
        painter.drawRect(port);
        if (machine.power == PowerState::On)
            painter.fillRect(QRectF(port.left() + 1.5, port.bottom() - 2, 3, 1.2), t.ok);
    }
}

} // namespace rackhouse
