// How a person goes nearer to the racks of a RackView and away from them.
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace rackhouse
{

namespace
{

constexpr double kZoomStep = 1.25;
constexpr int kNotch = 120; ///< of a wheel

} // namespace

void RackView::setFitting(bool fitting)
{
    m_scale = fitting ? Scale::Fitting : Scale::Chosen;
    m_unit = RackLayout::fullUnit;
    updateGeometries();
    viewport()->update();
}

int RackView::wantedUnit() const
{
    if (m_scale == Scale::Chosen)
        return m_unit;
    const int fitting = m_layout.fittingUnit(viewport()->height());
    return m_scale == Scale::Fitting ? fitting : qMax(fitting, RackLayout::readableUnit);
}

/// What is under the point of the viewport stays there.
void RackView::setUnit(int unit, const QPoint& around)
{
    // Racks stand on one floor, and grow from there.
    const auto floor = [this] {
        return m_layout.size().height() - RackLayout::margin - RackLayout::foot;
    };
    const QPoint at = toContents(around);
    const double across = double(at.x() - RackLayout::margin) / m_layout.pitch();
    const double units = double(floor() - at.y()) / m_layout.unit();
    m_scale = unit <= m_layout.fittingUnit(viewport()->height()) ? Scale::Fitting : Scale::Chosen;
    m_unit = unit;
    updateGeometries();
    horizontalScrollBar()->setValue(
        int(std::lround(across * m_layout.pitch() + RackLayout::margin)) - around.x());
    verticalScrollBar()->setValue(int(std::lround(floor() - units * m_layout.unit())) - around.y());
    viewport()->update();
}

/// Out of the least zoom lies the plan, beyond the most what is inside the device.
void RackView::zoom(bool in, const QPoint& around)
{
    const int unit = m_layout.unit();
    const int least = m_layout.fittingUnit(viewport()->height());
    if (!in && unit <= least)
        return emit leaveWanted();
    if (in && unit >= RackLayout::largestUnit) {
        const QModelIndex under = indexAt(around);
        if (const Machine* machine = m_racks->machine(under.isValid() ? under : currentIndex()))
            emit insideWanted(machine->id.text());
        return;
    }
    const double step = in ? kZoomStep : 1 / kZoomStep;
    setUnit(qBound(least, int(in ? std::ceil(unit * step) : std::floor(unit * step)),
                   RackLayout::largestUnit),
            around);
}

void RackView::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractItemView::wheelEvent(event);
    event->accept();
    // Fingers on a pad send parts of a notch.
    m_wheel += event->angleDelta().y();
    if (std::abs(m_wheel) < kNotch)
        return;
    const bool in = m_wheel > 0;
    m_wheel = 0;
    zoom(in, event->position().toPoint());
}

void RackView::keyPressEvent(QKeyEvent* event)
{
    if (m_drag && event->key() == Qt::Key_Escape)
        return endDrag();
    // What has the keyboard stays in its place while the racks grow around it.
    const QPoint current = visualRect(currentIndex()).center();
    const QPoint around =
        viewport()->rect().contains(current) ? current : viewport()->rect().center();
    if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal)
        zoom(true, around);
    else if (event->key() == Qt::Key_Minus)
        zoom(false, around);
    else if (event->key() == Qt::Key_0)
        setFitting(true);
    else
        QAbstractItemView::keyPressEvent(event);
}

} // namespace rackhouse
