#include "widgets/racks/rackview.h"

#include "widgets/racks/deviceplate.h"
#include "widgets/racks/edgescroll.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackpaint.h"

#include <QHoverEvent>
#include <QPainter>
#include <QScrollBar>

namespace rackhouse
{

RackView::RackView(const Theme& theme, RackModel* model, QWidget* parent)
    : QAbstractItemView(parent), m_theme(theme), m_racks(model), m_layout(*model),
      m_edge(new EdgeScroll(this))
{
    setObjectName(u"racks"_qs);
    setAccessibleName(tr("Racks"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setModel(model);
    setAcceptDrops(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme, &Theme::changed, viewport(), [this] {
        m_stamps.clear();
        viewport()->update();
    });
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &RackView::remember);
    connect(model, &QAbstractItemModel::modelReset, this, &RackView::updateGeometries);
    connect(model, &QAbstractItemModel::modelReset, this, &RackView::restore);
    connect(model, &QAbstractItemModel::dataChanged, viewport(), [this] { viewport()->update(); });
    connect(m_edge, &EdgeScroll::scrolled, this, [this](const QPoint& at) {
        if (m_drag)
            dragTo(at);
    });
    // What is known gets old while nothing arrives.
    connect(&m_ageTick, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
    m_ageTick.start(30'000);
}

void RackView::setFace(RackFace face)
{
    if (face == m_face)
        return;
    m_face = face;
    m_layout.setFace(face);
    // The same racks stay in sight, seen from behind.
    horizontalScrollBar()->setValue(horizontalScrollBar()->maximum() - horizontalOffset());
    viewport()->update();
}

void RackView::remember()
{
    const auto idOf = [this](const QModelIndex& index) {
        if (const Device* device = m_racks->device(index))
            return device->id();
        return m_racks->rack(index) != nullptr ? m_racks->rack(index)->id.text() : QString();
    };
    endDrag();
    m_selected.clear();
    for (const QModelIndex& index : selectionModel()->selectedIndexes())
        m_selected << idOf(index);
    m_current = idOf(currentIndex());
}

void RackView::restore()
{
    const auto find = [this](const QString& id) {
        const QModelIndex rack = m_racks->indexOfRack(id);
        return rack.isValid() ? rack : m_racks->indexOfDevice(id);
    };
    QItemSelection selection;
    for (const QString& id : m_selected) {
        if (const QModelIndex index = find(id); index.isValid())
            selection.select(index, index);
    }
    if (const QModelIndex current = find(m_current); current.isValid())
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

QPoint RackView::toContents(const QPoint& point) const
{
    return point + QPoint(horizontalOffset(), verticalOffset());
}

QRect RackView::visualRect(const QModelIndex& index) const
{
    QRect rect;
    if (m_racks->device(index) != nullptr)
        rect = m_layout.device(index);
    else if (m_racks->rack(index) != nullptr)
        rect = m_layout.headOf(index.row());
    return rect.translated(-horizontalOffset(), -verticalOffset());
}

QModelIndex RackView::indexAt(const QPoint& point) const
{
    const QPoint at = toContents(point);
    const int row = m_layout.rackAt(at);
    if (row < 0 || !m_layout.whole(row).contains(at))
        return {};
    const QModelIndex rack = m_racks->index(row, 0);
    QModelIndex behind;
    for (int i = 0; i < m_racks->rowCount(rack); ++i) {
        const QModelIndex device = m_racks->index(i, 0, rack);
        if (!m_layout.device(device).contains(at))
            continue;
        const Device& found = *m_racks->device(device);
        if (!found.halfDepth() || found.face() == m_face)
            return device;
        behind = device;
    }
    if (behind.isValid())
        return behind;
    return m_layout.units(row).contains(at) ? QModelIndex() : rack;
}

void RackView::scrollTo(const QModelIndex& index, ScrollHint)
{
    const QRect rect = visualRect(index);
    const QRect view = viewport()->rect();
    if (rect.left() < 0 || rect.right() > view.right())
        horizontalScrollBar()->setValue(horizontalOffset() + rect.left() - RackLayout::margin -
                                        RackLayout::gutter);
    if (rect.top() < 0)
        verticalScrollBar()->setValue(verticalOffset() + rect.top() - RackLayout::margin);
    else if (rect.bottom() > view.bottom() && m_racks->device(index) != nullptr)
        verticalScrollBar()->setValue(verticalOffset() + rect.bottom() - view.bottom() +
                                      RackLayout::margin);
}

/// The device of a neighbour rack that stands nearest to the height of the current one; the rack
/// where it is empty.
QModelIndex RackView::sideways(int step) const
{
    const QModelIndex current = currentIndex();
    const QModelIndex rack = m_racks->index(current.parent().row() + step, 0);
    if (!rack.isValid())
        return current;
    QModelIndex nearest = rack;
    double distance = std::numeric_limits<double>::max();
    for (int i = 0; i < m_racks->rowCount(rack); ++i) {
        const QModelIndex candidate = m_racks->index(i, 0, rack);
        const double apart =
            qAbs(m_racks->device(candidate)->position() - m_racks->device(current)->position());
        if (apart < distance) {
            distance = apart;
            nearest = candidate;
        }
    }
    return nearest;
}

/// From behind, the racks stand the other way round.
int RackView::stepTo(bool right) const
{
    return right == (m_face == RackFace::Front) ? 1 : -1;
}

QModelIndex RackView::fromRack(const QModelIndex& rack, CursorAction action) const
{
    const int last = m_racks->rowCount(rack) - 1;
    switch (action) {
    case MoveDown:
    case MoveNext:
        return last < 0 ? rack : m_racks->index(0, 0, rack);
    case MoveEnd:
    case MovePageDown:
        return last < 0 ? rack : m_racks->index(last, 0, rack);
    case MoveLeft:
    case MoveRight:
        return m_racks->index(
            qBound(0, rack.row() + stepTo(action == MoveRight), m_racks->rowCount() - 1), 0);
    default:
        return rack;
    }
}

QModelIndex RackView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const QModelIndex current = currentIndex();
    if (!current.isValid()) {
        const QModelIndex first = m_racks->index(0, 0);
        return m_racks->rowCount(first) > 0 ? m_racks->index(0, 0, first) : first;
    }
    if (m_racks->rack(current) != nullptr)
        return fromRack(current.siblingAtColumn(0), action);
    const QModelIndex rack = current.parent();
    switch (action) {
    case MoveUp:
    case MovePrevious:
        return current.row() == 0 ? rack : m_racks->index(current.row() - 1, 0, rack);
    case MoveDown:
    case MoveNext:
        return m_racks->index(qMin(m_racks->rowCount(rack) - 1, current.row() + 1), 0, rack);
    case MoveLeft:
    case MoveRight:
        return sideways(stepTo(action == MoveRight));
    case MoveHome:
    case MovePageUp:
        return m_racks->index(0, 0, rack);
    case MoveEnd:
    case MovePageDown:
        return m_racks->index(m_racks->rowCount(rack) - 1, 0, rack);
    }
    return current;
}

int RackView::horizontalOffset() const
{
    return horizontalScrollBar()->value();
}

int RackView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

bool RackView::isIndexHidden(const QModelIndex&) const
{
    return false;
}

void RackView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    QItemSelection selection;
    const QRect area = rect.normalized();
    if (area.width() <= 1 && area.height() <= 1) {
        // A click or a key: what is current may be behind something else.
        const QPoint at = area.topLeft();
        const QModelIndex only =
            visualRect(currentIndex()).contains(at) ? currentIndex() : indexAt(at);
        if (only.isValid())
            selection.select(only, only);
        return selectionModel()->select(selection, flags);
    }
    for (int row = 0; row < m_racks->rowCount(); ++row) {
        const QModelIndex rack = m_racks->index(row, 0);
        for (int i = 0; i < m_racks->rowCount(rack); ++i) {
            const QModelIndex device = m_racks->index(i, 0, rack);
            if (visualRect(device).intersects(area))
                selection.select(device, device);
        }
    }
    selectionModel()->select(selection, flags);
}

QRegion RackView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const QModelIndex& index : selection.indexes())
        region += visualRect(index);
    return region;
}

void RackView::updateGeometries()
{
    m_layout.update(wantedUnit());
    const QSize size = m_layout.size();
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_layout.pitch() / 4);
    horizontalScrollBar()->setRange(0, qMax(0, size.width() - viewport()->width()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(RackLayout::fullUnit);
    verticalScrollBar()->setRange(0, qMax(0, size.height() - viewport()->height()));
    QAbstractItemView::updateGeometries();
}

void RackView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

bool RackView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverLeave) {
        const QPersistentModelIndex over =
            event->type() == QEvent::HoverMove
                ? indexAt(static_cast<QHoverEvent*>(event)->position().toPoint())
                : QModelIndex();
        if (over != m_hover) {
            m_hover = over;
            viewport()->update();
        }
    }
    return QAbstractItemView::viewportEvent(event);
}

