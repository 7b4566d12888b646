// What a person does with the plan by wheel, fingers, mouse and keys.
#include "widgets/hall/hallview.h"

#include <QApplication>
#include <QHoverEvent>
#include <QNativeGestureEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace rackhouse
{

namespace
{
constexpr qreal zoomStep = 1.25;
constexpr int mostWheelSteps = 8;
} // namespace

/// A wheel zooms; two fingers on a pad move, and zoom with Ctrl.
void HallView::wheelEvent(QWheelEvent* event)
{
    event->accept();
    const bool pad = !event->pixelDelta().isNull();
    if (pad && !event->modifiers().testFlag(Qt::ControlModifier))
        return pan(event->pixelDelta());
    const qreal steps =
        std::clamp<qreal>(event->angleDelta().y() / 120.0, -mostWheelSteps, mostWheelSteps);
    if (steps != 0)
        setZoom(m_zoom * std::pow(zoomStep, steps), event->position());
}

void HallView::keyPressEvent(QKeyEvent* event)
{
    if (arrangeByKey(event))
        return;
    QPointF around = middle();
    // What has the keyboard stays in its place while the plan grows around it.
    if (const QRect current = visualRect(currentIndex());
        viewport()->rect().contains(current.center()))
        around = current.center();
    if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal)
        setZoom(m_zoom * zoomStep, around);
    else if (event->key() == Qt::Key_Minus)
        setZoom(m_zoom / zoomStep, around);
    else if (event->key() == Qt::Key_0)
        fit();
    else if (event->key() == Qt::Key_Escape)
        clearSelection();
    else
        QAbstractItemView::keyPressEvent(event);
}

void HallView::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->pos();
    m_panning = false;
    m_onMap = miniMapPlace().contains(event->pos());
    if (m_onMap)
        return goByMap(event->pos());
    if (arrangeByMouse(event))
        return;
    if (event->button() != Qt::MiddleButton)
        QAbstractItemView::mousePressEvent(event);
}

/// The floor follows the mouse; with Shift, racks are selected by a rectangle.
void HallView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_onMap)
        return goByMap(event->pos());
    if (arrangeByMouse(event))
        return;
    const bool dragged = event->buttons() & (Qt::LeftButton | Qt::MiddleButton);
    if (!dragged || event->modifiers().testFlag(Qt::ShiftModifier))
        return QAbstractItemView::mouseMoveEvent(event);
    const QPoint way = event->pos() - m_pressed;
    if (!m_panning && way.manhattanLength() < QApplication::startDragDistance())
        return;
    m_panning = true;
    m_pressed = event->pos();
    viewport()->setCursor(Qt::ClosedHandCursor);
    pan(way);
}

void HallView::goByMap(const QPoint& point)
{
    const QPointF there = MiniMap::toSite(point, miniMapPlace(), m_scene.bounds());
    pan(middle() - camera().toView(there));
}

void HallView::mouseReleaseEvent(QMouseEvent* event)
{
    viewport()->unsetCursor();
    const bool moved = std::exchange(m_panning, false);
    if (std::exchange(m_onMap, false) || arrangeByMouse(event))
        return;
    if (moved)
        setState(NoState);
    else
        QAbstractItemView::mouseReleaseEvent(event);
}

/// Between the racks of a hall: into it.
void HallView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int hall = hallAt(event->position());
    if (m_arranging || !isSite() || hall < 0 || rackAt(event->position()) >= 0)
        return QAbstractItemView::mouseDoubleClickEvent(event);
    setHall(m_scene.hall(hall).hall().plan.name);
    emit placeChanged();
}

/// What is told of a hall where no rack is.
bool HallView::showHallTip(const QHelpEvent& event)
{
    const int hall = hallAt(event.pos());
    if (m_scene.halls().size() < 2 || hall < 0 || rackAt(event.pos()) >= 0)
        return false;
    QToolTip::showText(event.globalPos(),
                       m_floor->indexOfHall(hall).data(Qt::ToolTipRole).toString(), viewport());
    return true;
}

void HallView::hover(int rack)
{
    if (rack == m_hover)
        return;
    m_hover = rack;
    viewport()->update();
}

bool HallView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::HoverMove)
        hover(rackAt(static_cast<QHoverEvent*>(event)->position()));
    else if (event->type() == QEvent::HoverLeave)
        hover(-1);
    if (event->type() == QEvent::ToolTip && showHallTip(*static_cast<QHelpEvent*>(event)))
        return true;
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            setZoom(m_zoom * (1 + gesture->value()), gesture->position());
            return true;
        }
    }
    return QAbstractItemView::viewportEvent(event);
}

} // namespace rackhouse
