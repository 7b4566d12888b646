#include "widgets/inside/insideview.h"

#include "models/items/hardwaremodel.h"
#include "widgets/inside/insidepaint.h"

#include <QHoverEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace rackhouse
{
namespace
{
constexpr qreal leastZoom = 0.4;
constexpr qreal leastFitting = 0.65; ///< smaller text cannot be read
constexpr qreal mostFitting = 1.4;
constexpr qreal mostZoom = 3;
constexpr qreal zoomStep = 1.2;
} // namespace

InsideView::InsideView(const Theme& theme, const Clock& clock, HardwareModel* model,
                       QWidget* parent)
    : QAbstractItemView(parent), m_theme(theme), m_clock(clock), m_hardware(model)
{
    setObjectName(u"inside"_qs);
    setAccessibleName(tr("Inside of the machine"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setModel(model);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(model, &QAbstractItemModel::modelReset, this, &InsideView::arrange);
    connect(model, &QAbstractItemModel::dataChanged, this, [this] { viewport()->update(); });
}

void InsideView::arrange()
{
    m_layout = m_hardware->tree() ? InsideLayout(*m_hardware->tree()) : InsideLayout();
    m_hover = -1;
    m_way.clear();
    if (m_fitting)
        fit();
    updateGeometries();
    viewport()->update();
}

int InsideView::nodeCount() const
{
    return m_hardware->tree() ? static_cast<int>(m_hardware->tree()->nodes().size()) : 0;
}

void InsideView::fit()
{
    m_fitting = true;
    const QSizeF size = m_layout.size();
    if (size.isEmpty())
        return;
    m_zoom = std::clamp(
        std::min(viewport()->width() / size.width(), viewport()->height() / size.height()),
        leastFitting, mostFitting);
    updateGeometries();
    viewport()->update();
}

void InsideView::setZoom(qreal zoom, const QPointF& around)
{
    const QPointF kept = toScene(around);
    m_fitting = false;
    m_zoom = std::clamp(zoom, leastZoom, mostZoom);
    updateGeometries();
    horizontalScrollBar()->setValue(qRound(kept.x() * m_zoom - around.x()));
    verticalScrollBar()->setValue(qRound(kept.y() * m_zoom - around.y()));
    viewport()->update();
}

void InsideView::setWay(const std::vector<int>& nodes)
{
    m_way = QSet<int>(nodes.begin(), nodes.end());
    viewport()->update();
}

int InsideView::horizontalOffset() const
{
    return horizontalScrollBar()->value();
}

int InsideView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QPointF InsideView::toScene(const QPointF& point) const
{
    return (point + QPointF(horizontalOffset(), verticalOffset())) / m_zoom;
}

QRect InsideView::visualRect(const QModelIndex& index) const
{
    const int node = m_hardware->nodeOf(index);
    if (node < 0 || node >= nodeCount())
        return {};
    const QRectF rect = m_layout.rectOfNode(node);
    return QRectF(rect.topLeft() * m_zoom - QPointF(horizontalOffset(), verticalOffset()),
                  rect.size() * m_zoom)
        .toAlignedRect();
}

int InsideView::nodeAt(const QPointF& scenePoint) const
{
    for (int node = 0; node < nodeCount(); ++node) {
        if (m_layout.rectOfNode(node).contains(scenePoint))
            return node;
    }
    return -1;
}

QModelIndex InsideView::indexAt(const QPoint& point) const
{
    return m_hardware->indexOfNode(nodeAt(toScene(point)));
}

void InsideView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    const QRect rect = visualRect(index);
    const QRect view = viewport()->rect();
    if (rect.isEmpty() || (hint == EnsureVisible && view.contains(rect)))
        return;
    const QPoint away = rect.center() - view.center();
    // A plate may be wider than the window: its beginning is what is read.
    horizontalScrollBar()->setValue(rect.width() > view.width() ? horizontalOffset() + rect.left()
                                                                : horizontalOffset() + away.x());
    verticalScrollBar()->setValue(verticalOffset() + away.y());
}

/// The nearest node in a direction; what lies straight ahead is nearer than what lies aside.
int InsideView::nearest(int from, const QPointF& direction) const
{
    const QRectF place = m_layout.rectOfNode(from);
    const QPointF start = place.center();
    int best = from;
    qreal least = std::numeric_limits<qreal>::max();
    for (int node = 0; node < nodeCount(); ++node) {
        const QRectF rect = m_layout.rectOfNode(node);
        // A wide plate is as near as its nearest point.
        const QPointF point(std::clamp(start.x(), rect.left(), rect.right()),
                            std::clamp(start.y(), rect.top(), rect.bottom()));
        const QPointF way = point - start;
        const qreal ahead = QPointF::dotProduct(way, direction);
        const qreal aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        const qreal distance = ahead + 4 * aside;
        if (node != from && ahead > 1 && distance < least) {
            least = distance;
            best = node;
        }
    }
    return best;
}

QModelIndex InsideView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int node = m_hardware->nodeOf(currentIndex());
    if (nodeCount() == 0)
        return {};
    if (node < 0 || action == MoveHome)
        return m_hardware->indexOfNode(m_hardware->tree()->sockets().front());
    switch (action) {
    case MoveUp:
    case MovePageUp:
        return m_hardware->indexOfNode(nearest(node, {0, -1}));
    case MoveDown:
    case MovePageDown:
        return m_hardware->indexOfNode(nearest(node, {0, 1}));
    case MoveLeft:
    case MovePrevious:
        return m_hardware->indexOfNode(nearest(node, {-1, 0}));
    default:
        return m_hardware->indexOfNode(nearest(node, {1, 0}));
    }
}

void InsideView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    const QRectF area(toScene(rect.normalized().topLeft()),
                      toScene(rect.normalized().bottomRight() + QPoint(1, 1)));
    QItemSelection selection;
    for (int node = 0; node < nodeCount(); ++node) {
        if (!m_layout.rectOfNode(node).intersects(area))
            continue;
        const QModelIndex index = m_hardware->indexOfNode(node);
        selection.select(index, index);
    }
    selectionModel()->select(selection, flags | QItemSelectionModel::Rows);
}

