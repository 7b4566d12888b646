// How a person moves halls over the site.
#include "widgets/hall/hallview.h"

#include "models/items/floormodel.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>

namespace rackhouse
{

namespace
{
constexpr qreal tileMm = 600;
constexpr qreal smallStepMm = 100;
constexpr qreal snapPx = 8;

QString metres(qreal mm)
{
    return QLocale().toString(mm / 1000, 'f', 1);
}

QPointF directionOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return {-1, 0};
    case Qt::Key_Right:
        return {1, 0};
    case Qt::Key_Up:
        return {0, -1};
    case Qt::Key_Down:
        return {0, 1};
    default:
        return {};
    }
}

} // namespace

void HallView::setArranging(bool arranging)
{
    m_arranging = arranging;
    m_grabbed = false;
    m_move = {};
    if (arranging)
        chooseMove(qMax(0, currentHall()));
    viewport()->update();
}

/// Racks that name no hall have none that could be moved.
bool HallView::canMove(int hall) const
{
    return hall >= 0 && !m_scene.hall(hall).hall().plan.name.isEmpty();
}

void HallView::chooseMove(int hall)
{
    if (!canMove(hall))
        return;
    if (hall != m_move.hall) {
        m_move = {hall, {}};
        m_moveFrom = m_scene.hall(hall).place().origin;
    }
    moveBy(m_move.by);
}

/// Says also where that is, and in whose room.
void HallView::moveBy(const QPointF& by)
{
    m_move.by = by;
    viewport()->update();
    const SiteLayout& site = m_scene.picture().site();
    const HallScene& hall = m_scene.hall(m_move.hall);
    const QPointF origin = hall.place().origin + by;
    const QPointF place = origin - site.storeys()[size_t(hall.place().storey)].shift;
    QString text =
        tr("%1 at %2 m, %3 m.").arg(hall.hall().plan.name, metres(place.x()), metres(place.y()));
    QStringList others;
    for (const int other : site.inTheWayOf(m_move.hall, origin))
        others << FloorModel::hallTitle(m_scene.hall(other).hall().plan.name);
    if (!others.isEmpty())
        text += u' ' + tr("There stands %1.").arg(others.join(u", "_qs));
    emit moveTold(text);
}

void HallView::dropMove()
{
    m_grabbed = false;
    const int hall = m_move.hall < int(m_scene.halls().size()) ? m_move.hall : -1;
    m_move = {};
    if (m_arranging)
        chooseMove(hall);
    viewport()->update();
}

void HallView::putMove()
{
    if (m_move.hall < 0)
        return;
    const HallScene& hall = m_scene.hall(m_move.hall);
    if (m_move.by.isNull() && hall.hall().plan.place)
        return;
    const auto& storeys = m_scene.picture().site().storeys();
    const QPointF shift = storeys[size_t(hall.place().storey)].shift;
    emit hallPut(m_move.hall, hall.place().origin + m_move.by - shift);
}

bool HallView::arrangeByKey(QKeyEvent* event)
{
    if (!m_arranging || m_scene.isEmpty())
        return false;
    const int count = int(m_scene.halls().size());
    const auto choose = [&](int step) {
        for (int away = 1; away < count; ++away) {
            const int hall = (m_move.hall + step * away + count * count) % count;
            if (canMove(hall))
                return chooseMove(hall);
        }
    };
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_move.by.isNull())
            emit arrangingLeft();
        else
            dropMove();
        return true;
    case Qt::Key_PageDown:
        choose(1);
        return true;
    case Qt::Key_PageUp:
        choose(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        putMove();
        return true;
    default:
        break;
    }
    const QPointF direction = directionOf(event->key());
    if (direction.isNull() || m_move.hall < 0)
        return false;
    const bool small = event->modifiers().testFlag(Qt::ShiftModifier);
    moveBy(m_move.by + direction * (small ? smallStepMm : tileMm));
    return true;
}

bool HallView::arrangeByMouse(QMouseEvent* event)
{
    if (!m_arranging)
        return false;
    const QPointF at = camera().toFloor(event->position());
    if (event->type() == QEvent::MouseButtonPress) {
        const int hall = m_scene.hallAt(at);
        if (event->button() != Qt::LeftButton || !canMove(hall))
            return false;
        chooseMove(hall);
        m_grabbed = true;
        m_grab = at - m_move.by;
        return true;
    }
    if (!m_grabbed)
        return false;
    if (event->type() == QEvent::MouseMove) {
        const QPointF origin = m_moveFrom + at - m_grab;
        moveBy(m_scene.picture().site().snapped(m_move.hall, origin, snapPx / m_zoom) - m_moveFrom);
        return true;
    }
    m_grabbed = false;
    if (!m_move.by.isNull())
        putMove();
    return true;
}

} // namespace rackhouse
