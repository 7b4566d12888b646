#include "widgets/hall/hallview.h"

#include "widgets/hall/hallpaint.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace rackhouse
{

namespace
{
constexpr int margin = 40; ///< around the hall, in pixels; the names of rows stand there
constexpr qreal mostZoom = 0.3;
constexpr qreal smallMapFrom = 1.3; ///< of the zoom at which all is seen
} // namespace

HallView::HallView(const Theme& theme, FloorModel* model, QWidget* parent)
    : QAbstractItemView(parent), m_theme(theme), m_floor(model)
{
    setObjectName(u"hall"_qs);
    setAccessibleName(tr("Plan of the hall"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setModel(model);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme, &Theme::changed, this, &HallView::updateView);
    connect(model, &QAbstractItemModel::modelReset, this, &HallView::arrange);
    connect(model, &FloorModel::pictureChanged, this, &HallView::makeScene);
}

void HallView::setHall(const QString& name)
{
    if (name == m_hallName && !m_scene.isEmpty())
        return;
    if (!m_scene.isEmpty())
        m_looks.insert(m_hallName, {m_zoom, camera().toHall(middle()), m_fitting});
    m_hallName = name;
    const Look look = m_looks.value(name);
    m_fitting = look.fitting;
    arrange();
    if (!look.fitting) {
        m_zoom = look.zoom;
        updateGeometries();
        center(look.middle);
    }
}

void HallView::forget()
{
    m_looks.clear();
    m_hallName.clear();
    m_fitting = true;
    makeScene();
}

void HallView::setMeasure(FloorMeasure measure)
{
    m_measure = measure;
    makeScene();
}

/// The racks are others, or in other places.
void HallView::arrange()
{
    m_hover = -1;
    m_selected.clear();
    makeScene();
    if (m_fitting)
        fit();
    updateGeometries();
}

void HallView::makeScene()
{
    const auto& picture = m_floor->picture();
    const int hall = picture ? picture->indexOfHall(m_hallName) : -1;
    m_scene = hall < 0 ? HallScene() : HallScene(picture, hall, m_measure);
    updateView();
}

void HallView::updateView()
{
    m_map.drop();
    viewport()->update();
}

QRectF HallView::bounds() const
{
    return m_scene.isEmpty() ? QRectF() : m_scene.hall().layout.bounds();
}

qreal HallView::fittingZoom() const
{
    const QSizeF size = bounds().size();
    if (size.isEmpty())
        return mostZoom;
    return std::min({(viewport()->width() - 2 * margin) / size.width(),
                     (viewport()->height() - 2 * margin) / size.height(), mostZoom / 2});
}

void HallView::fit()
{
    m_fitting = true;
    m_zoom = std::max(fittingZoom(), 1e-4);
    updateGeometries();
    viewport()->update();
}

void HallView::setZoom(qreal zoom, const QPointF& around)
{
    const QPointF kept = camera().toHall(around);
    const bool beyond = zoom > mostZoom && m_zoom >= mostZoom;
    if (beyond) {
        const int rack = rackAt(around);
        if (const int chosen = rack >= 0 ? rack : m_floor->rackOf(currentIndex()); chosen >= 0)
            emit rackEntered(chosen);
        return;
    }
    const qreal least = fittingZoom();
    m_fitting = zoom <= least;
    m_zoom = std::clamp(zoom, std::min(least, mostZoom), mostZoom);
    updateGeometries();
    const QPointF moved = camera().toView(kept) - around;
    horizontalScrollBar()->setValue(qRound(horizontalOffset() + moved.x()));
    verticalScrollBar()->setValue(qRound(verticalOffset() + moved.y()));
    viewport()->update();
}

void HallView::comeFrom(int rack)
{
    m_fitting = false;
    m_zoom = mostZoom;
    updateGeometries();
    center(m_floor->picture()->place(rack).area.center());
    viewport()->update();
}

int HallView::horizontalOffset() const
{
    return horizontalScrollBar()->value();
}

int HallView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

/// A hall that is smaller than the window stands in its middle.
HallCamera HallView::camera() const
{
    const QRectF all = bounds();
    const auto start = [](qreal length, int window, int offset) {
        const qreal spare = window - length;
        return spare > 2 * margin ? spare / 2 : qreal(margin - offset);
    };
    const QPointF corner(start(all.width() * m_zoom, viewport()->width(), horizontalOffset()),
                         start(all.height() * m_zoom, viewport()->height(), verticalOffset()));
    return {corner - all.topLeft() * m_zoom, m_zoom};
}

void HallView::center(const QPointF& hallPoint)
{
    const QPointF away = camera().toView(hallPoint) - middle();
    horizontalScrollBar()->setValue(qRound(horizontalOffset() + away.x()));
    verticalScrollBar()->setValue(qRound(verticalOffset() + away.y()));
    viewport()->update();
}

void HallView::updateGeometries()
{
    const QSizeF size = bounds().size() * m_zoom + QSizeF(2 * margin, 2 * margin);
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, qMax(0, qRound(size.width()) - viewport()->width()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, qMax(0, qRound(size.height()) - viewport()->height()));
    QAbstractItemView::updateGeometries();
    emit zoomChanged(m_zoom);
}

QRect HallView::miniMapPlace() const
{
    return m_zoom > smallMapFrom * fittingZoom() ? m_map.place(viewport()->size(), bounds())
                                                 : QRect();
}

QRectF HallView::areaOf(const QModelIndex& index) const
{
    const int rack = m_floor->rackOf(index);
    if (rack < 0 || m_scene.isEmpty() || m_scene.picture().rack(rack).hall != m_scene.number())
        return {};
    return m_scene.picture().place(rack).area;
}

QRect HallView::visualRect(const QModelIndex& index) const
{
    const QRectF area = areaOf(index);
    return area.isEmpty() ? QRect() : camera().toView(area).toAlignedRect();
}

int HallView::rackAt(const QPointF& point) const
{
    if (m_scene.isEmpty())
        return -1;
    const QPointF at = camera().toHall(point);
    const auto& hall = m_scene.hall();
    // What was drawn last lies on top.
    for (size_t place = hall.racks.size(); place-- > 0;) {
        if (hall.layout.places()[place].area.contains(at))
            return hall.racks[place];
    }
    return -1;
}

QModelIndex HallView::indexAt(const QPoint& point) const
{
    return m_floor->indexOfRack(rackAt(point));
}

void HallView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    const QRect rect = visualRect(index);
    if (rect.isEmpty() || (hint == EnsureVisible && viewport()->rect().contains(rect)))
        return;
    center(areaOf(index).center());
}

/// The nearest rack in a direction; what lies straight ahead is nearer than what lies aside.
int HallView::nearest(int from, const QPointF& direction) const
{
    const QPointF start = m_scene.picture().place(from).area.center();
    const auto& hall = m_scene.hall();
    int best = from;
    qreal least = std::numeric_limits<qreal>::max();
    for (size_t place = 0; place < hall.racks.size(); ++place) {
        const QPointF way = hall.layout.places()[place].area.center() - start;
        const qreal ahead = QPointF::dotProduct(way, direction);
        const qreal aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        const qreal distance = ahead + 3 * aside;
        if (ahead > 1 && ahead >= aside && distance < least) {
            least = distance;
            best = hall.racks[place];
        }
    }
    return best;
}

int HallView::endOfRow(int rack, bool last) const
{
    const auto& hall = m_scene.hall();
    const int row = m_scene.picture().place(rack).row;
    const auto& racks = hall.layout.rows()[size_t(row)].racks;
    return hall.racks[size_t(last ? racks.back() : racks.front())];
}

QModelIndex HallView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (m_scene.isEmpty() || m_scene.hall().racks.empty())
        return {};
    const int rack = m_floor->rackOf(currentIndex());
    if (areaOf(currentIndex()).isEmpty())
        return m_floor->indexOfRack(
            m_scene.hall().racks[size_t(m_scene.hall().layout.rows().front().racks.front())]);
    switch (action) {
    case MoveUp:
    case MovePageUp:
        return m_floor->indexOfRack(nearest(rack, {0, -1}));
    case MoveDown:
    case MovePageDown:
        return m_floor->indexOfRack(nearest(rack, {0, 1}));
    case MoveLeft:
    case MovePrevious:
        return m_floor->indexOfRack(nearest(rack, {-1, 0}));
    case MoveHome:
        return m_floor->indexOfRack(endOfRow(rack, false));
    case MoveEnd:
        return m_floor->indexOfRack(endOfRow(rack, true));
    case MoveRight:
    case MoveNext:
        break;
    }
    return m_floor->indexOfRack(nearest(rack, {1, 0}));
}

