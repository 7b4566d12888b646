#pragma once

#include "models/domain/asset.h"
#include "widgets/common/theme.h"

class QPainter;

namespace rackhouse
{

/// How a device is drawn in a rack: a flat plate with a status edge, its name and its real front.
struct DevicePlate {
    const Machine& machine;
    RackFace seenFrom = RackFace::Front;
    bool selected = false;
    bool hovered = false;
    bool focused = false;

    void paint(QPainter& painter, const QRect& rect, const Tokens& tokens, const QFont& font) const;

private:
    void paintFront(QPainter& painter, const QRect& area, const Tokens& tokens) const;
    void paintRear(QPainter& painter, const QRect& area, const Tokens& tokens) const;
};

} // namespace rackhouse
