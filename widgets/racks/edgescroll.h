#pragma once

#include <QPoint>
#include <QTimer>

class QAbstractScrollArea;

namespace rackhouse
{

/// Scrolls an area while something is dragged near an edge of it, the faster the nearer.
class EdgeScroll : public QObject
{
    Q_OBJECT

public:
    explicit EdgeScroll(QAbstractScrollArea* area);

    /// The pointer is here, in the viewport.
    void follow(const QPoint& at);
    void stop() { m_tick.stop(); }

signals:
    /// Other contents are under the pointer, which has not moved.
    void scrolled(const QPoint& at);

private:
    void step();

    QAbstractScrollArea* m_area;
    QPoint m_at;
    QTimer m_tick;
};

} // namespace rackhouse