QRegion InsideView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    const auto indexes = selection.indexes();
    for (const QModelIndex& index : indexes)
        region += visualRect(index);
    return region;
}

void InsideView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    viewport()->update();
}

void InsideView::updateGeometries()
{
    const QSizeF size = m_layout.size() * m_zoom;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(40);
    horizontalScrollBar()->setRange(0, std::max(0, qRound(size.width()) - viewport()->width()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(40);
    verticalScrollBar()->setRange(0, std::max(0, qRound(size.height()) - viewport()->height()));
    QAbstractItemView::updateGeometries();
}

void InsideView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    if (m_fitting)
        fit();
    else
        updateGeometries();
}

void InsideView::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractItemView::wheelEvent(event);
    setZoom(m_zoom * std::pow(zoomStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void InsideView::keyPressEvent(QKeyEvent* event)
{
    const QPointF middle = viewport()->rect().center();
    if (event->key() == Qt::Key_Plus)
        setZoom(m_zoom * zoomStep, middle);
    else if (event->key() == Qt::Key_Minus)
        setZoom(m_zoom / zoomStep, middle);
    else if (event->key() == Qt::Key_0)
        fit();
    else
        QAbstractItemView::keyPressEvent(event);
}

bool InsideView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverLeave) {
        const int over = event->type() == QEvent::HoverMove
                             ? nodeAt(toScene(static_cast<QHoverEvent*>(event)->position()))
                             : -1;
        if (over != m_hover) {
            m_hover = over;
            viewport()->update();
        }
    }
    return QAbstractItemView::viewportEvent(event);
}

void InsideView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.tokens().app);
    if (nodeCount() == 0)
        return;
    painter.translate(-horizontalOffset(), -verticalOffset());
    painter.scale(m_zoom, m_zoom);
    QSet<int> selected;
    const auto indexes = selectionModel()->selectedRows();
    for (const QModelIndex& index : indexes)
        selected.insert(m_hardware->nodeOf(index));
    const QRectF seen(toScene({0, 0}), QSizeF(viewport()->size()) / m_zoom);
    const int current = hasFocus() ? m_hardware->nodeOf(currentIndex()) : -1;
    InsidePaint(painter, m_theme.tokens(), *m_hardware->tree(), m_layout,
                {selected, m_way, m_hover, current, seen, m_clock.now()})
        .paint();
}

} // namespace rackhouse
