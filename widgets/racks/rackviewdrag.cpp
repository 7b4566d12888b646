// How devices are dragged in a RackView and into it.
#include "widgets/racks/edgescroll.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"
#include "widgets/racks/unplacedlist.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>

#include <algorithm>

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
    dragTo(event->pos());
}

void RackView::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_drag) {
        m_held = QModelIndex();
        return QAbstractItemView::mouseReleaseEvent(event);
    }
    drop();
    setState(NoState);
}

/// Lets go what is dragged; whether it can stand there.
bool RackView::drop()
{
    const std::vector<Device> from = m_drag->devices();
    const std::vector<Device> to = m_drag->targets(*m_racks);
    endDrag();
    if (!to.empty() && to.front().json() != from.front().json())
        emit moveWanted(from, to);
    return !to.empty();
}

void RackView::dragTo(const QPoint& at)
{
    m_drag->moveTo(toContents(at), *m_racks, m_layout);
    m_edge->follow(at);
    viewport()->update();
}

std::vector<Device> RackView::selectedDevices() const
{
    QModelIndexList indexes = selectionModel()->selectedIndexes();
    std::sort(indexes.begin(), indexes.end());
    std::vector<Device> devices;
    for (const QModelIndex& index : indexes) {
        const Device* device = index.column() == 0 ? m_racks->device(index) : nullptr;
        if (device != nullptr && device->takesUnits())
            devices.push_back(*device);
    }
    return devices;
}

void RackView::beginDrag(const QPoint& at)
{
    if (!m_movable || !m_movable())
        return;
    const Device& device = *m_racks->device(m_held);
    const int row = m_held.parent().row();
    const int grip = m_layout.halfAt(row, toContents(at).y()) - device.occupant().bottom;
    std::vector<Device> devices{device};
    // What is selected with it in its rack comes along.
    for (const Device& other : selectedDevices()) {
        if (selectionModel()->isSelected(m_held) && other.id() != device.id() &&
            other.rackId() == device.rackId())
            devices.push_back(other);
    }
    // A device of half depth comes to the face that the person looks at.
    const RackFace face = device.halfDepth() ? m_face : device.face();
    m_drag.emplace(std::move(devices), grip, face);
    viewport()->setCursor(Qt::ClosedHandCursor);
}

void RackView::endDrag()
{
    m_drag.reset();
    m_edge->stop();
    m_held = QModelIndex();
    viewport()->unsetCursor();
    viewport()->update();
}

void RackView::dragEnterEvent(QDragEnterEvent* event)
{
    const auto device = UnplacedList::deviceIn(event->mimeData());
    if (!device || !m_movable || !m_movable())
        return event->ignore();
    m_drag.emplace(std::vector{*device}, device->occupant().halves / 2, device->face());
    event->acceptProposedAction();
}

void RackView::dragMoveEvent(QDragMoveEvent* event)
{
    if (!m_drag)
        return event->ignore();
    dragTo(event->position().toPoint());
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
    dragTo(event->position().toPoint());
    event->setAccepted(drop());
}

} // namespace rackhouse
