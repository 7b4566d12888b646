#include "widgets/racks/edgescroll.h"

#include <QAbstractScrollArea>
#include <QScrollBar>

namespace rackhouse
{

namespace
{

constexpr int kEdge = 32; ///< pixels from the edge
constexpr int kTickMs = 20;
constexpr int kFastest = 16; ///< pixels a tick

/// Pixels to go on a line of that length.
int speedAt(int at, int length)
{
    const int before = kEdge - at;
    const int behind = kEdge - (length - 1 - at);
    const int near = qMax(before, behind);
    if (near <= 0)
        return 0;
    const int speed = qMin(kFastest, 1 + near * kFastest / kEdge);
    return before > behind ? -speed : speed;
}

} // namespace

EdgeScroll::EdgeScroll(QAbstractScrollArea* area) : QObject(area), m_area(area)
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &EdgeScroll::step);
}

void EdgeScroll::follow(const QPoint& at)
{
    m_at = at;
    if (!m_tick.isActive())
        m_tick.start();
}

void EdgeScroll::step()
{
    const auto move = [](QScrollBar* bar, int pixels) {
        const int before = bar->value();
        bar->setValue(before + pixels);
        return bar->value() != before;
    };
    const QSize size = m_area->viewport()->size();
    const bool across = move(m_area->horizontalScrollBar(), speedAt(m_at.x(), size.width()));
    const bool along = move(m_area->verticalScrollBar(), speedAt(m_at.y(), size.height()));
    if (across || along)
        emit scrolled(m_at);
}

} // namespace rackhouse
