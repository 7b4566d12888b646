#pragma once

#include "models/floor/floormeasure.h"
#include "widgets/common/theme.h"

#include <vector>

class QPainter;

namespace rackhouse
{

/// What stands on the tile of a rack beside its shade.
enum class TileMark { Critical, Warning, Ok, Unknown, Stale, Never };

TileMark markOf(Health level);
/// The marks that tiles of a measure may have, and what they mean there.
std::vector<std::pair<TileMark, QString>> marksOf(FloorMeasure measure);
/// The same of the devices of an elevation.
std::vector<std::pair<TileMark, QString>> deviceMarksOf(FloorMeasure measure);

/// Its shape in the middle of `rect`, 12 px wide.
void paintMark(QPainter* painter, const QRect& rect, TileMark mark, const Tokens& tokens);
/// What stands for the shape where a tile has no room for it: all of it is critical, its lower half
/// a warning, a dot well, a line across not known; one stroke is stale, a cross is never.
void paintSmallMark(QPainter* painter, const QRect& rect, TileMark mark, const Tokens& tokens);

} // namespace rackhouse