void RackView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.tokens().app);
    painter.translate(-horizontalOffset(), -verticalOffset());
    const QRect seen = viewport()->rect().translated(horizontalOffset(), verticalOffset());
    RackPaint rackPaint(painter, *m_racks, m_layout, m_theme.tokens(), m_stamps);
    for (int row = 0; row < m_racks->rowCount(); ++row) {
        if (!m_layout.whole(row).intersects(seen))
            continue;
        const QModelIndex rack = m_racks->index(row, 0);
        rackPaint.paintRack(row, selectionModel()->isSelected(rack),
                            hasFocus() && currentIndex() == rack);
        paintDevices(painter, row);
    }
    if (m_drag)
        m_drag->paint(painter, m_layout, m_theme.tokens());
}

/// Those in the other half of the depth first: what stands before them covers them.
void RackView::paintDevices(QPainter& painter, int row)
{
    const QModelIndex rack = m_racks->index(row, 0);
    for (const bool behind : {true, false}) {
        for (int i = 0; i < m_racks->rowCount(rack); ++i) {
            const QModelIndex index = m_racks->index(i, 0, rack);
            const Device& device = *m_racks->device(index);
            if ((device.halfDepth() && device.face() != m_face) == behind)
                paintDevice(painter, index);
        }
    }
}

void RackView::paintDevice(QPainter& painter, const QModelIndex& index)
{
    const Device& device = *m_racks->device(index);
    const auto value = m_racks->measureOf(device);
    const DevicePlate plate{.device = device,
                            .type = m_racks->type(device),
                            .bays = m_racks->bays(device),
                            .plugged = m_racks->plugged(device),
                            .slot = m_racks->slot(index),
                            .seenFrom = m_face,
                            .measure = m_racks->measure(),
                            .value = value ? &*value : nullptr,
                            .now = m_racks->now(),
                            .selected = selectionModel()->isSelected(index),
                            .hovered = m_hover == index,
                            .focused = hasFocus() && currentIndex() == index,
                            .stamps = &m_stamps};
    const QRect rect = m_layout.device(index);
    const int gap = device.mount() == Mount::Units ? 1 : 0;
    plate.paint(painter, rect.adjusted(0, gap, 0, 0), m_theme.tokens(), font(), m_lines);
}

} // namespace rackhouse
