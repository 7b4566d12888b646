#pragma once

#include "models/floor/floormeasure.h"
#include "widgets/common/theme.h"

class QPainter;

namespace rackhouse
{

/// A measure on the plate of a device: its shade, and at its right end the marks, number and word
/// that say it without colour.
struct PlateOverlay {
    FloorMeasure measure;
    const MeasureValue& value;
    const Tokens& tokens;

    /// For text on the shade.
    QColor ink() const;
    /// Draws it over `area`, its words in the first `line` pixels of the height; returns where
    /// they begin.
    int paint(QPainter& painter, const QRect& area, int line, const QFont& font) const;

private:
    bool isShaded() const { return value.known && !isOfStates(measure); }
    QString words(const QFont& font, int room) const;
};

} // namespace rackhouse