void HallView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    QItemSelection selection;
    if (!m_scene.isEmpty()) {
        const QRectF area = camera().toHall(QRectF(rect.normalized()));
        for (const int rack : m_scene.hall().racks) {
            if (!m_scene.picture().place(rack).area.intersects(area))
                continue;
            const QModelIndex index = m_floor->indexOfRack(rack);
            selection.select(index, index);
        }
    }
    selectionModel()->select(selection, flags | QItemSelectionModel::Rows);
}

QRegion HallView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    const auto indexes = selection.indexes();
    for (const QModelIndex& index : indexes)
        region += visualRect(index);
    return region;
}

void HallView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    m_selected.clear();
    const auto rows = selectionModel()->selectedRows();
    for (const QModelIndex& index : rows)
        m_selected.insert(m_floor->rackOf(index));
    viewport()->update();
}

void HallView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    if (m_fitting)
        fit();
    else
        updateGeometries();
}

void HallView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const Tokens& tokens = m_theme.tokens();
    const QRect view = viewport()->rect();
    if (m_scene.isEmpty())
        return painter.fillRect(view, tokens.app);
    const HallCamera now = camera();
    const int current = hasFocus() ? m_floor->rackOf(currentIndex()) : -1;
    HallPaint(painter, tokens, m_scene, now, {m_selected, m_hover, current, view}).paint();
    if (const QRect place = miniMapPlace(); !place.isEmpty())
        m_map.paint(painter, tokens, m_scene, place, now.toHall(QRectF(view)));
}

} // namespace rackhouse
