#pragma once

#include "models/base/clock.h"
#include "widgets/common/theme.h"
#include "widgets/inside/insidelayout.h"

#include <QPainter>
#include <QSet>

namespace rackhouse
{

/// Paints the inside of a machine in scene coordinates.
class InsidePaint
{
public:
    struct State {
        QSet<int> selected; ///< nodes
        QSet<int> way;      ///< nodes of the way that is shown; empty: none
        int hovered = -1;
        int current = -1;
        QRectF seen;
        Instant now;
    };

    InsidePaint(QPainter& painter, const Tokens& tokens, const HardwareTree& tree,
                const InsideLayout& layout, State state);

    void paint();

private:
    void paintColumns();
    void paintBetweenSockets();
    void paintNvLinks();
    void paintNvLinksOf(int node, double most);
    void paintWire(int node);
    void paintPlate(int node);
    void paintTexts(const QRectF& rect, int node);
    void frame(const QRectF& rect, int node);

    QPainter& m_painter;
    const Tokens& m_tokens;
    const HardwareTree& m_tree;
    const InsideLayout& m_layout;
    State m_state;
};

} // namespace rackhouse
