// What is drawn of a hall below and around its racks.
#include "widgets/hall/hallpaint.h"

#include <QCoreApplication>

#include <cmath>

namespace rackhouse
{

namespace
{

constexpr int smallestTilePx = 7;
constexpr int textHeight = 13;

QString tr(const char* text)
{
    return QCoreApplication::translate("HallView", text);
}

} // namespace

void HallPaint::paintFloor()
{
    const QRectF walls = m_camera.toView(m_scene.hall().layout.walls());
    m_painter.fillRect(walls, m_tokens.surface);
    paintGrid(walls);
    m_painter.setBrush(Qt::NoBrush);
    const bool known = !m_scene.hall().plan.size.isEmpty();
    m_painter.setPen(QPen(known ? m_tokens.secondary : m_tokens.border, known ? 2 : 1));
    m_painter.drawRect(walls.toAlignedRect());
}

void HallPaint::paintGrid(const QRectF& floor)
{
    const qreal step = m_scene.hall().plan.tileMm * m_camera.zoom;
    const QRectF seen = floor.intersected(m_state.view);
    if (step < smallestTilePx || seen.isEmpty())
        return;
    QVector<QLineF> lines;
    const auto firstTile = [step](qreal from) {
        return int(std::ceil(from / step));
    };
    for (int tile = firstTile(seen.left() - floor.left());
         floor.left() + tile * step < seen.right(); ++tile) {
        const qreal x = std::round(floor.left() + tile * step);
        lines << QLineF(x, seen.top(), x, seen.bottom());
    }
    for (int tile = firstTile(seen.top() - floor.top()); floor.top() + tile * step < seen.bottom();
         ++tile) {
        const qreal y = std::round(floor.top() + tile * step);
        lines << QLineF(seen.left(), y, seen.right(), y);
    }
    m_painter.setPen(Tokens::blend(m_tokens.border, m_tokens.surface, 55));
    m_painter.drawLines(lines);
}

void HallPaint::paintAisles()
{
    m_painter.setFont(Theme::captionFont());
    const QFontMetrics metrics(Theme::captionFont());
    for (const HallPlan::Aisle& aisle : m_scene.hall().layout.aisles()) {
        const QRect area = m_camera.toView(aisle.area).toAlignedRect();
        if (!area.intersects(m_state.view))
            continue;
        const QColor tint = aisle.hot ? m_tokens.warning : m_tokens.accent;
        m_painter.fillRect(area, Tokens::blend(tint, m_tokens.surface, 9));
        const qreal width = qMin(aisle.area.width(), aisle.area.height()) * m_camera.zoom;
        if (aisle.contained && width >= smallestTilePx) {
            m_painter.setPen(QPen(tint, 1, Qt::DashLine));
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawRect(area.adjusted(0, 0, -1, -1));
        }
        QString text =
            aisle.name.isEmpty() ? aisle.hot ? tr("Hot aisle") : tr("Cold aisle") : aisle.name;
        if (aisle.contained)
            text = tr("%1, contained").arg(text);
        // It stays in sight where only a part of the aisle is.
        const QRect seen = area.intersected(m_state.view).adjusted(6, 0, -6, 0);
        if (area.height() < textHeight || seen.width() < 40)
            continue;
        m_painter.setPen(m_tokens.secondary);
        m_painter.drawText(seen, Qt::AlignLeft | Qt::AlignVCenter,
                           metrics.elidedText(text, Qt::ElideRight, seen.width()));
    }
}

/// An opening in the wall and the leaf of the door, open.
void HallPaint::paintDoors()
{
    for (const HallPlan::Door& door : m_scene.hall().plan.doors) {
        const bool upright = door.side == PlanSide::Left || door.side == PlanSide::Right;
        const QPointF start = m_camera.toView(door.at);
        const qreal width = door.width * m_camera.zoom;
        const QPointF along = upright ? QPointF(0, width) : QPointF(width, 0);
        const qreal inwards = door.side == PlanSide::Top || door.side == PlanSide::Left ? 1 : -1;
        const QPointF leaf = upright ? QPointF(inwards * width, 0) : QPointF(0, inwards * width);
        m_painter.setPen(QPen(m_tokens.surface, 4));
        m_painter.drawLine(start, start + along);
        m_painter.setPen(QPen(m_tokens.secondary, 1.5));
        m_painter.drawLine(start, start + leaf);
        m_painter.setPen(QPen(m_tokens.secondary, 1, Qt::DotLine));
        m_painter.drawLine(start + leaf, start + along);
        if (width < 3 * textHeight || door.name.isEmpty())
            continue;
        m_painter.setFont(Theme::captionFont());
        m_painter.setPen(m_tokens.secondary);
        m_painter.drawText(start + leaf + QPointF(4, -4), door.name);
    }
}

void HallPaint::paintZones()
{
    m_painter.setFont(Theme::captionFont());
    const QFontMetrics metrics(Theme::captionFont());
    for (const HallPlan::Zone& zone : m_scene.hall().plan.zones) {
        const QRect area = m_camera.toView(zone.area).toAlignedRect();
        if (!area.intersects(m_state.view))
            continue;
        m_painter.fillRect(area, Tokens::blend(m_tokens.running, m_tokens.surface, 5));
        m_painter.setPen(QPen(m_tokens.running, 1, Qt::DashDotLine));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(area.adjusted(0, 0, -1, -1));
        if (area.width() < 40 || area.height() < 2 * textHeight)
            continue;
        m_painter.setPen(m_tokens.running);
        m_painter.drawText(area.adjusted(6, 3, -6, -3), Qt::AlignLeft | Qt::AlignTop,
                           metrics.elidedText(zone.name, Qt::ElideRight, area.width() - 12));
    }
}

void HallPaint::paintCompass()
{
    if (!m_scene.hall().plan.id)
        return;
    constexpr int radius = 18;
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.translate(m_state.view.right() - radius - 14, m_state.view.top() + radius + 14);
    m_painter.setPen(m_tokens.border);
    m_painter.setBrush(m_tokens.raised);
    m_painter.drawEllipse(QPointF(0, 0), radius, radius);
    m_painter.rotate(m_scene.hall().plan.northDegrees);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_tokens.text);
    m_painter.drawPolygon(QPolygonF{{{0, -4}, {5, 11}, {0, 8}, {-5, 11}}});
    // The letter stands upright before the tip of the arrow.
    m_painter.translate(0, -9);
    m_painter.rotate(-m_scene.hall().plan.northDegrees);
    m_painter.setFont(Theme::captionFont());
    m_painter.setPen(m_tokens.text);
    m_painter.drawText(QRectF(-8, -8, 16, 16), Qt::AlignCenter, tr("N"));
    m_painter.restore();
}

} // namespace rackhouse
