#include "widgets/hall/hallview.h"

#include "widgets/hall/sitepaint.h"

#include <QPainter>

#include <algorithm>
#include <limits>

namespace rackhouse
{

namespace
{
constexpr int margin = 40;     ///< around a hall, in pixels; the names of rows stand there
constexpr int siteMargin = 66; ///< around several, for their names and those of storeys
constexpr qreal mostZoom = 0.3;
constexpr qreal smallMapFrom = 1.3; ///< of the zoom at which all is seen
/// A person comes into a hall on this part of the way from the whole site to the whole hall, and
/// out of it on that one; between them a small step back changes nothing.
constexpr qreal intoHall = 0.6;
constexpr qreal outOfHall = 0.2;
} // namespace

HallView::HallView(const Theme& theme, FloorModel* model, QWidget* parent)
    : QAbstractItemView(parent), m_theme(theme), m_floor(model)
{
    setObjectName(u"hall"_qs);
    setAccessibleName(tr("Plan of the halls"));
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

/// To come back to it later.
void HallView::keepLook()
{
    if (const int hall = currentHall(); hall >= 0)
        m_looks.insert(m_hallName,
                       {m_zoom, m_middle - m_scene.hall(hall).place().origin, m_fitting});
}

void HallView::setHall(const QString& name)
{
    if (name == m_hallName && !m_site && !m_scene.isEmpty())
        return;
    keepLook();
    m_hallName = name;
    m_site = false;
    const Look look = m_looks.value(name);
    const int hall = currentHall();
    m_fitting = look.fitting || hall < 0;
    if (m_fitting)
        return fit();
    m_zoom = look.zoom;
    m_middle = m_scene.hall(hall).place().origin + look.middle;
    updateGeometries();
    viewport()->update();
}

void HallView::showSite()
{
    if (m_site)
        return;
    keepLook();
    m_site = true;
    fit();
}

void HallView::forget()
{
    m_looks.clear();
    m_hallName.clear();
    m_site = false;
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
}

void HallView::makeScene()
{
    const auto& picture = m_floor->picture();
    m_scene = picture ? SiteScene(picture, m_measure) : SiteScene();
    // A hall that was put down is there now, or somewhere else altogether.
    if (m_move.hall >= int(m_scene.halls().size()) ||
        (m_move.hall >= 0 && m_scene.hall(m_move.hall).place().origin != m_moveFrom))
        dropMove();
    if (m_fitting)
        fit();
    else
        updateGeometries();
    updateView();
}

void HallView::updateView()
{
    m_map.drop();
    viewport()->update();
}

int HallView::currentHall() const
{
    if (m_scene.isEmpty() || isSite())
        return -1;
    return m_scene.halls().size() == 1 ? 0 : m_scene.picture().indexOfHall(m_hallName);
}

qreal HallView::fittingZoom(const QRectF& area) const
{
    if (area.isEmpty())
        return mostZoom;
    const int edge = m_scene.halls().size() > 1 ? siteMargin : margin;
    const qreal fits = std::min((viewport()->width() - 2 * edge) / area.width(),
                                (viewport()->height() - 2 * edge) / area.height());
    return std::clamp(fits, 1e-5, mostZoom / 2);
}

void HallView::fit()
{
    const int hall = currentHall();
    const QRectF area = hall < 0 ? m_scene.bounds() : m_scene.hall(hall).bounds();
    m_fitting = true;
    m_zoom = fittingZoom(area);
    m_middle = area.center();
    updateGeometries();
    viewport()->update();
}

void HallView::setZoom(qreal zoom, const QPointF& around)
{
    const QPointF kept = camera().toFloor(around);
    const bool beyond = zoom > mostZoom && m_zoom >= mostZoom;
    if (beyond) {
        const int rack = rackAt(around);
        if (const int chosen = rack >= 0 ? rack : m_floor->rackOf(currentIndex()); chosen >= 0)
            emit rackEntered(chosen);
        return;
    }
    const qreal least = siteZoom();
    m_fitting = zoom <= least;
    m_zoom = std::clamp(zoom, least, mostZoom);
    center(m_fitting ? m_scene.bounds().center() : kept - (around - middle()) / m_zoom);
    updateGeometries();
    settle(around);
}

/// In which hall the person is now, or that all of them are seen.
void HallView::settle(const QPointF& around)
{
    if (m_scene.halls().size() < 2)
        return;
    const int hall = m_scene.hallNear(camera().toFloor(around));
    const qreal all = siteZoom();
    const qreal way = fittingZoom(m_scene.hall(hall).bounds()) - all;
    const bool site = m_zoom <= all || m_zoom < all + (m_site ? intoHall : outOfHall) * way;
    const QString& name = m_scene.hall(hall).hall().plan.name;
    if (site == m_site && (site || name == m_hallName))
        return;
    m_site = site;
    if (!site)
        m_hallName = name;
    emit placeChanged();
}

HallCamera HallView::camera() const
{
    return {middle() - m_middle * m_zoom, m_zoom};
}

int HallView::horizontalOffset() const
{
    return qRound(-camera().origin.x());
}

int HallView::verticalOffset() const
{
    return qRound(-camera().origin.y());
}

/// Something of the site is always in the middle.
void HallView::center(const QPointF& sitePoint)
{
    const QRectF all = m_scene.bounds();
    m_middle = {std::clamp(sitePoint.x(), all.left(), all.right()),
                std::clamp(sitePoint.y(), all.top(), all.bottom())};
    viewport()->update();
}

void HallView::pan(const QPointF& by)
{
    if (by.isNull())
        return;
    m_fitting = false;
    center(m_middle - by / m_zoom);
    if (!m_site && hallAt(middle()) >= 0)
        settle(middle());
}

void HallView::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    emit zoomChanged(m_zoom);
}

QRect HallView::miniMapPlace() const
{
    return m_zoom > smallMapFrom * siteZoom() ? m_map.place(viewport()->size(), m_scene.bounds())
                                              : QRect();
}

QRectF HallView::areaOf(const QModelIndex& index) const
{
    const int rack = m_floor->rackOf(index);
    return rack < 0 || m_scene.isEmpty() ? QRectF() : m_scene.picture().areaOnSite(rack);
}

QRect HallView::visualRect(const QModelIndex& index) const
{
    const QRectF area = areaOf(index);
    return area.isEmpty() ? QRect() : camera().toView(area).toAlignedRect();
}

int HallView::rackAt(const QPointF& point) const
{
    return m_scene.rackAt(camera().toFloor(point));
}

int HallView::hallAt(const QPointF& point) const
{
    return m_scene.hallAt(camera().toFloor(point));
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
    pan(middle() - camera().toView(areaOf(index).center()));
}

/// The nearest rack in a direction; what lies straight ahead is nearer than what lies aside.
int HallView::nearest(int from, const QPointF& direction) const
{
    const FloorPicture& picture = m_scene.picture();
    const QPointF start = picture.areaOnSite(from).center();
    int best = from;
    qreal least = std::numeric_limits<qreal>::max();
    for (int rack = 0; rack < int(picture.racks().size()); ++rack) {
        const QPointF way = picture.areaOnSite(rack).center() - start;
        const qreal ahead = QPointF::dotProduct(way, direction);
        const qreal aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        const qreal distance = ahead + 3 * aside;
        if (ahead > 1 && ahead >= aside && distance < least) {
            least = distance;
            best = rack;
        }
    }
    return best;
}

int HallView::endOfRow(int rack, bool last) const
{
    const auto& hall = m_scene.picture().hall(m_scene.picture().rack(rack).hall);
    const int row = m_scene.picture().place(rack).row;
    const auto& racks = hall.layout.rows()[size_t(row)].racks;
    return hall.racks[size_t(last ? racks.back() : racks.front())];
}

/// Of the hall that the person is in, else of the first one that has any.
int HallView::firstRack() const
{
    const auto first = [](const FloorPicture::HallEntry& hall) {
        return hall.racks.empty() ? -1
                                  : hall.racks[size_t(hall.layout.rows().front().racks.front())];
    };
    if (const int hall = currentHall(); hall >= 0)
        return first(m_scene.picture().hall(hall));
    for (const HallScene& hall : m_scene.halls()) {
        if (const int rack = first(hall.hall()); rack >= 0)
            return rack;
    }
    return -1;
}

QModelIndex HallView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rack = m_floor->rackOf(currentIndex());
    if (m_scene.isEmpty() || rack < 0)
        return m_floor->indexOfRack(firstRack());
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
        const QRectF area = camera().toFloor(QRectF(rect.normalized()));
        for (int rack = 0; rack < int(m_scene.picture().racks().size()); ++rack) {
            if (!m_scene.picture().areaOnSite(rack).intersects(area))
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
    SitePaint(painter, tokens, m_scene, now, {m_selected, m_hover, current, view}, currentHall(),
              m_move)
        .paint();
    if (const QRect place = miniMapPlace(); !place.isEmpty())
        m_map.paint(painter, tokens, m_scene, place, now.toFloor(QRectF(view)));
}

} // namespace rackhouse
