#pragma once

#include "widgets/common/theme.h"
#include "widgets/racks/racklayout.h"
#include "widgets/racks/stamps.h"

class QPainter;

namespace rackhouse
{

class RackModel;

/// Draws what is around the devices of a rack: its name, the units with their numbers, and under it
/// how full, loaded and heavy it is against its limits.
class RackPaint
{
public:
    RackPaint(QPainter& painter, const RackModel& model, const RackLayout& layout, const Tokens& t,
              Stamps& stamps)
        : m_painter(painter), m_model(model), m_layout(layout), m_tokens(t), m_stamps(stamps)
    {
    }

    void paintRack(int row, bool selected, bool focused);

private:
    /// One slim bar with a line of text.
    struct Bar {
        QString text;
        QString side = {}; ///< at the right end
        double share = 0;  ///< of the limit; 0 where there is none
        double now = 0;    ///< measured share
    };

    void paintHead(int row, bool selected) const;
    void paintEmpty(QPainter& painter, int row, const QColor& outline) const;
    void paintUnits(QPainter& painter, int row) const;
    void paintBars(int row) const;
    void paintBar(const QRect& area, const Bar& bar) const;

    QPainter& m_painter;
    const RackModel& m_model;
    const RackLayout& m_layout;
    const Tokens& m_tokens;
    Stamps& m_stamps;
};

} // namespace rackhouse
