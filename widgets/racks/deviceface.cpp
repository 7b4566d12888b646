#include "widgets/racks/deviceface.h"

#include <QPainter>
#include <QVarLengthArray>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int kMostParts = 256;

int bounded(double count)
{
    return int(std::clamp(count, 0.0, double(kMostParts)));
}

/// Those of a face that data, power or light goes through.
int portsOf(const QJsonObject& layout, RackFace side, bool& patch)
{
    int count = 0;
    const QJsonArray ports = layout.value(u"ports"_qs).toArray();
    for (const QJsonValue& port : ports) {
        const QString group = port[u"group"_qs].toString();
        const QString face = port[u"face"_qs].toString(enumText(RackFace::Front));
        if (group == u"power" || face != enumText(side))
            continue;
        patch = patch || group == u"patch";
        ++count;
    }
    return bounded(count);
}

} // namespace

QStringList outletsOf(const DeviceType& type)
{
    QStringList names;
    const QJsonArray ports = type.layout.value(u"ports"_qs).toArray();
    for (const QJsonValue& port : ports) {
        if (port[u"group"_qs].toString() == u"outlet" && names.size() < kMostParts)
            names << port[u"name"_qs].toString();
    }
    return names;
}

DeviceFace::Parts DeviceFace::parts() const
{
    Parts parts;
    const bool front = side == RackFace::Front;
    if (type != nullptr && !type->layout.isEmpty()) {
        parts.ports = portsOf(type->layout, side, parts.patch);
        parts.gpus = front ? bounded(type->layout.value(u"gpus"_qs).toDouble()) : 0;
        parts.drives = front ? bounded(type->layout.value(u"drives"_qs).toDouble()) : 0;
        parts.psus = front ? 0 : bounded(type->layout.value(u"psus"_qs).toDouble());
        return parts;
    }
    if (const Machine* machine = device.machine()) {
        parts.gpus = front ? bounded(double(machine->gpuCount)) : 0;
        parts.drives = front ? bounded(double(machine->driveCount)) : 0;
        parts.ports = front ? 0 : bounded(double(machine->macs.size()));
        parts.psus = front ? 0 : 2;
    }
    return parts;
}

void DeviceFace::paint(QPainter& painter, const QRectF& area) const
{
    if (area.width() < 12 || area.height() < 4)
        return;
    const Parts has = parts();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(line, 1));
    QRectF rest = area;
    if (has.gpus > 0 && area.height() >= 40) {
        // GPU sleds over the drive bays.
        const bool alone = has.drives + has.ports == 0;
        const double height = alone ? area.height() - 1 : area.height() - 18;
        paintSleds(painter, QRectF(area.left(), area.top(), area.width(), height), has.gpus);
        rest.setTop(rest.bottom() - 14);
    }
    if (has.psus > 0) {
        const double width = std::min(rest.width() / 2, 17.0 * has.psus);
        paintSupplies(painter, QRectF(rest.left(), rest.top(), width, rest.height()), has.psus);
        rest.setLeft(rest.left() + width + 6);
    }
    if (has.drives > 0) {
        const double share = has.ports > 0 ? rest.width() / 2 : rest.width();
        const double width = std::min(share, 7.0 * std::min(has.drives, 24));
        paintRow(painter, QRectF(rest.left(), rest.top(), width, rest.height()), has.drives, 5, 14,
                 states(&BayHealth::drives));
        rest.setLeft(rest.left() + width + 6);
    }
    if (has.ports > 0)
        paintPorts(painter, rest, has.ports);
}

const DeviceFace::States* DeviceFace::states(States BayHealth::*of) const
{
    return lamps.bays != nullptr ? &(lamps.bays->*of) : nullptr;
}

/// What the bay of that number says of its part; nothing where no part is known there.
void DeviceFace::paintLamp(QPainter& painter, const QRectF& bay, const States* states,
                           int number) const
{
    if (states == nullptr || number >= int(states->size()))
        return;
    const QRectF inside = bay.adjusted(1, 1, -1, -1);
    switch ((*states)[std::size_t(number)]) {
    case Health::Critical:
        return painter.fillRect(inside, lamps.critical);
    case Health::Warning:
        return painter.fillRect(inside.adjusted(0, inside.height() / 2, 0, 0), lamps.warning);
    case Health::Ok:
        if (lamps.ok.isValid() && bay.width() >= 4)
            painter.fillRect(QRectF(bay.left() + 1.5, bay.top() + 1.5, 2, 1.5), lamps.ok);
        return;
    case Health::Unknown:
        return;
    }
}

/// Boxes in one line, closer together where there are many.
void DeviceFace::paintRow(QPainter& painter, const QRectF& area, int count, double width,
                          double height, const States* states) const
{
    const double high = std::min(height, area.height() - 1);
    const double step = std::min(width + 2, area.width() / count);
    const double wide = std::min(width, std::max(1.0, step - 1));
    const double top = area.center().y() - high / 2;
    QVarLengthArray<QRectF, 32> boxes;
    for (int i = 0; i < count; ++i)
        boxes.append(QRectF(area.left() + i * step, top, wide, high));
    painter.drawRects(boxes.constData(), int(boxes.size()));
    for (int i = 0; i < count; ++i)
        paintLamp(painter, boxes[i], states, i);
}

/// In two lines where there are more than twelve, as on the front of a switch.
void DeviceFace::paintPorts(QPainter& painter, const QRectF& area, int count) const
{
    const bool two = count > 12 && area.height() >= 12;
    const int first = two ? (count + 1) / 2 : count;
    const double height = two ? (area.height() - 1) / 2 : area.height();
    const QRectF upper(area.left(), area.top(), area.width(), height);
    paintRow(painter, upper, first, 6, 6, nullptr);
    if (two)
        paintRow(painter, upper.translated(0, height + 1), count - first, 6, 6, nullptr);
}

void DeviceFace::paintSleds(QPainter& painter, const QRectF& area, int count) const
{
    const double step = area.width() / count;
    for (int i = 0; i < count; ++i) {
        const QRectF sled(area.left() + i * step, area.top(), std::max(1.0, step - 2),
                          area.height() - 2);
        painter.drawRect(sled);
        painter.drawLine(QPointF(sled.center().x(), sled.top() + 4),
                         QPointF(sled.center().x(), sled.bottom() - 4));
        paintLamp(painter, sled, states(&BayHealth::gpus), i);
    }
}

void DeviceFace::paintSupplies(QPainter& painter, const QRectF& area, int count) const
{
    const double height = std::min(area.height() - 1, 14.0);
    const double step = area.width() / count;
    for (int i = 0; i < count; ++i) {
        const QRectF box(area.left() + i * step, area.center().y() - height / 2,
                         std::max(1.0, step - 3), height);
        painter.drawRect(box);
        const double radius = std::min({3.5, height / 3, box.width() / 3});
        painter.drawEllipse(box.center(), radius, radius);
        paintLamp(painter, box, states(&BayHealth::psus), i);
    }
}

} // namespace rackhouse
