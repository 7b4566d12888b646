#pragma once

#include "widgets/common/theme.h"

class QPainter;
class QStyleOption;

namespace rackhouse
{

/// Shapes that the controls of Style are made of.
void roundedBox(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& line,
                int radius = space::radius);
void paintChevron(QPainter* painter, const QPointF& c, const QColor& color);

inline constexpr int kChevron = 8; ///< room of the arrow of a button with a menu

/// What a widget asked to look like: "primary", "danger", "plain"; empty for most.
QString lookOf(const QWidget* widget);
/// Its ground is the accent or the colour of danger.
bool isFilled(const QWidget* widget);
/// A tool button that opens a menu.
bool hasMenu(const QStyleOption* option);

} // namespace rackhouse
