// What a person does with the plan by wheel, fingers, mouse and keys.
#include "widgets/hall/hallview.h"

#include <QApplication>
#include <QHoverEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>
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
    if (pad && !event->modifiers().testFlag(Qt::ControlModifier)) {
        horizontalScrollBar()->setValue(horizontalOffset() - event->pixelDelta().x());
        verticalScrollBar()->setValue(verticalOffset() - event->pixelDelta().y());
        return viewport()->update();
    }
    const qreal steps =
        std::clamp<qreal>(event->angleDelta().y() / 120.0, -mostWheelSteps, mostWheelSteps);
    if (steps != 0)
        setZoom(m_zoom * std::pow(zoomStep, steps), event->position());
}

void HallView::keyPressEvent(QKeyEvent* event)
{
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
    const QRect map = miniMapPlace();
    m_onMap = map.contains(event->pos());
    if (m_onMap)
        return center(MiniMap::toHall(event->pos(), map, bounds()));
    if (event->button() != Qt::MiddleButton)
        QAbstractItemView::mousePressEvent(event);
}

/// The floor follows the mouse; with Shift, racks are selected by a rectangle.
void HallView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_onMap)
        return center(MiniMap::toHall(event->pos(), miniMapPlace(), bounds()));
    const bool dragged = event->buttons() & (Qt::LeftButton | Qt::MiddleButton);
    if (!dragged || event->modifiers().testFlag(Qt::ShiftModifier))
        return QAbstractItemView::mouseMoveEvent(event);
    const QPoint way = event->pos() - m_pressed;
    if (!m_panning && way.manhattanLength() < QApplication::startDragDistance())
        return;
    m_panning = true;
    m_pressed = event->pos();
    viewport()->setCursor(Qt::ClosedHandCursor);
    horizontalScrollBar()->setValue(horizontalOffset() - way.x());
    verticalScrollBar()->setValue(verticalOffset() - way.y());
    viewport()->update();
}

void HallView::mouseReleaseEvent(QMouseEvent* event)
{
    viewport()->unsetCursor();
    const bool moved = std::exchange(m_panning, false);
    if (std::exchange(m_onMap, false))
        return;
    if (moved)
        setState(NoState);
    else
        QAbstractItemView::mouseReleaseEvent(event);
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
