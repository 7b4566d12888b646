#include "widgets/fabric/fabricview.h"

#include "models/items/fabricmodel.h"
#include "widgets/fabric/fabricpaint.h"

#include <QHoverEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace rackhouse
{
namespace
{
constexpr qreal leastZoom = 0.1;
constexpr qreal largeScale = 4; ///< of names in a fabric that is seen at about a fifth of its size
constexpr qreal mostZoom = 3;
constexpr qreal zoomStep = 1.2;
} // namespace

FabricView::FabricView(const Theme& theme, FabricModel* model, QWidget* parent)
    : QAbstractItemView(parent), m_theme(theme), m_fabric(model)
{
    setObjectName(u"fabric"_qs);
    setAccessibleName(tr("Fabric"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setModel(model);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(model, &QAbstractItemModel::modelReset, this, &FabricView::arrange);
    connect(model, &QAbstractItemModel::dataChanged, this, [this] { viewport()->update(); });
}

void FabricView::arrange()
{
    const auto& picture = m_fabric->picture();
    // As wide as the window is when all of it is seen at a size that can still be read; what is too
    // high for that takes the shape of the window.
    const double readable = 2.2 * std::max(900, viewport()->width());
    m_layout = picture ? FabricLayout(*picture, readable) : FabricLayout();
    if (picture && shapedWidth(m_layout) > readable) {
        const FabricLayout large(*picture, readable, largeScale);
        m_layout = FabricLayout(*picture, shapedWidth(large), largeScale);
        // A unit more in each row may leave less of the window empty.
        FabricLayout wider(*picture, 1.2 * shapedWidth(large), largeScale);
        if (fittingZoom(wider) > fittingZoom(m_layout))
            m_layout = std::move(wider);
    }
    m_hover = -1;
    m_selected = spotsIn(selectionModel()->selection());
    if (m_fitting)
        fit();
    updateGeometries();
    viewport()->update();
}

double FabricView::shapedWidth(const FabricLayout& layout) const
{
    const QSizeF size = layout.size();
    return std::sqrt(size.width() * size.height() * viewport()->width() /
                     std::max(1, viewport()->height()));
}

double FabricView::fittingZoom(const FabricLayout& layout) const
{
    const QSizeF size = layout.size();
    return std::min(viewport()->width() / size.width(), viewport()->height() / size.height());
}

void FabricView::fit()
{
    m_fitting = true;
    if (m_layout.size().isEmpty())
        return;
    m_zoom = std::clamp(fittingZoom(m_layout), leastZoom, 1.0);
    updateGeometries();
    viewport()->update();
    emit zoomed(m_zoom);
}

void FabricView::setZoom(qreal zoom, const QPointF& around)
{
    const QPointF kept = toScene(around);
    m_fitting = false;
    m_zoom = std::clamp(zoom, leastZoom, mostZoom);
    updateGeometries();
    horizontalScrollBar()->setValue(qRound(kept.x() * m_zoom - around.x()));
    verticalScrollBar()->setValue(qRound(kept.y() * m_zoom - around.y()));
    viewport()->update();
    emit zoomed(m_zoom);
}

int FabricView::horizontalOffset() const
{
    return horizontalScrollBar()->value();
}

int FabricView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QPointF FabricView::toScene(const QPointF& point) const
{
    return (point + QPointF(horizontalOffset(), verticalOffset())) / m_zoom;
}

QRectF FabricView::seen() const
{
    return {toScene({0, 0}), QSizeF(viewport()->size()) / m_zoom};
}

QRect FabricView::visualRect(const QModelIndex& index) const
{
    const QRectF rect = m_layout.rectOfNode(m_fabric->spotOf(index));
    if (rect.isEmpty())
        return {};
    return QRectF(rect.topLeft() * m_zoom - QPointF(horizontalOffset(), verticalOffset()),
                  rect.size() * m_zoom)
        .toAlignedRect();
}

int FabricView::spotAt(const QPointF& scenePoint) const
{
    if (!m_fabric->picture())
        return -1;
    const int count = m_fabric->picture()->spotCount();
    for (int spot = 0; spot < count; ++spot) {
        const QRectF rect = m_layout.rectOfNode(spot);
        if (!rect.isEmpty() && rect.adjusted(-1, -1, 1, 1).contains(scenePoint))
            return spot;
    }
    return -1;
}

QModelIndex FabricView::indexAt(const QPoint& point) const
{
    return m_fabric->indexOfNode(spotAt(toScene(point)));
}

void FabricView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    const QRect rect = visualRect(index);
    const QRect view = viewport()->rect();
    if (rect.isEmpty() || (hint == EnsureVisible && view.contains(rect)))
        return;
    const QPoint away = rect.center() - view.center();
    horizontalScrollBar()->setValue(horizontalOffset() + away.x());
    verticalScrollBar()->setValue(verticalOffset() + away.y());
}

/// The nearest spot in a direction; what lies straight ahead is nearer than what lies aside.
int FabricView::nearest(int from, const QPointF& direction)
{
    // Past a leaf, the way goes on in the column in which it began.
    const QRectF place = m_layout.rectOfNode(from);
    QPointF start = place.center();
    if (m_column >= place.left() && m_column <= place.right() && direction.x() == 0)
        start.rx() = m_column;
    m_column = start.x();
    const int count = m_fabric->picture()->spotCount();
    int best = from;
    qreal least = std::numeric_limits<qreal>::max();
    for (int spot = 0; spot < count; ++spot) {
        const QRectF rect = m_layout.rectOfNode(spot);
        if (spot == from || rect.isEmpty())
            continue;
        // A wide leaf is as near as its nearest point.
        const QPointF point(std::clamp(start.x(), rect.left(), rect.right()),
                            std::clamp(start.y(), rect.top(), rect.bottom()));
        const QPointF way = point - start;
        const qreal ahead = QPointF::dotProduct(way, direction);
        const qreal aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        const qreal distance = ahead + 4 * aside;
        if (ahead > 1 && distance < least) {
            least = distance;
            best = spot;
        }
    }
    return best;
}

QModelIndex FabricView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (!m_fabric->picture() || m_fabric->picture()->nodes().empty())
        return {};
    int spot = m_fabric->spotOf(currentIndex());
    if (spot < 0 || m_layout.rectOfNode(spot).isEmpty()) {
        const int count = m_fabric->picture()->spotCount();
        for (spot = 0; spot < count && m_layout.rectOfNode(spot).isEmpty(); ++spot) {
        }
        return m_fabric->indexOfNode(spot);
    }
    switch (action) {
    case MoveUp:
    case MovePageUp:
        return m_fabric->indexOfNode(nearest(spot, {0, -1}));
    case MoveDown:
    case MovePageDown:
        return m_fabric->indexOfNode(nearest(spot, {0, 1}));
    case MoveLeft:
    case MovePrevious:
    case MoveHome:
        return m_fabric->indexOfNode(nearest(spot, {-1, 0}));
    case MoveRight:
    case MoveNext:
    case MoveEnd:
        break;
    }
    return m_fabric->indexOfNode(nearest(spot, {1, 0}));
}

void FabricView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    const QRectF area(toScene(rect.normalized().topLeft()),
                      toScene(rect.normalized().bottomRight() + QPoint(1, 1)));
    QItemSelection selection;
    const auto& picture = m_fabric->picture();
    const int count = picture ? picture->spotCount() : 0;
    for (int spot = 0; spot < count; ++spot) {
        const QRectF place = m_layout.rectOfNode(spot);
        if (place.isEmpty() || !place.intersects(area))
            continue;
        const QModelIndex index = m_fabric->indexOfNode(spot);
        selection.select(index, index);
    }
    selectionModel()->select(selection, flags | QItemSelectionModel::Rows);
}

