#pragma once

#include <QRectF>
#include <QString>

class QPainter;

namespace rackhouse::paper
{

inline constexpr double margin = 100; ///< in tenths of a millimetre, as all here
inline constexpr double headHeight = 130;
inline constexpr double footHeight = 60;

/// A line of text, elided where it is too long.
void write(QPainter& painter, const QRectF& area, const QString& text, int size, bool strong,
           Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter);
/// The title of a page and what is on it, between the margins of a page of that width.
void writeHead(QPainter& painter, double pageWidth, const QString& title, const QString& note);

} // namespace rackhouse::paper
