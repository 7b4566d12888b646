// How devices are dragged in a RackView and into it.
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"
#include "widgets/racks/unplacedlist.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>

namespace rackhouse
{

void RackView::mousePressEvent(QMouseEvent* event)
{
    QAbstractItemView::mousePressEvent(event);
    m_held = QModelIndex();
    if (event->button() != Qt::LeftButton)
        return;
    const QModelIndex index = indexAt(event->pos());
    const Device* device = m_racks->device(index);
    if (device != nullptr && device->takesUnits()) {
        m_held = index;
        m_pressed = event->pos();
    }
}

void RackView::mouseMoveEvent(QMouseEvent* event)
{
    const bool held = m_held.isValid() && event->buttons().testFlag(Qt::LeftButton);
    if (!held)
        return QAbstractItemView::mouseMoveEvent(event);
    if (!m_drag &&
        (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance())
        beginDrag(m_pressed);
    if (!m_drag)
        return;
    m_drag->moveTo(toContents(event->pos()), *m_racks, m_layout);
    viewport()->update();
}

void RackView::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_drag) {
        m_held = QModelIndex();
        return QAbstractItemView::mouseReleaseEvent(event);
    }
    const Device from = m_drag->device();
    const auto to = m_drag->target(*m_racks);
    endDrag();
    setState(NoState);
    if (to && to->json() != from.json())
        emit moveWanted(from, *to);
}

void RackView::keyPressEvent(QKeyEvent* event)
{
    if (m_drag && event->key() == Qt::Key_Escape)
        return endDrag();
    QAbstractItemView::keyPressEvent(event);
}

void RackView::beginDrag(const QPoint& at)
{
    if (!m_movable || !m_movable())
        return;
    const Device& device = *m_racks->device(m_held);
    const int row = m_held.parent().row();
    const int grip = m_layout.halfAt(row, toContents(at).y()) - device.occupant().bottom;
    // A device of half depth comes to the face that the person looks at.
    m_drag.emplace(device, grip, device.halfDepth() ? m_face : device.face());
    viewport()->setCursor(Qt::ClosedHandCursor);
}

void RackView::endDrag()
{
    m_drag.reset();
    m_held = QModelIndex();
    viewport()->unsetCursor();
    viewport()->update();
}

void RackView::dragEnterEvent(QDragEnterEvent* event)
{
    const auto device = UnplacedList::deviceIn(event->mimeData());
    if (!device || !m_movable || !m_movable())
        return event->ignore();
    m_drag.emplace(*device, device->occupant().halves / 2, device->face());
    event->acceptProposedAction();
}

void RackView::dragMoveEvent(QDragMoveEvent* event)
{
    if (!m_drag)
        return event->ignore();
    m_drag->moveTo(toContents(event->position().toPoint()), *m_racks, m_layout);
    viewport()->update();
    event->setAccepted(m_drag->fits());
}

void RackView::dragLeaveEvent(QDragLeaveEvent*)
{
    endDrag();
}

void RackView::dropEvent(QDropEvent* event)
{
    if (!m_drag)
        return event->ignore();
    m_drag->moveTo(toContents(event->position().toPoint()), *m_racks, m_layout);
    const Device from = m_drag->device();
    const auto to = m_drag->target(*m_racks);
    endDrag();
    event->setAccepted(to.has_value());
    if (to)
        emit moveWanted(from, *to);
}

} // namespace rackhouse