QRegion FabricView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    const auto indexes = selection.indexes();
    for (const QModelIndex& index : indexes)
        region += visualRect(index);
    return region;
}

QSet<int> FabricView::spotsIn(const QItemSelection& selection) const
{
    QSet<int> spots;
    for (const QItemSelectionRange& range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            spots.insert(m_fabric->spotOf(m_fabric->index(row, 0, range.parent())));
    }
    return spots;
}

void FabricView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    m_selected = spotsIn(selectionModel()->selection());
    viewport()->update();
}

void FabricView::updateGeometries()
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

void FabricView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    if (m_fitting)
        arrange();
    else
        updateGeometries();
}

void FabricView::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractItemView::wheelEvent(event);
    setZoom(m_zoom * std::pow(zoomStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void FabricView::keyPressEvent(QKeyEvent* event)
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

bool FabricView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverLeave) {
        const int over = event->type() == QEvent::HoverMove
                             ? spotAt(toScene(static_cast<QHoverEvent*>(event)->position()))
                             : -1;
        if (over != m_hover) {
            m_hover = over;
            viewport()->update();
        }
    }
    return QAbstractItemView::viewportEvent(event);
}

void FabricView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.tokens().app);
    if (!m_fabric->picture())
        return;
    painter.translate(-horizontalOffset(), -verticalOffset());
    painter.scale(m_zoom, m_zoom);
    const int current = hasFocus() ? m_fabric->spotOf(currentIndex()) : -1;
    FabricPaint(painter, m_theme.tokens(), *m_fabric->picture(), m_layout,
                {m_selected, m_hover, current, seen(), m_zoom})
        .paint();
}

} // namespace rackhouse
